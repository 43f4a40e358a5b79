"""What counts as the internet: the one line that every check of addresses draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

Network = IPv4Network | IPv6Network

# Wider than these is the internet: a private range of IPv4 is at most a /8, and whoever has IPv6 addresses of his own
# has a /16 at most, while a registry's share is a /12.
WIDEST = {4: 8, 6: 16}
# Addresses that nobody outside can come from: RFC 1918, RFC 6598, RFC 3927, loopback, and what is never a
# sender's (RFC 6890, RFC 5771); RFC 4193, RFC 4291.
PRIVATE: dict[int, list[Network]] = {
    4: [ip_network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")]
    + [ip_network(text) for text in ("127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4")],
    6: [ip_network(text) for text in ("fc00::/7", "fe80::/10", "::1/128")],
}
# IPv4 addresses, written as IPv6: they follow these prefixes (RFC 4291, RFC 6052, RFC 3056).
MAPPED = [IPv6Network(text) for text in ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16")]


def holds_internet(ranges: Iterable[str]) -> bool | None:
    """Tell whether address ranges let in the internet, each alone or all together.

    Parameters
    ----------
    ranges : iterable of str
        Ranges or single addresses, of IPv4 and IPv6.

    Returns
    -------
    bool or None
        True where one is wider than /8 (IPv4) or /16 (IPv6), or where together they hold more public addresses than
        such a range. None where a text is no range, and the others do not settle it.

    """
    return _holds_internet(tuple(sorted(set(ranges))))


@lru_cache(maxsize=65_536)
def _holds_internet(ranges: Sequence[str]) -> bool | None:
    networks = [_network(text) for text in ranges]
    read = [network for network in networks if network is not None]
    if any(_is_wide([network for network in read if network.version == version]) for version in WIDEST):
        return True
    return None if len(read) < len(networks) else False


def _network(text: str) -> Network | None:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    for prefix in MAPPED:
        if isinstance(network, IPv6Network) and network.subnet_of(prefix):
            address = int(network.network_address) >> (96 - prefix.prefixlen) & 0xFFFF_FFFF
            return IPv4Network((address, min(network.prefixlen - prefix.prefixlen, 32)))
    return network


def _is_wide(networks: list[Network]) -> bool:
    """Judge ranges of one version; those that are wholly private open to nobody outside."""
    public = [network for network in networks if not any(_within(network, own) for own in PRIVATE[network.version])]
    if not public:
        return False
    widest, bits = WIDEST[public[0].version], public[0].max_prefixlen
    together = list(collapse_addresses(public))  # type: ignore[type-var]
    addresses = sum(network.num_addresses for network in together)
    return any(network.prefixlen < widest for network in together) or addresses > 2 ** (bits - widest)


def _within(network: Network, other: Network) -> bool:
    return network.subnet_of(other)  # type: ignore[arg-type]
