def test_cache_clusters_of_the_estate(aws, collected):
    client = aws("elasticache")
    shared = {"CacheNodeType": "cache.t4g.micro", "NumCacheNodes": 1}
    client.create_cache_cluster(CacheClusterId="bad", Engine="redis", AutoMinorVersionUpgrade=False, **shared)
    client.create_cache_cluster(
        CacheClusterId="good", Engine="redis", AutoMinorVersionUpgrade=True, SnapshotRetentionLimit=15, **shared
    )
    frame = collected("elasticache_cluster").set_index("name").loc[["good", "bad"]]
    assert frame.loc["good", "resource_id"] == "arn:aws:elasticache:eu-central-1:123456789012:cluster:good"
    assert frame["engine"].tolist() == ["redis", "redis"]
    assert frame["auto_minor_upgrades"].tolist() == [True, False]
    assert frame["backup_days"].tolist() == [15, 0]
    assert frame["replication_group"].tolist() == ["none", "none"]


def test_replication_groups_of_the_estate(aws, collected):
    client = aws("elasticache")
    shared = {"ReplicationGroupDescription": "-", "Engine": "redis", "CacheNodeType": "cache.t4g.micro"}
    client.create_replication_group(ReplicationGroupId="bad", NumCacheClusters=1, **shared)
    client.create_replication_group(
        ReplicationGroupId="good",
        NumCacheClusters=2,
        AutomaticFailoverEnabled=True,
        MultiAZEnabled=True,
        AtRestEncryptionEnabled=True,
        TransitEncryptionEnabled=True,
        SnapshotRetentionLimit=15,
        **shared,
    )
    frame = collected("elasticache_replication_group").set_index("name").loc[["good", "bad"]]
    for column in ("automatic_failover", "multi_az", "encrypted", "tls"):
        assert frame[column].tolist() == [True, False], column
    assert frame["tls_mode"].tolist() == ["required", "none"]
    assert frame["backup_days"].tolist() == [15, 0]


def test_encryption_with_a_key_of_the_service_and_tls_that_clients_may_leave_out(answered):
    groups = [
        {
            "ARN": "arn:1",
            "AtRestEncryptionEnabled": False,
            "StorageEncryptionType": "sse-elasticache",
            "TransitEncryptionEnabled": True,
            "TransitEncryptionMode": "preferred",
            "LogDeliveryConfigurations": [
                {"LogType": "slow-log", "Status": "active"},
                {"LogType": "engine-log", "Status": "error"},
            ],
            "UserGroupIds": ["app"],
        },
        {"ARN": "arn:2", "AtRestEncryptionEnabled": False, "StorageEncryptionType": "none"},
    ]
    frame = answered("elasticache_replication_group", ("describe_replication_groups", {"ReplicationGroups": groups}))
    assert frame["encrypted"].tolist() == [True, False]
    assert frame["tls_mode"].tolist() == ["preferred", "none"]
    assert frame["log_types"].tolist() == ["slow-log", "none"]
    assert frame["user_groups"].tolist() == ["app", "none"]


def test_nodes_name_their_replication_group_and_memcached_makes_no_backups(answered):
    clusters = [
        {"ARN": "arn:1", "Engine": "valkey", "ReplicationGroupId": "g", "SnapshotRetentionLimit": 1},
        {"ARN": "arn:2", "Engine": "memcached"},
    ]
    frame = answered("elasticache_cluster", ("describe_cache_clusters", {"CacheClusters": clusters}))
    assert frame["replication_group"].tolist() == ["g", "none"]
    assert frame["backup_days"].tolist() == [1, 0]


def test_serverless_caches(answered):
    cache = {"ServerlessCacheName": "c", "ARN": "arn:1", "Status": "available", "Engine": "valkey"}
    full = {"KmsKeyId": "key", "ConnectionType": "public", "UserGroupId": "g", "SnapshotRetentionLimit": 7}
    frame = answered(
        "elasticache_serverless_cache",
        ("describe_serverless_caches", {"ServerlessCaches": [cache, cache | full | {"ARN": "arn:2"}]}),
    )
    columns = ["kms_key_id", "connection_type", "user_group", "backup_days"]
    assert frame[columns].to_numpy().tolist() == [["none", "vpc", "none", 0], ["key", "public", "g", 7]]
