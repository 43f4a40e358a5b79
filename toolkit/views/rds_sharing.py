"""Views of Amazon RDS: with whom manual snapshots are shared."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.organizations import with_foreign_accounts


@view
def rds_snapshot_sharing(
    rds_snapshot: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Manual snapshots of DB instances, each with the foreign accounts that may restore it."""
    named = rds_snapshot["shared_account_ids"]
    return with_foreign_accounts(rds_snapshot, named, organizations_organization, sts_caller_identity)


@view
def rds_cluster_snapshot_sharing(
    rds_cluster_snapshot: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Manual snapshots of DB clusters, each with the foreign accounts that may restore it."""
    named = rds_cluster_snapshot["shared_account_ids"]
    return with_foreign_accounts(rds_cluster_snapshot, named, organizations_organization, sts_caller_identity)
