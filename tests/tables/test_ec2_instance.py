import datetime as dt

import pandas as pd
import pytest

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
INSTANCE = {"InstanceId": "i-1", "ImageId": "ami-1", "State": {"Name": "running"}, "LaunchTime": NOW}
ENI = {"PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.4"}, {"Association": {"PublicIp": "203.0.113.7"}}]}


@pytest.fixture
def subnet_id(aws):
    ec2 = aws("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return ec2.create_subnet(VpcId=vpc_id, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]


def launch(ec2, subnet_id, image_id, tokens, public):
    started = ec2.run_instances(
        ImageId=image_id,
        MinCount=1,
        MaxCount=1,
        MetadataOptions={"HttpTokens": tokens},
        NetworkInterfaces=[{"DeviceIndex": 0, "SubnetId": subnet_id, "AssociatePublicIpAddress": public}],
        UserData="PASSWORD=correct-horse",
        TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "web"}]}],
    )
    return started["Instances"][0]["InstanceId"]


def test_instances_of_the_estate(aws, collected, subnet_id):
    ec2 = aws("ec2")
    image_id = ec2.register_image(Name="base", RootDeviceName="/dev/xvda")["ImageId"]
    good = launch(ec2, subnet_id, image_id, "required", public=False)
    bad = launch(ec2, subnet_id, image_id, "optional", public=True)
    ec2.stop_instances(InstanceIds=[good])
    ec2.terminate_instances(InstanceIds=[launch(ec2, subnet_id, image_id, "optional", public=True)])
    frame = collected("ec2_instance").set_index("instance_id")
    assert frame.index.tolist() == [good, bad]
    assert frame.loc[good, "resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:instance/{good}"
    assert frame["name"].tolist() == ["web", "web"]
    assert frame["state"].tolist() == ["stopped", "running"]
    assert frame["imds_tokens"].tolist() == ["required", "optional"]
    assert frame["imds_endpoint"].tolist() == ["enabled", "enabled"]
    assert frame.loc[good, "public_ips"] == "none"
    assert frame.loc[bad, "public_ips"].count(".") == 3
    assert frame["image_created_at"].notna().all()
    assert frame["network_interfaces"].tolist() == [1, 1]
    assert frame.loc[good, "state_reason"].startswith("User initiated (")
    assert frame["image_known"].all()
    assert frame["image_owner_id"].tolist() == ["123456789012"] * 2
    assert "correct-horse" not in frame.to_csv()


def test_an_image_that_is_gone_has_no_age_and_is_no_refused_listing(answered):
    frame = answered(
        "ec2_instance",
        ("describe_instances", {"Reservations": [{"Instances": [INSTANCE, INSTANCE | {"ImageId": "ami-2"}]}]}),
        ("describe_images", {"Images": []}),
        ("describe_images", "InvalidAMIID.NotFound"),
    )
    assert frame.attrs["status"] == "observed"
    assert frame["image_created_at"].isna().all()
    assert frame["image_known"].tolist() == [False, pd.NA]


def test_a_public_address_of_a_second_interface_counts(answered):
    frame = answered(
        "ec2_instance",
        ("describe_instances", {"Reservations": [{"Instances": [INSTANCE | {"NetworkInterfaces": [{}, ENI]}]}]}),
        ("describe_images", {"Images": []}),
    )
    assert frame["public_ips"].tolist() == ["203.0.113.7"]


def test_own_images(aws, collected):
    image_id = aws("ec2").register_image(Name="base", RootDeviceName="/dev/xvda")["ImageId"]
    frame = collected("ec2_image")
    assert frame["resource_id"].tolist() == [f"arn:aws:ec2:eu-central-1::image/{image_id}"]
    assert frame["is_public"].tolist() == [False]
    assert frame["created_at"].notna().all()


UNIT = "arn:aws:organizations::222222222222:ou/o-abc/ou-ab12-cd34"
PERMISSIONS = [
    {"Group": "all"},
    {"UserId": "222222222222"},
    {"UserId": "111111111111"},
    {"OrganizationalUnitArn": UNIT},
]


@pytest.mark.parametrize(
    ("answer", "shared", "anyone"),
    [
        ({"LaunchPermissions": PERMISSIONS}, f"111111111111 222222222222 {UNIT}", True),
        ({"LaunchPermissions": []}, "", False),
        ("UnauthorizedOperation", "?", "?"),
    ],
)
def test_with_whom_an_image_is_shared(answered, answer, shared, anyone):
    listed = {"Images": [{"ImageId": "ami-1", "Public": False}]}
    frame = answered("ec2_image", ("describe_images", listed), ("describe_image_attribute", answer))
    seen = frame[["shared_with", "launched_by_anyone"]].astype("object").fillna("?").values.tolist()
    assert seen == [[shared, anyone]]


def test_of_user_data_only_whether_it_is_there_and_holds_a_credential_is_kept(aws, collected):
    ec2 = aws("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    for script in ("", "#!/bin/sh\nyum update\n", "export KEY=ghp_0123456789abcdefghijklmnopqrstuvwxyz"):
        ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, UserData=script)
    frame = collected("ec2_instance_user_data")

    assert sorted(frame[["present", "holds_credential"]].to_numpy().tolist()) == [
        [False, False],
        [True, False],
        [True, True],
    ]
    assert "ghp_" not in "".join(call.answer for call in frame.attrs["calls"])


@pytest.mark.parametrize(
    ("operator", "managed_by"),
    [
        ({}, "none"),
        ({"Operator": {"Managed": False}}, "none"),
        ({"Operator": {"Managed": True, "Principal": "eks.amazonaws.com"}}, "eks.amazonaws.com"),
        ({"Operator": {"Managed": True}}, "unnamed"),
    ],
)
def test_who_manages_an_instance(answered, operator, managed_by):
    listing = {"Reservations": [{"Instances": [{"InstanceId": "i-1"} | operator]}]}
    frame = answered("ec2_instance", ("describe_instances", listing))
    assert frame["managed_by"].tolist() == [managed_by]
