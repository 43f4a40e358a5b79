import json

import pandas as pd
import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS

DENY = {
    "principal": "*",
    "action": "s3:*",
    "resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    "operators": ["Bool"],
    "bool": {"aws:SecureTransport": "false"},
    "bool_if_exists": None,
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
        ([DENY | {"principal": {"AWS": ["*"]}, "action": ["S3:*"], "resource": "*"}], True),
        ([DENY | {"resource": "arn:aws:s3:::b"}, DENY | {"resource": "arn:aws:s3:::b/*"}], True),
        (
            [DENY | {"operators": ["BoolIfExists"], "bool": None, "bool_if_exists": {"aws:securetransport": [False]}}],
            True,
        ),
        ([], False),
        ([DENY | {"resource": "arn:aws:s3:::b/*"}], False),
        ([DENY | {"resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/public/*"]}], False),
        ([DENY | {"resource": ["arn:aws:s3:::bb*"]}], False),
        ([DENY | {"resource": None}], False),
        ([DENY | {"action": "s3:GetObject"}], False),
        ([DENY | {"action": None}], False),
        ([DENY | {"principal": {"AWS": "arn:aws:iam::1:root"}}], False),
        ([DENY | {"operators": ["Bool", "StringEquals"]}], False),
        ([DENY | {"bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "false"}}], False),
        ([DENY | {"bool": {"aws:SecureTransport": "true"}}], False),
    ],
)
def test_tls(statements, required):
    frame = buckets(deny_statements_json=[json.dumps(statements)])
    assert VIEWS["s3_bucket_access"].build(frame)["requires_tls"].tolist() == [required]


def test_log_buckets():
    frame = buckets(name=["data", "logs", "own", "other"], log_bucket=["logs", "none", "own", "none"])
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
