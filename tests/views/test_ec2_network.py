import pandas as pd
import pytest

from tests import inventories
from tests.inventories import REGION
from toolkit.tables import TABLES
from toolkit.views import VIEWS

NO_LISTS = TABLES["ec2_prefix_list"].empty()


def table(name, columns, *rows):
    """A table of one account and Region."""
    frame = pd.DataFrame(rows, columns=columns.split()).assign(account_id="1", region="r")
    return frame.reindex(columns=list(TABLES[name].dtypes)).astype(TABLES[name].dtypes)


def exposure(*rules, lists=NO_LISTS, permissions=None):
    """The view over one group with these rules: protocol, ports, IPv4 range, IPv6 range, prefix list, outbound."""
    columns = "protocol from_port to_port cidr_ipv4 cidr_ipv6 prefix_list_id is_egress group_id"
    found = VIEWS["ec2_security_group_exposure"].build(
        table("ec2_security_group", "group_id inbound_permissions", ["sg-1", permissions]),
        table("ec2_security_group_rule", columns, *([*rule, "sg-1"] for rule in rules)),
        lists,
    )
    assert found["group_id"].tolist() == ["sg-1"]
    answer = found[["opens_admin_ports", "opens_all_ports", "open_ports"]].iloc[0]
    return tuple(None if pd.isna(value) else value for value in answer.tolist())


def rule(protocol="tcp", ports=(22, 22), ipv4="none", ipv6="none", prefix_list="none", outbound=False):
    return protocol, *ports, ipv4, ipv6, prefix_list, outbound


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], (False, False, "none")),
        ([rule(ipv4="0.0.0.0/0")], (True, False, "tcp 22")),
        ([rule(ipv4="128.0.0.0/1")], (True, False, "tcp 22")),
        ([rule(ipv4="10.0.0.0/8")], (False, False, "none")),
        ([rule(ipv6="::/0", ports=(3000, 4000))], (True, False, "tcp 3000-4000")),
        ([rule("udp", (3389, 3389), "0.0.0.0/0")], (True, False, "udp 3389")),
        ([rule("udp", (53, 53), "0.0.0.0/0"), rule(ports=(443, 443), ipv6="::/0")], (False, False, "tcp 443, udp 53")),
        ([rule("-1", (-1, -1), "0.0.0.0/0")], (True, True, "all")),
        ([rule(ports=(0, 65535), ipv4="0.0.0.0/0")], (True, True, "tcp 0-65535")),
        ([rule("icmp", (-1, -1), "0.0.0.0/0")], (False, False, "icmp")),
        ([rule(ipv4="203.0.113.0/24")], (False, False, "none")),
        ([rule("-1", (-1, -1), "0.0.0.0/0", outbound=True)], (False, False, "none")),
    ],
)
def test_what_a_group_opens_to_the_internet(rules, expected):
    assert exposure(*rules) == expected


