"""Every page of an answer, and what a table is listed for."""

# ruff: noqa: N801 - a table's class is its name

import json

import boto3
import pytest
from botocore.stub import Stubber

from toolkit.collect.pages import answer_of
from toolkit.model import detail, table


@table("wafv2:list_web_acls", resource_type="AWS::WAFv2::WebACL", key="ARN", Scope="'REGIONAL'")
class paged_by_marker:
    """An operation that pages, and that botocore has no paginator for."""


def test_pages_without_a_paginator_are_all_asked_for(answered):
    pages = [{"WebACLs": [{"ARN": f"arn:aws:wafv2:acl/number-{n}"}], "NextMarker": f"{n}"} for n in (1, 2)]
    frame = answered(
        paged_by_marker, *(("list_web_acls", p) for p in [*pages, {"WebACLs": [{"ARN": "arn:aws:wafv2:acl/number-3"}]}])
    )
    assert frame["resource_id"].str[-1].tolist() == ["1", "2", "3"]
    assert [json.loads(call.arguments).get("NextMarker") for call in frame.attrs["calls"]] == [None, "1", "2"]


def test_a_detail_has_all_pages_too():
    client = boto3.client("wafv2", region_name="eu-central-1")
    with Stubber(client) as stubber:
        for n, marker in ((1, {"NextMarker": "1"}), (2, {})):
            stubber.add_response("list_web_acls", {"WebACLs": [{"ARN": f"arn:aws:wafv2:acl/number-{n}"}]} | marker)
        acls = answer_of(client, "list_web_acls", {"Scope": "REGIONAL"})["WebACLs"]
    assert [acl["ARN"][-1] for acl in acls] == ["1", "2"]


def test_a_page_that_names_itself_as_the_next_ends_the_table(answered):
    page = {"WebACLs": [{"ARN": "arn:aws:wafv2:acl/number-1"}], "NextMarker": "1"}
    frame = answered(paged_by_marker, ("list_web_acls", page), ("list_web_acls", page))
    assert frame.attrs["status"] == "failed"
    assert len(frame) == 1


@table(
    "cognito-idp:describe_user_pool",
    resource_type="AWS::Cognito::UserPool",
    key="UserPool.Id",
    parent=detail("list_user_pools", MaxResults="`60`"),
    one=True,
    UserPoolId="parent.Id",
)
class listed_with_arguments:
    """A parent that takes arguments."""


def test_a_parent_takes_arguments(answered):
    frame = answered(
        listed_with_arguments,
        ("list_user_pools", {"UserPools": [{"Id": "r_1"}, {"Id": "r_2"}]}),
        ("describe_user_pool", {"UserPool": {"Id": "r_1"}}),
        ("describe_user_pool", {"UserPool": {"Id": "r_2"}}),
    )
    assert frame["resource_id"].tolist() == ["r_1", "r_2"]
    assert frame["resource_type"].unique().tolist() == ["AWS::Cognito::UserPool"]
    assert frame[["name", "tags", "created_at"]].isna().all(axis=None)


@table("firehose:list_delivery_streams", resource_type="AWS::KinesisFirehose::DeliveryStream", key="value")
class without_token:
    """An operation that says that there is more, and gives no token."""


def test_more_than_a_page_without_a_token_fails_the_table(answered):
    page = {"DeliveryStreamNames": ["orders"], "HasMoreDeliveryStreams": True}
    assert answered(without_token, ("list_delivery_streams", page)).attrs["status"] == "failed"
    whole = answered(without_token, ("list_delivery_streams", page | {"HasMoreDeliveryStreams": False}))
    assert whole["resource_id"].tolist() == ["orders"]


@table(
    "organizations:list_policies",
    resource_type="AWS::Organizations::Policy",
    key="Arn",
    absent="AWSOrganizationsNotInUseException | PolicyTypeNotEnabledException: off",
    Filter="'SERVICE_CONTROL_POLICY'",
)
class none_by_error:
    """A list that says with an error that there is nothing in it."""


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ("AWSOrganizationsNotInUseException", "observed"),
        ("PolicyTypeNotEnabledException: It is off.", "observed"),
        ("PolicyTypeNotEnabledException: Something else.", "failed"),
        ("AccessDeniedException", "denied"),
    ],
)
def test_an_error_that_means_none_is_an_empty_list_that_was_observed(answered, error, status):
    frame = answered(none_by_error, ("list_policies", error))

    assert (frame.attrs["status"], len(frame)) == (status, 0)


@pytest.mark.parametrize(
    ("error", "status"),
    [("AWSOrganizationsNotInUseException", "not_enabled"), ("PolicyTypeNotEnabledException: It is off.", "failed")],
)
def test_an_error_that_means_none_on_a_later_page_is_no_end_of_the_list(answered, error, status):
    policy = {"Arn": "arn:aws:organizations::111111111111:policy/o-1/service_control_policy/p-1", "Name": "deny"}
    first = {"Policies": [policy], "NextToken": "more"}

    frame = answered(none_by_error, ("list_policies", first), ("list_policies", error))

    assert frame.attrs["status"] == status
    assert "absent" not in {call.outcome for call in frame.attrs["calls"]}
