import pytest


def test_volumes_and_snapshots(aws, collected):
    ec2 = aws("ec2")
    volumes, snapshots = [], []
    for encrypted in (True, False):
        volumes.append(ec2.create_volume(AvailabilityZone="eu-central-1a", Size=20, Encrypted=encrypted)["VolumeId"])
        snapshots.append(ec2.create_snapshot(VolumeId=volumes[-1])["SnapshotId"])
    ec2.modify_snapshot_attribute(
        SnapshotId=snapshots[1], Attribute="createVolumePermission", OperationType="add", GroupNames=["all"]
    )
    ec2.modify_snapshot_attribute(
        SnapshotId=snapshots[0], Attribute="createVolumePermission", OperationType="add", UserIds=["210987654321"]
    )
    frame = collected("ec2_volume").set_index("volume_id").loc[volumes]
    assert frame["encrypted"].tolist() == [True, False]
    assert frame["resource_id"].iloc[0] == f"arn:aws:ec2:eu-central-1:123456789012:volume/{volumes[0]}"
    assert frame["size_gib"].tolist() == [20, 20]

    frame = collected("ec2_snapshot").set_index("snapshot_id").loc[snapshots]  # moto lists other owners' too
    assert frame["resource_id"].iloc[0] == f"arn:aws:ec2:eu-central-1::snapshot/{snapshots[0]}"
    assert frame["encrypted"].tolist() == [True, False]
    assert frame["is_public"].tolist() == [False, True]
    assert frame["shared_accounts"].tolist() == [1, 0]


def test_a_snapshot_whose_permissions_are_refused_is_unknown(answered):
    frame = answered(
        "ec2_snapshot",
        ("describe_snapshots", {"Snapshots": [{"SnapshotId": "snap-1", "Encrypted": True}]}),
        ("describe_snapshot_attribute", "UnauthorizedOperation"),
    )
    assert frame["encrypted"].tolist() == [True]
    assert frame[["is_public", "shared_accounts"]].isna().all(axis=None)


@pytest.mark.parametrize("on", [True, False])
def test_the_region_encrypts_by_default(aws, collected, on):
    if on:
        aws("ec2").enable_ebs_encryption_by_default()
    frame = collected("ec2_region")
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1"]
    assert frame["encrypts_ebs"].tolist() == [on]
