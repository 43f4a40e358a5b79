"""Views of Amazon EC2: what the internet can reach, along routes, network ACLs and security groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_network
from typing import Any, NamedTuple

import pandas as pd

from toolkit.model import PLACE, view
from toolkit.networks import Network, holds_internet
from toolkit.readings import among
from toolkit.views.ec2_network import LAST_PORT, TESTS, Opened, Rule, ends_of, inbound_rules, open_ranges, written
from toolkit.views.ec2_routing import (
    EVERYWHERE,
    PROTOCOLS,
    common_part,
    documents,
    first_decides,
    let_through,
    port_edges,
)

# Through these nobody on the internet begins a connection. Of any other target that is not known: a firewall endpoint,
# an instance or an interface may stand before an internet gateway.
CLOSED_TARGETS = (
    *("local", "nat-", "eigw-", "pcx-", "tgw-", "vgw-", "lgw-", "cagw-"),
    *("arn:aws:networkmanager:", "arn:aws-cn:networkmanager:", "arn:aws-us-gov:networkmanager:"),
)
PATHS = {test: f"{test.removeprefix('opens_')}_path" for test in TESTS}


class _Way(NamedTuple):
    """What lies between the internet and a network interface; None for what is not known."""

    versions: tuple[tuple[int, bool], ...]  # of its public addresses, and whether it has such for certain
    unblocked: bool | None
    routes: str | None
    lists: tuple[tuple[str, str | None], ...]  # prefix lists that the routes name, with their ranges
    entries: str | None
    rules: tuple[Rule, ...]


@view(gaps=("ec2_prefix_list",))
def ec2_network_interface_reachability(
    ec2_network_interface: pd.DataFrame,
    ec2_subnet: pd.DataFrame,
    ec2_route_table: pd.DataFrame,
    ec2_network_acl: pd.DataFrame,
    ec2_security_group: pd.DataFrame,
    ec2_security_group_rule: pd.DataFrame,
    ec2_prefix_list: pd.DataFrame,
) -> pd.DataFrame:
    """Network interfaces, each with the TCP and UDP ports on which the internet can reach it and be answered.

    A port is reachable if all of this holds for addresses that are the internet together, as in
    `ec2_security_group_exposure`: the interface has a public IPv4 address, or an IPv6 address; its subnet is not under
    VPC Block Public Access; of the routes of the subnet, or else of the VPC's main route table, the most specific leads
    to an internet gateway; the first network ACL entry that matches lets the port in, and on some port the answer out;
    and a security group of the interface opens it. A rule that refers to a group opens nothing to the internet.

    `reachable_ports` is all that is reachable, as text; `reached_from_internet`, whether anything is. `path` names what
    decides: internet gateways, route table, network ACL and security groups, `?` for what could not be told.
    `admin_ports_path` and its like give ports and path if such a port is reachable (see `ec2_security_group_exposure`),
    else `none`. What hangs on something unread is NA, and so is what lies behind a firewall endpoint or a router.
    Traffic that others pass on is not followed: load balancers (which have interfaces of their own), Global
    Accelerator, gateways with a route table of their own.
    """
    tables, acls = _Serving(ec2_route_table, mains=True), _Serving(ec2_network_acl)
    blocked = ["block-bidirectional", "block-ingress"]
    unblocked = _by_id(ec2_subnet, "subnet_id", among(ec2_subnet["block_public_access"], ["off"], blocked))
    lists = _by_id(ec2_prefix_list, "prefix_list_id", ec2_prefix_list["cidrs"])
    found = list(inbound_rules(ec2_security_group, ec2_security_group_rule, ec2_prefix_list))
    groups = _by_id(ec2_security_group, "group_id", pd.Series(found, index=ec2_security_group.index, dtype="object"))
    columns = [*PLACE, "subnet_id", "vpc_id", "security_group_ids", "public_ips", "ipv6_addresses"]
    seen = []
    for account_id, region, subnet, vpc, ids, *addresses in ec2_network_interface[columns].itertuples(index=False):
        place = (account_id, region)
        table, acl = tables.of(place, subnet, vpc), acls.of(place, subnet, vpc)
        names = [] if pd.isna(ids) or ids == "none" else ids.split()
        way = _Way(
            versions=_versions(*addresses),
            unblocked=unblocked.get((*place, subnet)),
            routes=table.get("routes_json"),
            lists=tuple((name, lists.get((*place, name))) for name in _lists_named(table.get("routes_json"))),
            entries=acl.get("entries_json"),
            rules=tuple(rule for name in names for rule in groups.get((*place, name), (Rule(),))),
        )
        way = way if names else way._replace(rules=(Rule(),))
        deciding = [*_gateways(way.routes), table.get("route_table_id"), acl.get("network_acl_id"), *(names or "?")]
        seen.append(_told(way, " ".join(name or "?" for name in deciding)))
    kinds = dict.fromkeys([*PATHS.values(), "reachable_ports", "path"], "string") | {"reached_from_internet": "boolean"}
    added = pd.DataFrame(seen, columns=list(kinds), index=ec2_network_interface.index, dtype="object")
    return ec2_network_interface.assign(**added.astype(kinds))


class _Serving:
    """Route tables or network ACLs, by the subnets that they serve."""

    def __init__(self, frame: pd.DataFrame, *, mains: bool = False) -> None:
        self._named, self._main, self._unsure = defaultdict(list), defaultdict(list), set()
        frame = frame.astype("object").where(frame.notna(), None)
        for row in frame.to_dict("records"):
            place = (row["account_id"], row["region"])
            if row["subnet_ids"] is None:
                self._unsure.add(place)
            for subnet in (row["subnet_ids"] or "").split():
                self._named[place, subnet].append(row)
            if mains and row["is_main"] is not False:
                self._main[place].append(row)

    def of(self, place: tuple[str, str], subnet: Any, vpc: Any) -> dict[str, Any]:
        """Return the one that serves a subnet; empty if that cannot be told."""
        if pd.isna(subnet):
            return {}
        if not (serving := self._named.get((place, subnet), [])):
            if place in self._unsure or pd.isna(vpc):
                return {}
            serving = [row for row in self._main[place] if row["vpc_id"] in (vpc, None)]
            if any(row["is_main"] is None or row["vpc_id"] is None for row in serving):
                return {}
        return serving[0] if len(serving) == 1 else {}


def _by_id(frame: pd.DataFrame, key: str, values: pd.Series) -> dict[tuple[str, str, str], Any]:
    """Return what is known, by account, Region and id."""
    known = frame[[*PLACE, key]].assign(value=values).dropna()
    return {(account, region, name): value for account, region, name, value in known.itertuples(index=False)}


def _versions(public_ips: Any, ipv6_addresses: Any) -> tuple[tuple[int, bool], ...]:
    has = {4: None if pd.isna(public_ips) else public_ips != "none"}
    has[6] = None if pd.isna(ipv6_addresses) else bool(ipv6_addresses > 0)
    return tuple((version, known is True) for version, known in has.items() if known is not False)


def _told(way: _Way, path: str) -> tuple[Any, ...]:
    """Return the columns of one interface: what is reachable for certain, and NA where more may be."""
    surely, perhaps = _opened(way, sure=True), _opened(way, sure=False)
    evidence = f"{written(surely)}: {path}"
    paths = [evidence if test(surely) else None if test(perhaps) else "none" for test in TESTS.values()]
    ports = None if perhaps and not surely else written(surely)
    return *paths, ports, path, True if surely else None if perhaps else False


@lru_cache(maxsize=65_536)  # many interfaces have all of it in common
def _opened(way: _Way, *, sure: bool) -> Opened:
    """Return the least that the internet reaches (`sure`), or the most."""
    versions = {version for version, known in way.versions if known or not sure}
    if not (way.unblocked or (way.unblocked is None and not sure)):
        return {}
    routed = [network for network in _routed(way.routes, way.lists, sure) if network.version in versions]
    rules = [rule for rule in way.rules if rule.known or not sure]
    ports = {protocol: list(_ports(rules, way.entries, routed, protocol, sure)) for protocol in PROTOCOLS}
    return {protocol: found for protocol, found in ports.items() if found}


def _ports(
    rules: Sequence[Rule], entries: str | None, routed: Sequence[Network], protocol: str, sure: bool
) -> Iterator[tuple[int, int]]:
    rules = [rule for rule in rules if rule.protocol in (protocol, "-1")]
    # A client may choose the port from which it asks, and so the one on which it is answered.
    outbound = {1, *_edges(entries, True)}
    answers = {network for port in outbound for network in _through(entries, protocol, port, True, sure)}
    reached = _shared(routed, answers)
    unread = () if sure else EVERYWHERE

    def opens(port: int) -> bool | None:
        covering = [rule for rule in rules if rule.first <= port <= rule.last]
        if not covering or not reached:
            return False
        senders = {network for rule in covering for text in rule.ranges for network in _read(text) or unread}
        inbound = _shared(reached, _through(entries, protocol, port, False, sure))
        return holds_internet(map(str, _shared(inbound, senders)))

    return open_ranges({*ends_of(rules), *_edges(entries, False), LAST_PORT + 1}, opens)


def _shared(networks: Sequence[Network], others: Any) -> list[Network]:
    return list({common for one in networks for other in others for common in common_part(one, other)})


@lru_cache(maxsize=65_536)
def _read(text: str | None) -> Sequence[Network] | None:
    """Read ranges separated by spaces; None where one is unread."""
    try:
        return [ip_network(one, strict=False) for one in text.split()] if text is not None else None
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def _through(entries: str | None, protocol: str, port: int, egress: bool, sure: bool) -> Sequence[Network]:
    """Return what a network ACL lets through; where that cannot be told, nothing or everything."""
    with suppress(KeyError, TypeError, ValueError):
        if (read := documents(entries)) is not None:
            return let_through(read, protocol, port, egress=egress)
    return () if sure else EVERYWHERE


@lru_cache(maxsize=65_536)
def _edges(entries: str | None, egress: bool) -> set[int]:
    with suppress(KeyError, TypeError, ValueError):
        return {port for port in port_edges(documents(entries) or (), egress=egress) if 0 <= port <= LAST_PORT}
    return set()


@lru_cache(maxsize=65_536)
def _routed(text: str | None, lists: tuple[tuple[str, str | None], ...], sure: bool) -> Sequence[Network]:
    """Return the ranges whose traffic a route table gives to an internet gateway."""
    if (routes := documents(text)) is None:
        return () if sure else EVERYWHERE
    ranked: list[tuple[tuple[int, int, bool], Network, bool]] = []
    for route in routes:
        certain = _leads_to_internet(route)
        leads = certain if certain is not None else not sure
        destination = str(route.get("destination"))
        listed = destination.startswith("pl-")
        networks = _read(dict(lists).get(destination) if listed else destination)
        rank = 1 if listed else 2 if route.get("origin") == "EnableVgwRoutePropagation" else 0
        # Longest prefix, then what somebody wrote, then prefix lists, then what was propagated.
        # https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
        if networks is not None:
            ranked += [((-network.prefixlen, rank, leads is sure), network, leads) for network in networks]
        elif leads is not sure:  # an unread list may be the most specific, for any address
            ranked += [((-1_000, 0, False), network, leads) for network in EVERYWHERE]
    return first_decides((network, leads) for _, network, leads in sorted(ranked, key=lambda one: one[0]))


def _leads_to_internet(route: dict[str, Any]) -> bool | None:
    target, state = (str(route.get(key) or "").lower() for key in ("target", "state"))
    if state == "blackhole" or target.startswith(CLOSED_TARGETS):
        return False
    return True if state == "active" and target.startswith("igw-") else None


def _gateways(text: str | None) -> list[str]:
    targets = {route["target"] for route in documents(text) or () if _leads_to_internet(route)}
    return sorted(targets)


def _lists_named(text: str | None) -> list[str]:
    named = {str(route.get("destination")) for route in documents(text) or ()}
    return sorted(name for name in named if name.startswith("pl-"))
