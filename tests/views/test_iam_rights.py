"""What principals may do in effect, as tables of documents; those of AWS's documentation are marked."""

import json

import pandas as pd
import pytest

from tests.inventories import ACCOUNT, rows
from toolkit.views import VIEWS
from toolkit.views.iam_actions import expanded, permission_actions
from toolkit.views.iam_administration import OWN_RIGHTS, RUNS, TARGETS
from toolkit.views.iam_rights import PATHS, RIGHTS, becomes, rights_of

KEYS = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/"
ANNA = f"arn:aws:iam::{ACCOUNT}:user/anna"


def allow(*actions, resource="*", **more):
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource} | more


def deny(*actions, resource="*", **more):
    return allow(*actions, resource=resource, **more) | {"Effect": "Deny"}


def where(operator, key, *values):
    return {"Condition": {operator: {key: list(values)}}}


def open_by(*statements):
    return {name for name, value in rights_of((json.dumps(statements),)).items() if value}


def test_every_action_is_one_of_aws():
    needed = {action for needs in (RIGHTS | PATHS).values() for action, _ in needs}
    assert {action for action in needed | RUNS | TARGETS.keys() | OWN_RIGHTS if expanded(action) != {action}} == set()


def test_every_right_and_path_is_open_to_who_may_do_everything_and_to_who_may_do_just_that():
    assert open_by(allow("*")) == RIGHTS.keys() | PATHS.keys()
    for name, needs in PATHS.items():
        actions = {action for action, _ in needs}
        assert name in open_by(allow(*actions))
        for action in actions:  # each need is needed
            assert name not in open_by(allow(*(actions - {action}), "sts:GetCallerIdentity"))
    for name, needs in RIGHTS.items():
        for action, _ in needs:
            assert open_by(allow(action)) == {name}


@pytest.mark.parametrize(
    ("statements", "open_"),
    [
        ([allow("kms:*")], True),
        ([allow("KMS:decrypt")], True),
        ([allow("kms:ReEncrypt*")], True),
        ([allow("kms:Encrypt")], False),
        ([allow("kms:Decrypt", resource=f"{KEYS}*")], True),  # all keys of a Region
        ([allow("kms:Decrypt", resource="arn:aws:kms:*:*:key/*")], True),
        ([allow("kms:Decrypt", resource="arn:aws-cn:kms:*")], True),
        ([allow("kms:Decrypt", resource=f"{KEYS}1234abcd-12ab-34cd-56ef-1234567890ab")], False),
        ([allow("kms:Decrypt", resource=f"{KEYS}mrk-*")], False),
        ([allow("kms:Decrypt", resource=[f"{KEYS}1", "*"])], True),
        ([{"Effect": "Allow", "NotAction": "kms:*", "Resource": "*"}], False),
        ([{"Effect": "Allow", "NotAction": ["kms:Decrypt", "iam:*"], "Resource": "*"}], True),  # ReEncryptFrom is left
        ([{"Effect": "Allow", "Action": "kms:Decrypt", "NotResource": f"{KEYS}*"}], True),  # other Regions are left
        ([{"Effect": "Allow", "Action": "kms:Decrypt", "NotResource": "*"}], False),
        ([allow("kms:*"), deny("kms:Decrypt", "kms:ReEncrypt*")], False),
        ([allow("kms:*"), deny("kms:Decrypt")], True),
        ([allow("kms:Decrypt"), deny("kms:*", resource=f"{KEYS}*")], True),  # of one Region only
        ([allow("kms:Decrypt"), deny("kms:*", resource="arn:aws:kms:*:*:key/*")], False),
        ([allow("kms:Decrypt"), {"Effect": "Deny", "Action": "kms:*", "NotResource": f"{KEYS}1"}], False),
        ([allow("kms:Decrypt"), {"Effect": "Deny", "Action": "kms:*", "NotResource": f"{KEYS}*"}], True),
        ([allow("kms:Decrypt"), deny("kms:*", **where("Bool", "aws:SecureTransport", "false"))], True),
        # https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
        ([allow("kms:Decrypt", **where("StringEquals", "kms:ViaService", "s3.eu-central-1.amazonaws.com"))], False),
        ([allow("kms:Decrypt", **where("ForAnyValue:StringEquals", "kms:ResourceAliases", "alias/app"))], False),
        ([allow("kms:Decrypt", **where("ForAllValues:StringEquals", "kms:ResourceAliases", "alias/app"))], True),
        ([allow("kms:Decrypt", **where("StringEqualsIfExists", "kms:ViaService", "s3.amazonaws.com"))], True),
        ([allow("kms:Decrypt", **where("StringLike", "kms:ViaService", "*"))], True),
        ([allow("kms:Decrypt", **where("StringNotEquals", "kms:ViaService", "s3.amazonaws.com"))], True),
        ([allow("kms:Decrypt", **where("StringEquals", "aws:ResourceTag/App", "one"))], False),
        ([allow("kms:Decrypt", **where("Bool", "aws:ViaAWSService", "true"))], False),
        ([allow("kms:Decrypt", **where("Bool", "aws:ViaAWSService", "false"))], True),
        ([allow("kms:Decrypt", **where("Bool", "aws:MultiFactorAuthPresent", "true"))], True),
        ([allow("kms:Decrypt", **where("IpAddress", "aws:SourceIp", "203.0.113.0/24"))], True),  # the caller, not keys
    ],
)
def test_decryption(statements, open_):
    assert ("decrypts_with_any_key" in open_by(*statements)) is open_


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
        ([allow("iam:GetRole", "iam:PassRole", resource=f"{ROLE}EC2-roles-for-XYZ-*")], set()),
        ([allow("iam:PassRole", **where("StringEquals", "iam:PassedToService", "cloudwatch.amazonaws.com"))], set()),
        ([allow("iam:PassRole")], {"passes_any_role"}),
        ([allow("iam:*", resource=f"{ROLE}*")], {"passes_any_role", "boundary-of-role"}),
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
        ([allow("sts:AssumeRole", resource="arn:aws:iam::222222222222:role/UpdateApp")], set()),
        ([allow("sts:AssumeRole", resource="arn:aws:iam::222222222222:role/*")], {"assumes_any_role"}),
        ([allow("sts:*")], {"assumes_any_role"}),
        ([allow("secretsmanager:Get*", resource="arn:aws:secretsmanager:*:*:secret:*")], {"reads_any_secret"}),
        ([allow("secretsmanager:*", resource="arn:aws:secretsmanager:*:*:secret:app/*")], set()),
        ([allow("ssm:*", resource="arn:aws:ec2:*:*:instance/*")], {"ec2-command", "ec2-session"}),
        ([allow("s3:*", resource=["arn:aws:s3:::b", "arn:aws:s3:::b/*"])], set()),
        ([allow("lambda:Update*", resource="arn:aws:lambda:eu-central-1:*:function:*")], {"lambda-code"}),
        ([allow("lambda:Update*", resource="arn:aws:lambda:eu-central-1:*:function:app-*")], set()),
    ],
)
def test_what_is_open(statements, found):
    assert open_by(*statements) == found


