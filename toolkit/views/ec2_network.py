"""Views of Amazon EC2: what security groups open, and which VPCs are logged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from toolkit.model import PLACE, view
from toolkit.networks import holds_internet
from toolkit.readings import among
from toolkit.views.joins import joined

ADMIN_PORTS = (22, 3389)  # SSH, RDP
# MySQL, PostgreSQL, SQL Server, Oracle, MongoDB, Redis, Memcached, Cassandra, OpenSearch, Redshift, Kafka
DATABASE_PORTS = (
    *(3306, 5432, 1433, 1434, 1521, 2483, 27017, 27018, 27019, 6379, 11211, 7000, 7001, 9042, 9160),
    *(9200, 9300, 5439, 9092),
)
# FTP, Telnet, portmapper, NetBIOS, SMB, LDAP, r-services, NFS, Docker, VNC, WinRM, kubelet
RISKY_PORTS = (20, 21, 23, 111, 135, 137, 138, 139, 389, 445, 512, 513, 514, 2049, 2375, 5900, 5985, 5986, 10250)
WEB_PORTS = (80, 443)
LAST_PORT = 65535
NUMBERS = {"6": "tcp", "17": "udp"}


@dataclass(frozen=True)
class Rule:
    """What a rule lets in: protocol, ports, and from which ranges; where that is not known, the most it could be."""

    protocol: str = "-1"
    first: int = 0
    last: int = LAST_PORT
    ranges: tuple[str, ...] = ("0.0.0.0/0", "::/0")
    known: bool = False


Opened = dict[str, list[tuple[int, int]]]  # ports by protocol, as ranges that do not touch


@view(gaps=("ec2_prefix_list",))
def ec2_security_group_exposure(
    ec2_security_group: pd.DataFrame, ec2_security_group_rule: pd.DataFrame, ec2_prefix_list: pd.DataFrame
) -> pd.DataFrame:
    """Security groups, each with what all of its rules together let in from the internet.

    `opens_admin_ports`: TCP or UDP port 22 (SSH) or 3389 (RDP). `opens_all_ports`: all protocols, or all TCP or all UDP
    ports. `opens_database_ports`, `opens_risky_ports`: TCP or UDP ports of databases, and of services that were made
    for trusted networks. `opens_other_ports`: any TCP or UDP port but 80 and 443. `open_ports`: all that is open, as
    text. Ranges count that rules name themselves or by a prefix list; what is wider than /8 (IPv4) or /16 (IPv6) is the
    internet, and so is what holds more public addresses together.
    Where a list or rule could not be read, or there are not as many rules as AWS counts permissions, what hangs on it
    is NA. `has_rules`: there is a rule of the group, inbound or outbound.
    """
    seen = map(_exposure, inbound_rules(ec2_security_group, ec2_security_group_rule, ec2_prefix_list))
    columns = [*TESTS, "open_ports"]
    added = pd.DataFrame(list(seen), columns=columns, index=ec2_security_group.index, dtype="object")
    return ec2_security_group.assign(
        **added.astype({**dict.fromkeys(columns, "boolean"), "open_ports": "string"}),
        has_rules=_has_rules(ec2_security_group, ec2_security_group_rule),
    )


def _has_rules(groups: pd.DataFrame, rules: pd.DataFrame) -> pd.Series:
    """Tell which groups a rule names; NA where none does but one whose group could not be read lies in its place."""
    key = [*PLACE, "group_id"]
    named = pd.MultiIndex.from_frame(groups[key]).isin(pd.MultiIndex.from_frame(rules.dropna(subset="group_id")[key]))
    lost = pd.MultiIndex.from_frame(rules.loc[rules["group_id"].isna(), PLACE])
    unsure = ~named & (pd.MultiIndex.from_frame(groups[PLACE]).isin(lost) | groups["group_id"].isna())
    return pd.Series(named, index=groups.index, dtype="boolean").mask(unsure)


@view
def ec2_vpc_flow_logs(ec2_vpc: pd.DataFrame, ec2_flow_log: pd.DataFrame) -> pd.DataFrame:
    """VPCs, each with its number of working flow logs.

    `working_flow_logs`: active, delivering, and of the VPC itself; those of subnets or interfaces cover only a part of
    it. NA where there is none but of one it is not known, as before its first delivery.
    """
    working = among(ec2_flow_log["status"], ["active"]) & among(
        ec2_flow_log["delivery_status"], ["success"], ["failed"]
    )
    logs = ec2_flow_log.rename(columns={"logged_id": "vpc_id"})[[*PLACE, "vpc_id"]]
    logs = logs.assign(working=working.fillna(False).astype("Int64"), unsure=working.isna())
    counts = logs.groupby([*PLACE, "vpc_id"], as_index=False, dropna=False).agg(
        working_flow_logs=("working", "sum"), unsure=("unsure", "any")
    )
    counts = counts[counts["working_flow_logs"].gt(0) | counts["unsure"]]
    counts["working_flow_logs"] = counts["working_flow_logs"].replace(0, pd.NA)
    return joined(ec2_vpc, counts, "vpc_id", {"working_flow_logs": 0})


def inbound_rules(groups: pd.DataFrame, rules: pd.DataFrame, lists: pd.DataFrame) -> Iterator[tuple[Rule, ...]]:
    """Yield the inbound rules of each group, with those that it may have too."""
    found = _rules(rules, lists)
    for *key, permissions in groups[[*PLACE, "group_id", "inbound_permissions"]].itertuples(index=False):
        own, anybodys = found.get(tuple(key), []), found.get((*key[:2], ""), [])
        # Each permission is at least one rule: two answers contradict each other. A rule half read may be outbound.
        known = sum(rule.known for rule in own)
        lost = not pd.isna(permissions) and (known < permissions or (permissions == 0 and len(own) > 0))
        lost |= pd.isna(key[-1])
        yield (*own, *([Rule()] if lost else [replace(rule, known=False) for rule in anybodys]))


def _rules(rules: pd.DataFrame, lists: pd.DataFrame) -> dict[tuple[str, ...], list[Rule]]:
    """Return the inbound rules of each group by account, Region and id; "" has those whose group could not be read."""
    lists = lists[[*PLACE, "prefix_list_id", "cidrs"]].dropna(subset="prefix_list_id")
    inbound = rules[~rules["is_egress"].fillna(False)]
    inbound = inbound.merge(lists, on=[*PLACE, "prefix_list_id"], how="left", validate="many_to_one")
    inbound["cidrs"] = inbound["cidrs"].mask(inbound["prefix_list_id"].eq("none"), "")
    found: dict[tuple[str, ...], list[Rule]] = defaultdict(list)
    columns = ["is_egress", "protocol", "from_port", "to_port", "cidr_ipv4", "cidr_ipv6", "cidrs"]
    inbound["group_id"] = inbound["group_id"].fillna("")
    for account_id, region, group_id, *values in inbound[[*PLACE, "group_id", *columns]].itertuples(index=False):
        found[account_id, region, group_id].append(_rule(*values))
    return found


@lru_cache(maxsize=65_536)
def _rule(is_egress: Any, protocol: Any, first: Any, last: Any, *ranges: Any) -> Rule:
    known = not any(map(pd.isna, (is_egress, protocol, first, last)))
    if not known:
        rule = Rule()
    else:
        name = NUMBERS.get(protocol, protocol.lower())
        rule = Rule(name) if -1 in (first, last) else Rule(name, first, last)
    texts = () if any(map(pd.isna, ranges)) else tuple(" ".join(ranges).replace("none", "").split())
    readable = not any(map(pd.isna, ranges)) and holds_internet(texts) is not None
    return replace(rule, ranges=texts, known=known) if readable else rule


@lru_cache(maxsize=65_536)  # groups of one kind have the same rules
def _exposure(rules: tuple[Rule, ...]) -> tuple[bool | str | None, ...]:
    """Return the columns of one group: what is open for certain, and NA where more may be."""
    surely, perhaps = _opened([rule for rule in rules if rule.known]), _opened(rules)
    flags = [True if test(surely) else None if test(perhaps) else False for test in TESTS.values()]
    return *flags, None if perhaps and not surely else written(surely)


def _opened(rules: Sequence[Rule]) -> Opened:
    """Return what rules open to the internet together."""
    if holds_internet(text for rule in rules for text in rule.ranges) is False:
        return {}
    ports = {protocol: list(_open_ports(rules, protocol)) for protocol in sorted({rule.protocol for rule in rules})}
    return {protocol: found for protocol, found in ports.items() if found}


def _open_ports(rules: Sequence[Rule], protocol: str) -> Iterator[tuple[int, int]]:
    rules = [rule for rule in rules if rule.protocol in (protocol, "-1")]

    def opens(port: int) -> bool | None:
        return holds_internet(text for rule in rules if rule.first <= port <= rule.last for text in rule.ranges)

    return open_ranges(ends_of(rules), opens)


def ends_of(rules: Iterable[Rule]) -> set[int]:
    """Return the ports at which a rule begins, or has just ended."""
    return {end for rule in rules for end in (rule.first, rule.last + 1)}


def open_ranges(ends: Iterable[int], opens: Callable[[int], bool | None]) -> Iterator[tuple[int, int]]:
    """Yield the ports that are open, where all from one end to the next are alike, and none from the last one on."""
    first = None
    for port in sorted(ends):
        if opens(port):
            first = port if first is None else first
        elif first is not None:
            yield first, port - 1
            first = None


def _opens(ports: Sequence[int]) -> Callable[[Opened], bool]:
    return lambda opened: any(first <= port <= last for first, last in _ends(opened) for port in ports)


def _opens_others(opened: Opened) -> bool:
    return any({*range(first, min(last, first + 2) + 1)} - {0, *WEB_PORTS} for first, last in _ends(opened))


def _ends(opened: Opened) -> list[tuple[int, int]]:
    return [ends for protocol in ("tcp", "udp", "-1") for ends in opened.get(protocol, ())]


def _opens_all(opened: Opened) -> bool:
    """Port 0 is no service's."""
    return any(first <= 1 and last == LAST_PORT for first, last in _ends(opened))


TESTS = {
    "opens_admin_ports": _opens(ADMIN_PORTS),
    "opens_all_ports": _opens_all,
    "opens_database_ports": _opens(DATABASE_PORTS),
    "opens_risky_ports": _opens(RISKY_PORTS),
    "opens_other_ports": _opens_others,
}


def written(opened: Opened) -> str:
    """Write what is open: `tcp 22`, `udp 1-65535`, `icmp`, `all`."""
    if "-1" in opened:
        return "all"
    texts = [
        f"{protocol} {first}" + (f"-{last}" if last > first else "") if protocol in ("tcp", "udp") else protocol
        for protocol, ports in opened.items()
        for first, last in ports
    ]
    return ", ".join(sorted(set(texts))) or "none"
