"""Small networks, written by hand: an interface that the internet reaches on port 22, and what stops or opens that."""

import json

import pandas as pd
import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS

VIEW = VIEWS["ec2_network_interface_reachability"]
PATH = "igw-1 rtb-1 acl-1 sg-1"
OPEN = "0.0.0.0/0"


def route(destination=OPEN, target="igw-1", state="active", origin="CreateRoute"):
    return {"destination": destination, "target": target, "state": state, "origin": origin}


LOCAL = route("10.0.0.0/16", "local", origin="CreateRouteTable")


def entry(number, action="allow", cidr=OPEN, ports=None, protocol="-1", egress=False):
    first, last = ports or (None, None)
    family = "cidr_ipv6" if ":" in cidr else "cidr_ipv4"
    own = {"number": number, "egress": egress, "action": action, "protocol": protocol}
    return {**own, "cidr_ipv4": None, "cidr_ipv6": None, family: cidr, "from_port": first, "to_port": last}


INBOUND = [entry(100), entry(101, cidr="::/0"), entry(32767, "deny"), entry(32767, "deny", "::/0")]
OUTBOUND = [{**one, "egress": True} for one in INBOUND]


def rule(cidr="none", ports=(22, 22), protocol="tcp", group="sg-1", **other):
    own = dict.fromkeys(["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_group_id"], "none")
    own |= {"cidr_ipv6" if ":" in str(cidr) else "cidr_ipv4": cidr}
    return own | {"group_id": group, "protocol": protocol, "from_port": ports[0], "to_port": ports[1]} | other


def network(**changes):
    """What AWS tells of one interface and all around it, with changes in rows (`table__column`) or whole tables."""
    rows = {
        "ec2_network_interface": [
            {"subnet_id": "subnet-1", "vpc_id": "vpc-1", "public_ips": "203.0.113.1", "ipv6_addresses": 0}
            | {"security_group_ids": "sg-1"}
        ],
        "ec2_subnet": [{"subnet_id": "subnet-1", "vpc_id": "vpc-1", "block_public_access": "off"}],
        "ec2_route_table": [
            {"route_table_id": "rtb-1", "vpc_id": "vpc-1", "is_main": False, "subnet_ids": "subnet-1 subnet-2"}
            | {"routes_json": json.dumps([LOCAL, route()])},
            {"route_table_id": "rtb-main", "vpc_id": "vpc-1", "is_main": True, "subnet_ids": "none"}
            | {"routes_json": json.dumps([LOCAL])},
        ],
        "ec2_network_acl": [
            {"network_acl_id": "acl-1", "vpc_id": "vpc-1", "subnet_ids": "subnet-1"}
            | {"entries_json": json.dumps(INBOUND + OUTBOUND)}
        ],
        "ec2_security_group": [{"group_id": "sg-1"}],
        "ec2_security_group_rule": [rule(OPEN)],
        "ec2_prefix_list": [],
    }
    for name, value in changes.items():
        table, _, column = name.partition("__")
        rows[table] = [{**rows[table][0], column: value}, *rows[table][1:]] if column else value
    return rows


def reached(*columns, **changes):
    frames = []
    for name, rows in network(**changes).items():
        rows = [{"is_egress": False, **row} if name == "ec2_security_group_rule" else row for row in rows]
        frame = pd.DataFrame(rows).assign(account_id="1", region="r")
        frames.append(frame.reindex(columns=list(TABLES[name].dtypes)).astype(TABLES[name].dtypes))
    found = VIEW.build(*frames)[[*columns]]
    assert len(found) == 1
    answer = tuple(None if pd.isna(value) else value for value in found.iloc[0])
    return answer if len(columns) > 1 else answer[0]


def ports(**changes):
    """Reachable ports, after a look at what follows from them."""
    found, any_port = reached("reachable_ports", "reached_from_internet", **changes)
    assert any_port == (None if found is None else found != "none")
    return found


def routes(*found):
    return {"ec2_route_table__routes_json": json.dumps([LOCAL, *found])}


