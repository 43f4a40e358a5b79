import datetime as dt

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
        ("describe_backup_policy", "PolicyNotFound"),
        ("describe_backup_policy", "AccessDeniedException"),
    )
    assert frame["automatic_backups"].isna().tolist() == [False, True]
    assert frame["automatic_backups"][0] == "DISABLED"
