import json

import pandas as pd
import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS

DENY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def buckets(**columns):
    rows = len(next(iter(columns.values())))
    table = TABLES["s3_bucket"]
    frame = pd.DataFrame({"account_id": ["1"] * rows, "resource_id": ["arn:aws:s3:::b"] * rows} | columns)
    return frame.reindex(columns=list(table.dtypes)).astype(table.dtypes)


@pytest.mark.parametrize(
    ("statements", "required"),
    [
        ([DENY], True),
        ([DENY | {"Principal": {"AWS": ["*"]}, "Action": ["S3:*"], "Resource": "*"}], True),
        ([DENY | {"Resource": "arn:aws:s3:::b"}, DENY | {"Resource": "arn:aws:s3:::b/*"}], True),
        ([DENY | {"Condition": {"BoolIfExists": {"aws:securetransport": [False]}}}], True),
        ([], False),
        ([DENY | {"Effect": "Allow"}], False),
        ([DENY | {"Resource": "arn:aws:s3:::b/*"}], False),
        ([DENY | {"Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/public/*"]}], False),
        ([DENY | {"Resource": ["arn:aws:s3:::bb*"]}], False),
        ([{name: value for name, value in DENY.items() if name != "Resource"}], False),
        ([DENY | {"Action": "s3:GetObject"}], False),
        ([DENY | {"Principal": {"AWS": "arn:aws:iam::1:root"}}], False),
        ([DENY | {"Condition": DENY["Condition"] | {"StringEquals": {"aws:PrincipalAccount": "1"}}}], False),
        ([DENY | {"Condition": {"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "false"}}}], False),
        ([DENY | {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}], False),
        ([DENY, None], None),
        ([DENY | {"Action": None}], None),
    ],
)
def test_tls(statements, required):
    frame = buckets(statements_json=[json.dumps(statements)])
    seen = VIEWS["s3_bucket_access"].build(frame)["requires_tls"]
    assert seen.astype("object").fillna("?").tolist() == ["?" if required is None else required]


def test_log_buckets():
    frame = buckets(name=["data", "logs", "own", "other"], log_bucket=["logs", "none", "own", "none"])
    frame["resource_id"] = "arn:aws:s3:::" + frame["name"]
    assert VIEWS["s3_bucket_access"].build(frame)["receives_access_logs"].tolist() == [False, True, False, False]
    frame.loc[2, "log_bucket"] = pd.NA
    seen = VIEWS["s3_bucket_access"].build(frame)["receives_access_logs"]
    assert seen.astype("object").fillna("?").tolist() == ["?", True, "?", "?"]


def test_either_block_holds():
    account = TABLES["s3_account"].empty().reindex([0]).assign(account_id="1")
    account["ignores_public_acls"] = pd.array([True], dtype="boolean")
    account["blocks_public_acls"] = pd.array([False], dtype="boolean")
    frame = buckets(ignores_public_acls=[False, True], blocks_public_acls=[False, True])
    seen = VIEWS["s3_bucket_public_access"].build(frame, account)
    assert seen["public_acls_ignored"].tolist() == [True, True]
    assert seen["public_acls_blocked"].tolist() == [False, True]
