"""What the policies of an organization deny for certain, and what an exception leaves open."""

import json

import pytest

from tests.inventories import rows
from toolkit.views import VIEWS

SCP = "SERVICE_CONTROL_POLICY"
LEAVE = {"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}
ALL = {"Effect": "Deny", "Action": "*", "Resource": "*"}
ROOT = {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}
NOT_ADMIN = {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}
REGION = {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]}}
TRAIL = {"Effect": "Deny", "Action": ["cloudtrail:StopLogging", "cloudtrail:Delete*"], "Resource": "*"}


def seen(*policies):
    """What an organization with these policies is seen to do; each is a dict of columns."""
    base = {"type": SCP, "aws_managed": False, "attached_to_root": True, "targets": 1, "statements_json": "[]"}
    base |= {"content_json": "{}"}
    columns = {name: [policy.get(name, value) for policy in policies] for name, value in base.items()}
    organization = rows("organizations_organization", management=[True])
    frame = VIEWS["organizations_organization_policies"].build(organization, rows("organizations_policy", **columns))
    return frame.iloc[0]


def scp(*statements, **about):
    return about | {"statements_json": json.dumps(statements)}


@pytest.mark.parametrize(
    ("column", "policy", "said"),
    [
        ("leaving_denied", scp(LEAVE), True),
        ("leaving_denied", scp(LEAVE | {"Action": "organizations:*"}), True),
        ("leaving_denied", scp(LEAVE | {"Effect": "Allow"}), False),
        ("leaving_denied", scp(LEAVE | {"Condition": NOT_ADMIN}), True),
        ("leaving_denied", scp(LEAVE | {"Condition": REGION}), False),
        ("leaving_denied", scp(LEAVE, attached_to_root=False), False),
        ("leaving_denied", scp(LEAVE, aws_managed=True), False),
        ("leaving_denied", scp(LEAVE, type="RESOURCE_CONTROL_POLICY"), False),
        ("leaving_denied", scp(LEAVE, type="service_control_policy"), True),
        ("leaving_denied", {"statements_json": None}, "?"),
        ("leaving_denied", {"statements_json": '"twice encoded"'}, "?"),
        ("trails_guarded", scp(TRAIL), False),
        ("trails_guarded", scp(TRAIL | {"Action": [*TRAIL["Action"], "cloudtrail:UpdateTrail"]}), True),
        (
            "trails_guarded",
            scp(TRAIL | {"Action": "cloudtrail:*", "Resource": "arn:aws:cloudtrail:*:*:trail/a"}),
            False,
        ),
        ("regions_limited", scp(ALL | {"Condition": REGION}), True),
        ("regions_limited", scp({"Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": REGION}), True),
        ("regions_limited", scp(ALL | {"Condition": REGION | NOT_ADMIN}), True),
        ("regions_limited", scp(ALL | {"Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}), False),
        ("regions_limited", scp(ALL | {"Condition": REGION | {"Bool": {"aws:ViaAWSService": "false"}}}), False),
        ("root_user_denied", scp(ALL | {"Condition": ROOT}), True),
        ("root_user_denied", scp(LEAVE | {"Condition": ROOT}), False),
        ("root_user_denied", scp(ALL | {"Condition": ROOT | REGION}), False),
        ("root_user_denied", scp(ALL | {"Condition": {"StringLike": {"aws:PrincipalArn": "*:role/x"}}}), False),
    ],
)
def test_a_denial_counts_as_far_as_it_leaves_nothing_else_open(column, policy, said):
    found = seen(policy)[[column]].astype("object").fillna("?")

    assert found.tolist() == [said]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}}, True),
        ({"services": {"default": {"opt_out_policy": {"@@assign": "optIn"}}}}, False),
        ({"services": {"rekognition": {"opt_out_policy": {"@@assign": "optOut"}}}}, False),
        ([], False),
    ],
)
def test_ai_services_are_opted_out_by_default(content, said):
    found = seen({"type": "AISERVICES_OPT_OUT_POLICY", "content_json": json.dumps(content)})

    assert found["ai_opted_out"] == said


def test_types_are_those_of_the_customers_policies_that_are_attached():
    found = seen({}, {"type": "TAG_POLICY", "attached_to_root": False}, {"type": "BACKUP_POLICY", "targets": 0})

    assert found["attached_types"] == "SERVICE_CONTROL_POLICY TAG_POLICY"


def test_a_policy_of_which_it_is_not_known_where_it_is_attached_leaves_open_what_it_could_add():
    found = seen(scp(LEAVE), {"attached_to_root": None})

    assert found["leaving_denied"]
    assert found[["trails_guarded", "attached_types"]].isna().all()