def entries(*found):
    return {"ec2_network_acl__entries_json": json.dumps(found)}


def rules(*found, groups="sg-1", **changes):
    rows = [{"group_id": group} for group in groups.split()]
    own = {"ec2_security_group": rows, "ec2_network_interface__security_group_ids": groups}
    return own | {"ec2_security_group_rule": [*found]} | changes


IPV6 = {"ec2_network_interface__public_ips": "none", "ec2_network_interface__ipv6_addresses": 1}


def test_the_path_is_the_evidence():
    columns = "reachable_ports", "reached_from_internet", "path", "admin_ports_path"
    assert reached(*columns) == ("tcp 22", True, PATH, f"tcp 22: {PATH}")
    others = "database_ports_path", "risky_ports_path", "all_ports_path", "other_ports_path"
    assert reached(*others) == ("none", "none", "none", f"tcp 22: {PATH}")
    stopped = routes(route(target="nat-1"))
    assert reached(*columns, **stopped) == ("none", False, "rtb-1 acl-1 sg-1", "none")
    assert reached(*columns, ec2_network_acl=[]) == (None, None, "igw-1 rtb-1 ? sg-1", None)


@pytest.mark.parametrize(
    ("public_ips", "ipv6", "expected"),
    [("203.0.113.1", 0, "tcp 22"), ("none", 0, "none"), (None, 0, None), ("none", None, "none"), ("none", 1, "none")],
)
def test_an_address(public_ips, ipv6, expected):  # routes and rules are IPv4's only
    changes = {"ec2_network_interface__public_ips": public_ips, "ec2_network_interface__ipv6_addresses": ipv6}
    assert ports(**changes) == expected


def test_what_ipv6_needs_is_its_own():
    opened = {**IPV6, **rules(rule("::/0"))}
    assert ports(**opened, **routes(route("::/0"))) == "tcp 22"
    assert ports(**opened, **routes(route())) == "none"
    assert ports(**opened, **routes(route("::/0", "eigw-1"))) == "none"
    assert ports(**IPV6, **rules(rule(OPEN)), **routes(route("::/0"))) == "none"
    assert ports(**opened, **routes(route("::/0")), **entries(*INBOUND[:1], *OUTBOUND)) == "none"
    assert ports(**rules(rule("::/0")), **routes(route(), route("::/0"))) == "none"  # it has an IPv4 address only
    unread = {"ec2_network_interface__ipv6_addresses": None}
    assert ports(**rules(rule("::/0")), **routes(route(), route("::/0")), **unread) is None


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        *[("off", "tcp 22"), ("OFF", "tcp 22"), ("new", None), (None, None)],
        *[("block-ingress", "none"), ("block-bidirectional", "none")],
    ],
)
def test_vpc_block_public_access(mode, expected):
    assert ports(ec2_subnet__block_public_access=mode) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([route()], "tcp 22"),
        ([], "none"),
        ([route(state="blackhole")], "none"),
        ([route(state="Active")], "tcp 22"),
        ([route(state="new")], None),
        ([route(state=None)], None),
        ([route(target="nat-1")], "none"),
        ([route(target="tgw-1")], "none"),
        ([route(target="vpce-1")], None),  # a firewall endpoint: what it lets through is not known
        ([route(target="eni-1")], None),
        ([route(target="i-1")], None),
        ([route(target=None)], None),
        ([route(target=None, state="blackhole")], "none"),
        ([route("203.0.113.0/24")], "none"),
        ([route("0.0.0.0/1"), route("128.0.0.0/1")], "tcp 22"),
        ([route(), route("0.0.0.0/1", "tgw-1"), route("128.0.0.0/1", "tgw-1")], "none"),  # the longest prefix decides
        ([route(), route("0.0.0.0/1", "tgw-1")], "tcp 22"),
        ([route(), route("0.0.0.0/1", "vpce-1"), route("128.0.0.0/1", "vpce-1")], None),
        ([route(target="vgw-1", origin="EnableVgwRoutePropagation"), route()], "tcp 22"),
        ([route(), route("192.168.0.0/16", "pcx-1")], "tcp 22"),
        ([route("somewhere")], None),
        ([route(), route(target="vpce-1")], None),  # one of two that cannot stand side by side
        ([route(target="vpce-1"), route()], None),
    ],
)
def test_routes(found, expected):
    assert ports(**routes(*found)) == expected


