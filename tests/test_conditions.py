"""What the customer has to do for an inheritance to hold, tied to the checks that test it."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.engagements import AS_OF, marked, register
from tests.test_gaps import KEY, ON_FILE, SOC2, USAGE, claimed, framework, listed, observed
from toolkit.framework_rules import Condition
from toolkit.gaps import gap_analysis

# A check that is evidence for another control of SOC 2, and so no evidence for CC6.4.
CONTROL = "CC6.4"
ROOT = "iam_account_root_mfa_enabled"
ATTESTED = {"attestations": [{"control_id": CONTROL}]}
BOTH = ON_FILE | ATTESTED
WAIVED = {"exceptions": [{}]}


def tied(party, test_mode, checks):
    """SOC 2 with one control and the checks that test its condition."""
    ties = pd.DataFrame([(CONTROL, check, "It tests it.") for check in checks], columns=list(Condition.model_fields))
    return replace(framework(party, test_mode, CONTROL), conditions=ties.astype("string"))


def judged(party, test_mode, results, said, checks=(KEY,), seen=None):
    """The one row of a gap analysis of a control with a condition."""
    said = register(**said)
    seen = marked(observed(*results) if seen is None else seen, said, AS_OF)
    (row,) = gap_analysis(tied(party, test_mode, checks), seen, USAGE, said, AS_OF).to_dict("records")
    return row


# party, test mode, results of the condition's check, what people say, the state
CASES = {
    "aws, condition fails": ("aws", "inherited", ["pass", "fail"], ON_FILE, "gap"),
    "aws, condition not observed": ("aws", "inherited", ["pass", "unknown"], ON_FILE, "no_data"),
    "aws, condition waived": ("aws", "inherited", ["fail"], ON_FILE | WAIVED, "gap_waived"),
    "aws, condition waived beside an unknown": ("aws", "inherited", ["fail", "unknown"], ON_FILE | WAIVED, "no_data"),
    "aws, condition holds": ("aws", "inherited", ["pass", "pass"], ON_FILE, "inherited"),
    "aws, condition has nothing to test": ("aws", "inherited", [], ON_FILE, "inherited"),
    "aws, condition holds without a report": ("aws", "inherited", ["pass"], {}, "inherited_stale"),
    "shared, condition fails whatever is attested": ("shared", "manual", ["fail"], BOTH, "gap"),
    "shared, condition not observed": ("shared", "manual", ["unknown"], BOTH, "no_data"),
    "shared, condition waived": ("shared", "manual", ["fail"], BOTH | WAIVED, "gap_waived"),
    "shared, condition holds": ("shared", "manual", ["pass"], BOTH, "attested"),
    "shared, condition holds and is no evidence": ("shared", "manual", ["pass"], ON_FILE, "not_assessed"),
    "customer, nothing is inherited": ("customer", "manual", ["fail"], ATTESTED, "attested"),
}


@pytest.mark.parametrize(("party", "test_mode", "results", "said", "state"), CASES.values(), ids=CASES)
def test_an_inheritance_is_as_good_as_its_condition(party, test_mode, results, said, state):
    row = judged(party, test_mode, results, said)

    assert (row["responsibility"], row["state"]) == (party, state)
    assert (row["checks"], row["passed"], row["failed"]) == (0, 0, 0)  # a condition's check is no evidence


def test_aws_half_stays_what_the_report_makes_it():
    row = judged("aws", "inherited", ["fail"], ON_FILE)

    assert (row["customer_state"], row["aws_state"], row["aws_report"]) == ("gap", "inherited", "r-1")
    assert row["concluded"] and not row["satisfied"]


BASIS = {
    "fails": (["pass", "fail", "fail"], {}, f"condition: 1 check; fails: {KEY} (2 of 3, medium, some)"),
    "not observed": (["pass", "unknown"], {}, f"condition: 1 check; not observed: {KEY} (1 beside 1 tested)"),
    "holds": (["pass", "pass"], {}, "condition: 1 check: none fails"),
    "waived": (["fail"], WAIVED, f"condition: 1 check; accepted by exception: {KEY} (1 of 1, EX-1)"),
    "nothing": ([], {}, "condition: 1 check: nothing to test"),
}


@pytest.mark.parametrize(("results", "said", "sentence"), BASIS.values(), ids=BASIS)
def test_the_reasons_say_how_the_condition_stands(results, said, sentence):
    row = judged("aws", "inherited", results, ON_FILE | said)

    assert row["condition_checks"] == KEY
    assert row["basis"] == f"{sentence}; AWS answers; r-1 covers the period"


def test_the_customers_own_control_says_nothing_of_a_condition():
    assert judged("customer", "manual", ["fail"], ATTESTED)["basis"].startswith("attested effective")


def test_of_two_checks_of_one_condition_the_worse_counts():
    seen = pd.concat([observed("pass"), observed("fail", check_id=ROOT)], ignore_index=True)

    row = judged("aws", "inherited", [], ON_FILE, (KEY, ROOT), seen)

    assert row["state"] == "gap"
    assert row["condition_checks"] == f"{KEY}, {ROOT}"
    assert row["basis"].startswith(f"condition: 2 checks; fails: {ROOT} (1 of 1, critical, setting);")


def test_failing_resources_name_the_control_whose_condition_they_break():
    tests_both = replace(tied("aws", "inherited", (KEY,)), evidence=claimed("CC6.1", KEY))
    rows = listed(marked(observed("fail"), register(), AS_OF), tests_both)

    assert rows["controls"].tolist() == ["CC6.1, CC6.4"]  # evidence for the one, condition of the other
    assert len(listed(marked(observed("pass"), register(), AS_OF), SOC2)) == 0
