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


GOOD = {
    **{"ike_versions": ["ikev2"], "phase1_integrity": ["SHA2-256"], "phase2_integrity": ["SHA2-256"]},
    **{"phase1_dh_groups": [14], "phase2_dh_groups": [20], "logs": True},
}
TUNNELS = ("allows_ikev1", "allows_weak_algorithms", "logged")


@pytest.mark.parametrize(
    ("tunnels", "expected"),
    [
        ([GOOD, GOOD], (False, False, True)),
        ([GOOD, {**GOOD, "ike_versions": ["ikev1", "ikev2"]}], (True, False, True)),
        ([GOOD, {**GOOD, "ike_versions": None}], (True, False, True)),
        ([GOOD, {**GOOD, "phase2_integrity": ["SHA1"]}], (False, True, True)),
        ([GOOD, {**GOOD, "phase1_dh_groups": [14, 22]}], (False, True, True)),
        ([GOOD, {**GOOD, "phase2_dh_groups": None}], (False, True, True)),
        ([GOOD, {**GOOD, "logs": None}], (False, False, False)),
        ([], (None, None, None)),
    ],
)
def test_what_tunnels_allow(tunnels, expected):
    assert seen("ec2_vpn_connection_tunnels", "tunnels_json", json.dumps(tunnels), *TUNNELS) == expected


@pytest.mark.parametrize(
    ("requester", "accepter", "expected"),
    [("1", "2", "none"), ("1", "9", "9"), ("9", "1", "9"), ("1", "1", "none"), ("1", None, None), (None, "9", None)],
)
def test_a_peering_connection_has_two_accounts(requester, accepter, expected):
    rows = {
        "ec2_vpc_peering": {"requester_account_id": requester, "accepter_account_id": accepter},
        "organizations_organization": {"organization_id": "o-1", "member_ids": "1 2"},
        "sts_caller_identity": {},
    }
    frames = [
        pd.DataFrame([{"account_id": "1", "region": "r", **row}])
        .reindex(columns=list(TABLES[name].dtypes))
        .astype(TABLES[name].dtypes)
        for name, row in rows.items()
    ]
    found = VIEWS["ec2_vpc_peering_accounts"].build(*frames).iloc[0]
    assert (None if pd.isna(found["foreign_accounts"]) else found["foreign_accounts"]) == expected
    assert found["members_known"]
