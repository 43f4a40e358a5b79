"""Views over Amazon Kinesis Data Streams."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def kinesis_stream_key(kinesis_stream: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Streams, each with whether a customer manages its key (`key_customer_managed`)."""
    return kinesis_stream.assign(key_customer_managed=managed_by_customer(kinesis_stream, "kms_key_id", kms_key))
