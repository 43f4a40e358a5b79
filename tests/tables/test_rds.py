import pytest


@pytest.fixture
def rds(aws):
    client = aws("rds")
    shared = {"DBInstanceClass": "db.t4g.medium", "AllocatedStorage": 20, "MasterUsername": "app"}
    for name, settings in (
        (
            "good",
            {
                "StorageEncrypted": True,
                "PubliclyAccessible": False,
                "BackupRetentionPeriod": 14,
                "MultiAZ": True,
                "DeletionProtection": True,
                "AutoMinorVersionUpgrade": True,
                "Tags": [{"Key": "Team", "Value": "orders"}],
            },
        ),
        (
            "bad",
            {
                "StorageEncrypted": False,
                "PubliclyAccessible": True,
                "BackupRetentionPeriod": 0,
                "MultiAZ": False,
                "AutoMinorVersionUpgrade": False,
            },
        ),
    ):
        client.create_db_instance(
            DBInstanceIdentifier=name, Engine="postgres", MasterUserPassword="never-stored", **shared, **settings
        )
    return client


def test_instances_of_the_estate(rds, collected):
    frame = collected("rds_instance").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"].tolist() == [
        "arn:aws:rds:eu-central-1:123456789012:db:good",
        "arn:aws:rds:eu-central-1:123456789012:db:bad",
    ]
    for column in ("encrypted", "multi_az", "deletion_protection", "auto_minor_upgrades"):
        assert frame[column].tolist() == [True, False], column
    assert frame["public"].tolist() == [False, True]
    assert frame["backup_days"].tolist() == [14, 0]
    assert frame["tags"].tolist() == ['{"Team": "orders"}', "{}"]
    assert not frame[["cluster_member", "read_replica", "custom"]].any(axis=None)


def test_snapshots_of_the_estate(rds, collected):
    for name in ("private", "public"):
        rds.create_db_snapshot(DBSnapshotIdentifier=name, DBInstanceIdentifier="good")
    rds.modify_db_snapshot_attribute(
        DBSnapshotIdentifier="public", AttributeName="restore", ValuesToAdd=["all", "111111111111"]
    )
    frame = collected("rds_snapshot").set_index("name").loc[["private", "public"]]
    assert frame["public"].tolist() == [False, True]
    assert frame["shared_accounts"].tolist() == [0, 1]
    assert frame["shared_account_ids"].tolist() == ["", "111111111111"]


def test_members_replicas_and_custom_instances_are_marked(answered):
    instances = [
        {
            "DBInstanceIdentifier": "a",
            "DBInstanceArn": "arn:a",
            "Engine": "aurora-mysql",
            "DBClusterIdentifier": "c",
            "StorageEncrypted": False,
        },
        {
            "DBInstanceIdentifier": "b",
            "DBInstanceArn": "arn:b",
            "Engine": "mysql",
            "ReadReplicaSourceDBInstanceIdentifier": "arn:x",
        },
        {
            "DBInstanceIdentifier": "c",
            "DBInstanceArn": "arn:c",
            "Engine": "custom-oracle-ee",
            "StorageEncryptionType": "sse-rds",
        },
    ]
    frame = answered("rds_instance", ("describe_db_instances", {"DBInstances": instances}))
    assert frame["cluster_member"].tolist() == [True, False, False]
    assert frame["read_replica"].tolist() == [False, True, False]
    assert frame["custom"].tolist() == [False, False, True]
    assert frame["encrypted"].tolist() == [False, False, True]


def test_denied_attributes_are_unknown(answered):
    frame = answered(
        "rds_snapshot",
        ("describe_db_snapshots", {"DBSnapshots": [{"DBSnapshotIdentifier": "s", "DBSnapshotArn": "arn:s"}]}),
        ("describe_db_snapshot_attributes", "AccessDenied"),
    )
    assert frame[["public", "shared_accounts", "shared_account_ids"]].isna().all(axis=None)


POSTGRES = {"DBInstanceIdentifier": "a", "Engine": "postgres", "EngineVersion": "12.4", "DBInstanceArn": "arn:a"}


def test_status_of_an_engine_version_is_asked_once(answered):
    instances = [POSTGRES | {"DBParameterGroups": [{"DBParameterGroupName": "own"}]}, POSTGRES]
    frame = answered(
        "rds_instance",
        ("describe_db_instances", {"DBInstances": instances}),
        ("describe_db_engine_versions", {"DBEngineVersions": [{"Status": "deprecated"}]}),
    )
    assert frame["engine_version_status"].tolist() == ["deprecated", "deprecated"]
    assert frame["parameter_groups"].tolist() == ["own", ""]


def test_parameters_that_wait_for_a_reboot_are_not_in_sync(answered):
    states = ["in-sync", "pending-reboot"]
    instances = [POSTGRES | {"DBParameterGroups": [{"ParameterApplyStatus": s}]} for s in states]
    frame = answered(
        "rds_instance",
        ("describe_db_instances", {"DBInstances": [*instances, POSTGRES]}),
        ("describe_db_engine_versions", {"DBEngineVersions": []}),
    )
    assert frame["parameters_in_sync"].tolist() == [True, False, True]


def test_logs_support_and_administrator(answered):
    about = {
        "EnabledCloudwatchLogsExports": ["upgrade", "postgresql"],
        "EngineLifecycleSupport": "open-source-rds-extended-support",
        "MasterUsername": "postgres",
        "CopyTagsToSnapshot": True,
    }
    frame = answered(
        "rds_instance",
        ("describe_db_instances", {"DBInstances": [POSTGRES | about, POSTGRES | {"EnabledCloudwatchLogsExports": []}]}),
        ("describe_db_engine_versions", {"DBEngineVersions": []}),
    )
    assert frame["log_exports"].tolist() == ["postgresql upgrade", "none"]
    assert frame["lifecycle_support"].tolist() == ["open-source-rds-extended-support", "none"]
    assert frame["master_user"].tolist() == ["postgres", "none"]
    assert frame["copies_tags"].tolist() == [True, False]
    assert frame["engine_version_status"].tolist() == ["unlisted", "unlisted"]


def test_a_refused_engine_version_is_unknown(answered):
    frame = answered(
        "rds_instance",
        ("describe_db_instances", {"DBInstances": [POSTGRES]}),
        ("describe_db_engine_versions", "AccessDenied"),
    )
    assert frame["engine_version_status"].isna().all()


def test_quotas_count_resources(answered):
    quotas = [
        {"AccountQuotaName": "DBInstances", "Used": 3, "Max": 40},
        {"AccountQuotaName": "ManualSnapshots", "Used": 1, "Max": 100},
        {"AccountQuotaName": "AllocatedStorage", "Used": 60, "Max": 100000},
    ]
    frame = answered("rds_account_quota", ("describe_account_attributes", {"AccountQuotas": quotas}))
    assert frame["counted_type"].tolist() == ["AWS::RDS::DBInstance", "AWS::RDS::DBSnapshot", "none"]
    assert frame[["used", "maximum"]].values.tolist() == [[3, 40], [1, 100], [60, 100000]]
