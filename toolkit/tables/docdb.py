"""Amazon DocumentDB."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


# The operation is that of RDS, which without a filter lists the clusters of every engine.
@table(
    "docdb:describe_db_clusters",
    resource_type="AWS::DocDB::DBCluster",
    key="DBClusterArn",
    Filters="[{Name: 'engine', Values: ['docdb']}]",
)
class docdb_cluster:
    """DocumentDB clusters that the account owns."""

    name: str = column("DBClusterIdentifier", "Identifier of the cluster.")
    created_at: datetime = column("ClusterCreateTime", "When the cluster was made.")
    status: str = column("Status", "`available`, `stopped`, `deleting` or another state.")
    engine: str = column("Engine", "`docdb`.")
    engine_version: str = column("EngineVersion", "Version of the engine.")
    instances: int = column("length(DBClusterMembers)", "Instances of the cluster.", absent=0)
    replica: bool = column(
        "!!ReplicationSourceIdentifier", "Copies another cluster, which is the one to back up.", absent=False
    )
    parameter_group: str = column("DBClusterParameterGroup", "Cluster parameter group.", absent="none")
    parameters_in_sync: bool = column(
        "length(DBClusterMembers[?DBClusterParameterGroupStatus && DBClusterParameterGroupStatus != 'in-sync']) == `0`",
        "What its parameters say is in effect, with no change that waits for a reboot.",
        absent=True,
    )
    encrypted: bool = column("StorageEncrypted", "Storage is encrypted.", absent=False)
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts the storage, or `none`.", absent="none")
    multi_az: bool = column("MultiAZ", "Has instances in more than one Availability Zone.", absent=False)
    backup_days: int = column("BackupRetentionPeriod", "How long automated backups are kept.", unit="days")
    deletion_protection: bool = column("DeletionProtection", "Cannot be deleted.", absent=False)
    log_exports: str = column(
        "join(' ', sort(EnabledCloudwatchLogsExports)) || 'none'",
        "Logs that are sent to CloudWatch Logs, separated by spaces, or `none`.",
        absent="none",
    )
    copies_tags: bool = column("CopyTagsToSnapshot", "Snapshots get the tags of the cluster.", absent=False)
    password_managed: bool = column(
        "!!MasterUserSecret", "DocumentDB keeps the administrator's password in Secrets Manager.", absent=False
    )
    master_user: str = column("MasterUsername", "Name of the administrator, or `none`.", absent="none")
