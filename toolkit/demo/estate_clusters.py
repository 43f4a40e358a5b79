"""Database clusters, caches and file systems of the demo accounts."""

from typing import Any

from toolkit.demo.accounts import CJK, FORMULA, MANAGEMENT, MEMBER, SCRIPT, SECRET_CANARY, TAG_CANARY
from toolkit.demo.connection import Account


def build_clusters(account: Account, region: str, key_arn: str) -> None:
    """Build an Aurora cluster and a file system; the member account has a cache and a warehouse too."""
    _aurora(account.client("rds", region), account, key_arn)
    _file_systems(account.client("efs", region), account, key_arn)
    if account.id == MEMBER:
        _cache(account.client("elasticache", region))
        _warehouse(account.client("redshift", region))


def _aurora(rds: Any, account: Account, key_arn: str) -> None:
    """Create the cluster and a snapshot of it; the member account's is open to everyone."""
    good = account.id == MANAGEMENT
    rds.create_db_cluster(
        DBClusterIdentifier="customers",
        Engine="aurora-postgresql",
        EngineVersion="16.4",
        MasterUsername="app",
        MasterUserPassword=SECRET_CANARY,
        DBSubnetGroupName="application",
        StorageEncrypted=good,
        BackupRetentionPeriod=14 if good else 1,
        DeletionProtection=good,
        EnableIAMDatabaseAuthentication=good,
        Tags=[{"Key": "Team", "Value": CJK}],
        **({"KmsKeyId": key_arn} if good else {}),
    )
    for snapshot in rds.describe_db_cluster_snapshots(DBClusterIdentifier="customers")["DBClusterSnapshots"]:
        # The automated one is named after the minute of the run.
        rds.delete_db_cluster_snapshot(DBClusterSnapshotIdentifier=snapshot["DBClusterSnapshotIdentifier"])
    rds.create_db_cluster_snapshot(DBClusterSnapshotIdentifier="customers-export", DBClusterIdentifier="customers")
    if not good:
        rds.modify_db_cluster_snapshot_attribute(
            DBClusterSnapshotIdentifier="customers-export", AttributeName="restore", ValuesToAdd=["all"]
        )


def _file_systems(efs: Any, account: Account, key_arn: str) -> None:
    good = account.id == MANAGEMENT
    efs.create_file_system(
        CreationToken="uploads",
        Encrypted=good,
        Backup=good,
        Tags=[{"Key": "Name", "Value": "uploads"}, {"Key": "Mounted-With", "Value": TAG_CANARY}],
        **({"KmsKeyId": key_arn} if good else {}),
    )


def _cache(elasticache: Any) -> None:
    elasticache.create_cache_cluster(
        CacheClusterId="sessions",
        Engine="redis",
        EngineVersion="5.0.6",
        CacheNodeType="cache.t4g.small",
        NumCacheNodes=1,
        Tags=[{"Key": "Note", "Value": SCRIPT}],
    )


def _warehouse(redshift: Any) -> None:
    redshift.create_cluster(
        ClusterIdentifier="warehouse",
        NodeType="ra3.xlplus",
        ClusterType="single-node",
        MasterUsername="analyst",
        MasterUserPassword=SECRET_CANARY,
        PubliclyAccessible=True,
        Encrypted=False,
        Tags=[{"Key": "Note", "Value": FORMULA}],
    )
