"""What proves that AWS Config shows all that an account and Region have."""

import pytest

from tests.aggregators import ALL, AWAY
from tests.conftest import ACCOUNT, REGION
from toolkit.collect.accounts import Account
from toolkit.collect.recorders import Proof, Recorder
from toolkit.tables import TABLES

LATE = "eu-south-2"  # AWS Config came to it after February 2022
SUCCEEDED = {"LastUpdateStatus": "SUCCEEDED"}
ON = {"Name": "default", "Recording": True, "RecordingGroup": ALL}


def verdict(table, place=REGION, *, sources=(), recorders=(), seen=(), regions=(REGION, AWAY), named=False):
    """What is said of a place where everything is recorded, but for what a test says of some Region."""
    proof = Proof("all")
    sources = {region: SUCCEEDED for region in regions} | dict(sources)
    recorders = {region: ON for region in regions} | dict(recorders)
    ours = {"SourceId": ACCOUNT, "SourceType": "ACCOUNT"}
    proof.add_sources(ours | {"AwsRegion": region} | about for region, about in sources.items() if about is not None)
    proof.add_recorders(
        Recorder.of({"accountId": ACCOUNT, "awsRegion": region, "configuration": about})
        for region, about in recorders.items()
        if about is not None
    )
    for region in seen:
        proof.saw(TABLES[table].resource_type, region)
    return proof.verdict(TABLES[table], Account(ACCOUNT, "aws", None, regions=list(regions)), place, named)


def test_a_place_is_observed_where_the_data_are_current_and_the_type_is_recorded():
    assert verdict("ec2_volume") == ("observed", "")


@pytest.mark.parametrize(
    ("source", "status", "reason"),
    [
        (None, "not_enabled", "The aggregator all has no data of account 123456789012 in eu-central-1."),
        ({}, "failed", "The data of account 123456789012 in eu-central-1 in the aggregator all are unknown."),
        ({"LastUpdateStatus": "OUTDATED"}, "failed", "The data of account 123456789012 in eu-central-1 in the aggreg"),
        (
            {"LastUpdateStatus": "FAILED", "LastErrorCode": "X", "LastErrorMessage": "No role"},
            "failed",
            "The data of account 123456789012 in eu-central-1 in the aggregator all are failed (X No role).",
        ),
    ],
)
def test_data_that_are_not_current_prove_nothing(source, status, reason):
    got, said = verdict("ec2_volume", sources={REGION: source})

    assert (got, said[: len(reason)]) == (status, reason)
    assert verdict("ec2_volume", AWAY, sources={REGION: source}) == ("observed", "")


@pytest.mark.parametrize(
    ("recorder", "reason"),
    [
        (None, "AWS Config shows no recorder of account 123456789012 in eu-central-1."),
        ({}, "The recorder of account 123456789012 in eu-central-1 is off."),
        (ON | {"Recording": False}, "The recorder of account 123456789012 in eu-central-1 is off."),
        (ON | {"Recording": "true"}, "The recorder of account 123456789012 in eu-central-1 is off."),
        (ON | {"RecordingGroup": {}}, "The recorder of account 123456789012 in eu-central-1 leaves out AWS::EC2::Vol"),
        (ON | {"Name": "AWSConfigurationRecorderForX"}, "AWS Config shows no recorder of account 123456789012 in eu-"),
    ],
)
def test_what_is_not_recorded_is_not_observed(recorder, reason):
    got, said = verdict("ec2_volume", recorders={REGION: recorder})

    assert (got, said[: len(reason)]) == ("not_enabled", reason)


def test_a_region_that_may_lack_the_type_is_observed_once_a_resource_of_it_was_seen_there():
    assert verdict("ec2_volume", LATE, regions=[LATE]) == (
        "not_enabled",
        "AWS Config shows no AWS::EC2::Volume in eu-south-2, and may not have the type there yet.",
    )
    assert verdict("ec2_volume", LATE, regions=[LATE], seen=[LATE]) == ("observed", "")
    assert verdict("ec2_volume", LATE, regions=[LATE], seen=[REGION])[0] == "not_enabled"


def test_iam_is_recorded_in_any_one_region_that_can():
    without = ON | {"RecordingGroup": {"AllSupported": True, "IncludeGlobalResourceTypes": False}}

    assert verdict("iam_role", "global", recorders={REGION: without}) == ("observed", "")
    assert verdict("iam_role", "global", recorders={REGION: without, AWAY: without}) == (
        "not_enabled",
        "No Region of account 123456789012 in the aggregator all records AWS::IAM::Role: "
        "The recorder of account 123456789012 in eu-central-1 leaves out AWS::IAM::Role.",
    )
    assert verdict("iam_role", "global", regions=[LATE], seen=["global"]) == (
        "not_enabled",
        "No Region of account 123456789012 in the aggregator all records AWS::IAM::Role.",
    )


def test_buckets_are_observed_only_if_every_region_of_the_account_is():
    assert verdict("s3_bucket", "global") == ("observed", "")
    assert verdict("s3_bucket", "global", recorders={AWAY: None})[0] == "not_enabled"
    assert verdict("s3_bucket", "global", sources={AWAY: {"LastUpdateStatus": "FAILED"}})[0] == "failed"
    assert verdict("s3_bucket", "global", named=True) == (
        "not_enabled",
        "AWS::S3::Bucket may be in any Region: without --region, AWS Config is asked for all of them.",
    )


@pytest.mark.parametrize(
    ("group", "kind", "recorded"),
    [
        (ALL, "AWS::EC2::Volume", True),
        (ALL, "AWS::IAM::Role", True),
        ({"AllSupported": True, "IncludeGlobalResourceTypes": False}, "AWS::IAM::Role", False),
        ({"allSupported": True}, "AWS::IAM::Role", False),
        ({"resourceTypes": ["AWS::EC2::Volume"]}, "AWS::EC2::Volume", True),
        ({"resourceTypes": ["AWS::EC2::Volume"]}, "AWS::EC2::VPC", False),
        ({"RecordingStrategy": {"UseOnly": "INCLUSION_BY_RESOURCE_TYPES"}}, "AWS::EC2::Volume", False),
        ({"RecordingStrategy": {"UseOnly": "EXCLUSION_BY_RESOURCE_TYPES"}}, "AWS::EC2::Volume", False),
        (
            {
                "RecordingStrategy": {"UseOnly": "EXCLUSION_BY_RESOURCE_TYPES"},
                "ExclusionByResourceTypes": {"ResourceTypes": ["AWS::EC2::VPC"]},
            },
            "AWS::EC2::Volume",
            True,
        ),
        (
            {
                "RecordingStrategy": {"UseOnly": "EXCLUSION_BY_RESOURCE_TYPES"},
                "ExclusionByResourceTypes": {"ResourceTypes": ["AWS::EC2::Volume"]},
            },
            "AWS::EC2::Volume",
            False,
        ),
        ("all", "AWS::EC2::Volume", False),
        ({}, "AWS::EC2::Volume", False),
    ],
)
def test_a_recorder_records_what_its_group_says(group, kind, recorded):
    about = {"accountId": ACCOUNT, "awsRegion": REGION, "configuration": {"RecordingGroup": group}}

    assert Recorder.of(about).records(kind) == recorded
