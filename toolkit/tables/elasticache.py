"""Amazon ElastiCache."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "elasticache:describe_cache_clusters",
    resource_type="AWS::ElastiCache::CacheCluster",
    key="ARN",
)
class elasticache_cluster:
    """Cache clusters: of Memcached, single nodes of Valkey and Redis OSS, and the nodes of replication groups."""

    name: str = column("CacheClusterId", "Identifier of the cache cluster.")
    created_at: datetime = column("CacheClusterCreateTime", "When the cache cluster was made.")
    status: str = column("CacheClusterStatus", "`available`, `creating`, `deleting` or another state.")
    engine: str = column("Engine", "`memcached`, `redis` or `valkey`.")
    engine_version: str = column("EngineVersion", "Version of the engine.")
    node_type: str = column("CacheNodeType", "Node type.")
    nodes: int = column("NumCacheNodes", "Nodes of the cache cluster.")
    replication_group: str = column(
        "ReplicationGroupId", "Replication group that it is a node of, or `none`.", absent="none"
    )
    auto_minor_upgrades: bool = column(
        "AutoMinorVersionUpgrade", "Minor engine versions are applied automatically.", absent=False
    )
    encrypted: bool = column("AtRestEncryptionEnabled", "Data at rest are encrypted.", absent=False)
    tls: bool = column("TransitEncryptionEnabled", "Clients can connect with TLS.", absent=False)
    auth_token: bool = column("AuthTokenEnabled", "Clients give a password.", absent=False)
    backup_days: int = column(
        "SnapshotRetentionLimit", "How long automatic snapshots are kept; 0 if none are made.", absent=0, unit="days"
    )
    log_types: str = column(
        "join(' ', sort(LogDeliveryConfigurations[?Status == 'active'].LogType)) || 'none'",
        "Logs that are delivered, separated by spaces, or `none`.",
        absent="none",
    )


@table("elasticache:describe_replication_groups", resource_type="AWS::ElastiCache::ReplicationGroup", key="ARN")
class elasticache_replication_group:
    """Replication groups of Valkey and Redis OSS."""

    name: str = column("ReplicationGroupId", "Identifier of the replication group.")
    created_at: datetime = column("ReplicationGroupCreateTime", "When the replication group was made.")
    status: str = column("Status", "`available`, `creating`, `deleting` or another state.")
    engine: str = column("Engine", "`redis` or `valkey`.", absent="redis")
    node_type: str = column("CacheNodeType", "Node type.", absent="none")
    nodes: int = column("length(MemberClusters)", "Nodes of the replication group.", absent=0)
    automatic_failover: bool = column(
        "AutomaticFailover == 'enabled'", "A replica takes over by itself if the primary node fails."
    )
    multi_az: bool = column("MultiAZ == 'enabled'", "Its nodes stand in more than one Availability Zone.")
    encrypted: bool = column(
        "AtRestEncryptionEnabled || contains(['sse-kms', 'sse-elasticache'], StorageEncryptionType)",
        "Data at rest are encrypted, with whichever key.",
    )
    kms_key_id: str = column("KmsKeyId", "KMS key of the customer's that encrypts them, or `none`.", absent="none")
    tls: bool = column("TransitEncryptionEnabled", "Clients can connect with TLS.", absent=False)
    tls_mode: str = column(
        "TransitEncryptionEnabled && (TransitEncryptionMode || 'required') || 'none'",
        "`required`, `preferred` (clients may do without TLS) or `none`.",
    )
    auth_token: bool = column("AuthTokenEnabled", "Clients give a password.", absent=False)
    user_groups: str = column(
        "join(' ', sort(UserGroupIds)) || 'none'",
        "User groups that say what clients may do, separated by spaces, or `none`.",
        absent="none",
    )
    backup_days: int = column(
        "SnapshotRetentionLimit", "How long automatic snapshots are kept; 0 if none are made.", absent=0, unit="days"
    )
    log_types: str = column(
        "join(' ', sort(LogDeliveryConfigurations[?Status == 'active'].LogType)) || 'none'",
        "Logs that are delivered, separated by spaces, or `none`.",
        absent="none",
    )


@table("elasticache:describe_serverless_caches", resource_type="AWS::ElastiCache::ServerlessCache", key="ARN")
class elasticache_serverless_cache:
    """Serverless caches, which always encrypt what they store and take only TLS."""

    name: str = column("ServerlessCacheName", "Name of the cache.")
    created_at: datetime = column("CreateTime", "When the cache was made.")
    status: str = column("Status", "`available`, `creating`, `deleting` or another state.")
    engine: str = column("Engine", "`memcached`, `redis` or `valkey`.")
    engine_version: str = column("FullEngineVersion", "Name and version of the engine.")
    kms_key_id: str = column("KmsKeyId", "KMS key of the customer's that encrypts the data, or `none`.", absent="none")
    connection_type: str = column(
        "ConnectionType", "`vpc`, or `public`: its endpoint is reached over the internet.", absent="vpc"
    )
    user_group: str = column("UserGroupId", "User group that says what clients may do, or `none`.", absent="none")
    backup_days: int = column(
        "SnapshotRetentionLimit", "How long automatic snapshots are kept; 0 if none are made.", absent=0, unit="days"
    )