WEB = {"ports": (443, 443)}
ANY = {"ipv4": "0.0.0.0/0"}
HALVES = rule(ipv4="0.0.0.0/1"), rule(ipv4="128.0.0.0/1")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        # Ports of several rules.
        ([rule(ports=(0, 32767), **ANY), rule(ports=(32768, 65535), **ANY)], (True, True, "tcp 0-65535")),
        ([rule(ports=(1, 40000), **ANY), rule(ports=(30000, 65535), ipv6="::/0")], (True, True, "tcp 1-65535")),
        (
            [rule(ports=(0, 32767), **ANY), rule("udp", (32768, 65535), "0.0.0.0/0")],
            (True, False, "tcp 0-32767, udp 32768-65535"),
        ),
        (
            [rule(ports=(0, 32767), **ANY), rule(ports=(32769, 65535), **ANY)],
            (True, False, "tcp 0-32767, tcp 32769-65535"),
        ),
        ([rule(ports=(2, 65535), **ANY)], (True, False, "tcp 2-65535")),
        ([rule(ports=(1, 65534), **ANY)], (True, False, "tcp 1-65534")),
        ([rule("6", (0, 65535), "0.0.0.0/0")], (True, True, "tcp 0-65535")),
        ([rule("tcp", (-1, -1), "0.0.0.0/0")], (True, True, "tcp 0-65535")),
        ([rule("50", (-1, -1), "0.0.0.0/0")], (False, False, "50")),
        # Ranges of several rules, for the ports that they share.
        (HALVES, (True, False, "tcp 22")),
        (
            [rule(ipv4="0.0.0.0/1", ports=(20, 22)), rule(ipv4="128.0.0.0/1", ports=(22, 30))],
            (True, False, "tcp 20-30"),
        ),
        ([rule(ipv4="4.0.0.0/8")], (False, False, "none")),
        ([rule(ipv4="4.0.0.0/8"), rule(ipv4="5.0.0.0/8")], (True, False, "tcp 22")),
        ([rule(ipv4="4.0.0.0/8"), rule(ipv4="5.0.0.0/8", **WEB)], (False, False, "none")),
        ([rule(ipv4="4.0.0.0/8"), rule("-1", (-1, -1), "5.0.0.0/8")], (True, False, "tcp 22")),
        ([rule("udp", ipv4="4.0.0.0/8"), rule(ipv4="5.0.0.0/8")], (False, False, "none")),
        ([rule(ipv6="2a00::/12")], (True, False, "tcp 22")),
        ([rule(ipv6="2a00::/16")], (False, False, "none")),
        ([rule(ipv6="::ffff:0:0/96")], (True, False, "tcp 22")),
        ([rule(ipv4="10.0.0.0/8"), rule(ipv4="172.16.0.0/12"), rule(ipv4="192.168.0.0/16")], (False, False, "none")),
        ([rule("TCP", ipv4="0.0.0.0/0")], (True, False, "tcp 22")),
        ([rule("Udp", (0, -1), ipv4="0.0.0.0/0")], (True, True, "udp 0-65535")),
        ([rule("tcp", (-1, 443), ipv4="0.0.0.0/0")], (True, True, "tcp 0-65535")),
        # What is not known counts where it may matter.
        ([rule(None, ipv4="0.0.0.0/0")], (None, None, None)),
        ([rule(None, ipv4="10.0.0.0/8")], (False, False, "none")),
        ([rule(ipv4=None)], (None, False, None)),
        ([rule(ipv4="somewhere")], (None, False, None)),
        ([rule(ipv4=None, **WEB)], (False, False, None)),
        ([rule(ipv4="0.0.0.0/0", outbound=None)], (None, None, None)),
        ([rule(ipv4=None, ports=(0, 65535)), rule(ipv4="0.0.0.0/0")], (True, None, "tcp 22")),
    ],
)
def test_what_rules_open_together(rules, expected):
    assert exposure(*rules) == expected


@pytest.mark.parametrize(
    ("permissions", "rules", "expected"),
    [
        (0, [], (False, False, "none")),
        (1, [rule(ipv4="0.0.0.0/0"), rule(ipv4="203.0.113.0/24")], (True, False, "tcp 22")),
        (3, [], (None, None, None)),
        (2, [rule(ipv4="203.0.113.0/24")], (None, None, None)),
        (2, [rule(ipv4="0.0.0.0/0")], (True, None, "tcp 22")),
        (0, [rule(ipv4="203.0.113.0/24")], (None, None, None)),
    ],
)
def test_two_answers_that_contradict_each_other_prove_nothing_closed(permissions, rules, expected):
    assert exposure(*rules, permissions=permissions) == expected


def test_a_rule_of_a_group_disproves_that_it_has_none():
    groups = table("ec2_security_group", "group_id", ["sg-1"], ["sg-2"], [None])
    build = VIEWS["ec2_security_group_exposure"].build
    cases = [([], [False, False]), (["sg-1"], [True, False]), (["sg-1", None], [True, "?"])]
    for ids, expected in cases:
        rules = table("ec2_security_group_rule", "group_id is_egress", *([group, True] for group in ids))
        expected = [*expected, "?"]  # of the group whose id is unread
        assert build(groups, rules, NO_LISTS)["has_rules"].astype("object").fillna("?").tolist() == expected


@pytest.mark.parametrize(
    ("cidrs", "opens"),
    [("0.0.0.0/0", True), ("203.0.113.0/24 128.0.0.0/2", True), ("203.0.113.0/24", False), ("", False), (None, None)],
)
def test_a_prefix_list_opens_what_its_entries_do(cidrs, opens):
    lists = table("ec2_prefix_list", "prefix_list_id cidrs", ["pl-1", cidrs])
    assert exposure(rule(prefix_list="pl-1"), lists=lists)[0] == opens


