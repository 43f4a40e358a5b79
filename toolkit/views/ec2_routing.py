"""Views of Amazon EC2: where route tables lead, and what network ACLs let in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import pandas as pd

from toolkit.model import view
from toolkit.networks import holds_internet
from toolkit.views.ec2_network import ADMIN_PORTS, LAST_PORT, NUMBERS

Network = IPv4Network | IPv6Network
Documents = Sequence[dict[str, Any]]

PROTOCOLS = ("tcp", "udp")
EVERYWHERE: tuple[Network, ...] = (ip_network("0.0.0.0/0"), ip_network("::/0"))
WIDEST_VPC = {4: 16, 6: 44}  # of a VPC; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html


@view
def ec2_route_table_routes(ec2_route_table: pd.DataFrame) -> pd.DataFrame:
    """Route tables, each with how many of its routes are of a kind.

    `internet_routes` lead to an internet gateway; `wide_peering_routes` lead to a peering connection, for more than the
    widest range of a VPC; `lost_routes` lead to what is gone (`blackhole`). NA where none is of the kind for certain
    and one may be.
    """
    counts = {"internet_routes": _to_internet, "wide_peering_routes": _wide_peering, "lost_routes": _lost}
    read = [documents(text) for text in ec2_route_table["routes_json"]]
    return ec2_route_table.assign(
        **{
            name: pd.Series([_count(routes, test) for routes in read], index=ec2_route_table.index, dtype="Int64")
            for name, test in counts.items()
        }
    )


@view
def ec2_network_acl_exposure(ec2_network_acl: pd.DataFrame) -> pd.DataFrame:
    """Network ACLs, each with what its inbound entries let in from the internet, in the order in which they are tried.

    `opens_admin_ports`: TCP or UDP port 22 or 3389. `opens_all_ports`: all TCP or all UDP ports from 1 up.
    """
    tests = {"opens_admin_ports": _opens_admin, "opens_all_ports": _opens_all}
    read = [documents(text) for text in ec2_network_acl["entries_json"]]
    return ec2_network_acl.assign(
        **{
            name: pd.Series([_asked(entries, test) for entries in read], index=ec2_network_acl.index, dtype="boolean")
            for name, test in tests.items()
        }
    )


@lru_cache(maxsize=65_536)
def documents(text: str) -> Documents | None:
    """Read a list of objects; None where the text is missing or none."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        return None
    return found if isinstance(found, list) and all(isinstance(one, dict) for one in found) else None


def first_decides(decisions: Iterable[tuple[Network, bool]]) -> list[Network]:
    """Return the ranges that are let through, where for each address the first range that holds it decides."""
    left, through = [*EVERYWHERE], []
    for decided, lets in decisions:
        if lets:
            through += [common for network in left for common in common_part(network, decided)]
        left = [rest for network in left for rest in _without(network, decided)]
    return through


def let_through(entries: Documents, protocol: str, port: int, *, egress: bool) -> list[Network]:
    """Return the ranges whose traffic on a port a network ACL lets through.

    Raises
    ------
    KeyError, TypeError, ValueError
        An entry is not written as AWS writes them.

    """
    entries = sorted(entries, key=lambda entry: int(entry["number"]))
    return first_decides(_decision(entry) for entry in entries if _concerns(entry, protocol, port, egress))


def port_edges(entries: Documents, *, egress: bool) -> set[int]:
    """Return the ports, besides the first, at which what a network ACL decides may change."""
    ranges = [entry for entry in entries if entry["egress"] is egress and entry.get("from_port") is not None]
    return {edge for entry in ranges for edge in (int(entry["from_port"]), int(entry["to_port"]) + 1)}


def common_part(network: Network, other: Network) -> Iterator[Network]:
    """Yield what two ranges share, if anything: of two that overlap, one holds the other."""
    if network.version == other.version and network.overlaps(other):
        yield max(network, other, key=lambda one: one.prefixlen)


def _without(network: Network, other: Network) -> Iterator[Network]:
    if network.version != other.version or not network.overlaps(other):
        yield network
    elif other.prefixlen > network.prefixlen:
        yield from network.address_exclude(other)  # type: ignore[arg-type]


def _concerns(entry: dict[str, Any], protocol: str, port: int, egress: bool) -> bool:
    if entry["egress"] not in (True, False) or not isinstance(entry["protocol"], str):
        raise ValueError(entry)
    own = NUMBERS.get(entry["protocol"], entry["protocol"].lower())
    if entry["egress"] is not egress or own not in ("-1", protocol):
        return False
    return own == "-1" or entry.get("from_port") is None or int(entry["from_port"]) <= port <= int(entry["to_port"])


def _decision(entry: dict[str, Any]) -> tuple[Network, bool]:
    action = entry["action"].lower() if isinstance(entry["action"], str) else ""
    if action not in ("allow", "deny"):
        raise ValueError(entry)
    return ip_network(entry.get("cidr_ipv4") or entry["cidr_ipv6"], strict=False), action == "allow"


def _opens_admin(entries: Documents) -> bool:
    return any(_open(entries, protocol, port) for protocol in PROTOCOLS for port in ADMIN_PORTS)


def _opens_all(entries: Documents) -> bool:
    """Port 0 is no service's."""
    ports = {edge for edge in {1, *port_edges(entries, egress=False)} if 1 <= edge <= LAST_PORT}
    return any(all(_open(entries, protocol, port) for port in ports) for protocol in PROTOCOLS)


def _open(entries: Documents, protocol: str, port: int) -> bool | None:
    return holds_internet(map(str, let_through(entries, protocol, port, egress=False)))


def _asked(entries: Documents | None, test: Callable[[Documents], bool]) -> Any:
    """Put a question to entries; NA where they are unread or odd."""
    try:
        return pd.NA if entries is None else test(entries)
    except (KeyError, TypeError, ValueError):
        return pd.NA


def _count(routes: Documents | None, test: Callable[[dict[str, Any]], bool | None]) -> Any:
    if routes is None:
        return pd.NA
    seen = [test(route) for route in routes]
    return pd.NA if None in seen and True not in seen else sum(one is True for one in seen)


def _to_internet(route: dict[str, Any]) -> bool | None:
    target = route.get("target")
    return target.lower().startswith("igw-") if isinstance(target, str) else None


def _wide_peering(route: dict[str, Any]) -> bool | None:
    target = route.get("target")
    if isinstance(target, str) and not target.lower().startswith("pcx-"):
        return False
    try:
        network = ip_network(str(route.get("destination")), strict=False)
    except ValueError:
        return None  # a prefix list
    wide = network.prefixlen < WIDEST_VPC[network.version]
    return wide if isinstance(target, str) or not wide else None


def _lost(route: dict[str, Any]) -> bool | None:
    state = str(route.get("state")).lower()
    return state == "blackhole" if state in ("blackhole", "active", "filtered") else None