def test_what_cannot_be_read_leaves_open_what_is_not_proven():
    for odd in (None, '"[masked]"', '[{"Effect": "Allow"'):
        seen = rights_of((json.dumps([allow("kms:*")]), odd))
        assert {seen["decrypts_with_any_key"], seen["assumes_any_role"], seen["lambda-code"]} == {True, None}


def trust(principal, **more):
    return json.dumps([{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"} | more])


ROOT, LAMBDA = trust({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}), trust({"Service": "lambda.amazonaws.com"})
BOSS = f"{ROLE}boss"


@pytest.mark.parametrize(
    ("statements", "trusts", "result"),
    [
        ([allow("sts:AssumeRole", resource=BOSS)], ROOT, True),
        ([allow("sts:AssumeRole", resource=BOSS)], trust({"AWS": ACCOUNT}), True),
        ([allow("sts:AssumeRole", resource=f"{ROLE}b*")], trust("*"), True),
        ([allow("sts:AssumeRole", resource=f"{ROLE}other")], ROOT, False),
        ([allow("sts:AssumeRole", resource=BOSS), deny("sts:*", resource=BOSS)], ROOT, False),
        ([allow("sts:AssumeRole")], trust({"AWS": "arn:aws:iam::222222222222:root"}), False),
        ([allow("sts:AssumeRole")], LAMBDA, False),
        ([], ROOT, False),
        ([], trust({"AWS": ANNA}), True),  # in one account the trust policy suffices
        ([deny("sts:AssumeRole")], trust({"AWS": ANNA}), False),
        ([], trust({"AWS": f"{ANNA}2"}), False),
        (
            [allow("iam:PassRole", resource=BOSS), allow("lambda:CreateFunction", resource="arn:aws:lambda:*")],
            LAMBDA,
            True,
        ),
        ([allow("iam:PassRole", resource=BOSS)], LAMBDA, False),
        ([allow("lambda:CreateFunction")], LAMBDA, False),
        ([allow("iam:PassRole", resource=BOSS), allow("lambda:CreateFunction")], ROOT, False),
        ([], None, None),
        ([], '"[masked]"', None),
    ],
)
def test_who_becomes_a_role(statements, trusts, result):
    assert becomes((json.dumps(statements),), ANNA, BOSS, trusts) is result


def test_whose_policies_are_unread_may_become_a_role_unless_nobody_can():
    assert becomes((None,), ANNA, BOSS, ROOT) is None
    assert becomes((None,), ANNA, BOSS, trust({"AWS": "arn:aws:iam::222222222222:root"})) is False


@pytest.mark.parametrize(
    ("pattern", "some", "none"),
    [
        ("s3:GetObject", {"s3:getobject"}, {"s3:putobject"}),
        ("S3:get*", {"s3:getobject", "s3:getbucketacl"}, {"s3:putobject"}),
        ("s?:ListBucket", {"s3:listbucket"}, {"s3:getobject"}),
        ("*:ListBucket", {"s3:listbucket"}, {"s3:getobject"}),
        ("*", {"s3:getobject", "iam:passrole"}, set()),
        ("nosuch:*", set(), {"s3:getobject"}),
        ("s3", set(), {"s3:getobject"}),
    ],
)
def test_expansion(pattern, some, none):
    assert some <= expanded(pattern)
    assert not none & expanded(pattern)


def test_actions_that_change_permissions():
    assert {"s3:putbucketpolicy", "s3:putbucketacl"} <= permission_actions("s3")
    assert {"s3:putobject", "s3:getbucketpolicy"}.isdisjoint(permission_actions("s3"))
    assert "kms:putkeypolicy" in permission_actions("kms")


def reach(*statements):
    texts = [json.dumps(statements)]
    none = [rows(name) for name in ("iam_user", "iam_group", "iam_role")]
    view = VIEWS["iam_policy_reach"].build(rows("iam_policy", statements_json=texts), *none)
    row = view.iloc[0][["unnamed_actions", "whole_services", "permission_services"]]
    return ["?" if pd.isna(value) else value for value in row]


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        ([], ["none", "none", "none"]),
        ([allow("sqs:*")], ["none", "sqs", "sqs"]),
        ([allow("SQS:A*", "sqs:[A-Z]*", "sqs:*e*", "sqs:?*")], ["none", "sqs", "sqs"]),  # together they are all of it
        ([allow("sqs:*", resource="arn:aws:sqs:*:*:app-*")], ["none", "none", "none"]),
        ([allow("sqs:SendMessage", "sqs:Get*")], ["none", "none", "none"]),
        ([allow("sqs:*"), deny("sqs:DeleteQueue")], ["none", "none", "sqs"]),
        (
            [allow("sqs:*"), deny("sqs:DeleteQueue", **where("Bool", "aws:SecureTransport", "false"))],
            ["none", "sqs", "sqs"],
        ),
        ([allow("sqs:*"), deny("sqs:DeleteQueue", resource="arn:aws:sqs:*:*:one")], ["none", "sqs", "sqs"]),
        ([allow("s3:PutBucketPolicy")], ["none", "none", "s3"]),
        ([allow("kms:CreateGrant", **where("StringEquals", "kms:ViaService", "ec2.amazonaws.com"))], ["none"] * 3),
        ([allow("s3:PutBucketPolicy", resource="arn:aws:s3:::*")], ["none", "none", "s3"]),
        ([allow("s3:PutBucketPolicy", resource="arn:aws:s3:::app-*")], ["none", "none", "none"]),
        ([allow("s3:PutObjectAcl", resource="arn:aws:s3:::*/*")], ["none", "none", "s3"]),
        ([allow("s3:*", resource="arn:aws:s3:::app/*")], ["none", "none", "none"]),
        ([allow("kms:*", resource="arn:aws:kms:*:123456789012:key/*")], ["none", "none", "kms"]),
        ([allow("kms:*", resource="arn:aws:kms:*:*:alias/*")], ["none", "none", "none"]),
        ([allow("lambda:AddPermission", resource="arn:aws:lambda:eu-west-1:*:function:*")], ["none", "none", "lambda"]),
        (
            [allow("kms:PutKeyPolicy"), deny("kms:Put*", resource="arn:aws:kms:*:*:key/*")],
            ["none", "none", "none"],
        ),
        (
            [allow("kms:PutKeyPolicy"), deny("kms:Put*", resource="arn:aws:kms:eu-west-1:*:key/*")],
            ["none", "none", "kms"],
        ),
        (
            [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::*"}],
            ["1", "none", "s3"],
        ),
        ([allow("made-later:*")], ["none", "made-later", "none"]),  # than AWS's list
        ([deny("sqs:*"), {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}], ["none", "none", "none"]),
        ([allow("s3:GetObject"), {"Effect": "Allow", "NotAction": "*", "Resource": "*"}], ["2", "none", "none"]),
    ],
)
def test_what_a_policy_reaches(statements, found):
    assert reach(*statements) == found


def test_what_a_negation_reaches():
    unnamed, whole, permissions = reach({"Effect": "Allow", "NotAction": ["iam:*", "s3:Put*"], "Resource": "*"})
    assert unnamed == "1"
    assert {"sqs", "kms"} <= set(whole.split()) <= {*whole.split()} - {"iam", "s3"}
    assert {"sqs", "kms", "s3"} <= set(permissions.split())


def principals(user=None, boundary="none", groups="", policies=(), group=None):
    users = rows(
        "iam_user",
        arn=[ANNA],
        attached_policy_arns=[" ".join(f"arn:aws:iam::{ACCOUNT}:policy/{n}" for n, _ in enumerate(policies))],
        inline_statements_json=[json.dumps(user or [])],
        group_names=[groups],
        permissions_boundary_arn=[boundary],
    )
    texts = [json.dumps(policy) for policy in policies]
    own = rows("iam_policy", statements_json=texts)
    own["resource_id"] = [f"arn:aws:iam::{ACCOUNT}:policy/{n}" for n in range(len(texts))]
    grouped = rows("iam_group", name=["g"], attached_policy_arns=[""], inline_statements_json=[json.dumps(group or [])])
    roles = rows(
        "iam_role",
        arn=[BOSS, f"{ROLE}linked"],
        attached_policy_arns=["arn:aws:iam::aws:policy/AdministratorAccess"] * 2,
        inline_statements_json=["[]"] * 2,
        permissions_boundary_arn=["none"] * 2,
        service_linked=[False, True],
        trust_json=[ROOT, ROOT],
    )
    view = VIEWS["iam_principal_rights"].build(users, grouped, roles, own).astype("object")
    return view.where(view.notna(), "?")


def test_policies_groups_and_boundaries_act_together():
    decrypts, some = [allow("kms:*")], [allow("s3:*")]
    limit = f"arn:aws:iam::{ACCOUNT}:policy/0"

    def seen(**given):
        return principals(**given).iloc[0]["decrypts_with_any_key"]

    assert seen() is False
    assert seen(user=decrypts) is True
    assert seen(policies=[decrypts]) is True
    assert seen(groups="g", group=decrypts) is True
    assert seen(groups="", group=decrypts) is False
    assert seen(groups="lost") == "?"
    assert seen(user=decrypts, group=[deny("kms:*")], groups="g") is False
    assert seen(user=decrypts, boundary=limit, policies=[some]) is False
    assert seen(user=decrypts, boundary=limit, policies=[decrypts]) is True
    assert seen(user=decrypts, boundary="arn:aws:iam::aws:policy/PowerUserAccess") == "?"
    assert seen(user=decrypts, boundary=None) == "?"
    assert seen(boundary="arn:aws:iam::aws:policy/PowerUserAccess") is False


def test_paths_of_principals():
    view = principals(user=[allow("sts:AssumeRole", "lambda:*", resource=[BOSS, "arn:aws:lambda:*:*:function:*"])])
    assert view["arn"].tolist() == [ANNA, "?", BOSS]
    assert view["administers"].tolist() == [False, False, True]
    assert view["paths"].iloc[0] == f"lambda-code as:{BOSS}"
    assert principals()["paths"].iloc[0] == "none"
    assert principals(groups="lost")["paths"].iloc[0] == "?"
    limited = principals(
        user=[allow("sts:AssumeRole")],
        boundary=f"arn:aws:iam::{ACCOUNT}:policy/0",
        policies=[[allow("s3:*")]],
    )
    assert limited["paths"].iloc[0] == "none"


def test_a_role_is_no_way_to_itself():
    role = rows(
        "iam_role",
        arn=[BOSS],
        attached_policy_arns=["arn:aws:iam::aws:policy/MadeLater"],  # what it gives, nobody knows
        inline_statements_json=["[]"],
        permissions_boundary_arn=["none"],
        service_linked=[False],
        trust_json=[trust({"AWS": BOSS})],
    )
    none = [rows(name) for name in ("iam_user", "iam_group", "iam_policy")]
    view = VIEWS["iam_principal_rights"].build(*none[:2], role, none[2])
    assert view[["administers", "paths"]].astype("object").fillna("?").to_numpy().tolist() == [["?", "none"]]
