def test_clusters(answered):
    clusters = [
        {
            "DBClusterIdentifier": "good",
            "DBClusterArn": "arn:aws:rds:eu-central-1:123456789012:cluster:good",
            "Engine": "docdb",
            "StorageEncrypted": True,
            "KmsKeyId": "key",
            "BackupRetentionPeriod": 14,
            "DeletionProtection": True,
            "MasterUserSecret": {"SecretArn": "arn:secret"},
            "EnabledCloudwatchLogsExports": ["profiler", "audit"],
        },
        {
            "DBClusterIdentifier": "bad",
            "DBClusterArn": "arn:bad",
            "StorageEncrypted": False,
            "BackupRetentionPeriod": 1,
        },
    ]
    frame = answered("docdb_cluster", ("describe_db_clusters", {"DBClusters": clusters}))
    assert frame["resource_id"][0] == "arn:aws:rds:eu-central-1:123456789012:cluster:good"
    assert frame["encrypted"].tolist() == [True, False]
    assert frame["kms_key_id"].tolist() == ["key", "none"]
    assert frame["backup_days"].tolist() == [14, 1]
    assert frame["deletion_protection"].tolist() == [True, False]
    assert frame["password_managed"].tolist() == [True, False]
    assert frame["log_exports"].tolist() == ["audit profiler", "none"]


def test_clusters_of_other_engines_are_not_asked_for(aws, collected):
    aws("rds").create_db_cluster(DBClusterIdentifier="graph", Engine="neptune")
    frame = collected("docdb_cluster")
    assert (len(frame), frame.attrs["status"]) == (0, "observed")


def test_a_refused_listing_is_no_empty_table(answered):
    frame = answered("docdb_cluster", ("describe_db_clusters", "AccessDenied"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_parameters_that_wait_for_a_reboot_are_not_in_sync(answered):
    members = [
        [{"DBClusterParameterGroupStatus": s} for s in ("in-sync", other)] for other in ("in-sync", "pending-reboot")
    ]
    clusters = [{"DBClusterArn": f"arn:{n}", "DBClusterMembers": m} for n, m in enumerate([*members, [], [{}]])]
    frame = answered("docdb_cluster", ("describe_db_clusters", {"DBClusters": clusters}))
    assert frame["parameters_in_sync"].tolist() == [True, False, True, True]
