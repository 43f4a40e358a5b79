"""Views of Amazon RDS: what a DB instance decides, and what its DB cluster decides for it."""

from __future__ import annotations

import pandas as pd

from toolkit.model import union, view
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

AURORA = ("aurora", "aurora-mysql", "aurora-postgresql")
CLUSTERED = (*AURORA, "docdb", "neptune")  # the other engines have Multi-AZ DB clusters, whose instances follow them


@union
def rds_instance_data(
    rds_instance: pd.DataFrame, rds_cluster: pd.DataFrame, docdb_cluster: pd.DataFrame, neptune_cluster: pd.DataFrame
) -> pd.DataFrame:
    """DB instances, and DB clusters of RDS, DocumentDB and Neptune, which hold the data of their members."""
    clusters = (rds_cluster, docdb_cluster, neptune_cluster.assign(replica=False))  # Neptune has no such copies
    return _together(rds_instance, *map(_as_instances, clusters))


@union
def rds_instance_server(rds_instance: pd.DataFrame, rds_cluster: pd.DataFrame) -> pd.DataFrame:
    """DB instances, and Multi-AZ DB clusters, which are upgraded and reached as one.

    `follows_cluster`: belongs to a Multi-AZ DB cluster; in Aurora, DocumentDB and Neptune each instance decides.
    """
    multi_az = rds_cluster[~rds_cluster["engine"].str.lower().isin(AURORA)]
    frame = _together(rds_instance, _as_instances(multi_az))
    each_decides = frame["engine"].str.lower().isin(CLUSTERED).astype("boolean").mask(frame["engine"].isna())
    return frame.assign(follows_cluster=frame["cluster_member"] & ~each_decides)


@union
def rds_snapshot_sharing(rds_snapshot: pd.DataFrame, rds_cluster_snapshot: pd.DataFrame) -> pd.DataFrame:
    """Manual snapshots of DB instances, and of DB clusters of RDS, DocumentDB and Neptune."""
    return _together(rds_snapshot, rds_cluster_snapshot)


@view(estate=MEMBERS)
def rds_snapshot_accounts(
    rds_snapshot: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Manual snapshots of DB instances, each with the foreign accounts that may restore it."""
    named = rds_snapshot["shared_account_ids"]
    return with_foreign_accounts(rds_snapshot, named, organizations_organization, sts_caller_identity)


@view(estate=MEMBERS)
def rds_cluster_snapshot_accounts(
    rds_cluster_snapshot: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Manual snapshots of DB clusters, each with the foreign accounts that may restore it."""
    named = rds_cluster_snapshot["shared_account_ids"]
    return with_foreign_accounts(rds_cluster_snapshot, named, organizations_organization, sts_caller_identity)


def _as_instances(clusters: pd.DataFrame) -> pd.DataFrame:
    """Write clusters with the columns of instances."""
    return clusters.rename(columns={"replica": "read_replica"}).assign(cluster_member=False, custom=False)


def _together(instances: pd.DataFrame, *others: pd.DataFrame) -> pd.DataFrame:
    """Put rows of other tables below those of instances, with the columns of an instance."""
    parts = [other.reindex(columns=instances.columns).astype(instances.dtypes) for other in others]
    return pd.concat([instances, *parts], ignore_index=True)
