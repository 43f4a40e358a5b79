"""What follows from a gap analysis for people: traps, requests, the reach of a fix, and the scope of AWS's reports."""

import pytest

from toolkit.checks import CHECKS
from toolkit.demo.run import ENGAGEMENT
from toolkit.gaps import open_audit
from toolkit.gaps.worklist import reach, report_services, requests, traps


@pytest.fixture(scope="module")
def audit(demo_inventory):
    return open_audit("soc2_2017", demo_inventory, engagement=ENGAGEMENT)


def test_each_trap_says_how_many_of_how_many(audit):
    found = traps(audit)

    assert found["trap"].tolist() == [
        *("AWS manages our IAM", "AWS handles our keys", "AWS logs enough", "Everybody knows who owns it"),
    ]
    assert found["found"].str.fullmatch(r"\d+ of \d+ (observations fail|controls without a named owner)").all()
    assert "kms_key_rotation_enabled" in found.loc[1, "where"].split(", ")
    assert found.loc[3, ["found", "where"]].tolist() == ["2 of 43 controls without a named owner", "CC1.2, PI1.4"]


def test_requests_ask_for_all_that_stands_between_a_control_and_a_conclusion(audit):
    asked = requests(audit)
    gaps = audit.gaps.set_index("control_id")
    open_ = gaps.index[gaps["customer_state"].isin(["not_assessed", "attestation_expired"])]
    open_ = [c for c in open_ if gaps.loc[c, "state"] != "not_applicable"]

    assert asked.loc[asked["kind"].eq("attestation"), "controls"].tolist() == open_
    assert asked.loc[asked["kind"].eq("owner"), "controls"].tolist() == ["PI1.4", "CC1.2"]
    access = asked[asked["kind"].eq("access")]
    assert access["whom"].tolist() == ["Administrator of account 333333333333"]
    assert "kms_key" in access["request"].iloc[0]


def test_without_an_engagement_aws_reports_are_asked_for(demo_inventory):
    asked = requests(open_audit("soc2_2017", demo_inventory))

    kinds = asked.loc[asked["kind"].eq("aws_report")]
    assert kinds["request"].str.startswith("Take from AWS Artifact, and read, one of: soc").any()
    assert "CC6.4" in ", ".join(kinds["controls"]).split(", ")


def test_a_fix_reaches_every_control_that_its_check_claims(audit):
    fixes = reach(audit).set_index("check_id")
    claims = {name: sum(map(len, CHECKS[name].controls.values())) for name in fixes.index}

    assert fixes["controls"].to_dict() == claims
    assert fixes["controls"].is_monotonic_decreasing
    assert fixes.loc["s3_bucket_versioned", "soc2_2017"] == "A1.2"
    waived = audit.observations.query("check_id == 's3_bucket_versioned' and result == 'fail' and exception_id == ''")
    assert fixes.loc["s3_bucket_versioned", "failed"] == len(waived)


def test_services_that_no_report_names_are_shown(audit):
    named = report_services(audit).set_index("service")["reports"]

    assert named["ec2"] == "report-soc2-2026-1, report-soc2-letter-2026-10, report-iso27001-2025, report-soc1-2024-1"
    assert {"securityhub", "ssm"} <= set(named.index[named.eq("")])
