"""Whom policies name, for whom services act, and which accounts are foreign."""

import json

import pandas as pd
import pytest

from tests.inventories import ACCOUNT, inventory, rows
from toolkit.assess import assess
from toolkit.checks import CHECKS
from toolkit.observe import observe
from toolkit.tables import TABLES
from toolkit.views import VIEWS
from toolkit.views.iam_policy_document import admitted_accounts, unbound_services

FOREIGN = "999999999999"
ROOT = {"AWS": f"arn:aws:iam::{FOREIGN}:root"}
S3 = {"Service": "s3.amazonaws.com"}


def allow(principal, **conditions):
    statement = {"Effect": "Allow", "Principal": principal, "Action": "kms:Decrypt", "Resource": "*"}
    return statement | ({"Condition": conditions} if conditions else {})


def deny(**conditions):
    return allow("*", **conditions) | {"Effect": "Deny"}


OWN = {"aws:SourceAccount": "111122223333"}
OWN_ONLY = deny(StringNotEquals=OWN)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (allow(ROOT), FOREIGN),
        (allow({"AWS": FOREIGN}), FOREIGN),
        (allow({"AWS": [f"arn:aws-cn:iam::{FOREIGN}:user/a", "arn:aws:sts::111122223333:assumed-role/r/s"]}),
         f"111122223333 {FOREIGN}"),
        (allow({"AWS": "AROAEXAMPLE"}), ""),
        (allow("*"), ""),
        (allow(ROOT) | {"Effect": "Deny"}, ""),
        (allow("*", StringEquals={"aws:PrincipalAccount": FOREIGN}), FOREIGN),
        (allow("*", StringEquals={"kms:CallerAccount": ["111122223333", FOREIGN]}), f"111122223333 {FOREIGN}"),
        (allow("*", ArnLike={"aws:PrincipalArn": f"arn:aws:iam::{FOREIGN}:role/*"}), FOREIGN),
        (allow("*", StringEqualsIfExists={"aws:PrincipalAccount": FOREIGN}), ""),
        (allow("*", StringNotEquals={"aws:PrincipalAccount": FOREIGN}), ""),
        (allow(S3, StringEquals={"aws:SourceAccount": FOREIGN}), FOREIGN),
        (allow(S3, ArnLike={"aws:SourceArn": f"arn:aws:sns:eu-central-1:{FOREIGN}:topic"}), FOREIGN),
        (allow("*", StringEquals={"aws:PrincipalOrgID": "o-abc"}), "o-abc"),
        (allow(ROOT, StringEquals={"aws:PrincipalOrgID": "o-abc"}), "o-abc"),
        (allow("*", **{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-abc/r-1/*"}}), "o-abc"),
        (allow({"Federated": "cognito-identity.amazonaws.com"}), ""),
        (None, None),
    ],
)  # fmt: skip
def test_the_accounts_and_organizations_that_a_statement_names(statement, named):
    assert admitted_accounts(json.dumps([statement])) == named


@pytest.mark.parametrize(
    ("statements", "unbound"),
    [
        ([], "none"),
        ([allow(ROOT)], "none"),
        ([allow(S3)], "s3.amazonaws.com"),
        ([allow({"Service": ["sns.amazonaws.com", "s3.amazonaws.com"]})], "s3.amazonaws.com sns.amazonaws.com"),
        ([allow(S3) | {"Effect": "Deny"}], "none"),
        ([allow(S3, StringEquals={"AWS:SourceAccount": "111122223333"})], "none"),
        ([allow(S3, ArnLike={"aws:SourceArn": "arn:aws:s3:::bucket"})], "none"),
        ([allow(S3, ArnLike={"aws:SourceArn": "arn:aws:s3:::*"})], "s3.amazonaws.com"),
        ([allow(S3, ArnLike={"aws:SourceArn": "arn:aws:s3:*:*:*"})], "s3.amazonaws.com"),
        ([allow(S3, ArnLike={"aws:SourceArn": "arn:aws:sns:*:111122223333:*"})], "none"),
        ([allow(S3, StringEquals={"aws:SourceOrgID": "o-abc"})], "none"),
        ([allow(S3, StringEqualsIfExists={"aws:SourceAccount": "111122223333"})], "s3.amazonaws.com"),
        ([allow(S3, **{"ForAllValues:StringEquals": {"aws:SourceAccount": "1"}})], "s3.amazonaws.com"),
        ([allow(S3, StringNotEquals={"aws:SourceAccount": "111122223333"})], "s3.amazonaws.com"),
        ([allow(S3, StringEquals={"aws:SourceAccount": []})], "s3.amazonaws.com"),
        ([allow(S3, StringEquals={"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:r:1:log-group:g"})], "none"),
        ([allow(S3, StringEquals={"lambda:EventSourceToken": "amzn1.ask.skill.1"})], "none"),
        ([allow(S3, StringEquals={"aws:SourceAccount": "111122223333"}), allow(S3)], "s3.amazonaws.com"),
        ([allow("*")], "*"),
        ([allow({"AWS": "*"}), allow(S3)], "* s3.amazonaws.com"),
        ([{"Effect": "Allow", "NotPrincipal": ROOT, "Action": "*", "Resource": "*"}], "*"),
        ([allow("*", StringEquals={"AWS:SourceOwner": "111122223333"})], "none"),
        ([allow("*", StringEquals={"aws:PrincipalOrgID": "o-abc"})], "none"),
        ([allow("*"), OWN_ONLY], "none"),
        ([allow(S3), OWN_ONLY], "none"),
        ([allow(S3), OWN_ONLY | {"Action": "kms:Encrypt"}], "s3.amazonaws.com"),
        ([allow(S3), OWN_ONLY | {"Principal": ROOT}], "s3.amazonaws.com"),
        ([allow(S3), deny(StringNotEquals=OWN, Bool={"aws:PrincipalIsAWSService": "true"})], "none"),
        ([allow(S3), deny(StringNotEquals=OWN, Bool={"aws:SecureTransport": "false"})], "s3.amazonaws.com"),
        ([allow(S3), deny(**{"ForAnyValue:StringNotEquals": OWN})], "s3.amazonaws.com"),
        ([allow(S3), allow("*") | {"Effect": "Deny"}], "none"),
        ([None], None),
    ],
)
def test_services_that_act_for_nobody_in_particular(statements, unbound):
    assert unbound_services(json.dumps(statements)) == unbound


def test_of_roles_only_services_count_that_say_for_whom_they_act():
    names = ["scheduler.amazonaws.com", "states.eu-central-1.amazonaws.com", "ecs-tasks.amazonaws.com.cn"]
    names += [
        "rds.amazonaws.com",
        "monitoring.rds.amazonaws.com",
        "fis.amazonaws.com",
        "elasticmapreduce.amazonaws.com",
        "comprehend.amazonaws.com",
        "directoryservice.rds.amazonaws.com",
        "logs.us-gov-west-1.amazonaws.com",
    ]
    trust = [json.dumps([allow({"Service": name})]) for name in ("ec2.amazonaws.com", *names)]
    frame = VIEWS["iam_role_trust"].build(rows("iam_role", trust_json=[*trust, None]))
    assert frame["unbound_services"].fillna("?").tolist() == ["none", *names, "?"]


@pytest.mark.parametrize("name", ["kms_key_policy", "s3_bucket_access", "sns_topic_policy", "sqs_queue_policy"])
def test_services_that_a_policy_of_a_resource_lets_in(name):
    texts = [json.dumps([allow(S3)]), json.dumps([allow(ROOT)]), None]
    frame = VIEWS[name].build(rows(VIEWS[name].tables[0], statements_json=texts))
    assert frame["unbound_services"].fillna("?").tolist() == ["s3.amazonaws.com", "none", "?"]


def organization(*accounts):
    """Of each account its id, that of its organization, and the members that it may list."""
    ids, organizations, members = zip(*accounts, strict=True)
    table = rows("organizations_organization", organization_id=list(organizations), member_ids=list(members))
    return table.assign(account_id=pd.array(ids, dtype="string"))


ALONE = organization((ACCOUNT, "none", ""))
MEMBER = organization((ACCOUNT, "o-abc", None))
MANAGED = organization((ACCOUNT, "o-abc", None), ("222222222222", "o-abc", f"{ACCOUNT} 222222222222 333333333333"))
UNKNOWN = organization((ACCOUNT, None, None))
UNNAMED = organization((ACCOUNT, None, ""))


@pytest.mark.parametrize(
    ("organizations", "named", "foreign", "known"),
    [
        (ALONE, "", "none", True),
        (ALONE, ACCOUNT, "none", True),
        (ALONE, FOREIGN, FOREIGN, True),
        (ALONE, "o-abc", "o-abc", True),
        (ALONE, None, "?", True),
        (MEMBER, "o-abc", "none", "?"),
        (MEMBER, FOREIGN, FOREIGN, "?"),
        (MANAGED, "222222222222 333333333333 o-abc", "none", True),
        (MANAGED, f"333333333333 {FOREIGN} o-evil", f"{FOREIGN} o-evil", True),
        (UNKNOWN, FOREIGN, FOREIGN, "?"),
        (UNNAMED, FOREIGN, FOREIGN, "?"),
    ],
)
def test_which_accounts_are_foreign(organizations, named, foreign, known):
    identities = rows("sts_caller_identity", arn=["-"])
    snapshots = rows("ec2_snapshot", shared_account_ids=[named])
    frame = VIEWS["ec2_snapshot_accounts"].build(snapshots, organizations, identities)
    seen = frame[["foreign_accounts", "members_known"]].astype("object").fillna("?").values.tolist()
    assert seen == [[foreign, known]]


def test_accounts_of_the_run_are_no_foreign_ones():
    identities = rows("sts_caller_identity", arn=["-", "-"]).assign(account_id=[ACCOUNT, FOREIGN])
    snapshots = rows("ec2_snapshot", shared_account_ids=[FOREIGN])
    frame = VIEWS["ec2_snapshot_accounts"].build(snapshots, ALONE, identities)
    assert frame["foreign_accounts"].tolist() == ["none"]


SHARED = {
    "iam_role": {"trust_json": [json.dumps([allow(ROOT)])], "service_linked": [False]},
    "kms_key": {"statements_json": [json.dumps([allow(ROOT)])], "customer_managed": [True]},
    "lambda_function": {"statements_json": [json.dumps([allow(ROOT)])]},
    "ec2_snapshot": {"shared_account_ids": [FOREIGN]},
    "ec2_image": {"shared_with": [FOREIGN]},
    "rds_snapshot": {"shared_account_ids": [FOREIGN]},
    "rds_cluster_snapshot": {"shared_account_ids": [FOREIGN]},
    "redshift_snapshot": {"shared_account_ids": [FOREIGN]},
    "ecr_registry": {"statements_json": [json.dumps([allow(ROOT)])]},
    "ecr_repository": {"statements_json": [json.dumps([allow(ROOT)])]},
    "s3_directory_bucket": {"statements_json": [json.dumps([allow(ROOT)])]},
    "s3_bucket": {"statements_json": [json.dumps([allow(ROOT)])]},
    "secretsmanager_secret": {"statements_json": [json.dumps([allow(ROOT)])]},
    "sns_topic": {"statements_json": [json.dumps([allow(ROOT)])]},
    "sqs_queue": {"statements_json": [json.dumps([allow(ROOT)])]},
    "ssm_document": {"shared_account_ids": [FOREIGN]},
}


@pytest.mark.parametrize("name", SHARED)
def test_sharing_with_a_foreign_account_fails_unless_the_engagement_names_it(name):
    check, view = CHECKS[f"{name}_accounts_approved"], VIEWS[f"{name}_accounts"]
    others = ("organizations_organization", "sts_caller_identity")
    tables = {n: TABLES[n].empty() for n in view.tables} | {name: rows(name, **SHARED[name])}
    tables |= {n: t for n, t in zip(others, (ALONE, rows("sts_caller_identity", arn=["-"])), strict=True)}
    frame = view.build(*tables.values())
    assert observe(check, frame)["result"].tolist() == ["fail"]
    assert observe(check, frame, known_accounts=[FOREIGN])["result"].tolist() == ["pass"]


def test_what_is_shared_stays_known_where_the_organization_could_not_be_asked():
    tables = {
        "iam_role": rows("iam_role", trust_json=["[]", json.dumps([allow(ROOT)])], service_linked=[False] * 2),
        "organizations_organization": rows("organizations_organization"),
        "sts_caller_identity": rows("sts_caller_identity", arn=["-"]),
    }
    seen = assess(inventory(tables, [("organizations_organization", "global", "denied", "AccessDenied")]))
    seen = seen[seen["check_id"].eq("iam_role_accounts_approved")]
    assert seen["result"].tolist() == ["pass", "unknown"]


def test_a_function_shares_what_its_aliases_and_versions_do():
    arn = "arn:aws:lambda:eu-central-1:111111111111:function:f"
    closed, shared = "[]", json.dumps([allow(ROOT)])
    cases = [
        (arn, closed, closed, "none"),
        (arn, shared, closed, FOREIGN),
        (arn, closed, shared, FOREIGN),
        (arn, None, closed, "?"),
        (arn, None, shared, f"{FOREIGN} ?"),
        (None, shared, closed, "?"),
        (None, closed, closed, "none"),
    ]
    for owner, alias, version, foreign in cases:
        frame = VIEWS["lambda_function_accounts"].build(
            rows("lambda_function", resource_id=[arn], statements_json=[closed]),
            rows("lambda_alias", function_arn=[owner], statements_json=[alias]),
            rows("lambda_version", resource_id=[f"{arn}:1"], statements_json=[version]),
            ALONE,
            rows("sts_caller_identity", arn=["-"]),
        )
        assert frame["foreign_accounts"].fillna("?").tolist() == [foreign]


def test_what_a_policy_names_is_foreign_whatever_another_says_that_could_not_be_read():
    frame = rows("lambda_function", name=["f"]).assign(foreign_accounts=f"{FOREIGN} ?", members_known=True)
    check = CHECKS["lambda_function_accounts_approved"]
    assert observe(check, frame)["result"].tolist() == ["fail"]
    assert observe(check, frame, known_accounts=[FOREIGN])["result"].tolist() == ["unknown"]


def test_an_image_may_be_shared_with_organizations():
    arns = "arn:aws:organizations::222222222222:organization/o-abc arn:aws:organizations::2:ou/o-evil1/ou-ab12-cd34"
    images = rows("ec2_image", shared_with=[f"{arns} {FOREIGN}", ""])
    frame = VIEWS["ec2_image_accounts"].build(images, MANAGED, rows("sts_caller_identity", arn=["-"]))
    assert frame["foreign_accounts"].tolist() == [f"{FOREIGN} o-evil1", "none"]


def test_roles_name_the_foreign_accounts_that_they_ask_for_no_external_id():
    asked = allow(ROOT) | {"Condition": {"StringEquals": {"sts:ExternalId": "12345"}}}
    member = allow("arn:aws:iam::222222222222:root")
    trusts = [[asked], [allow(ROOT)], [asked, allow(ROOT)], [asked, member], None]
    roles = rows("iam_role", trust_json=[None if trust is None else json.dumps(trust) for trust in trusts])
    frame = VIEWS["iam_role_accounts"].build(roles, MANAGED, rows("sts_caller_identity", arn=["-"]))
    assert frame["unasked_accounts"].fillna("?").tolist() == ["none", FOREIGN, FOREIGN, "none", "?"]