def test_a_prefix_list_and_a_rule_open_together():
    lists = table("ec2_prefix_list", "prefix_list_id cidrs", ["pl-1", "4.0.0.0/8"])
    assert exposure(rule(prefix_list="pl-1"), rule(ipv4="5.0.0.0/8"), lists=lists) == (True, False, "tcp 22")


def test_an_unread_prefix_list_matters_only_to_the_ports_of_its_rule():
    assert exposure(rule(prefix_list="pl-1", ports=(443, 443))) == (False, False, None)
    assert exposure(rule(prefix_list="pl-1"), rule(ipv4="0.0.0.0/0")) == (True, False, "tcp 22")


def test_only_working_flow_logs_of_the_vpc_itself_count():
    vpcs = table("ec2_vpc", "vpc_id", ["vpc-1"], ["vpc-2"], ["vpc-3"], ["vpc-4"], ["vpc-5"])
    logs = table(
        "ec2_flow_log",
        "logged_id status delivery_status",
        ["vpc-1", "ACTIVE", "SUCCESS"],
        ["vpc-1", "ACTIVE", "none"],
        ["vpc-1", "active", "Success"],
        ["vpc-2", "ACTIVE", "FAILED"],
        ["vpc-2", "ACTIVE", "Failed"],
        ["vpc-4", "ACTIVE", "none"],  # nothing was delivered yet
        ["vpc-5", "PAUSED", "SUCCESS"],  # nobody has said what that means
        ["subnet-1", "ACTIVE", "SUCCESS"],
    )
    frame = VIEWS["ec2_vpc_flow_logs"].build(vpcs, logs)
    assert frame["working_flow_logs"].astype(object).fillna("?").tolist() == [2, 0, 0, "?", "?"]


@pytest.mark.parametrize(("refused", "working"), [([], 0), ([("ec2_flow_log", REGION, "denied", "no")], None)])
def test_no_flow_log_is_said_only_where_flow_logs_were_observed(refused, working):
    tables = {
        "ec2_vpc": inventories.rows("ec2_vpc", vpc_id=["vpc-1"]),
        "ec2_flow_log": inventories.rows("ec2_flow_log"),
    }

    seen = inventories.inventory(tables, refused)["ec2_vpc_flow_logs"]["working_flow_logs"]

    assert seen.astype("object").where(seen.notna(), None).tolist() == [working]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], (False, False, False)),
        ([rule(ports=(5432, 5432), **ANY)], (True, False, True)),
        ([rule(ports=(5432, 5432), ipv4="10.0.0.0/8")], (False, False, False)),
        ([rule(ports=(23, 23), ipv6="::/0")], (False, True, True)),
        ([rule(ports=(80, 80), **ANY), rule(ports=(443, 443), ipv6="::/0")], (False, False, False)),
        ([rule(ports=(79, 80), **ANY)], (False, False, True)),
        ([rule(ports=(80, 81), **ANY)], (False, False, True)),
        ([rule(ports=(0, 0), **ANY)], (False, False, False)),
        ([rule("icmp", (-1, -1), "0.0.0.0/0")], (False, False, False)),
        ([rule("-1", (-1, -1), "::/0")], (True, True, True)),
        ([rule(ports=(3306, 3306), ipv4="0.0.0.0/1"), rule(ports=(3306, 3306), ipv4="128.0.0.0/1")],
         (True, False, True)),
        ([rule(ports=(3306, 3306), ipv4=None)], (None, False, None)),
    ],
)  # fmt: skip
def test_which_services_a_group_opens(rules, expected):
    found = VIEWS["ec2_security_group_exposure"].build(
        table("ec2_security_group", "group_id", ["sg-1"]),
        table(
            "ec2_security_group_rule",
            "protocol from_port to_port cidr_ipv4 cidr_ipv6 prefix_list_id is_egress group_id",
            *([*one, "sg-1"] for one in rules),
        ),
        NO_LISTS,
    )
    answer = found[["opens_database_ports", "opens_risky_ports", "opens_other_ports"]].iloc[0]
    assert tuple(None if pd.isna(value) else value for value in answer) == expected
