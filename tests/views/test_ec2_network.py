import pandas as pd
import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS

NO_LISTS = TABLES["ec2_prefix_list"].empty()


def table(name, columns, *rows):
    """A table of one account and Region."""
    frame = pd.DataFrame(rows, columns=columns.split()).assign(account_id="1", region="r")
    return frame.reindex(columns=list(TABLES[name].dtypes)).astype(TABLES[name].dtypes)


def exposure(*rules, lists=NO_LISTS):
    """The view over one group with these rules: protocol, ports, IPv4 range, IPv6 range, prefix list, outbound."""
    columns = "protocol from_port to_port cidr_ipv4 cidr_ipv6 prefix_list_id is_egress group_id"
    found = VIEWS["ec2_security_group_exposure"].build(
        table("ec2_security_group", "group_id", ["sg-1"]),
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


@pytest.mark.parametrize(("covers", "opens"), [(True, True), (False, False), (None, None)])
def test_a_prefix_list_opens_what_its_entries_do(covers, opens):
    lists = table("ec2_prefix_list", "prefix_list_id covers_internet", ["pl-1", covers])
    assert exposure(rule(prefix_list="pl-1"), lists=lists)[0] == opens


def test_an_unread_prefix_list_matters_only_to_the_ports_of_its_rule():
    assert exposure(rule(prefix_list="pl-1", ports=(443, 443))) == (False, False, None)
    assert exposure(rule(prefix_list="pl-1"), rule(ipv4="0.0.0.0/0")) == (True, False, "tcp 22")


def test_only_working_flow_logs_of_the_vpc_itself_count():
    vpcs = table("ec2_vpc", "vpc_id", ["vpc-1"], ["vpc-2"], ["vpc-3"])
    logs = table(
        "ec2_flow_log",
        "logged_id status delivery_status",
        ["vpc-1", "ACTIVE", "SUCCESS"],
        ["vpc-1", "ACTIVE", "none"],
        ["vpc-2", "ACTIVE", "FAILED"],
        ["subnet-1", "ACTIVE", "SUCCESS"],
    )
    frame = VIEWS["ec2_vpc_flow_logs"].build(vpcs, logs)
    assert frame["working_flow_logs"].tolist() == [2, 0, 0]
