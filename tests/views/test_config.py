import pandas as pd
import pytest

from tests.inventories import rows
from toolkit.views import VIEWS

IAM = "AWS::IAM::Group AWS::IAM::Policy AWS::IAM::Role AWS::IAM::User"
GOOD = {
    "recording": True,
    "last_status": "Success",
    "recording_strategy": "ALL_SUPPORTED_RESOURCE_TYPES",
    "all_supported": True,
    "global_types": True,
    "recorded_types": "",
    "excluded_types": "",
}
SOME = {"recording_strategy": "INCLUSION_BY_RESOURCE_TYPES", "all_supported": False, "global_types": False}
BUT = SOME | {"recording_strategy": "EXCLUSION_BY_RESOURCE_TYPES"}


def recorded(*recorders, region="eu-central-1"):
    columns = {name: [recorder[name] for recorder in recorders] for name in GOOD}
    build = VIEWS["sts_caller_identity_recorder"].build
    frame = build(
        rows("sts_caller_identity", account=["1"]), rows("config_recorder", region=[region] * len(recorders), **columns)
    )
    return frame["iam_recorded"].tolist()[0]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ({}, True),
        ({"recording_strategy": "none"}, True),
        ({"recording_strategy": "by_chance"}, pd.NA),
        ({"recording": False}, False),
        ({"last_status": "FAILURE"}, False),
        ({"last_status": "Pending"}, pd.NA),
        ({"global_types": False}, False),
        ({"global_types": None}, pd.NA),
        (SOME | {"recorded_types": IAM}, True),
        (SOME | {"recorded_types": "AWS::IAM::Role AWS::IAM::User"}, False),
        (SOME | {"recorded_types": None}, pd.NA),
        (BUT | {"excluded_types": "AWS::EC2::Volume"}, True),
        (BUT | {"excluded_types": "AWS::IAM::Role"}, False),
    ],
)
def test_what_a_recorder_records_of_iam(of, expected):
    assert recorded(GOOD | of) is expected


def test_one_region_is_enough():
    assert recorded(GOOD | {"global_types": False}, GOOD) is True
    assert recorded(GOOD | {"global_types": None}, GOOD) is True
    assert recorded(GOOD | {"global_types": None}, GOOD | {"recording": False}) is pd.NA


def test_a_region_that_is_too_young_to_record_iam_proves_nothing():
    assert recorded(GOOD, region="eu-central-2") is pd.NA
    assert recorded(GOOD | {"global_types": False}, region="eu-central-2") is False
