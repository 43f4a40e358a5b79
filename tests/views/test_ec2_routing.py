import json

import pandas as pd
import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS


def seen(view, column, text, *columns):
    """What a view says of one row with this document."""
    base = VIEWS[view].tables[0]
    frame = TABLES[base].empty().reindex([0]).assign(**{column: text}).astype(TABLES[base].dtypes)
    answer = VIEWS[view].build(frame)[[*columns]].iloc[0]
    return tuple(None if pd.isna(value) else value for value in answer)


def entry(number, action, ipv4="0.0.0.0/0", ports=(None, None), protocol="-1", ipv6=None, egress=False):
    first, last = ports
    return {
        **{"number": number, "egress": egress, "action": action, "protocol": protocol},
        **{"cidr_ipv4": None if ipv6 else ipv4, "cidr_ipv6": ipv6, "from_port": first, "to_port": last},
    }


REFUSAL = entry(32767, "deny")
SSH = {"ports": (22, 22), "protocol": "6"}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([REFUSAL], (False, False)),
        ([entry(100, "allow"), REFUSAL], (True, True)),
        ([entry(100, "allow", ipv6="::/0"), REFUSAL], (True, True)),
        ([entry(100, "allow", egress=True), REFUSAL], (False, False)),
        ([entry(90, "deny", **SSH), entry(100, "allow")], (True, True)),  # 3389, and all UDP ports
        ([entry(90, "deny", protocol="17"), entry(95, "deny", **SSH), entry(100, "allow")], (True, False)),
        ([entry(100, "allow", **SSH), entry(90, "deny")], (False, False)),  # by number, not by place
        ([entry(90, "allow", **SSH), entry(100, "deny")], (True, False)),
        ([entry(90, "deny", "0.0.0.0/1"), entry(100, "allow", **SSH)], (True, False)),
        ([entry(90, "deny", "0.0.0.0/1"), entry(95, "deny", "128.0.0.0/1"), entry(100, "allow")], (False, False)),
        ([entry(90, "deny"), entry(100, "allow", ipv6="::/0", **SSH)], (True, False)),
        ([entry(100, "allow", "10.0.0.0/8")], (False, False)),
        ([entry(90, "allow", "0.0.0.0/1", **SSH), entry(91, "allow", "128.0.0.0/1", **SSH)], (True, False)),
        ([entry(100, "allow", ports=(443, 443), protocol="6")], (False, False)),
        ([entry(100, "allow", protocol="1")], (False, False)),
        (
            [entry(1, "allow", ports=(1, 999), protocol="6"), entry(2, "allow", ports=(1000, 65535), protocol="6")],
            (True, True),
        ),
        ([entry(100, "allow", ports=(1, 65534), protocol="17")], (True, False)),
        ([entry(100, "maybe")], (None, None)),
        ([entry(100, "allow", egress=None)], (None, None)),
        ([entry(100, "allow", protocol=None)], (None, None)),
        ([{}], (None, None)),
    ],
)  # fmt: skip
def test_the_first_entry_that_matches_decides(entries, expected):
    columns = "opens_admin_ports", "opens_all_ports"
    assert seen("ec2_network_acl_exposure", "entries_json", json.dumps(entries), *columns) == expected


def route(destination, target, state="active"):
    return {"destination": destination, "target": target, "state": state}


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        ([route("10.0.0.0/16", "local")], (0, 0, 0)),
        ([route("0.0.0.0/0", "igw-1"), route("::/0", "igw-1")], (2, 0, 0)),
        ([route("::/0", "eigw-1"), route("0.0.0.0/0", "nat-1")], (0, 0, 0)),
        ([route("10.0.0.0/16", "pcx-1")], (0, 0, 0)),
        ([route("10.0.0.0/15", "pcx-1")], (0, 1, 0)),
        ([route("2a05::/44", "pcx-1")], (0, 0, 0)),
        ([route("2a05::/43", "pcx-1")], (0, 1, 0)),
        ([route("pl-1", "pcx-1")], (0, None, 0)),
        ([route("pl-1", "pcx-1"), route("0.0.0.0/0", "pcx-1")], (0, 1, 0)),
        ([route("10.1.0.0/16", "nat-1", "blackhole")], (0, 0, 1)),
        ([route("10.1.0.0/16", "nat-1", "new")], (0, 0, None)),
        ([route("0.0.0.0/0", None)], (None, None, 0)),
    ],
)
def test_where_routes_lead(routes, expected):
    columns = "internet_routes", "wide_peering_routes", "lost_routes"
    assert seen("ec2_route_table_routes", "routes_json", json.dumps(routes), *columns) == expected


@pytest.mark.parametrize("text", ["{", "null", "[1]", None])
def test_what_cannot_be_read_is_unknown(text):
    assert seen("ec2_route_table_routes", "routes_json", text, "internet_routes") == (None,)
    assert seen("ec2_network_acl_exposure", "entries_json", text, "opens_admin_ports") == (None,)
