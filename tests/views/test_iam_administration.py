"""Who is an administrator, as tables of documents."""

import json
from importlib import import_module

import pandas as pd
import pytest

from toolkit.checks import CHECKS
from toolkit.observe import observe
from toolkit.tables import TABLES
from toolkit.views import VIEWS
from toolkit.views.iam_administration import gives_administration

ACCOUNT = "111122223333"


def allow(*actions, resource="*", **more):
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource} | more


def deny(*actions, resource="*", **more):
    return allow(*actions, resource=resource, **more) | {"Effect": "Deny"}


def but(*actions, resource="*"):
    return {"Effect": "Allow", "NotAction": list(actions), "Resource": resource}


def given(*policies, aws=()):
    return gives_administration(tuple(map(json.dumps, policies)), aws)


def where(operator, key, value):
    return {"Condition": {operator: {key: value}}}


PASS = allow("iam:PassRole")
MFA = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
BOUNDARY = {"Condition": {"StringEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/b"}}}
TO_EC2 = {"Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}}
ONE = f"arn:aws:iam::{ACCOUNT}:policy/one"


MOST_OF_IAM = [
    "arn:aws:iam::*",
    "arn:aws:iam::*:*/*",
    "arn:aws:iam:*:*:*",
    "arn:aws:iam::1111*:*",
    "arn:aws:iam::11112222????:role*",
    f"arn:aws:iam::{ACCOUNT}:u*",
    f"arn:aws-cn:iam::{ACCOUNT}:*r*",
    "arn:aws:iam::${aws:PrincipalAccount}:policy/*",
]


@pytest.mark.parametrize(
    "statements",
    [
        [allow("*")],
        [allow("s3:Get*", "*:*", resource=["arn:aws:s3:::b", "*"])],
        [allow("**", resource="arn:*")],
        [allow("?*", resource="arn:*:*:*:*:*")],
        [{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b"}],
        [allow("*", **MFA)],
        [allow("*"), deny("iam:*")],
        [but("aws-portal:*")],
        [but("iam:*"), allow("iam:*")],
        [but("iam:*", "organizations:*"), allow("iam:Put*")],
        [but("iam:*"), PASS],
        [but("iam:Get*", "iam:List*")],
        [allow("iam:*")],
        [allow("IAM:*", resource=f"arn:aws:iam::{ACCOUNT}:*")],
        [allow("iam:AttachUserPolicy")],
        [allow("iam:AttachUserPolicy", resource="arn:aws:iam::*:user/${aws:username}")],
        [allow("iam:PutUserPolicy", resource=f"arn:aws:iam::{ACCOUNT}:user/*")],
        [allow("iam:Put*Policy")],
        [allow("iam:AttachGroupPolicy")],
        [allow("iam:AttachRolePolicy", resource="arn:aws:iam::*:role/*")],
        [allow("iam:CreatePolicyVersion", resource="arn:aws:iam::*:policy/*")],
        [allow("iam:CreatePolicyVersion", **MFA)],
        [allow("iam:AddUserToGroup")],
        [allow("iam:CreateAccessKey")],
        [allow("iam:CreateLoginProfile")],
        [allow("iam:UpdateLoginProfile")],
        [allow("iam:UpdateAssumeRolePolicy")],
        [PASS, allow("lambda:CreateFunction", "lambda:InvokeFunction")],
        [PASS, allow("ec2:*")],
        [allow("iam:Pass*", "cloudformation:CreateStack")],
        [allow("iam:PassRole", resource="arn:aws:iam::*:role/*"), allow("ec2:RunInstances", resource="arn:aws:ec2:*")],
        [allow("iam:AttachUserPolicy"), deny("iam:AttachUserPolicy", resource=f"arn:aws:iam::{ACCOUNT}:user/root")],
        [allow("iam:AttachUserPolicy"), deny("iam:AttachUserPolicy", **MFA)],
        [allow("iam:AttachUserPolicy"), allow("iam:AttachUserPolicy", **BOUNDARY)],
        [allow("iam:PutUserPolicy", resource="arn:aws:iam::*:user/*/${aws:username}")],
        *([allow("iam:*", resource=name)] for name in MOST_OF_IAM),
        [allow("*", resource="arn:aws:*:*:*:*")],
        [allow("iam:*"), deny("iam:*", resource=f"arn:aws:iam::{ACCOUNT}:group/*")],
        [allow("iam:*"), {"Effect": "Deny", "Action": "iam:*", "NotResource": "*"}],
        [allow("iam:*"), {"Effect": "Deny", "Action": "iam:*", "NotResource": f"arn:aws:iam::{ACCOUNT}:user/*"}],
        [allow("*"), {"Effect": "Deny", "Action": "*", "NotResource": f"arn:aws:iam::{ACCOUNT}:role/*"}],
        [PASS, allow("ecs:RunTask")],
        [PASS, allow("lambda:UpdateFunctionConfiguration")],
        [PASS, allow("scheduler:CreateSchedule")],
        [PASS, allow("ssm:StartAutomationExecution"), deny("ssm:*", resource="arn:aws:ssm:*:*:document/one")],
        [allow("iam:*", **where("StringEquals", "aws:ResourceAccount", ACCOUNT))],
        [allow("iam:AttachUserPolicy", **where("ArnLike", "iam:PolicyARN", "arn:aws:iam::aws:policy/*"))],
        [allow("iam:AttachUserPolicy", **where("ArnNotEquals", "iam:PolicyARN", ONE))],
        [allow("iam:PutUserPolicy", **where("StringEqualsIfExists", "iam:PermissionsBoundary", ONE))],
        [allow("iam:PutUserPolicy", **where("StringLike", "iam:PermissionsBoundary", "*"))],
    ],
)
def test_administration(statements):
    assert given(statements) is True
    assert given(*([one] for one in statements)) is True  # in several policies as well
    assert given([s | {"Effect": "Deny"} for s in statements]) is False


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [allow("s3:*")],
        [allow("*", resource="arn:aws:s3:::b")],
        [but("iam:*", "organizations:*")],
        [but("iam:*"), allow("iam:Get*", "iam:List*")],
        [but("iam:*"), allow("iam:*", resource=f"arn:aws:iam::{ACCOUNT}:user/one")],
        [allow("iam:Get*", "iam:List*", "iam:CreateServiceLinkedRole", "iam:CreatePolicy", "iam:CreateUser")],
        [allow("iam:CreateAccessKey", "iam:UpdateLoginProfile", resource="arn:aws:iam::*:user/${aws:username}")],
        [allow("iam:ChangePassword", "iam:SetDefaultPolicyVersion")],
        [allow("iam:AttachUserPolicy", resource=f"arn:aws:iam::{ACCOUNT}:user/one")],
        [allow("iam:CreatePolicyVersion", resource=ONE)],
        [allow("iam:AttachUserPolicy", **BOUNDARY)],
        [allow("iam:AttachRolePolicy", **{"Condition": {"ArnEquals": {"iam:PolicyARN": ONE}}})],
        [allow("iam:AttachUserPolicy"), deny("iam:*")],
        [allow("iam:CreateAccessKey", **where("StringEquals", "aws:ResourceTag/team", "web"))],
        [PASS],
        [PASS, allow("s3:*")],
        [allow("ec2:RunInstances", "lambda:*")],
        [allow("iam:PassRole", resource=f"arn:aws:iam::{ACCOUNT}:role/one"), allow("ec2:*")],
        [allow("iam:PassRole", **TO_EC2), allow("ec2:*")],
        [allow("iam:PassRole", **where("StringLikeIfExists", "iam:PassedToService", "ec2.*")), allow("ec2:*")],
        [allow("sts:AssumeRole")],
        [{"Effect": "Allow", "Action": "*", "NotResource": "*"}],
        [allow("*"), deny("*")],
        [allow("iam:*"), deny("iam:*", resource="arn:aws:iam::*:*")],
        [allow("iam:*"), {"Effect": "Deny", "Action": "iam:*", "NotResource": f"arn:aws:iam::{ACCOUNT}:role/app"}],
        [allow("iam:AttachUserPolicy", resource=f"arn:aws:iam::{ACCOUNT}:group/*")],
        [allow("iam:*", resource=f"arn:aws:iam::{ACCOUNT}:role/app-*")],
        [PASS, allow("ec2:RunInstances"), deny("ec2:*")],
    ],
)
def test_no_administration(statements):
    assert given(statements) is False


def test_what_cannot_be_read_leaves_it_open_unless_the_rest_settles_it():
    assert gives_administration((None,)) is None
    assert gives_administration(("[null]",)) is None
    assert gives_administration((json.dumps([allow("s3:*")]), "[masked]")) is None
    assert gives_administration((json.dumps([allow("*")]), None)) is True
    assert given([{"Effect": "Allow", "Action": "*"}]) is None  # AWS takes no such statement of an identity
    assert given([{"Effect": "Allow", "Resource": "*"}]) is None


def test_policies_that_aws_manages_count_by_their_names():
    assert given(aws=("AdministratorAccess",)) is True
    assert given(aws=("ReadOnlyAccess", "IAMFullAccess")) is True
    assert given(aws=("AWSDenyAll", "AdministratorAccess")) is False
    assert given([allow("s3:*")], aws=("ReadOnlyAccess", "PowerUserAccess")) is False
    assert given([PASS], aws=("PowerUserAccess",)) is None  # it may let services run as the role that was passed


def test_the_names_are_those_of_the_policies_as_aws_published_them():
    published = json.loads(import_module("moto.iam.aws_managed_policies").aws_managed_policies_data)
    wrong = [n for n, p in published.items() if given(p["Document"]["Statement"]) != given(aws=(n,))]
    assert wrong == []


def test_what_a_policy_gives_that_aws_published_later_is_unknown():
    assert given(aws=("ReadOnlyAccess", "PolicyOfTomorrow")) is None
    assert given(aws=("AdministratorAccess", "PolicyOfTomorrow")) is True


def table(name, *values):
    none = {"attached_policy_arns": "", "inline_statements_json": "[]", "permissions_boundary_arn": "none"}
    common = none | {"account_id": ACCOUNT, "region": "global", "group_names": "", "service_linked": False}
    of_account = [common | {"resource_id": f"{name}/{value['name']}"} | value for value in values]
    dtypes = TABLES[name].dtypes
    return pd.DataFrame(of_account, columns=None if values else []).reindex(columns=list(dtypes)).astype(dtypes)


def judged(users=(), groups=(), roles=(), policies=()):
    """Whether each principal is an administrator, by its id."""
    tables = (table("iam_user", *users), table("iam_group", *groups), table("iam_role", *roles))
    frame = VIEWS["iam_principal_administration"].build(*tables, table("iam_policy", *policies))
    return dict(zip(frame["resource_id"], frame["administers"].astype("object").fillna("?"), strict=True))


ALL = json.dumps([allow("*")])
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
OWN = f"arn:aws:iam::{ACCOUNT}:policy/team/own"


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("iam_user", {}, False),
        ("iam_user", {"inline_statements_json": ALL}, True),
        ("iam_role", {"inline_statements_json": ALL}, True),
        ("iam_group", {"inline_statements_json": ALL}, True),
        ("iam_group", {"attached_policy_arns": ADMINISTRATOR}, True),
        ("iam_role", {"attached_policy_arns": "arn:aws-cn:iam::aws:policy/AdministratorAccess"}, True),
        ("iam_role", {"attached_policy_arns": "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"}, False),
        ("iam_user", {"attached_policy_arns": f"{OWN}"}, False),
        ("iam_user", {"attached_policy_arns": f"{OWN}", "inline_statements_json": json.dumps([allow("iam:*")])}, True),
        ("iam_user", {"attached_policy_arns": f"{OWN}-gone"}, "?"),
        ("iam_user", {"attached_policy_arns": None}, "?"),
        ("iam_user", {"attached_policy_arns": None, "inline_statements_json": ALL}, True),
        ("iam_user", {"inline_statements_json": None}, "?"),
        ("iam_user", {"inline_statements_json": "[null]"}, "?"),
        ("iam_user", {"group_names": "everybody"}, False),
        ("iam_user", {"group_names": "everybody, admins"}, True),
        ("iam_user", {"group_names": "everybody, gone"}, "?"),
        ("iam_user", {"group_names": None}, "?"),
        ("iam_role", {"inline_statements_json": ALL, "permissions_boundary_arn": OWN}, False),
        ("iam_role", {"inline_statements_json": ALL, "permissions_boundary_arn": ADMINISTRATOR}, True),
        ("iam_role", {"inline_statements_json": ALL, "permissions_boundary_arn": f"{OWN}-gone"}, "?"),
        ("iam_role", {"inline_statements_json": ALL, "permissions_boundary_arn": None}, "?"),
        ("iam_role", {"permissions_boundary_arn": f"{OWN}-gone"}, False),
    ],
)
def test_a_principal_is_judged_by_all_of_its_policies(kind, values, expected):
    tables = {"iam_user": [], "iam_role": [], "iam_group": []}
    tables[kind].append({"name": "p"} | values)
    groups = [{"name": "admins", "attached_policy_arns": ADMINISTRATOR}, {"name": "everybody"}]
    policies = [{"name": "own", "resource_id": OWN, "statements_json": json.dumps([but("iam:*")])}]
    seen = judged(tables["iam_user"], groups + tables["iam_group"], tables["iam_role"], policies)
    assert seen[f"{kind}/p"] == expected
    assert (seen["iam_group/admins"], seen["iam_group/everybody"]) == (True, False)


