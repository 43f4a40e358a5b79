"""Amazon RDS."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "rds:describe_account_attributes",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'rds', 'quota', AccountQuotaName])",
    population=False,
)
class rds_account_quota:
    """Quotas of RDS in each Region, and how much of each is used."""

    name: str = column("AccountQuotaName", "Name of the quota, such as `DBInstances` or `ManualSnapshots`.")
    counted_type: str = column(
        """(AccountQuotaName == 'DBClusters' && 'AWS::RDS::DBCluster')
            || (AccountQuotaName == 'DBInstances' && 'AWS::RDS::DBInstance')
            || (AccountQuotaName == 'ManualClusterSnapshots' && 'AWS::RDS::DBClusterSnapshot')
            || (AccountQuotaName == 'ManualSnapshots' && 'AWS::RDS::DBSnapshot')
            || 'none'""",
        "Type of the resources whose number is the use of the quota, or `none`.",
    )
    used: int = column(
        "Used", "Use of the quota; of snapshots the manual ones, of every engine alike.", counts="counted_type"
    )
    maximum: int = column("Max", "The quota.")


@table("rds:describe_db_instances", resource_type="AWS::RDS::DBInstance", key="DBInstanceArn")
class rds_instance:
    """DB instances, members of DB clusters included: of Aurora, and of DocumentDB and Neptune, which RDS lists too."""

    versions = detail(
        "describe_db_engine_versions", Engine="Engine", EngineVersion="EngineVersion", IncludeAll="`true`"
    )

    name: str = column("DBInstanceIdentifier", "Identifier of the DB instance.")
    created_at: datetime = column("InstanceCreateTime", "When the DB instance was made.")
    status: str = column("DBInstanceStatus", "`available`, `stopped`, `deleting` or another state.")
    engine: str = column("Engine", "Database engine, such as `postgres` or `aurora-mysql`.")
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
    instance_class: str = column("DBInstanceClass", "Instance class.")
    cluster_member: bool = column(
        "DBClusterIdentifier != `null`",
        "Belongs to a DB cluster, which then holds backups, redundancy and deletion protection.",
    )
    cluster_id: str = column("DBClusterIdentifier", "That DB cluster, or `none`.", absent="none")
    parameter_groups: str = column(
        "join(' ', sort(DBParameterGroups[].DBParameterGroupName))",
        "DB parameter groups, separated by spaces.",
        absent="",
    )
    parameters_in_sync: bool = column(
        "length(DBParameterGroups[?ParameterApplyStatus != 'in-sync']) == `0`",
        "What their parameters say is in effect, with no change that waits for a reboot.",
        absent=True,
    )
    read_replica: bool = column(
        "!!(ReadReplicaSourceDBInstanceIdentifier || ReadReplicaSourceDBClusterIdentifier)",
        "Copies another database, which is the one to back up.",
    )
    custom: bool = column(
        "starts_with(Engine, 'custom-')", "Is an RDS Custom instance, whose operating system the customer runs too."
    )
    storage_gib: int = column("AllocatedStorage", "Storage.", absent=0, unit="gib")
    max_storage_gib: int = column(
        "MaxAllocatedStorage", "What RDS may enlarge the storage to by itself; 0 if it may not.", absent=0, unit="gib"
    )
    encrypted: bool = column(
        "StorageEncrypted || StorageEncryptionType == 'sse-rds'", "Storage is encrypted, with whichever key."
    )
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts the storage, or `none`.", absent="none")
    subnet_ids: str = column(
        "join(' ', sort(DBSubnetGroup.Subnets[].SubnetIdentifier))",
        "Subnets of its subnet group, separated by spaces.",
        absent="",
    )
    public: bool = column("PubliclyAccessible", "Its endpoint has a public address.")
    multi_az: bool = column("MultiAZ", "Has a standby in another Availability Zone.")
    backup_days: int = column("BackupRetentionPeriod", "How long automated backups are kept.", unit="days")
    auto_minor_upgrades: bool = column("AutoMinorVersionUpgrade", "Minor engine versions are applied automatically.")
    deletion_protection: bool = column("DeletionProtection", "Cannot be deleted.", absent=False)
    iam_authentication: bool = column(
        "IAMDatabaseAuthenticationEnabled", "Users may sign in with IAM credentials.", absent=False
    )
    master_user: str = column("MasterUsername", "Name of the administrator, or `none`.", absent="none")
    password_managed: bool = column(
        "!!MasterUserSecret", "RDS keeps the administrator's password in Secrets Manager and rotates it.", absent=False
    )
    monitoring_seconds: int = column(
        "MonitoringInterval", "How often enhanced monitoring measures; 0 if it is off.", absent=0, unit="seconds"
    )
    performance_insights: bool = column("PerformanceInsightsEnabled", "Performance Insights is on.", absent=False)
    insights_kms_key_id: str = column(
        "PerformanceInsightsKMSKeyId", "KMS key that encrypts what it holds, or `none`.", absent="none"
    )
    authority: str = column("CACertificateIdentifier", "Certificate authority of its certificate.", absent="none")
    certificate_expires_at: datetime = column(
        "CertificateDetails.ValidTill", "When its server certificate expires.", future=True
    )
    log_exports: str = column(
        "join(' ', sort(EnabledCloudwatchLogsExports)) || 'none'",
        "Logs that are sent to CloudWatch Logs, separated by spaces, or `none`.",
        absent="none",
    )
    copies_tags: bool = column(
        "CopyTagsToSnapshot", "Snapshots get the tags; of a cluster member the cluster decides.", absent=False
    )
    tags: str = column("tags_json(TagList)", "Tags as JSON.", absent="{}")


@table(
    "rds:describe_certificates",
    resource_type="AWS::RDS::Certificate",
    key="CertificateArn",
    population=False,
)
class rds_certificate:
    """Certificate authorities of RDS in each Region, which sign the certificates of DB instances."""

    name: str = column("CertificateIdentifier", "Identifier of the authority, such as `rds-ca-rsa2048-g1`.")
    expires_at: datetime = column("ValidTill", "When the authority's certificate expires.", future=True)


# AWS lists a version that has dates a second time without them.
@table(
    "rds:describe_db_major_engine_versions",
    resource_type="AWS::RDS::DBMajorEngineVersion",
    key="join('/', [here.account_id, here.region, 'rds', Engine, MajorEngineVersion])",
    items="DBMajorEngineVersions[?SupportedEngineLifecycles]",
    population=False,
)
class rds_major_version:
    """Major versions of the open source engines in each Region, with the end of their support."""

    engine: str = column("Engine", "Database engine, such as `aurora-mysql`.")
    version: str = column("MajorEngineVersion", "Major version, such as `8.0` or `16`.")
    standard_support_ends_at: datetime = column(
        "SupportedEngineLifecycles[?LifecycleSupportName == 'open-source-rds-standard-support']"
        ".LifecycleSupportEndDate | [0]",
        "When AWS ends standard support.",
        future=True,
    )


@table("rds:describe_db_snapshots", resource_type="AWS::RDS::DBSnapshot", key="DBSnapshotArn", SnapshotType="'manual'")
class rds_snapshot:
    """Manual snapshots of DB instances, the only ones that can be shared."""

    attributes = detail("describe_db_snapshot_attributes", DBSnapshotIdentifier="DBSnapshotIdentifier")

    name: str = column("DBSnapshotIdentifier", "Identifier of the snapshot.")
    created_at: datetime = column("SnapshotCreateTime", "When the snapshot was taken.")
    instance_id: str = column("DBInstanceIdentifier", "DB instance that it is of.")
    engine: str = column("Engine", "Database engine.")
    status: str = column("Status", "`available`, `creating` or another state.")
    encrypted: bool = column("Encrypted || StorageEncryptionType == 'sse-rds'", "Is encrypted, with whichever key.")
    public: bool = column(
        "length(attributes.DBSnapshotAttributesResult.DBSnapshotAttributes[?AttributeName == 'restore']"
        ".AttributeValues[] | [?among(@, ['all'], `[]`)]) > `0`",
        "Every AWS account may copy or restore it.",
    )
    shared_accounts: int = column(
        "length(attributes.DBSnapshotAttributesResult.DBSnapshotAttributes[?AttributeName == 'restore']"
        ".AttributeValues[] | [?@ != 'all'])",
        "Other accounts that may copy or restore it.",
    )
    shared_account_ids: str = column(
        "attributes.DBSnapshotAttributesResult.DBSnapshotAttributes[?AttributeName == 'restore'].AttributeValues[]"
        " | [?@ != 'all'] | join(' ', sort(@))",
        "Those accounts, separated by spaces.",
    )
    tags: str = column("tags_json(TagList)", "Tags as JSON.", absent="{}")
