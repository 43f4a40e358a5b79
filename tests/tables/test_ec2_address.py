def test_addresses_and_network_interfaces_of_the_estate(aws, collected):
    ec2 = aws("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet_id = ec2.create_subnet(VpcId=vpc_id, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    group_id = ec2.create_security_group(GroupName="web", Description="-", VpcId=vpc_id)["GroupId"]
    interface_id = ec2.create_network_interface(SubnetId=subnet_id, Groups=[group_id])["NetworkInterface"][
        "NetworkInterfaceId"
    ]
    used, loose = (ec2.allocate_address(Domain="vpc") for _ in range(2))
    ec2.associate_address(AllocationId=used["AllocationId"], NetworkInterfaceId=interface_id)

    ids = [used["AllocationId"], loose["AllocationId"]]
    frame = collected("ec2_address").set_index("allocation_id").loc[ids]
    assert frame["resource_id"].iloc[0] == f"arn:aws:ec2:eu-central-1:123456789012:elastic-ip/{ids[0]}"
    assert frame["public_ip"].tolist() == [used["PublicIp"], loose["PublicIp"]]
    assert frame["associated"].tolist() == [True, False]
    assert frame["network_interface_id"].tolist() == [interface_id, "none"]

    frame = collected("ec2_network_interface").set_index("network_interface_id")
    row = frame.loc[interface_id]
    assert row["resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:network-interface/{interface_id}"
    assert row[["vpc_id", "subnet_id", "security_group_ids", "instance_id"]].tolist() == [
        vpc_id,
        subnet_id,
        group_id,
        "none",
    ]
    assert row["public_ips"] == used["PublicIp"]


def test_interfaces_of_others_and_of_services_are_marked(answered):
    own = {"NetworkInterfaceId": "eni-1", "OwnerId": "123456789012", "Status": "available", "RequesterManaged": False}
    attachment = {"InstanceId": "i-1", "AttachTime": "2026-01-01T00:00:00Z"}
    other = {
        "NetworkInterfaceId": "eni-2",
        "OwnerId": "210987654321",
        "Status": "in-use",
        "RequesterManaged": True,
        "Attachment": attachment,
        "Groups": [{"GroupId": "sg-2"}, {"GroupId": "sg-1"}],
    }
    frame = answered("ec2_network_interface", ("describe_network_interfaces", {"NetworkInterfaces": [own, other]}))
    assert frame["owner_id"].tolist() == ["123456789012", "210987654321"]
    assert frame["resource_id"].iloc[1] == "arn:aws:ec2:eu-central-1:210987654321:network-interface/eni-2"
    assert frame["status"].tolist() == ["available", "in-use"]
    assert frame["managed_by_aws"].tolist() == [False, True]
    assert frame["instance_id"].tolist() == ["none", "i-1"]
    assert frame["attached_at"].isna().tolist() == [True, False]
    assert frame["security_group_ids"].tolist()[1] == "sg-1 sg-2"
    assert frame["public_ips"].tolist() == ["none", "none"]
