"""Amazon Redshift."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "redshift:describe_clusters",
    leaves_out="Serverless workgroups: AWS lists them apart.",
    resource_type="AWS::Redshift::Cluster",
    key="""join('', ['arn:', here.partition, ':redshift:', here.region, ':', here.account_id, ':cluster:',
        ClusterIdentifier])""",
)
class redshift_cluster:
    """Provisioned Redshift clusters."""

    logs = detail("describe_logging_status", ClusterIdentifier="ClusterIdentifier")
    # A cluster has one parameter group, and names it.
    parameters = detail(
        "describe_cluster_parameters", ParameterGroupName="ClusterParameterGroups[0].ParameterGroupName"
    )

    name: str = column("ClusterIdentifier", "Identifier of the cluster.")
    created_at: datetime = column("ClusterCreateTime", "When the cluster was made.")
    status: str = column("ClusterStatus", "`available`, `paused`, `deleting` or another state.")
    version: str = column("ClusterVersion", "Version of the Redshift engine.")
    node_type: str = column("NodeType", "Node type.")
    nodes: int = column("NumberOfNodes", "Compute nodes.")
    master_user: str = column("MasterUsername", "Name of the administrator.")
    database: str = column("DBName", "Name of the first database, or `none`.", absent="none")
    public: bool = column("PubliclyAccessible", "Can be reached from outside the VPC.", absent=False)
    vpc_id: str = column("VpcId", "VPC of the cluster, or `none`.", absent="none")
    enhanced_vpc_routing: bool = column(
        "EnhancedVpcRouting", "COPY and UNLOAD go through the VPC, and so through its controls.", absent=False
    )
    encrypted: bool = column("Encrypted", "Data at rest are encrypted.", absent=False)
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts them, or `none`.", absent="none")
    parameter_group: str = column(
        "ClusterParameterGroups[0].ParameterGroupName", "Cluster parameter group.", absent="none"
    )
    requires_tls: bool = column(
        "parameters.Parameters[?ParameterName == 'require_ssl'].ParameterValue | [0] == 'true'",
        "Refuses connections without TLS.",
    )
    activity_logs: bool = column(
        "parameters.Parameters[?ParameterName == 'enable_user_activity_logging'].ParameterValue | [0] == 'true'",
        "Statements are logged, wherever audit logs go.",
    )
    audit_logs: bool = column("logs.LoggingEnabled", "Audit logs are written.")
    log_destination: str = column(
        "logs.LoggingEnabled && (logs.LogDestinationType || 's3') || 'none'",
        "Where audit logs go: `s3`, `cloudwatch`, `s3table` or `none`.",
    )
    log_bucket: str = column("logs.BucketName", "Bucket that receives the audit logs, or `none`.", absent="none")
    multi_az: bool = column(
        "contains(['Enabled', 'enabled', 'true'], MultiAZ)", "Computes in two Availability Zones.", absent=False
    )
    relocation: str = column(
        "AvailabilityZoneRelocationStatus",
        "`enabled` if AWS may move the cluster to another Availability Zone, `disabled` or `none` if not.",
        absent="none",
    )
    snapshot_days: int = column(
        "AutomatedSnapshotRetentionPeriod", "How long automated snapshots are kept; 0 if none are made.", unit="days"
    )
    snapshot_copy_region: str = column(
        "ClusterSnapshotCopyStatus.DestinationRegion", "Region that snapshots are copied to, or `none`.", absent="none"
    )
    version_upgrades: bool = column(
        "AllowVersionUpgrade", "New versions of the engine are applied in the maintenance window.", absent=False
    )
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")


@table(
    "redshift:describe_cluster_snapshots",
    leaves_out="Snapshots of Redshift Serverless: AWS lists them apart.",
    resource_type="AWS::Redshift::ClusterSnapshot",
    key="SnapshotArn",
    SnapshotType="'manual'",
)
class redshift_snapshot:
    """Manual snapshots of provisioned Redshift clusters, the only ones that can be shared."""

    name: str = column("SnapshotIdentifier", "Identifier of the snapshot.")
    created_at: datetime = column("SnapshotCreateTime", "When the snapshot was taken.")
    cluster_id: str = column("ClusterIdentifier", "Cluster that it is of.")
    status: str = column("Status", "`available`, `creating`, `failed` or another state.")
    encrypted: bool = column("Encrypted", "Is encrypted.", absent=False)
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts it, or `none`.", absent="none")
    retention_days: int = column(
        "ManualSnapshotRetentionPeriod", "How long it is kept; -1 for ever.", absent=-1, unit="days"
    )
    shared_account_ids: str = column(
        "join(' ', sort(AccountsWithRestoreAccess[].AccountId))",
        "Other accounts that may restore it, separated by spaces.",
        absent="",
    )
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
