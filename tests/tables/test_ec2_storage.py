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
    assert frame["shared_account_ids"].tolist() == ["210987654321", ""]


def test_a_snapshot_whose_permissions_are_refused_is_unknown(answered):
    frame = answered(
        "ec2_snapshot",
        ("describe_snapshots", {"Snapshots": [{"SnapshotId": "snap-1", "Encrypted": True}]}),
        ("describe_snapshot_attribute", "UnauthorizedOperation"),
    )
    assert frame["encrypted"].tolist() == [True]
    assert frame[["is_public", "shared_accounts", "shared_account_ids"]].isna().all(axis=None)


@pytest.mark.parametrize("on", [True, False])
def test_the_region_encrypts_by_default(aws, collected, on):
    if on:
        aws("ec2").enable_ebs_encryption_by_default()
    frame = collected("ec2_region")
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1"]
    assert frame["encrypts_ebs"].tolist() == [on]


CRITERIA = {"ImageProviders": ["amazon"]}
BLOCKED = {"InternetGatewayBlockMode": "block-ingress", "ExclusionsAllowed": "allowed"}


def region(answered, images, snapshots, metadata, allowed, gateways):
    return answered(
        "ec2_region",
        ("get_ebs_encryption_by_default", {"EbsEncryptionByDefault": True}),
        ("get_image_block_public_access_state", images),
        ("get_snapshot_block_public_access_state", snapshots),
        ("get_instance_metadata_defaults", metadata),
        ("get_allowed_images_settings", allowed),
        ("describe_vpc_block_public_access_options", gateways),
    )


def test_defaults_of_the_region(answered):
    frame = region(
        answered,
        {"ImageBlockPublicAccessState": "block-new-sharing"},
        {"State": "block-all-sharing"},
        {"AccountLevel": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2, "HttpTokensEnforced": "enabled"}},
        {"State": "enabled", "ImageCriteria": [CRITERIA]},
        {"VpcBlockPublicAccessOptions": BLOCKED},
    )
    row = frame.iloc[0]
    assert row["image_block_public_access"] == "block-new-sharing"
    assert row["snapshot_block_public_access"] == "block-all-sharing"
    assert row[["imds_tokens", "imds_hop_limit", "imds_tokens_enforced", "imds_endpoint"]].tolist() == [
        "required",
        2,
        "enabled",
        "none",
    ]
    assert row[["allowed_images", "allowed_images_json"]].tolist() == ["enabled", '[{"ImageProviders":["amazon"]}]']
    assert row[["vpc_block_public_access", "vpc_block_public_access_exclusions"]].tolist() == [
        "block-ingress",
        "allowed",
    ]


def test_defaults_that_are_not_set_differ_from_those_that_are_refused(answered):
    unset = region(answered, {}, {}, {"AccountLevel": {}}, {"State": "disabled"}, {})
    assert unset[["imds_tokens", "imds_hop_limit", "allowed_images_json"]].to_numpy().tolist() == [["none", -1, "[]"]]
    refused = region(answered, *["UnauthorizedOperation"] * 5)
    assert refused["encrypts_ebs"].tolist() == [True]
    own = refused.loc[:, "image_block_public_access":"allowed_images_json"]
    assert own.shape[1] == 10
    assert own.isna().all(axis=None)


@pytest.mark.parametrize(
    ("description", "for_image"),
    [
        ("Created by CreateImage(i-0a) for ami-0b", True),
        ("Copied for DestinationAmi ami-0a from SourceAmi ami-0b for SourceSnapshot snap-0c.", True),
        ("Before the update", False),
        ("", False),
        (None, False),
    ],
)
def test_snapshots_that_belong_to_an_image(answered, description, for_image):
    snapshot = {"SnapshotId": "snap-1"} | ({} if description is None else {"Description": description})
    frame = answered(
        "ec2_snapshot",
        ("describe_snapshots", {"Snapshots": [snapshot]}),
        ("describe_snapshot_attribute", "UnauthorizedOperation"),
    )
    assert frame["for_image"].tolist() == [for_image]
