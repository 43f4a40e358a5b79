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
