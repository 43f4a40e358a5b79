"""Views over Amazon Redshift."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def redshift_cluster_key(redshift_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return redshift_cluster.assign(key_customer_managed=managed_by_customer(redshift_cluster, "kms_key_id", kms_key))
