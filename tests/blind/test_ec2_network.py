"""Security groups, subnets, interfaces, gateways and endpoint services."""

import pytest

ANYBODY = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
ANYBODY_6 = {"Ipv6Ranges": [{"CidrIpv6": "::/0"}]}
HALVES = {"IpRanges": [{"CidrIp": "0.0.0.0/1"}, {"CidrIp": "128.0.0.0/1"}]}
OFFICE = {"IpRanges": [{"CidrIp": "203.0.113.0/24"}]}


def rule(protocol, first, last, source):
    return {"IpProtocol": protocol, "FromPort": first, "ToPort": last} | source


# Name, its rules, and the checks that fail: (a)dministration, (t) all traffic, (d)atabases, (r)isky, (w)eb ports only.
GROUPS = [
    ("ssh", [rule("tcp", 22, 22, ANYBODY)], "aw"),
    ("ssh-6", [rule("tcp", 22, 22, ANYBODY_6)], "aw"),
    ("ssh-halves", [rule("tcp", 22, 22, HALVES)], "aw"),
    ("ssh-half", [rule("tcp", 22, 22, {"IpRanges": [{"CidrIp": "0.0.0.0/1"}]})], "aw"),
    ("ssh-office", [rule("tcp", 22, 22, OFFICE)], ""),
    ("rdp-udp", [rule("udp", 3389, 3389, ANYBODY)], "aw"),
    ("range-with-rdp", [rule("tcp", 3388, 3390, ANYBODY)], "aw"),
    ("beside-ssh", [rule("tcp", 24, 24, ANYBODY)], "w"),
    ("everything", [{"IpProtocol": "-1"} | ANYBODY], "atdrw"),
    ("everything-6", [{"IpProtocol": "-1"} | ANYBODY_6], "atdrw"),
    ("all-tcp", [rule("tcp", 0, 65535, ANYBODY)], "atdrw"),
    ("two-ranges", [rule("tcp", 0, 1023, ANYBODY), rule("tcp", 1024, 65535, ANYBODY)], "atdrw"),
    ("ping", [rule("icmp", -1, -1, ANYBODY)], ""),
    ("web", [rule("tcp", 80, 80, ANYBODY), rule("tcp", 443, 443, ANYBODY | ANYBODY_6)], ""),
    ("between-web", [rule("tcp", 80, 443, ANYBODY)], "rw"),
    ("proxy", [rule("tcp", 8080, 8080, ANYBODY)], "w"),
    ("quic", [rule("udp", 443, 443, ANYBODY)], ""),
    ("postgres-6", [rule("tcp", 5432, 5432, ANYBODY_6)], "dw"),
    ("mysql", [rule("tcp", 3306, 3306, ANYBODY)], "dw"),
    ("telnet", [rule("tcp", 23, 23, ANYBODY)], "rw"),
    ("smb", [rule("tcp", 445, 445, ANYBODY)], "rw"),
    ("global-6", [rule("tcp", 22, 22, {"Ipv6Ranges": [{"CidrIpv6": "2000::/3"}]})], "aw"),
    ("private", [rule("tcp", 22, 22, {"IpRanges": [{"CidrIp": "10.0.0.0/8"}]})], ""),
    ("office-and-all", [rule("tcp", 22, 22, OFFICE), rule("tcp", 0, 21, ANYBODY)], "rw"),
    ("closed", [], ""),
]
CHECKS = {
    "a": "ec2_security_group_exposure_admin_ports_restricted",
    "t": "ec2_security_group_exposure_all_traffic_restricted",
    "d": "ec2_security_group_exposure_database_ports_restricted",
    "r": "ec2_security_group_exposure_risky_ports_restricted",
    "w": "ec2_security_group_exposure_web_ports_only",
}


@pytest.fixture
def vpc(aws):
    return aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]


def test_security_groups(aws, judged, vpc):
    ec2, ids = aws("ec2"), {}
    for name, rules, _ in GROUPS:
        ids[name] = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        if rules:
            ec2.authorize_security_group_ingress(GroupId=ids[name], IpPermissions=rules)

    for letter, check in CHECKS.items():
        results = judged(check)
        expected = {name: "fail" if letter in failing else "pass" for name, _, failing in GROUPS}
        assert {name: results[ids[name]] for name in ids} == expected, check


