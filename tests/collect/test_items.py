"""Configuration items of AWS Config: the same columns as the API's answer gives, and never a default of our own."""

import copy
import json

import pytest

from tests.conftest import ACCOUNT, REGION
from tests.models import POLICY, full, operation
from toolkit.collect.aggregator import GIVEN
from toolkit.collect.items import SUPPLEMENTS, parsed, row_shape, values_of
from toolkit.collect.jmes import search
from toolkit.collect.withholding import masked_answer
from toolkit.demo.accounts import TAG_CANARY
from toolkit.tables import TABLES

HERE = {"account_id": ACCOUNT, "region": REGION, "partition": "aws"}
CAPTURED = "2026-11-20T08:00:00.000Z"
given = pytest.mark.parametrize("table", [TABLES[name] for name in GIVEN], ids=list(GIVEN))


def item(configuration, resource_type, arn="arn:of:the-item", **more):
    about = {"accountId": ACCOUNT, "awsRegion": REGION, "resourceType": resource_type, "arn": arn}
    about |= {"configurationItemCaptureTime": CAPTURED, "configuration": configuration, "tags": []} | more
    return parsed(json.dumps(about, default=str))


def respelt(value):
    """An answer with the names that AWS Config writes: the first letter is small."""
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: respelt(one) for name, one in value.items()}
    return [respelt(one) for one in value] if isinstance(value, list) else value


def without_each_member(value):
    """The value once for each member in it, without that member; the entry of a map, always `key`, is none."""
    if isinstance(value, dict) and value.keys() == {"key"}:
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        if isinstance(value, dict):
            yield {name: one for name, one in value.items() if name != key}
        for less in without_each_member(part):
            whole = copy.copy(value)
            whole[key] = less
            yield whole


def direct(table):
    """What the API's full answer gives in each column that reads no detail and no parent."""
    row = {"here": HERE} | decoded(full(row_shape(table)))
    names = [detail.name for detail in table.details] + ["parent"]
    own = [c for c in table.columns if not any(name in c.path for name in names)]
    return {c.name: search(c.path, row) for c in own} | {"resource_id": search(table.key, row)}


def decoded(value):
    """Documents as botocore decodes those of IAM."""
    return json.loads(json.dumps(value, default=str), object_hook=lambda found: {
        name: POLICY if name.endswith("Document") else one for name, one in found.items()
    })  # fmt: skip


def plain(value):
    return str(value) if hasattr(value, "isoformat") else value


@given
def test_a_full_item_gives_what_a_full_answer_gives(table):
    expected = direct(table)
    got = values_of(table, item(respelt(full(row_shape(table))), table.resource_type), HERE)

    assert {name: plain(got[name]) for name in expected} == {
        name: str(value) if TABLES[table.name].dtypes.get(name) == "string" else plain(value)
        for name, value in expected.items()
    }


@given
def test_columns_of_details_are_unknown(table):
    got = values_of(table, item(respelt(full(row_shape(table))), table.resource_type), HERE)

    assert {name for name, value in got.items() if value is None} == got.keys() - direct(table).keys()


@given
def test_whatever_an_item_lacks_a_column_says_what_it_would_or_nothing(table):
    """No column may take what AWS Config left out for "there is none"."""
    whole = respelt(full(row_shape(table)))
    expected = values_of(table, item(whole, table.resource_type, arn=None), HERE)
    for less in without_each_member(whole):
        got = values_of(table, item(less, table.resource_type, arn=None), HERE)
        assert {n: v for n, v in got.items() if v is not None and v != expected[n]} == {}


@given
@pytest.mark.parametrize("configuration", [{}, None, "", "no JSON", [], {"unheardOf": 1}])
def test_an_item_without_configuration_is_a_row_of_which_only_the_id_is_known(table, configuration):
    got = values_of(table, item(configuration, table.resource_type), HERE)

    assert got.pop("resource_id") == "arn:of:the-item"
    assert set(got.values()) == {None}


