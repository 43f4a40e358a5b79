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
    multi_az: bool = column("MultiAZ", "Has a standby in another Availability Zone.", absent=False)
    auto_minor_upgrades: bool = column(
        "AutoMinorVersionUpgrade", "Minor engine versions are applied automatically.", absent=False
    )
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts the storage, or `none`.", absent="none")
