ANYWHERE = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def test_security_groups_and_their_rules(aws, collected):
    ec2 = aws("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    group_id = ec2.create_security_group(GroupName="web", Description="-", VpcId=vpc_id)["GroupId"]
    permissions = [
        {"IpProtocol": "-1", **ANYWHERE},
        {"IpProtocol": "tcp", "FromPort": 20, "ToPort": 30, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
        {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": group_id}]},
    ]
    ec2.authorize_security_group_ingress(GroupId=group_id, IpPermissions=permissions)

    groups = collected("ec2_security_group").set_index("group_id")
    assert groups.loc[group_id, "resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:security-group/{group_id}"
    assert groups.loc[group_id, ["inbound_permissions", "outbound_permissions"]].tolist() == [3, 1]
    default = groups[groups["name"].eq("default") & groups["vpc_id"].eq(vpc_id)]
    assert default[["inbound_permissions", "outbound_permissions"]].to_numpy().tolist() == [[0, 1]]

    rules = collected("ec2_security_group_rule")
    assert rules.loc[rules["group_id"].eq(default.index[0]), "is_egress"].tolist() == [True]
    inbound = rules[rules["group_id"].eq(group_id) & ~rules["is_egress"]].sort_values("from_port")
    columns = ["protocol", "from_port", "to_port", "cidr_ipv4", "cidr_ipv6", "referenced_group_id"]
    assert inbound[columns].to_numpy().tolist() == [
        ["-1", -1, -1, "0.0.0.0/0", "none", "none"],
        ["tcp", 20, 30, "none", "::/0", "none"],
        ["tcp", 5432, 5432, "none", "none", group_id],
    ]


def test_the_ranges_of_prefix_lists(aws, collected):
    for name, cidr in (("anywhere", "0.0.0.0/0"), ("office", "203.0.113.0/24")):
        aws("ec2").create_managed_prefix_list(
            PrefixListName=name, MaxEntries=1, AddressFamily="IPv4", Entries=[{"Cidr": cidr}]
        )
    frame = collected("ec2_prefix_list").set_index("name")
    assert frame.loc[["anywhere", "office"], "cidrs"].tolist() == ["0.0.0.0/0", "203.0.113.0/24"]
    assert frame.loc[frame["owner_id"].eq("AWS"), "cidrs"].ne("").all()


def test_a_prefix_list_that_cannot_be_read_is_unknown(answered):
    listed = {"PrefixLists": [{"PrefixListId": "pl-1", "PrefixListArn": "arn:aws:ec2:r:1:prefix-list/pl-1"}]}
    frame = answered(
        "ec2_prefix_list",
        ("describe_managed_prefix_lists", listed),
        ("get_managed_prefix_list_entries", "UnauthorizedOperation"),
    )
    assert frame["cidrs"].isna().all()


def test_vpcs_and_flow_logs(aws, collected):
    ec2 = aws("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    aws("logs").create_log_group(logGroupName="flow")
    for group in ("flow", "gone"):
        ec2.create_flow_logs(
            ResourceIds=[vpc_id],
            ResourceType="VPC",
            TrafficType="ALL",
            LogGroupName=group,
            DeliverLogsPermissionArn="arn:aws:iam::123456789012:role/flow",
        )
    vpcs = collected("ec2_vpc").set_index("vpc_id")
    assert vpcs.loc[vpc_id, "resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:vpc/{vpc_id}"
    assert vpcs["is_default"].sum() == 1
    logs = collected("ec2_flow_log")
    assert logs["logged_id"].tolist() == [vpc_id, vpc_id]
    assert logs["status"].tolist() == ["ACTIVE", "ACTIVE"]
    assert sorted(logs["delivery_status"]) == ["FAILED", "SUCCESS"]
