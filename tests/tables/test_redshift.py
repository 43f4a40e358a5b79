CLUSTER = {"ClusterIdentifier": "c", "ClusterParameterGroups": [{"ParameterGroupName": "own"}]}


def test_clusters_of_the_estate(aws, collected):
    redshift = aws("redshift")
    shared = {
        "NodeType": "ra3.large",
        "ClusterType": "single-node",
        "MasterUsername": "app",
        "MasterUserPassword": "Never-stored-1",
    }
    redshift.create_cluster(
        ClusterIdentifier="bad", PubliclyAccessible=True, Encrypted=False, AllowVersionUpgrade=False, **shared
    )
    redshift.create_cluster(
        ClusterIdentifier="good",
        PubliclyAccessible=False,
        Encrypted=True,
        KmsKeyId="key",
        AutomatedSnapshotRetentionPeriod=14,
        Tags=[{"Key": "Team", "Value": "orders"}],
        **shared,
    )
    redshift.enable_logging(ClusterIdentifier="good", LogDestinationType="cloudwatch", LogExports=["connectionlog"])
    frame = collected("redshift_cluster").set_index("name").loc[["good", "bad"]]
    assert frame.loc["good", "resource_id"] == "arn:aws:redshift:eu-central-1:123456789012:cluster:good"
    for column in ("encrypted", "version_upgrades", "audit_logs"):
        assert frame[column].tolist() == [True, False], column
    assert frame["public"].tolist() == [False, True]
    assert frame["snapshot_days"].tolist() == [14, 1]
    assert frame["log_destination"].tolist() == ["cloudwatch", "none"]
    assert frame["requires_tls"].tolist() == [False, False]
    assert frame["tags"].tolist() == ['{"Team": "orders"}', "{}"]


def test_database_and_relocation(answered):
    clusters = [CLUSTER | {"DBName": "dev", "AvailabilityZoneRelocationStatus": "enabled"}, CLUSTER]
    frame = answered(
        "redshift_cluster",
        ("describe_clusters", {"Clusters": clusters}),
        ("describe_logging_status", {"LoggingEnabled": False}),
        ("describe_cluster_parameters", {"Parameters": []}),
    )
    assert frame["database"].tolist() == ["dev", "none"]
    assert frame["relocation"].tolist() == ["enabled", "none"]


def test_parameters_and_logs_in_a_bucket(answered):
    parameters = [{"ParameterName": n, "ParameterValue": "true"} for n in ("a", "require_ssl")]
    frame = answered(
        "redshift_cluster",
        ("describe_clusters", {"Clusters": [CLUSTER | {"MultiAZ": "Enabled"}]}),
        ("describe_logging_status", {"LoggingEnabled": True, "BucketName": "logs"}),
        ("describe_cluster_parameters", {"Parameters": parameters}),
    )
    assert frame["requires_tls"].tolist() == [True]
    assert frame["activity_logs"].tolist() == [False]
    assert frame["multi_az"].tolist() == [True]
    assert (frame["log_destination"][0], frame["log_bucket"][0]) == ("s3", "logs")


def test_refused_details_are_unknown(answered):
    frame = answered(
        "redshift_cluster",
        ("describe_clusters", {"Clusters": [CLUSTER]}),
        ("describe_logging_status", "AccessDenied"),
        ("describe_cluster_parameters", "AccessDenied"),
    )
    assert frame[["audit_logs", "log_destination", "requires_tls", "activity_logs"]].isna().all(axis=None)
    assert frame["parameter_group"].tolist() == ["own"]


def test_manual_snapshots(answered):
    shared = [{"AccountId": "222222222222"}, {"AccountId": "111111111111", "AccountAlias": "partner"}]
    snapshots = [
        {"SnapshotArn": "arn:a", "Encrypted": True, "ManualSnapshotRetentionPeriod": 30, "KmsKeyId": "key"},
        {"SnapshotArn": "arn:b", "Encrypted": False, "AccountsWithRestoreAccess": shared},
    ]
    frame = answered("redshift_snapshot", ("describe_cluster_snapshots", {"Snapshots": snapshots}))
    assert frame["encrypted"].tolist() == [True, False]
    assert frame["kms_key_id"].tolist() == ["key", "none"]
    assert frame["retention_days"].tolist() == [30, -1]
    assert frame["shared_account_ids"].tolist() == ["", "111111111111 222222222222"]
