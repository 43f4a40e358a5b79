ARN = "arn:aws:docdb-elastic:eu-central-1:123456789012:cluster/1"
LISTED = {"clusters": [{"clusterArn": ARN, "clusterName": "c", "status": "ACTIVE"}]}
CLUSTER = {
    "adminUserName": "app",
    "authType": "SECRET_ARN",
    "backupRetentionPeriod": 7,
    "clusterArn": ARN,
    "clusterEndpoint": "-",
    "clusterName": "c",
    "createTime": "2026-01-02T03:04:05Z",
    "kmsKeyId": "key",
    "preferredMaintenanceWindow": "-",
    "shardCapacity": 2,
    "shardCount": 2,
    "status": "ACTIVE",
    "subnetIds": ["s-2", "s-1"],
    "vpcSecurityGroupIds": [],
}


def test_clusters(answered):
    frame = answered("docdb_elastic_cluster", ("list_clusters", LISTED), ("get_cluster", {"cluster": CLUSTER}))
    assert frame["resource_id"].tolist() == [ARN]
    assert frame["created_at"][0].isoformat() == "2026-01-02T03:04:05+00:00"
    assert frame["backup_days"].tolist() == [7]
    assert frame["kms_key_id"].tolist() == ["key"]
    assert frame["shard_instances"].tolist() == [1]
    assert frame["subnet_ids"].tolist() == ["s-1 s-2"]


def test_a_refused_cluster_is_unknown(answered):
    frame = answered("docdb_elastic_cluster", ("list_clusters", LISTED), ("get_cluster", "AccessDeniedException"))
    assert frame[["backup_days", "kms_key_id", "auth_type"]].isna().all(axis=None)
    assert frame["name"].tolist() == ["c"]
