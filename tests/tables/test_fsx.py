ARN = "arn:aws:fsx:eu-central-1:123456789012:file-system/fs-"


def test_file_systems_of_the_estate(aws, collected):
    aws("fsx").create_file_system(
        FileSystemType="WINDOWS",
        StorageCapacity=300,
        SubnetIds=["subnet-12345678"],
        Tags=[{"Key": "Name", "Value": "share"}],
    )
    frame = collected("fsx_file_system")
    assert frame["name"].tolist() == ["share"]
    assert frame["type"].tolist() == ["WINDOWS"]
    assert frame["size_gib"].tolist() == [300]
    assert frame["tags"].tolist() == ['{"Name": "share"}']


def test_backups_of_each_type(answered):
    systems = [
        {"WindowsConfiguration": {"AutomaticBackupRetentionDays": 0, "DeploymentType": "MULTI_AZ_1"}},
        {"LustreConfiguration": {"AutomaticBackupRetentionDays": 7, "DeploymentType": "PERSISTENT_2"}},
        {"OntapConfiguration": {"AutomaticBackupRetentionDays": 30, "DeploymentType": "MULTI_AZ_2"}},
        {"OpenZFSConfiguration": {"AutomaticBackupRetentionDays": 90, "DeploymentType": "SINGLE_AZ_2"}},
        {"LustreConfiguration": {"DeploymentType": "SCRATCH_2"}, "KmsKeyId": "key"},
    ]
    listed = [system | {"ResourceARN": f"{ARN}{i}"} for i, system in enumerate(systems)]
    frame = answered("fsx_file_system", ("describe_file_systems", {"FileSystems": listed}))
    assert frame["backup_days"].tolist() == [0, 7, 30, 90, 0]
    assert frame["deployment_type"].tolist() == ["MULTI_AZ_1", "PERSISTENT_2", "MULTI_AZ_2", "SINGLE_AZ_2", "SCRATCH_2"]
    assert frame["kms_key_id"].tolist() == ["none", "none", "none", "none", "key"]
