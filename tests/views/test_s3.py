import json

import pandas as pd
import pytest

from tests.inventories import inventory, rows
from toolkit.checks import CHECKS
from toolkit.observe import observe
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
        ([DENY | {"Principal": {"Service": "*"}}], False),
        ([DENY | {"Principal": {"CanonicalUser": "*", "AWS": "arn:aws:iam::1:root"}}], False),
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


def test_of_six_buckets_one_denies_and_five_verdicts_stand():
    """That a bucket may receive logs leaves none out: only what is proven does."""
    frame = rows(
        "s3_bucket",
        name=list("abcdef"),
        resource_id=[f"arn:aws:s3:::{n}" for n in "abcdef"],
        log_bucket=["b", "none", "a", "none", "none", None],
    )
    seen = observe(CHECKS["s3_bucket_access_logged"], VIEWS["s3_bucket_access"].build(frame))
    assert seen["result"].tolist() == ["pass", "fail", "fail", "unknown"]  # a and b receive logs
    frame["log_bucket"] = pd.array(["a", "b", "none", "none", "none", None], dtype="string")
    seen = observe(CHECKS["s3_bucket_access_logged"], VIEWS["s3_bucket_access"].build(frame))
    assert seen["result"].tolist() == ["pass", "pass", "fail", "fail", "fail", "unknown"]


def test_logs_that_go_to_a_bucket_which_is_gone_are_none():
    frame = rows("s3_bucket", name=["a", "b", "none"], log_bucket=["gone", "none", "none"])
    frame = VIEWS["s3_bucket_access"].build(frame.assign(resource_id="arn:aws:s3:::" + frame["name"]))
    assert observe(CHECKS["s3_bucket_access_logged"], frame)["result"].tolist() == ["fail"] * 3


BLOCKS = ("blocks_public_acls", "ignores_public_acls", "blocks_public_policy", "restricts_public_buckets")


@pytest.mark.parametrize(
    ("own", "of_account", "result"),
    [
        ([True] * 4, None, "pass"),  # True or anything is True
        ([True, True, True, False], None, "unknown"),
        ([False] * 4, None, "unknown"),
        ([False, None, True, True], [False, False, False, False], "fail"),  # whatever the unread one is
        ([True, None, True, True], [False, False, False, False], "unknown"),
        ([True, None, True, True], [False, True, False, False], "pass"),
        ([False, True, True, True], [None, True, True, True], "unknown"),
    ],
)
def test_a_block_that_is_proven_stays_proven(own, of_account, result):
    """`None` for the account: its settings were refused."""
    tables = {"s3_bucket": rows("s3_bucket", name=["b"], **{name: [v] for name, v in zip(BLOCKS, own, strict=True)})}
    refused = [] if of_account else [("s3_account", "global", "denied", "AccessDenied")]
    settings = {name: [v] for name, v in zip(BLOCKS, of_account or (), strict=bool(of_account))}
    tables["s3_account"] = rows("s3_account", **settings)
    frame = inventory(tables, refused)["s3_bucket_public_access"]
    assert observe(CHECKS["s3_bucket_public_access_blocked"], frame)["result"].tolist() == [result]


def test_either_block_holds():
    account = TABLES["s3_account"].empty().reindex([0]).assign(account_id="1")
    account["ignores_public_acls"] = pd.array([True], dtype="boolean")
    account["blocks_public_acls"] = pd.array([False], dtype="boolean")
    frame = buckets(ignores_public_acls=[False, True], blocks_public_acls=[False, True])
    seen = VIEWS["s3_bucket_public_access"].build(frame, account)
    assert seen["public_acls_ignored"].tolist() == [True, True]
    assert seen["public_acls_blocked"].tolist() == [False, True]
