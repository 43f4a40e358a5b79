import datetime as dt
import json

SYSTEM = {
    "OwnerId": "123456789012",
    "CreationToken": "t",
    "FileSystemId": "fs-1",
    "FileSystemArn": "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1",
    "CreationTime": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    "LifeCycleState": "available",
    "NumberOfMountTargets": 0,
    "SizeInBytes": {"Value": 1},
    "PerformanceMode": "generalPurpose",
    "Tags": [],
}


def test_file_systems_of_the_estate(aws, collected):
    efs = aws("efs")
    efs.create_file_system(CreationToken="bad", Encrypted=False)
    efs.create_file_system(CreationToken="good", Encrypted=True, Backup=True, Tags=[{"Key": "Name", "Value": "good"}])
    frame = collected("efs_file_system").set_index("name").loc[["good", ""]]
    assert frame["encrypted"].tolist() == [True, False]
    assert frame["automatic_backups"].tolist() == ["ENABLED", "DISABLED"]
    assert frame["zone"].tolist() == ["all", "all"]
    assert frame["tags"].tolist() == ['{"Name": "good"}', "{}"]


def test_no_backup_policy_is_off_and_a_refused_one_is_unknown(answered):
    frame = answered(
        "efs_file_system",
        ("describe_file_systems", {"FileSystems": [SYSTEM, SYSTEM | {"FileSystemId": "fs-2"}]}),
        ("describe_file_system_policy", "PolicyNotFound"),
        ("describe_backup_policy", "PolicyNotFound"),
        ("describe_file_system_policy", "AccessDeniedException"),
        ("describe_backup_policy", "AccessDeniedException"),
    )
    assert frame["automatic_backups"].isna().tolist() == [False, True]
    assert frame["statements_json"].isna().tolist() == [False, True]
    assert frame["statements_json"][0] == "[]"
    assert frame["automatic_backups"][0] == "DISABLED"


def test_a_file_system_policy_is_read(answered):
    statement = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "elasticfilesystem:ClientMount"}
    frame = answered(
        "efs_file_system",
        ("describe_file_systems", {"FileSystems": [SYSTEM]}),
        ("describe_file_system_policy", {"FileSystemId": "fs-1", "Policy": json.dumps({"Statement": [statement]})}),
        ("describe_backup_policy", {"BackupPolicy": {"Status": "ENABLED"}}),
    )
    assert json.loads(frame["statements_json"][0]) == [statement]