@pytest.mark.parametrize(
    ("cidrs", "target", "expected"),
    [
        (OPEN, "igw-1", "tcp 22"),
        ("203.0.113.0/24", "igw-1", "none"),
        (None, "igw-1", None),
        ("somewhere", "igw-1", None),
        (None, "nat-1", "none"),
    ],
)
def test_a_route_to_a_prefix_list(cidrs, target, expected):
    lists = [{"prefix_list_id": "pl-1", "cidrs": cidrs}]
    assert ports(**routes(route("pl-1", target)), ec2_prefix_list=lists) == expected


def test_a_more_specific_route_to_a_list_that_is_unread_proves_nothing():
    lists = [{"prefix_list_id": "pl-1", "cidrs": None}]
    assert ports(**routes(route(), route("pl-1", "vpce-1")), ec2_prefix_list=lists) is None
    assert ports(**routes(route(), route("pl-1", "vpce-1")), ec2_prefix_list=[]) is None
    lists = [{"prefix_list_id": "pl-1", "cidrs": "52.216.0.0/15"}]
    assert ports(**routes(route(), route("pl-1", "vpce-1")), ec2_prefix_list=lists) == "tcp 22"
    lists = [{"prefix_list_id": "pl-1", "cidrs": OPEN}]  # what is written out goes before a list
    assert ports(**routes(route("pl-1", "tgw-1"), route()), ec2_prefix_list=lists) == "tcp 22"


def tables(*rows):
    columns = "route_table_id", "vpc_id", "is_main", "subnet_ids", "routes_json"
    return {"ec2_route_table": [dict(zip(columns, row, strict=True)) for row in rows]}


PUBLIC, PRIVATE = json.dumps([LOCAL, route()]), json.dumps([LOCAL])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["rtb-1", "vpc-1", True, "none", PUBLIC]], "tcp 22"),
        ([["rtb-1", "vpc-2", True, "none", PUBLIC]], None),
        ([["rtb-1", "vpc-1", False, "none", PUBLIC]], None),
        ([["rtb-1", "vpc-1", True, "none", PUBLIC], ["rtb-2", "vpc-1", False, "subnet-1", PRIVATE]], "none"),
        ([["rtb-1", "vpc-1", True, "subnet-1", PUBLIC], ["rtb-2", "vpc-2", True, "none", PRIVATE]], "tcp 22"),
        ([["rtb-1", "vpc-1", True, "none", PRIVATE], ["rtb-2", "vpc-1", False, None, PUBLIC]], None),
        ([["rtb-1", "vpc-1", True, "none", PRIVATE], ["rtb-2", "vpc-1", None, "none", PUBLIC]], None),
        ([["rtb-1", "vpc-1", True, "none", PRIVATE], ["rtb-2", None, True, "none", PUBLIC]], None),
        ([["rtb-1", "vpc-1", False, "subnet-1", PRIVATE], ["rtb-2", "vpc-1", None, None, PUBLIC]], "none"),
        ([["rtb-1", "vpc-1", False, "subnet-11", PUBLIC], ["rtb-2", "vpc-1", True, "none", PRIVATE]], "none"),
        ([["rtb-1", "vpc-1", None, "none", PUBLIC]], None),
        ([["rtb-1", None, True, "none", PUBLIC]], None),
        ([["rtb-1", "vpc-1", False, "subnet-1", None]], None),
        ([["rtb-1", "vpc-1", False, "subnet-1", "{"]], None),
    ],
)
def test_the_route_table_that_serves_the_subnet(rows, expected):
    assert ports(**tables(*rows)) == expected


