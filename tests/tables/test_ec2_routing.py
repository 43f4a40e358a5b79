import json

import pytest


@pytest.fixture
def vpc(aws):
    """A VPC with two subnets, the second of them public; the client and the three ids."""
    ec2 = aws("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc_id, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"eu-central-1{zone}")["Subnet"]
        for i, zone in enumerate("ab")
    ]
    ec2.modify_subnet_attribute(SubnetId=subnets[1]["SubnetId"], MapPublicIpOnLaunch={"Value": True})
    return ec2, vpc_id, *(subnet["SubnetId"] for subnet in subnets)


def test_subnets_of_the_estate(vpc, collected):
    _, vpc_id, private, public = vpc
    frame = collected("ec2_subnet").set_index("subnet_id").loc[[private, public]]
    assert frame.loc[private, "resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:subnet/{private}"
    assert frame["vpc_id"].tolist() == [vpc_id, vpc_id]
    assert frame["cidr_block"].tolist() == ["10.0.0.0/24", "10.0.1.0/24"]
    assert frame["availability_zone"].tolist() == ["eu-central-1a", "eu-central-1b"]
    assert frame["availability_zone_id"].nunique() == 2
    assert frame["assigns_public_ip"].tolist() == [False, True]
    assert frame["is_default"].tolist() == [False, False]


def test_route_tables_and_internet_gateways_of_the_estate(vpc, collected):
    ec2, vpc_id, _, public = vpc
    gateway_id, loose_id = (ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"] for _ in range(2))
    ec2.attach_internet_gateway(InternetGatewayId=gateway_id, VpcId=vpc_id)
    table_id = ec2.create_route_table(VpcId=vpc_id)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=table_id, SubnetId=public)
    ec2.create_route(RouteTableId=table_id, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway_id)

    tables = collected("ec2_route_table")
    tables = tables[tables["vpc_id"].eq(vpc_id)].sort_values("is_main").reset_index()
    assert tables.loc[0, "resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:route-table/{table_id}"
    assert tables["is_main"].tolist() == [False, True]
    assert tables["subnet_ids"].tolist() == [public, "none"]
    routes = {route["destination"]: route for route in json.loads(tables.loc[0, "routes_json"])}
    assert routes["10.0.0.0/16"]["target"] == "local"
    assert (routes["0.0.0.0/0"]["target"], routes["0.0.0.0/0"]["state"]) == (gateway_id, "active")

    gateways = collected("ec2_internet_gateway").set_index("internet_gateway_id")
    assert gateways.loc[[gateway_id, loose_id], "vpc_id"].tolist() == [vpc_id, "none"]
    assert gateways["owner_id"].unique().tolist() == ["123456789012"]


def test_every_kind_of_route_names_its_target(answered):
    routes = [
        {"DestinationCidrBlock": "10.1.0.0/16", "VpcPeeringConnectionId": "pcx-1", "State": "active"},
        {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1"},
        {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1"},
        {"DestinationCidrBlock": "10.2.0.0/16", "InstanceId": "i-1", "NetworkInterfaceId": "eni-1"},
        {"DestinationCidrBlock": "10.3.0.0/16", "NatGatewayId": "nat-1", "State": "blackhole"},
    ]
    listed = {"RouteTables": [{"RouteTableId": "rtb-1", "OwnerId": "1", "Associations": [], "Routes": routes}]}
    frame = answered("ec2_route_table", ("describe_route_tables", listed))
    assert [(r["destination"], r["target"], r["state"]) for r in json.loads(frame["routes_json"].item())] == [
        ("10.1.0.0/16", "pcx-1", "active"),
        ("::/0", "eigw-1", None),
        ("pl-1", "vpce-1", None),
        ("10.2.0.0/16", "eni-1", None),
        ("10.3.0.0/16", "nat-1", "blackhole"),
    ]
    assert frame["is_main"].tolist() == [False]


def test_network_acls_of_the_estate(vpc, collected):
    ec2, vpc_id, private, public = vpc
    acl_id = ec2.create_network_acl(VpcId=vpc_id)["NetworkAcl"]["NetworkAclId"]
    for number, action, port in ((200, "allow", 22), (100, "deny", 3389)):
        ec2.create_network_acl_entry(
            NetworkAclId=acl_id,
            RuleNumber=number,
            Protocol="6",
            RuleAction=action,
            Egress=False,
            CidrBlock="0.0.0.0/0",
            PortRange={"From": port, "To": port},
        )
    frame = collected("ec2_network_acl")
    frame = frame[frame["vpc_id"].eq(vpc_id)].sort_values("is_default").reset_index()
    assert frame.loc[0, "resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:network-acl/{acl_id}"
    assert frame["is_default"].tolist() == [False, True]
    assert frame["subnets"].tolist() == [0, 2]
    assert frame["subnet_ids"].tolist() == ["none", " ".join(sorted([private, public]))]
    entries = [entry for entry in json.loads(frame.loc[0, "entries_json"]) if not entry["egress"]]
    keys = ("number", "action", "protocol", "cidr_ipv4", "cidr_ipv6", "from_port", "to_port")
    assert [[entry[key] for key in keys] for entry in entries[:2]] == [
        [100, "deny", "6", "0.0.0.0/0", None, 3389, 3389],
        [200, "allow", "6", "0.0.0.0/0", None, 22, 22],
    ]


def test_a_refused_listing_is_no_empty_table(answered):
    frame = answered("ec2_network_acl", ("describe_network_acls", "UnauthorizedOperation"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