@pytest.mark.parametrize("table", [TABLES[name] for name in SUPPLEMENTS], ids=list(SUPPLEMENTS))
def test_what_stands_for_a_detail_names_one(table):
    assert SUPPLEMENTS[table.name].keys() <= {detail.name for detail in table.details}


VOLUME = {
    "volumeId": "vol-1",
    "size": 8,
    "state": {"value": "in-use"},
    "encrypted": False,
    "createTime": "2026-01-02T03:04:05.000Z",
    "attachments": [{"instanceId": "i-1", "volumeId": "vol-1", "state": {"value": "attached"}}],
}
TAG = {"key": "Name", "value": "data", "tag": "Name=data"}


def test_a_volume_is_the_same_from_both_sources(answered):
    answer = {
        "VolumeId": "vol-1",
        "Size": 8,
        "State": "in-use",
        "Encrypted": False,
        "CreateTime": "2026-01-02T03:04:05Z",
        "Attachments": [{"InstanceId": "i-1"}],
        "Tags": [{"Key": "Name", "Value": "data"}],
    }
    asked = answered("ec2_volume", ("describe_volumes", {"Volumes": [answer]})).iloc[0]
    got = values_of(TABLES["ec2_volume"], item(VOLUME, "AWS::EC2::Volume", tags=[TAG]), HERE)

    assert (
        got.pop("kms_key_arn") is None
    )  # the API leaves it out, since there is none; AWS Config may for other reasons
    assert asked["kms_key_arn"] == "none"
    assert got == {name: asked[name] for name in got}


def test_a_resource_without_tags_in_its_item_may_have_some():
    got = values_of(TABLES["ec2_volume"], item(VOLUME, "AWS::EC2::Volume", tags=[]), HERE)

    assert (got["name"], got["tags"]) == (None, None)


def test_a_private_instance_may_have_a_public_address_that_the_item_leaves_out():
    interface = {"privateIpAddresses": [{"privateIpAddress": "10.0.0.1"}], "ipv6Addresses": []}
    instance = {"instanceId": "i-1", "networkInterfaces": [interface], "state": {"code": 16, "name": "running"}}
    got = values_of(TABLES["ec2_instance"], item(instance, "AWS::EC2::Instance"), HERE)

    assert got["public_ips"] is None
    assert (got["ipv6_addresses"], got["state"]) == (0, "running")
    assert got["resource_id"] == f"arn:aws:ec2:{REGION}:{ACCOUNT}:instance/i-1"


def test_a_terminated_instance_is_no_row_and_one_in_an_unknown_state_is():
    table, condition = TABLES["ec2_instance"], GIVEN["ec2_instance"]
    gone = item({"instanceId": "i-1", "state": {"name": "terminated"}}, "AWS::EC2::Instance")

    assert values_of(table, gone, HERE, condition) is None
    assert values_of(table, item({"instanceId": "i-2"}, "AWS::EC2::Instance"), HERE, condition)["instance_id"] == "i-2"


def test_a_role_has_its_documents_decoded_and_says_nothing_of_its_last_use():
    role = {
        "path": "/",
        "roleName": "blue",
        "arn": f"arn:aws:iam::{ACCOUNT}:role/blue",
        "createDate": "2026-01-02T03:04:05.000Z",
        "assumeRolePolicyDocument": "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%7D%5D%7D",
        "attachedManagedPolicies": [],
        "rolePolicyList": [],
    }
    got = values_of(TABLES["iam_role"], item(role, "AWS::IAM::Role"), HERE)

    assert got["trust_json"] == '[{"Effect":"Allow"}]'
    assert (got["attached_policies"], got["inline_policies"], got["administrator"]) == (0, 0, False)
    assert (got["permissions_boundary_arn"], got["last_used_at"], got["used"]) == (None, None, None)
    role["assumeRolePolicyDocument"] = "%7B"
    assert values_of(TABLES["iam_role"], item(role, "AWS::IAM::Role"), HERE)["trust_json"] is None