HALVES = entry(1, cidr="0.0.0.0/1"), entry(2, cidr="128.0.0.0/1")
SSH = {"ports": (22, 22), "protocol": "6"}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([*INBOUND, *OUTBOUND], "tcp 22"),
        ([*INBOUND], "none"),
        ([*OUTBOUND], "none"),
        ([entry(90, "deny", **SSH), *INBOUND, *OUTBOUND], "none"),
        ([*INBOUND, entry(110, "deny", **SSH), *OUTBOUND], "tcp 22"),
        ([entry(90, "deny", "0.0.0.0/1", **SSH), *INBOUND, *OUTBOUND], "tcp 22"),
        ([entry(90, "deny", "0.0.0.0/1"), entry(91, "deny", "128.0.0.0/1"), *INBOUND, *OUTBOUND], "none"),
        ([*HALVES, *OUTBOUND], "tcp 22"),
        ([entry(100, cidr="10.0.0.0/8"), *OUTBOUND], "none"),
        ([entry(100, protocol="17"), *OUTBOUND], "none"),
        ([*INBOUND, entry(1, ports=(1024, 65535), protocol="6", egress=True)], "tcp 22"),
        ([*INBOUND, entry(1, ports=(443, 443), protocol="6", egress=True)], "tcp 22"),  # a client may ask from there
        ([*INBOUND, entry(1, ports=(1024, 65535), protocol="17", egress=True)], "none"),
        ([*INBOUND, entry(1, cidr="10.0.0.0/8", egress=True)], "none"),
        ([*INBOUND, {**OUTBOUND[0], "action": "maybe"}], None),
        ([{**INBOUND[0], "protocol": None}, *OUTBOUND], None),
    ],
)
def test_network_acls(found, expected):
    assert ports(**entries(*found)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"network_acl_id": "acl-1", "subnet_ids": None}], None),
        ([{"network_acl_id": "acl-1", "subnet_ids": "subnet-1"}], None),  # entries unread
        ([{"network_acl_id": "acl-1", "subnet_ids": "subnet-1", "entries_json": "[]"}], "none"),
        ([{"network_acl_id": f"acl-{n}", "subnet_ids": "subnet-1", "entries_json": "[]"} for n in (1, 2)], None),
    ],
)
def test_the_network_acl_that_serves_the_subnet(rows, expected):
    assert ports(ec2_network_acl=rows) == expected


@pytest.mark.parametrize(
    ("found", "groups", "expected"),
    [
        ([], "sg-1", "none"),
        ([rule(OPEN, is_egress=True)], "sg-1", "none"),
        ([rule(OPEN, group="sg-2")], "sg-1", "none"),
        ([rule(OPEN, (80, 80)), rule(OPEN, (443, 443), group="sg-2")], "sg-1 sg-2", "tcp 443, tcp 80"),
        ([rule("0.0.0.0/1"), rule("128.0.0.0/1", group="sg-2")], "sg-1 sg-2", "tcp 22"),
        ([rule("4.0.0.0/8"), rule("5.0.0.0/8", group="sg-2")], "sg-1 sg-2", "tcp 22"),  # neither alone
        ([rule("4.0.0.0/8")], "sg-1", "none"),
        ([rule("203.0.113.0/24")], "sg-1", "none"),
        ([rule(OPEN, (-1, -1), "-1")], "sg-1", "tcp 0-65535, udp 0-65535"),
        ([rule(OPEN, (-1, -1), "icmp")], "sg-1", "none"),
        ([rule(OPEN, (20, 30)), rule(OPEN, (31, 40))], "sg-1", "tcp 20-40"),
        ([rule(referenced_group_id="sg-2")], "sg-1", "none"),
        ([rule(OPEN, protocol=None)], "sg-1", None),
        ([rule(None)], "sg-1", None),
        ([rule("somewhere")], "sg-1", None),
        ([rule("10.0.0.0/8", protocol=None)], "sg-1", "none"),
        ([rule(OPEN, group=None)], "sg-1", None),
        ([rule(OPEN), rule(OPEN, protocol=None)], "sg-1", "tcp 22"),
    ],
)
def test_security_groups(found, groups, expected):
    assert ports(**rules(*found, groups=groups)) == expected


