"""Amazon RDS: DB clusters and their snapshots."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


# RDS lists the clusters of DocumentDB and Neptune too, which have tables of their own. A filter in the request would
# have to name every engine that stays, and so miss the next one.
@table(
    "rds:describe_db_clusters",
    resource_type="AWS::RDS::DBCluster",
    key="DBClusterArn",
    items="DBClusters[?Engine != 'docdb' && Engine != 'neptune']",
)
class rds_cluster:
    """Aurora and Multi-AZ DB clusters that the account owns."""

    versions = detail(
        "describe_db_engine_versions", Engine="Engine", EngineVersion="EngineVersion", IncludeAll="`true`"
    )

    name: str = column("DBClusterIdentifier", "Identifier of the DB cluster.")
    created_at: datetime = column("ClusterCreateTime", "When the DB cluster was made.")
    status: str = column("Status", "`available`, `stopped`, `deleting` or another state.")
    engine: str = column(
        "Engine", "`aurora-mysql`, `aurora-postgresql`; `mysql` or `postgres` of a Multi-AZ DB cluster."
    )
    engine_mode: str = column("EngineMode", "`provisioned`, or `serverless` (version 1).", absent="provisioned")
    engine_version: str = column("EngineVersion", "Version of the engine.")
    engine_version_status: str = column(
        "versions.DBEngineVersions[0].Status",
        "`available` or `deprecated`, as AWS calls the version; `unlisted` where AWS lists it no longer.",
        absent="unlisted",
    )
    lifecycle_support: str = column(
        "EngineLifecycleSupport",
        "`open-source-rds-extended-support` (charged support past the end of standard support), the same with"
        " `-disabled`, or `none` where the engine has no such support.",
        absent="none",
    )
    instances: int = column("length(DBClusterMembers)", "DB instances of the cluster.", absent=0)
    parameter_group: str = column("DBClusterParameterGroup", "DB cluster parameter group.", absent="none")
    parameters_in_sync: bool = column(
        "length(DBClusterMembers[?DBClusterParameterGroupStatus && DBClusterParameterGroupStatus != 'in-sync']) == `0`",
        "What its parameters say is in effect, with no change that waits for a reboot.",
        absent=True,
    )
    replica: bool = column(
        "!!ReplicationSourceIdentifier", "Copies another database, which is the one to back up.", absent=False
    )
    encrypted: bool = column(
        "StorageEncrypted || StorageEncryptionType == 'sse-rds'", "Storage is encrypted, with whichever key."
    )
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts the storage, or `none`.", absent="none")
    public: bool = column(
        "PubliclyAccessible",
        "The endpoint of a Multi-AZ DB cluster has a public address; in Aurora each instance decides.",
        absent=False,
    )
    multi_az: bool = column("MultiAZ", "Has instances in more than one Availability Zone.", absent=False)
    backup_days: int = column("BackupRetentionPeriod", "How long automated backups are kept.", unit="days")
    backtrack_seconds: int = column(
        "BacktrackWindow", "How far Aurora MySQL can be turned back in place; 0 if not.", absent=0, unit="seconds"
    )
    auto_minor_upgrades: bool = column(
        "AutoMinorVersionUpgrade", "Minor engine versions are applied automatically.", absent=False
    )
    deletion_protection: bool = column("DeletionProtection", "Cannot be deleted.", absent=False)
    iam_authentication: bool = column(
        "IAMDatabaseAuthenticationEnabled", "Users may sign in with IAM credentials.", absent=False
    )
    master_user: str = column("MasterUsername", "Name of the administrator, or `none`.", absent="none")
    password_managed: bool = column(
        "!!MasterUserSecret", "RDS keeps the administrator's password in Secrets Manager and rotates it.", absent=False
    )
    monitoring_seconds: int = column(
        "MonitoringInterval",
        "How often enhanced monitoring measures a Multi-AZ DB cluster; 0 if it is off, or Aurora's instances decide.",
        absent=0,
        unit="seconds",
    )
    data_api: bool = column("HttpEndpointEnabled", "Answers SQL over HTTPS (RDS Data API).", absent=False)
    log_exports: str = column(
        "join(' ', sort(EnabledCloudwatchLogsExports)) || 'none'",
        "Logs that are sent to CloudWatch Logs, separated by spaces, or `none`.",
        absent="none",
    )
    activity_stream: bool = column("ActivityStreamStatus == 'started'", "A database activity stream runs.")
    copies_tags: bool = column("CopyTagsToSnapshot", "Snapshots get the tags of the cluster.", absent=False)
    tags: str = column("tags_json(TagList)", "Tags as JSON.", absent="{}")


@table(
    "rds:describe_db_cluster_snapshots",
    resource_type="AWS::RDS::DBClusterSnapshot",
    key="DBClusterSnapshotArn",
    SnapshotType="'manual'",
)
class rds_cluster_snapshot:
    """Manual snapshots of DB clusters, the only ones that can be shared: of RDS, DocumentDB and Neptune."""

    attributes = detail(
        "describe_db_cluster_snapshot_attributes", DBClusterSnapshotIdentifier="DBClusterSnapshotIdentifier"
    )

    name: str = column("DBClusterSnapshotIdentifier", "Identifier of the snapshot.")
    created_at: datetime = column("SnapshotCreateTime", "When the snapshot was taken.")
    cluster_id: str = column("DBClusterIdentifier", "DB cluster that it is of.")
    engine: str = column("Engine", "Database engine; `docdb` and `neptune` are among them.")
    status: str = column("Status", "`available`, `creating` or another state.")
    encrypted: bool = column(
        "StorageEncrypted || StorageEncryptionType == 'sse-rds'", "Is encrypted, with whichever key."
    )
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts it, or `none`.", absent="none")
    public: bool = column(
        "length(attributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes"
        "[?AttributeName == 'restore'].AttributeValues[] | [?among(@, ['all'], `[]`)]) > `0`",
        "Every AWS account may copy or restore it.",
    )
    shared_accounts: int = column(
        "length(attributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes"
        "[?AttributeName == 'restore'].AttributeValues[] | [?@ != 'all'])",
        "Other accounts that may copy or restore it.",
    )
    shared_account_ids: str = column(
        "attributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes"
        "[?AttributeName == 'restore'].AttributeValues[] | [?@ != 'all'] | join(' ', sort(@))",
        "Those accounts, separated by spaces.",
    )
    tags: str = column("tags_json(TagList)", "Tags as JSON.", absent="{}")
