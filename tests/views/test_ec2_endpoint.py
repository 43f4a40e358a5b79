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


ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ([ALL], True),
        ([{**ALL, "Principal": {"AWS": "*"}}], True),
        ([{**ALL, "Action": "s3:*"}], True),
        ([{**ALL, "Resource": ["arn:aws:s3:::mine/*", "*"]}], True),
        ([{**ALL, "Condition": {"StringEquals": {"aws:ResourceOrgID": "o-1"}}}], None),
        ([ALL, {**ALL, "Effect": "Deny", "Condition": {"StringNotEquals": {"aws:ResourceOrgID": "o-1"}}}], None),
        ([{**ALL, "Action": "s3:GetObject"}], False),
        ([{**ALL, "Resource": "arn:aws:s3:::mine/*"}], False),
        ([{**ALL, "Principal": {"AWS": "111111111111"}}], False),
        ([{**ALL, "Effect": "Deny"}], False),
        ([{**ALL, "Effect": None}], None),
    ],
)
def test_what_an_endpoint_policy_allows(policy, expected):
    found = seen("ec2_vpc_endpoint_policy", "statements_json", json.dumps(policy), "allows_everything", "has_policy")
    assert found == (expected, True)