def test_more_may_be_reached_than_what_is_certain():
    found = rules(rule(OPEN), rule(OPEN, protocol=None))
    columns = "admin_ports_path", "database_ports_path"
    assert reached(*columns, **found) == (f"tcp 22: {PATH}", None)


@pytest.mark.parametrize(
    ("cidrs", "expected"), [(OPEN, "tcp 22"), ("203.0.113.0/24", "none"), ("", "none"), (None, None)]
)
def test_a_rule_with_a_prefix_list(cidrs, expected):
    lists = [{"prefix_list_id": "pl-1", "cidrs": cidrs}]
    assert ports(**rules(rule(prefix_list_id="pl-1")), ec2_prefix_list=lists) == expected


@pytest.mark.parametrize("ids", ["none", None, "sg-1 sg-9"])
def test_groups_that_are_unread_prove_nothing_closed(ids):
    unread = {**rules(), "ec2_network_interface__security_group_ids": ids}
    assert ports(**unread) is None
    assert ports(**unread, **routes()) == "none"


def test_two_answers_that_contradict_each_other_prove_nothing_closed():
    assert (
        ports(ec2_security_group=[{"group_id": "sg-1", "inbound_permissions": 2}], ec2_security_group_rule=[]) is None
    )


def test_the_narrowest_of_all_parts_decides():
    """Two halves of the internet, one in the network ACL and the other in the security group, let in nobody."""
    assert ports(**rules(rule("0.0.0.0/1")), **entries(entry(1, cidr="128.0.0.0/1"), *OUTBOUND)) == "none"
    assert ports(**rules(rule("0.0.0.0/1")), **routes(route("128.0.0.0/1"))) == "none"
    assert ports(**rules(rule("0.0.0.0/1")), **entries(*INBOUND, entry(1, cidr="0.0.0.0/1", egress=True))) == "tcp 22"
    found = entries(entry(1, ports=(22, 443), protocol="6"), *OUTBOUND)
    assert ports(**rules(rule(OPEN, (0, 100))), **found) == "tcp 22-100"


@pytest.mark.parametrize(
    ("found", "path"),
    [
        (rule(OPEN, (3389, 3389), "udp"), "admin_ports_path"),
        (rule(OPEN, (5432, 5432)), "database_ports_path"),
        (rule(OPEN, (445, 445)), "risky_ports_path"),
        (rule(OPEN, (0, 65535)), "all_ports_path"),
        (rule(OPEN, (8080, 8080)), "other_ports_path"),
        (rule(OPEN, (443, 443)), None),
    ],
)
def test_kinds_of_ports(found, path):
    names = ["admin_ports_path", "database_ports_path", "risky_ports_path", "all_ports_path", "other_ports_path"]
    answer = dict(zip(names, reached(*names, **rules(found)), strict=True))
    expected = set(names) if path == "all_ports_path" else {path, "other_ports_path"} - {None} if path else set()
    assert {name for name, text in answer.items() if text != "none"} == expected


def test_each_place_has_its_own():
    frames = []
    for name, rows in network().items():
        rows = [{"is_egress": False, **row} if name == "ec2_security_group_rule" else row for row in rows]
        one = pd.DataFrame(rows)
        places = [("1", "r"), ("2", "r"), ("1", "s")] if name == "ec2_network_interface" else [("1", "r")]
        frame = pd.concat([one.assign(account_id=account, region=region) for account, region in places])
        frames.append(frame.reindex(columns=list(TABLES[name].dtypes)).astype(TABLES[name].dtypes))
    found = VIEW.build(*frames)
    assert found["reachable_ports"].fillna("?").tolist() == ["tcp 22", "?", "?"]
    assert found["path"].tolist() == [PATH, "? ? sg-1", "? ? sg-1"]