def test_a_prefix_list_of_everything_is_the_internet(aws, judged, vpc):
    ec2, ids = aws("ec2"), {}
    for name, cidr in (("all", "0.0.0.0/0"), ("office", "203.0.113.0/24")):
        prefixes = ec2.create_managed_prefix_list(
            PrefixListName=name, MaxEntries=1, AddressFamily="IPv4", Entries=[{"Cidr": cidr}]
        )["PrefixList"]["PrefixListId"]
        ids[name] = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        source = {"PrefixListIds": [{"PrefixListId": prefixes}]}
        ec2.authorize_security_group_ingress(GroupId=ids[name], IpPermissions=[rule("tcp", 22, 22, source)])

    results = judged("ec2_security_group_exposure_admin_ports_restricted")
    assert {name: results[ids[name]] for name in ids} == {"all": "fail", "office": "pass"}


def test_default_security_groups(aws, judged, vpc):
    ec2 = aws("ec2")
    closed = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    inbound_only = ec2.create_vpc(CidrBlock="10.2.0.0/16")["Vpc"]["VpcId"]
    ids = {}
    for name, where in (("as-made", vpc), ("closed", closed), ("out", inbound_only)):
        found = ec2.describe_security_groups(
            Filters=[{"Name": "vpc-id", "Values": [where]}, {"Name": "group-name", "Values": ["default"]}]
        )["SecurityGroups"][0]
        ids[name] = found["GroupId"]
        if name != "as-made" and found["IpPermissions"]:
            ec2.revoke_security_group_ingress(GroupId=ids[name], IpPermissions=found["IpPermissions"])
        if name == "closed":
            ec2.revoke_security_group_egress(GroupId=ids[name], IpPermissions=found["IpPermissionsEgress"])
    other = ec2.create_security_group(GroupName="other", Description="other", VpcId=vpc)["GroupId"]

    results = judged("ec2_security_group_default_closed")
    assert {name: results[ids[name]] for name in ids} == {"as-made": "fail", "closed": "pass", "out": "fail"}
    assert other not in results


def test_subnets_and_interfaces(aws, judged, vpc):
    ec2 = aws("ec2")
    private = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    public = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.2.0/24")["Subnet"]["SubnetId"]
    ec2.modify_subnet_attribute(SubnetId=public, MapPublicIpOnLaunch={"Value": True})
    host = ec2.create_network_interface(SubnetId=private)["NetworkInterface"]["NetworkInterfaceId"]
    router = ec2.create_network_interface(SubnetId=private)["NetworkInterface"]["NetworkInterfaceId"]
    ec2.modify_network_interface_attribute(NetworkInterfaceId=router, SourceDestCheck={"Value": False})

    subnets = judged("ec2_subnet_addresses_private")
    assert (subnets[private], subnets[public]) == ("pass", "fail")
    assert judged("ec2_network_interface_source_checked") == {host: "pass", router: "fail"}


def test_transit_gateways(aws, judged):
    ec2 = aws("ec2")

    def gateway(accepts, association, propagation):
        options = {
            "AutoAcceptSharedAttachments": accepts,
            "DefaultRouteTableAssociation": association,
            "DefaultRouteTablePropagation": propagation,
        }
        return ec2.create_transit_gateway(Options=options)["TransitGateway"]["TransitGatewayId"]

    strict = gateway("disable", "disable", "disable")
    lax = gateway("enable", "enable", "enable")
    half = gateway("disable", "disable", "enable")

    assert judged("ec2_transit_gateway_attachments_accepted") == {strict: "pass", lax: "fail", half: "pass"}
    assert judged("ec2_transit_gateway_routes_chosen") == {strict: "pass", lax: "fail", half: "fail"}


def test_endpoint_services(aws, judged, vpc):
    ec2, elbv2 = aws("ec2"), aws("elbv2")
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    arn = elbv2.create_load_balancer(Name="nlb", Type="network", Subnets=[subnet])["LoadBalancers"][0][
        "LoadBalancerArn"
    ]

    def service(accepted, *principals):
        made = ec2.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[arn], AcceptanceRequired=accepted)
        made = made["ServiceConfiguration"]["ServiceId"]
        if principals:
            ec2.modify_vpc_endpoint_service_permissions(ServiceId=made, AddAllowedPrincipals=list(principals))
        return made

    asked = service(True, "arn:aws:iam::111111111111:root")
    open_ = service(False, "*")
    union = service(True, "arn:aws:iam::111111111111:root", "*")

    assert judged("ec2_vpc_endpoint_service_connections_accepted") == {asked: "pass", open_: "fail", union: "pass"}
    assert judged("ec2_vpc_endpoint_service_private") == {asked: "pass", open_: "fail", union: "fail"}
