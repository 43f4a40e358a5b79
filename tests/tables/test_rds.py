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


def test_capacity_monitoring_password_and_certificate(answered):
    about = {
        "DBSubnetGroup": {"VpcId": "vpc", "Subnets": [{"SubnetIdentifier": "s-2"}, {"SubnetIdentifier": "s-1"}]},
        "AllocatedStorage": 100,
        "MaxAllocatedStorage": 200,
        "MonitoringInterval": 60,
        "PerformanceInsightsEnabled": True,
        "PerformanceInsightsKMSKeyId": "key",
        "MasterUserSecret": {"SecretArn": "arn:secret"},
        "CACertificateIdentifier": "rds-ca-rsa2048-g1",
        "CertificateDetails": {"ValidTill": "2027-01-02T03:04:05Z"},
    }
    frame = answered(
        "rds_instance",
        ("describe_db_instances", {"DBInstances": [POSTGRES | about, POSTGRES]}),
        ("describe_db_engine_versions", {"DBEngineVersions": []}),
    )
    assert frame[["storage_gib", "max_storage_gib", "monitoring_seconds"]].values.tolist() == [
        [100, 200, 60],
        [0, 0, 0],
    ]
    assert frame["performance_insights"].tolist() == [True, False]
    assert frame["subnet_ids"].tolist() == ["s-1 s-2", ""]
    assert frame["insights_kms_key_id"].tolist() == ["key", "none"]
    assert frame["password_managed"].tolist() == [True, False]
    assert frame["authority"].tolist() == ["rds-ca-rsa2048-g1", "none"]
    assert frame["certificate_expires_at"][0].isoformat() == "2027-01-02T03:04:05+00:00"
    assert frame["certificate_expires_at"].isna().tolist() == [False, True]


def test_certificate_authorities(answered):
    authority = {
        "CertificateIdentifier": "rds-ca-rsa2048-g1",
        "CertificateArn": "arn:ca",
        "ValidTill": "2061-05-18T00:00:00Z",
    }
    frame = answered("rds_certificate", ("describe_certificates", {"Certificates": [authority]}))
    assert frame["name"].tolist() == ["rds-ca-rsa2048-g1"]
    assert frame["expires_at"][0].year == 2061


def test_major_versions_have_the_end_of_standard_support_not_of_extended(answered):
    mysql = {"Engine": "mysql", "MajorEngineVersion": "8.0"}
    lifecycles = [
        {
            "LifecycleSupportName": f"open-source-rds-{name}-support",
            "LifecycleSupportEndDate": f"{year}-07-31T00:00:00Z",
        }
        for name, year in (("extended", 2029), ("standard", 2026))
    ]
    lifecycles = [{"LifecycleSupportStartDate": "2018-01-01T00:00:00Z"} | one for one in lifecycles]
    versions = [mysql, mysql | {"SupportedEngineLifecycles": lifecycles}]
    frame = answered("rds_major_version", ("describe_db_major_engine_versions", {"DBMajorEngineVersions": versions}))
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1/rds/mysql/8.0"]
    assert frame["standard_support_ends_at"][0].year == 2026
