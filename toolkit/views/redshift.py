"""Views over Amazon Redshift."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view
def redshift_cluster_key(redshift_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return redshift_cluster.assign(key_customer_managed=managed_by_customer(redshift_cluster, "kms_key_id", kms_key))


@view(estate=MEMBERS)
def redshift_snapshot_accounts(
    redshift_snapshot: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Manual snapshots, each with the foreign accounts that may restore it."""
    named = redshift_snapshot["shared_account_ids"]
    return with_foreign_accounts(redshift_snapshot, named, organizations_organization, sts_caller_identity)
