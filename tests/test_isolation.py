"""What fails over the data costs only what depends on it, and is named."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.inventories import REGION, inventory, rows
from tests.test_assess import OLD_KEY, declared, said
from toolkit.assess import assess, failures
from toolkit.checks import CHECKS
from toolkit.tables import TABLES
from toolkit.views import VIEWS


def raising(*_, **__):
    raise pd.errors.MergeError("Merge keys are not unique\n  in either dataset")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (raising, "MergeError: Merge keys are not unique in either dataset"),
        (lambda encrypted: encrypted.reset_index(drop=True).set_axis([7]), "DeclarationError: Check 'ec2_volume_en"),
        (lambda encrypted: encrypted.astype("string") + "?", "DeclarationError: Check 'ec2_volume_en"),
        (lambda _: 1 / 0, "ZeroDivisionError: division by zero"),
    ],
    ids=["raises", "another index", "another type", "no answer"],
)
def test_a_check_that_fails_over_the_data_costs_itself_and_no_other(monkeypatch, answer, error):
    estate = inventory({"ec2_volume": rows("ec2_volume", encrypted=[True]), **OLD_KEY})
    whole = assess(estate)
    monkeypatch.setitem(CHECKS, "ec2_volume_encrypted", declared(answer))

    observations = assess(estate)

    ((resource, region, result, evidence),) = said(observations, "ec2_volume_encrypted")
    assert (resource, region, result) == ("*", REGION, "unknown")
    assert evidence.startswith(f"could not be judged: check ec2_volume_encrypted: {error}") and "\n" not in evidence
    others = [frame[frame["check_id"].ne("ec2_volume_encrypted")].reset_index() for frame in (whole, observations)]
    pd.testing.assert_frame_equal(*others)
    failed = failures(observations)
    assert failed["name"].tolist() == ["check ec2_volume_encrypted"] and failed["error"][0].startswith(error)


def test_a_view_that_fails_over_the_data_costs_its_checks_and_no_other(monkeypatch):
    tables = {name: TABLES[name].empty() for name in VIEWS["ec2_vpc_flow_logs"].tables}
    tables["ec2_vpc"] = rows("ec2_vpc", vpc_id=["vpc-1"])
    estate = inventory(tables | OLD_KEY, [("ec2_vpc", "us-east-1", "denied", "AccessDenied")])
    monkeypatch.setitem(VIEWS, "ec2_vpc_flow_logs", replace(VIEWS["ec2_vpc_flow_logs"], build=raising))

    observations = assess(estate)

    failed = "could not be judged: view ec2_vpc_flow_logs: MergeError: Merge keys are not unique in either dataset"
    assert said(observations, "ec2_vpc_flow_logs_active") == [
        ("*", REGION, "unknown", failed),
        ("*", "us-east-1", "unknown", "ec2_vpc denied: AccessDenied"),
    ]
    assert [row[2] for row in said(observations, "iam_access_key_rotated")] == ["pass"]


def test_rows_that_a_view_cannot_join_cost_its_checks_and_no_other():
    """Two rows of one id: an inventory from elsewhere may hold them."""
    groups = rows("ec2_vpc", vpc_id=["vpc-1", "vpc-1"])
    estate = inventory({"ec2_vpc": groups, "ec2_flow_log": TABLES["ec2_flow_log"].empty()} | OLD_KEY)

    observations = assess(estate)

    ((resource, _, result, evidence),) = said(observations, "ec2_vpc_flow_logs_active")
    assert (resource, result) == ("*", "unknown") and ": MergeError: " in evidence
    assert [row[2] for row in said(observations, "iam_access_key_rotated")] == ["pass"]
