import pytest


@pytest.fixture
def rds(aws):
    client = aws("rds")
    user = {"MasterUsername": "app", "MasterUserPassword": "never-stored"}
    good = {
        "StorageEncrypted": True,
        "DeletionProtection": True,
        "BackupRetentionPeriod": 14,
        "CopyTagsToSnapshot": True,
        "EnableCloudwatchLogsExports": ["postgresql"],
        "Tags": [{"Key": "Team", "Value": "orders"}],
    }
    client.create_db_cluster(DBClusterIdentifier="bad", Engine="aurora-postgresql", **user)
    client.create_db_cluster(DBClusterIdentifier="good", Engine="aurora-postgresql", **user, **good)
    client.create_db_cluster(DBClusterIdentifier="graph", Engine="neptune")
    return client


def test_clusters_of_the_estate_without_those_of_neptune(rds, collected):
    frame = collected("rds_cluster").set_index("name")
    assert sorted(frame.index) == ["bad", "good"]
    frame = frame.loc[["good", "bad"]]
    assert frame["resource_id"].tolist() == [
        "arn:aws:rds:eu-central-1:123456789012:cluster:good",
        "arn:aws:rds:eu-central-1:123456789012:cluster:bad",
    ]
    for column in ("encrypted", "deletion_protection", "copies_tags"):
        assert frame[column].tolist() == [True, False], column
    assert frame["backup_days"].tolist() == [14, 1]
    assert frame["log_exports"].tolist() == ["postgresql", "none"]
    assert frame["tags"].tolist() == ['{"Team": "orders"}', "{}"]


def test_snapshots_of_the_estate(rds, collected):
    for name in ("private", "public"):
        rds.create_db_cluster_snapshot(DBClusterSnapshotIdentifier=name, DBClusterIdentifier="good")
    rds.modify_db_cluster_snapshot_attribute(
        DBClusterSnapshotIdentifier="public", AttributeName="restore", ValuesToAdd=["all", "111111111111"]
    )
    frame = collected("rds_cluster_snapshot").set_index("name").loc[["private", "public"]]
    assert frame["cluster_id"].tolist() == ["good", "good"]
    assert frame["encrypted"].tolist() == [True, True]
    assert frame["public"].tolist() == [False, True]
    assert frame["shared_accounts"].tolist() == [0, 1]
    assert frame["shared_account_ids"].tolist() == ["", "111111111111"]


def test_docdb_is_left_to_its_own_table_and_a_new_engine_is_not(answered):
    clusters = [
        {"DBClusterArn": "arn:1", "Engine": "docdb"},
        {"DBClusterArn": "arn:2", "Engine": "aurora-new", "EngineVersion": "1", "StorageEncryptionType": "sse-rds"},
    ]
    frame = answered(
        "rds_cluster",
        ("describe_db_clusters", {"DBClusters": clusters}),
        ("describe_db_engine_versions", {"DBEngineVersions": [{"Status": "available"}]}),
    )
    assert frame["resource_id"].tolist() == ["arn:2"]
    assert frame["encrypted"].tolist() == [True]
    assert frame["engine_version_status"].tolist() == ["available"]


def test_refused_attributes_are_unknown(answered):
    snapshot = {"DBClusterSnapshotIdentifier": "s", "DBClusterSnapshotArn": "arn:s", "StorageEncrypted": False}
    frame = answered(
        "rds_cluster_snapshot",
        ("describe_db_cluster_snapshots", {"DBClusterSnapshots": [snapshot]}),
        ("describe_db_cluster_snapshot_attributes", "AccessDenied"),
    )
    assert frame[["public", "shared_accounts", "shared_account_ids"]].isna().all(axis=None)
    assert frame["encrypted"].tolist() == [False]


def test_parameters_that_wait_for_a_reboot_are_not_in_sync(answered):
    members = [
        [{"DBClusterParameterGroupStatus": s} for s in ("in-sync", other)] for other in ("in-sync", "pending-reboot")
    ]
    clusters = [
        {"DBClusterArn": f"arn:{n}", "Engine": "mysql", "EngineVersion": "8", "DBClusterMembers": m}
        for n, m in enumerate([*members, [], [{}]])
    ]
    frame = answered(
        "rds_cluster",
        ("describe_db_clusters", {"DBClusters": clusters}),
        ("describe_db_engine_versions", {"DBEngineVersions": []}),
    )
    assert frame["parameters_in_sync"].tolist() == [True, False, True, True]
