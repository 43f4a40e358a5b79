import json

import pandas as pd
import pytest

from tests.inventories import ACCOUNT, inventory, rows
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


OPEN = {
    "policy_public": [True],
    "restricts_public_buckets": [False],
    "ignores_public_acls": [False],
    "object_ownership": ["ObjectWriter"],
}
GRANTS = {"everyone_may": [""], "every_account_may": [""]}


def exposure(bucket, account, grants):
    """`open_by_policy` and `open_by_acl` of one bucket."""
    arn = ["arn:aws:s3:::b"]
    tables = {
        "s3_bucket": rows("s3_bucket", resource_id=arn, **OPEN | bucket),
        "s3_account": rows(
            "s3_account", **{"restricts_public_buckets": [False], "ignores_public_acls": [False]} | account
        ),
        "s3_bucket_protection": rows("s3_bucket_protection", resource_id=arn, **GRANTS | grants),
    }
    frame = inventory(tables)["s3_bucket_exposure"]
    return frame[["open_by_policy", "open_by_acl"]].astype("object").fillna("?").values.tolist()[0]


READ = {"everyone_may": ["READ"]}
CLOSED = {"policy_public": [False]}


@pytest.mark.parametrize(
    ("bucket", "account", "grants", "opened"),
    [
        ({}, {}, {}, [True, False]),
        (CLOSED, {}, {}, [False, False]),
        ({"restricts_public_buckets": [True]}, {}, {}, [False, False]),
        ({}, {"restricts_public_buckets": [True]}, {}, [False, False]),
        ({}, {"restricts_public_buckets": [None]}, {}, ["?", False]),
        ({"policy_public": [None]}, {}, {}, ["?", False]),
        (CLOSED, {}, READ, [False, True]),
        (CLOSED, {}, {"every_account_may": ["FULL_CONTROL"]}, [False, True]),
        (CLOSED | {"ignores_public_acls": [True]}, {}, READ, [False, False]),
        (CLOSED, {"ignores_public_acls": [True]}, READ, [False, False]),
        (CLOSED | {"object_ownership": ["bucketownerEnforced"]}, {}, READ, [False, False]),
        (CLOSED | {"object_ownership": ["none"]}, {}, READ, [False, True]),
        (CLOSED | {"object_ownership": [None]}, {}, READ, [False, "?"]),
        (CLOSED, {}, {"everyone_may": [None]}, [False, "?"]),
        (CLOSED, {}, {"everyone_may": [None], "every_account_may": ["READ"]}, [False, True]),
    ],
)
def test_what_of_a_bucket_is_open_to_everyone(bucket, account, grants, opened):
    assert exposure(bucket, account, grants) == opened


def test_a_public_policy_stays_proven_where_no_acl_could_be_read():
    account = rows("s3_account", restricts_public_buckets=[False], ignores_public_acls=[False])
    tables = {"s3_bucket": rows("s3_bucket", **OPEN), "s3_account": account}
    tables["s3_bucket_protection"] = rows("s3_bucket_protection")
    refused = [("s3_bucket_protection", "global", "denied", "AccessDenied")]
    seen = observe(CHECKS["s3_bucket_private"], inventory(tables, refused)["s3_bucket_exposure"])
    assert seen["result"].tolist() == ["fail"]


POINT = {
    "policy_public": [True],
    "restricts_public_buckets": [False],
    "network_origin": ["Internet"],
    "bucket_account_id": [ACCOUNT],
    "bucket": ["b"],
}


@pytest.mark.parametrize(
    ("point", "of_account", "of_bucket", "opened"),
    [
        ({}, False, False, True),
        ({"policy_public": [False]}, False, False, False),
        ({"restricts_public_buckets": [True]}, False, False, False),
        ({}, True, False, False),
        ({}, False, True, False),
        ({}, False, None, "?"),
        ({"network_origin": ["vpc"]}, False, False, False),
        ({"bucket_account_id": ["222222222222"]}, False, False, "?"),
        ({"bucket_account_id": ["222222222222"]}, True, False, False),
        ({"bucket": ["gone"]}, False, False, "?"),
        ({"policy_public": [None]}, False, False, "?"),
    ],
)
def test_whether_an_access_point_is_open_to_everyone(point, of_account, of_bucket, opened):
    frame = VIEWS["s3_access_point_exposure"].build(
        rows("s3_access_point", **POINT | point),
        rows("s3_account", restricts_public_buckets=[of_account]),
        rows("s3_bucket", name=["b"], restricts_public_buckets=[of_bucket]),
    )
    assert frame["open_by_policy"].astype("object").fillna("?").tolist() == [opened]


def arns(*names):
    return [f"arn:aws:s3:::{name}" for name in names]


def test_copies_in_another_region():
    names = arns("source", "near", "far", "own", "odd", "unread")
    regions = ["eu-central-1", "eu-central-1", "eu-west-1", "eu-central-1", "eu-central-1", "eu-central-1"]
    copies = [" ".join(names[1:3]), names[0], "", names[3], "arn:aws:s3:::anothers", None]
    frame = VIEWS["s3_bucket_objects"].build(
        rows("s3_bucket", resource_id=names, bucket_region=regions, log_bucket=["none"] * 6),
        rows("s3_bucket_protection", resource_id=names, replica_buckets=copies),
    )
    assert frame["replicated_elsewhere"].astype("object").fillna("?").tolist() == [True, False, False, False, "?", "?"]
    assert frame["receives_replicas"].tolist() == [False, False, True, False, False, False]


@pytest.mark.parametrize(
    ("algorithm", "key", "region", "managed"),
    [
        ("aws:kms", "own", "eu-central-1", True),
        ("AWS:KMS:dsse", "own", "eu-central-1", True),
        ("aws:kms", "own", "eu-west-1", "?"),
        ("aws:kms", "none", "eu-central-1", False),
        ("aws:kms", "alias/aws/s3", "eu-central-1", False),
        ("AES256", "none", "eu-central-1", False),
        ("AES256", "own", "eu-central-1", False),
        (None, "own", "eu-central-1", "?"),
        ("aws:kms", None, "eu-central-1", "?"),
    ],
)
def test_whose_key_encrypts_new_objects(algorithm, key, region, managed):
    keys = rows("kms_key", resource_id=[f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/own"], customer_managed=[True])
    frame = rows("s3_bucket", sse_algorithm=[algorithm], kms_key_id=[key], bucket_region=[region])
    seen = VIEWS["s3_bucket_key"].build(frame, keys)
    assert seen["key_customer_managed"].astype("object").fillna("?").tolist() == [managed]
    assert seen["region"].tolist() == ["global"]