def test_policies_written_into_a_user_and_a_role_and_attached_to_a_group_are_all_found():
    seen = judged(
        users=[{"name": "u", "inline_statements_json": ALL}, {"name": "v"}],
        groups=[{"name": "g", "attached_policy_arns": ADMINISTRATOR}],
        roles=[
            {"name": "r", "inline_statements_json": ALL},
            {"name": "linked", "inline_statements_json": ALL, "service_linked": True},
            {"name": "perhaps", "service_linked": None},
        ],
    )
    assert seen == {"iam_user/u": True, "iam_user/v": False, "iam_group/g": True, "iam_role/r": True,
                    "iam_role/perhaps": False}  # fmt: skip


def test_the_engagement_names_the_administrators():
    frame = VIEWS["iam_principal_administration"].empty(TABLES).reindex(range(3))
    frame["arn"] = [f"arn:aws:iam::{ACCOUNT}:role/{name}" for name in ("admin-1", "other", "xadmin-1")]
    frame["administers"] = pd.array([True] * 3, dtype="boolean")
    check = CHECKS["iam_principal_administration_limited"]
    assert observe(check, frame)["result"].tolist() == ["fail"] * 3
    seen = observe(check, frame, administrators=["arn:aws:iam::*:role/admin-*", "arn:aws:iam::1:role/[other]"])
    assert seen["result"].tolist() == ["pass", "fail", "fail"]