def bucket(**supplementary):
    about = {"name": "orders", "creationDate": "2026-01-02T03:04:05.000Z", "region": REGION}
    more = json.loads(json.dumps(supplementary))
    return values_of(TABLES["s3_bucket"], item(about, "AWS::S3::Bucket", supplementaryConfiguration=more), HERE)


def test_a_bucket_has_what_the_supplementary_configuration_says_of_it():
    block = {"blockPublicAcls": True, "ignorePublicAcls": True, "blockPublicPolicy": True}
    rule = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}, "bucketKeyEnabled": False}
    got = bucket(
        PublicAccessBlockConfiguration=block | {"restrictPublicBuckets": False},
        BucketVersioningConfiguration={"status": "Enabled", "isMfaDeleteEnabled": None},
        BucketLoggingConfiguration={"destinationBucketName": "logs"},
        ServerSideEncryptionConfiguration={"rules": [rule]},
        BucketPolicy={"policyText": None},
    )

    assert got["resource_id"] == "arn:aws:s3:::orders"
    assert (got["sse_algorithm"], got["kms_key_id"], got["log_bucket"]) == ("AES256", None, "logs")
    assert (got["blocks_public_acls"], got["blocks_public_access"]) == (True, False)
    assert (got["versioning"], got["mfa_delete"]) == ("Enabled", None)
    assert (got["policy_public"], got["statements_json"], got["tags"]) == (None, None, None)


def test_versioning_that_is_off_is_said_to_be_and_one_that_is_not_said_is_unknown():
    assert bucket(BucketVersioningConfiguration={"status": "Off"})["versioning"] == "off"
    assert bucket(BucketVersioningConfiguration={})["versioning"] is None
    assert bucket(BucketLoggingConfiguration={})["log_bucket"] is None
    assert bucket()["blocks_public_access"] is None


@pytest.mark.parametrize(
    ("configuration", "column"),
    [
        ({"encrypted": "true"}, "encrypted"),
        ({"encrypted": {"value": "true"}}, "encrypted"),
        ({"size": True}, "size_gib"),
        ({"createTime": "yesterday"}, "created_at"),
        ({"attachments": {"instanceId": "i-1"}}, "instance_id"),
        ({"attachments": ["i-1"]}, "instance_id"),
        ({"state": {"value": "in-use", "code": 1}}, "state"),
    ],
)
def test_a_member_in_another_form_is_unknown(configuration, column):
    assert values_of(TABLES["ec2_volume"], item(configuration, "AWS::EC2::Volume"), HERE)[column] is None


def test_times_may_be_milliseconds():
    got = values_of(TABLES["ec2_volume"], item({"createTime": 1767323045000}, "AWS::EC2::Volume"), HERE)

    assert got["created_at"].isoformat() == "2026-01-02T03:04:05+00:00"


def test_secrets_in_an_item_are_withheld_and_names_stay():
    variables = {"environment": {"variables": {"DB_HOST": "canary-1", "KEY": TAG_CANARY}}}
    tags = [{"key": "password", "value": "canary-2", "tag": "password=canary-2"}, TAG]
    function = {"functionName": "f", "userData": "canary-3", **variables}
    about = {"resourceType": "AWS::Lambda::Function", "configuration": function, "tags": tags}
    about["supplementaryConfiguration"] = {
        "Tags": {"password": "canary-4"},
        "Text": '{"masterUserPassword": "canary-5"}',
    }
    answer = {"Results": [json.dumps(about)], "NextToken": "next"}
    clean = masked_answer(operation("config", "select_aggregate_resource_config"), answer)
    kept = json.loads(clean["Results"][0])

    assert "canary" not in json.dumps(clean)
    assert kept["configuration"]["environment"]["variables"] == {"DB_HOST": "[withheld]", "KEY": "[masked]"}
    assert kept["tags"][1] == TAG
    assert values_of(TABLES["lambda_function"], parsed(clean["Results"][0]), HERE)["environment_names"] == "DB_HOST KEY"
    assert clean["NextToken"] == "next"
