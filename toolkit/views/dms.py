"""Views over AWS Database Migration Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def dms_replication_instance_key(dms_replication_instance: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Replication instances, each with whether a customer manages its key (`key_customer_managed`)."""
    return dms_replication_instance.assign(
        key_customer_managed=managed_by_customer(dms_replication_instance, "kms_key_id", kms_key)
    )
