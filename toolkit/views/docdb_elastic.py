"""Views over Amazon DocumentDB elastic clusters."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def docdb_elastic_cluster_key(docdb_elastic_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Elastic clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return docdb_elastic_cluster.assign(
        key_customer_managed=managed_by_customer(docdb_elastic_cluster, "kms_key_id", kms_key)
    )
