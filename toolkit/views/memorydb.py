"""Views over Amazon MemoryDB."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def memorydb_cluster_key(memorydb_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return memorydb_cluster.assign(key_customer_managed=managed_by_customer(memorydb_cluster, "kms_key_id", kms_key))
