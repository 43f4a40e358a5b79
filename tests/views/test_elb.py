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


LISTENERS = ("http_listeners", "tcp_listeners", "reads_http")


@pytest.mark.parametrize(
    ("protocols", "expected"),
    [
        (["HTTPS"], (0, 0, True)),
        (["http", "TCP", "SSL"], (1, 1, True)),
        (["TCP"], (0, 1, False)),
        (["SSL"], (0, 0, False)),
        (["QUIC"], (None, None, None)),
    ],
)
def test_what_listeners_of_classic_load_balancers_speak(protocols, expected):
    text = json.dumps([{"protocol": protocol} for protocol in protocols])
    assert seen("elb_load_balancer_listeners", "listeners_json", text, *LISTENERS) == expected
    assert seen("elb_load_balancer_listeners", "listeners_json", "{", *LISTENERS) == (None, None, None)
