"""AWS Database Migration Service."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "dms:describe_replication_instances",
    resource_type="AWS::DMS::ReplicationInstance",
    key="ReplicationInstanceArn",
)
class dms_replication_instance:
    """Replication instances."""

    name: str = column("ReplicationInstanceIdentifier", "Identifier of the replication instance.")
    created_at: datetime = column("InstanceCreateTime", "When the replication instance was made.")
    status: str = column("ReplicationInstanceStatus", "`available`, `creating`, `deleting` or another state.")
    engine_version: str = column("EngineVersion", "Version of the replication engine.")
    instance_class: str = column("ReplicationInstanceClass", "Instance class.")
    public: bool = column("PubliclyAccessible", "Has a public address.", absent=False)
    vpc_id: str = column("ReplicationSubnetGroup.VpcId", "VPC of the replication instance.", absent="none")
    subnet_ids: str = column(
        "join(' ', sort(ReplicationSubnetGroup.Subnets[].SubnetIdentifier))",
        "Subnets of its subnet group, separated by spaces.",
        absent="",
    )
    multi_az: bool = column("MultiAZ", "Has a standby in another Availability Zone.", absent=False)
    auto_minor_upgrades: bool = column(
        "AutoMinorVersionUpgrade", "Minor engine versions are applied automatically.", absent=False
    )
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts the storage, or `none`.", absent="none")


@table("dms:describe_endpoints", resource_type="AWS::DMS::Endpoint", key="EndpointArn")
class dms_endpoint:
    """Connections to the databases that data are copied from and to."""

    name: str = column("EndpointIdentifier", "Identifier of the endpoint.")
    status: str = column("Status", "`active`, `deleting` or another state.")
    direction: str = column("EndpointType", "`source` or `target`.")
    engine: str = column("EngineName", "Engine that it connects to, such as `postgres` or `s3`.")
    tls_mode: str = column("SslMode", "`none`, `require`, `verify-ca` or `verify-full`.", absent="none")


@table("dms:describe_replication_tasks", resource_type="AWS::DMS::ReplicationTask", key="ReplicationTaskArn")
class dms_replication_task:
    """Replication tasks."""

    name: str = column("ReplicationTaskIdentifier", "Identifier of the task.")
    created_at: datetime = column("ReplicationTaskCreationDate", "When the task was made.")
    status: str = column("Status", "`running`, `stopped`, `deleting` or another state.")
    logs: bool = column(
        "[from_json(ReplicationTaskSettings)] | [?@ != `null`] | [*].[!!(Logging.EnableLogging)] | [0][0]",
        "Its log goes to CloudWatch Logs.",
    )
