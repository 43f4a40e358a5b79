"""Views over Amazon MSK."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def kafka_cluster_key(kafka_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return kafka_cluster.assign(key_customer_managed=managed_by_customer(kafka_cluster, "kms_key_arn", kms_key))
