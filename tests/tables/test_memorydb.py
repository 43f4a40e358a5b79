def test_clusters_of_the_estate(aws, collected):
    memorydb = aws("memorydb")
    common = {"NodeType": "db.t4g.small", "SubnetGroupName": "g"}
    good = {"TLSEnabled": True, "SnapshotRetentionLimit": 7, "KmsKeyId": "k", "AutoMinorVersionUpgrade": True}
    bad = {"TLSEnabled": False, "AutoMinorVersionUpgrade": False}
    subnets = [subnet["SubnetId"] for subnet in aws("ec2").describe_subnets()["Subnets"]]
    memorydb.create_subnet_group(SubnetGroupName="g", SubnetIds=subnets)
    memorydb.create_cluster(ClusterName="good", ACLName="app", **common, **good)
    memorydb.create_cluster(ClusterName="bad", ACLName="open-access", **common, **bad)
    frame = collected("memorydb_cluster").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"]["good"] == "arn:aws:memorydb:eu-central-1:123456789012:cluster/good"
    assert frame["requires_tls"].tolist() == [True, False]
    assert frame["acl_name"].tolist() == ["app", "open-access"]
    assert frame["snapshot_days"].tolist() == [7, 0]
    assert frame["kms_key_id"].tolist() == ["k", "none"]
    assert frame["auto_minor_upgrades"].tolist() == [True, False]


def test_zones_and_engines(answered):
    clusters = [
        {"Name": "a", "ARN": "arn:a", "AvailabilityMode": "multiaz", "Engine": "valkey"},
        {"Name": "b", "ARN": "arn:b", "AvailabilityMode": "singleaz"},
    ]
    frame = answered("memorydb_cluster", ("describe_clusters", {"Clusters": clusters}))
    assert frame["multi_az"].tolist() == [True, False]
    assert frame["engine"].tolist() == ["valkey", "redis"]


def test_refused_clusters_are_no_empty_table(answered):
    frame = answered("memorydb_cluster", ("describe_clusters", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
