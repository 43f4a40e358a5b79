"""Amazon MemoryDB."""

from __future__ import annotations

from toolkit.model import column, table


@table("memorydb:describe_clusters", resource_type="AWS::MemoryDB::Cluster", key="ARN")
class memorydb_cluster:
    """MemoryDB clusters, which always encrypt what they store."""

    name: str = column("Name", "Name of the cluster.")
    status: str = column("Status", "`available`, or what AWS is doing to it.")
    engine: str = column("Engine", "`valkey` or `redis`.", absent="redis")
    engine_version: str = column("EngineVersion", "Version of the engine.")
    requires_tls: bool = column("TLSEnabled", "Clients must use TLS.")
    kms_key_id: str = column(
        "KmsKeyId", "KMS key of the customer's that encrypts the storage, or `none`.", absent="none"
    )
    acl_name: str = column(
        "ACLName", "Access control list that names the users; `open-access` admits everyone without a password."
    )
    multi_az: bool = column("AvailabilityMode == 'multiaz'", "Has replicas in another Availability Zone.")
    snapshot_days: int = column(
        "SnapshotRetentionLimit", "How long automatic snapshots are kept; 0 if none are taken.", absent=0, unit="days"
    )
    auto_minor_upgrades: bool = column("AutoMinorVersionUpgrade", "Minor engine versions are applied automatically.")
