"""Views of Amazon EC2: what security groups open, and which VPCs are logged."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view

WIDE = r"/[0-7]$"


@view
def ec2_security_group_exposure(
    ec2_security_group: pd.DataFrame, ec2_security_group_rule: pd.DataFrame, ec2_prefix_list: pd.DataFrame
) -> pd.DataFrame:
    """Security groups, each with what it lets in from the internet: 0.0.0.0/0, ::/0, or another range wider than /8.

    `opens_admin_ports`: TCP or UDP port 22 (SSH) or 3389 (RDP), alone or in a range. `opens_all_ports`: all protocols,
    or all TCP or all UDP ports. `open_ports`: all such rules, as text. Rules count that name the internet themselves or
    by a prefix list; where a list could not be read and the answer hangs on it, it is NA.
    """
    lists = ec2_prefix_list[[*PLACE, "prefix_list_id", "covers_internet"]]
    inbound = ec2_security_group_rule[~ec2_security_group_rule["is_egress"].fillna(False)]
    rules = inbound.merge(lists, on=[*PLACE, "prefix_list_id"], how="left", validate="many_to_one")
    by_list = rules["covers_internet"].mask(rules["prefix_list_id"].eq("none"), False)
    # No private range is wider than /8: such a rule opens to strangers, also as two halves of the internet.
    internet = rules["cidr_ipv4"].str.contains(WIDE) | rules["cidr_ipv6"].str.contains(WIDE) | by_list
    rules["opens"] = internet
    rules["opens_admin_ports"] = internet & (_covers(rules, 22, 22) | _covers(rules, 3389, 3389))
    rules["opens_all_ports"] = internet & _covers(rules, 1, 65535)
    rules["open_ports"] = _ports(rules)

    keys = [*PLACE, "group_id"]
    flags = ["opens", "opens_admin_ports", "opens_all_ports"]
    opened = rules.groupby(keys, as_index=False)[flags].any(
        skipna=False
    )  # True if one is, NA if none is but one may be
    ports = rules[rules["opens"].fillna(False)].groupby(keys, as_index=False)["open_ports"].agg(_listed)
    frame = ec2_security_group.merge(opened.assign(ruled=True), on=keys, how="left", validate="one_to_one")
    frame = frame.merge(ports, on=keys, how="left", validate="one_to_one")
    without_rules = frame["ruled"].isna()
    for flag in flags:
        frame[flag] = frame[flag].astype("boolean").mask(without_rules, False)
    frame["open_ports"] = frame["open_ports"].astype("string").fillna("none").mask(frame["opens"].isna())
    return frame.drop(columns=["opens", "ruled"])


@view
def ec2_vpc_flow_logs(ec2_vpc: pd.DataFrame, ec2_flow_log: pd.DataFrame) -> pd.DataFrame:
    """VPCs, each with its number of working flow logs.

    `working_flow_logs`: active, not failing to deliver, and of the VPC itself; those of subnets or interfaces cover
    only a part of it.
    """
    working = ec2_flow_log["status"].eq("ACTIVE") & ec2_flow_log["delivery_status"].ne("FAILED")
    logs = ec2_flow_log[working.fillna(False)].rename(columns={"logged_id": "vpc_id"})
    counts = logs.groupby([*PLACE, "vpc_id"], as_index=False).size().rename(columns={"size": "working_flow_logs"})
    frame = ec2_vpc.merge(counts, on=[*PLACE, "vpc_id"], how="left", validate="one_to_one")
    frame["working_flow_logs"] = frame["working_flow_logs"].astype("Int64").fillna(0)
    return frame


def _covers(rules: pd.DataFrame, first: int, last: int) -> pd.Series:
    """Tell which rules let in all TCP or all UDP ports of a range."""
    ports = rules["from_port"].le(first) & rules["to_port"].ge(last)
    return rules["protocol"].eq("-1") | (rules["protocol"].isin(["tcp", "udp"]) & ports)


def _ports(rules: pd.DataFrame) -> pd.Series:
    """Write protocol and ports of each rule: `tcp 22`, `udp 1-65535`, `icmp`, `all`."""
    first, last = rules["from_port"].astype("string"), rules["to_port"].astype("string")
    ports = " " + first.mask(first.ne(last), first + "-" + last)
    ports = ports.mask(~rules["protocol"].isin(["tcp", "udp"]), "")
    return rules["protocol"].mask(rules["protocol"].eq("-1"), "all") + ports


def _listed(ports: pd.Series) -> str:
    return ", ".join(sorted(set(ports)))
