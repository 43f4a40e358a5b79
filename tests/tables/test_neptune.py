def test_clusters_of_the_estate_without_those_of_rds(aws, collected):
    rds = aws("rds")
    rds.create_db_cluster(
        DBClusterIdentifier="sql", Engine="aurora-mysql", MasterUsername="app", MasterUserPassword="never-stored"
    )
    rds.create_db_cluster(DBClusterIdentifier="bad", Engine="neptune")
    rds.create_db_cluster(
        DBClusterIdentifier="good",
        Engine="neptune",
        StorageEncrypted=True,
        BackupRetentionPeriod=14,
        DeletionProtection=True,
    )
    frame = collected("neptune_cluster").set_index("name")
    assert sorted(frame.index) == ["bad", "good"]
    frame = frame.loc[["good", "bad"]]
    assert frame["engine"].tolist() == ["neptune", "neptune"]
    for column in ("encrypted", "deletion_protection"):
        assert frame[column].tolist() == [True, False], column
    assert frame["backup_days"].tolist() == [14, 1]


def test_iam_and_logs(answered):
    about = {"IAMDatabaseAuthenticationEnabled": True, "EnabledCloudwatchLogsExports": ["audit"]}
    clusters = [about | {"DBClusterArn": "arn:1"}, {"DBClusterArn": "arn:2"}]
    frame = answered("neptune_cluster", ("describe_db_clusters", {"DBClusters": clusters}))
    assert frame["iam_authentication"].tolist() == [True, False]
    assert frame["log_exports"].tolist() == ["audit", "none"]


def test_a_refused_listing_is_no_empty_table(answered):
    frame = answered("neptune_cluster", ("describe_db_clusters", "AccessDenied"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_parameters_that_wait_for_a_reboot_are_not_in_sync(answered):
    members = [
        [{"DBClusterParameterGroupStatus": s} for s in ("in-sync", other)] for other in ("in-sync", "pending-reboot")
    ]
    clusters = [{"DBClusterArn": f"arn:{n}", "DBClusterMembers": m} for n, m in enumerate([*members, [], [{}]])]
    frame = answered("neptune_cluster", ("describe_db_clusters", {"DBClusters": clusters}))
    assert frame["parameters_in_sync"].tolist() == [True, False, True, True]
