"""The lattice of states: each one reached by the smallest case, and never by one that would be a false green."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from tests.engagements import AS_OF, marked, register, report, usage
from toolkit.asked import framework_ids
from toolkit.checks import CHECKS
from toolkit.frameworks import Framework, read_framework
from toolkit.gaps import failing, findings, gap_analysis, summary
from toolkit.gaps.findings import control_findings
from toolkit.observe import observation
from toolkit.responsibility import SERVICE_MODELS
from toolkit.states import STATES

ACCOUNT = "111111111111"
KEY = "iam_access_key_rotated"  # evidence for CC6.1 of SOC 2, and for nothing else there
USAGE = usage()
SOC2 = read_framework("soc2_2017")
LAYERS = {"customer": "identity", "shared": "encryption_at_rest", "aws": "facilities"}


def framework(party, test_mode, control_id="CC6.1"):
    """SOC 2 with one control, of which one party answers."""
    controls = SOC2.controls[SOC2.controls["control_id"].eq(control_id)].assign(
        layers=LAYERS[party],
        test_mode=test_mode,
        customer_condition="",
        aws_evidence="" if party == "customer" else "soc2_t2 | c5_t2",
    )
    controls = controls.astype("string").reset_index(drop=True)
    evidence = claimed("CC6.1", KEY)
    return replace(SOC2, assessable=1, controls=controls, evidence=evidence, conditions=SOC2.conditions.head(0))


def listed(seen, claims):
    """The failing resources of a framework."""
    return failing(seen, findings(seen, register().tolerances, AS_OF), claims)


def claimed(control_id, *checks, strength="direct"):
    """The claims that checks are evidence for a control."""
    rows = [(control_id, check, strength, "own", "It tests it.", "shipped") for check in checks]
    return pd.DataFrame(rows, columns=list(SOC2.evidence), dtype="string")


def observed(*results, check_id=KEY):
    """Observations of one check on the resources key-0, key-1 and so on."""
    rows = pd.DataFrame({"result": list(results), "resource_id": [f"key-{n}" for n in range(len(results))]})
    about = {"check_id": check_id, "account_id": ACCOUNT, "region": "global", "evidence": "", "call_id": "call"}
    rows = rows.assign(**about, severity=CHECKS[check_id].severity, domain=CHECKS[check_id].domain)
    return rows[list(observation())].astype(observation())


def judged(party, test_mode, results=(), said=None, as_of=AS_OF):
    """The one row of a gap analysis of one control."""
    said = said or register()
    seen = marked(observed(*results), said, as_of)
    (row,) = gap_analysis(framework(party, test_mode), seen, USAGE, said, as_of).to_dict("records")
    return row


WAIVED = {"exceptions": [{}]}
ATTESTED = {"attestations": [{}]}
EXCEPTIONS_NOTED = {"attestations": [{"conclusion": "effective_with_exceptions"}]}
INEFFECTIVE = {"attestations": [{"conclusion": "ineffective"}]}
EXPIRED = {"attestations": [{"expires_at": date(2026, 11, 23)}]}
NOT_REVIEWED = {"attestations": [{"reviewed_at": date(2026, 11, 25)}]}
ON_FILE = {"aws_reports": [{}]}
NOTED = {"aws_reports": [{"exceptions_noted": True, "exceptions": "CC6.1"}]}
OLD = {"aws_reports": [report("2024-10-01", "2025-09-30")]}
OTHER_KIND = {"aws_reports": [{"kind": "pci_aoc"}]}
BOTH = ATTESTED | ON_FILE

# party, test mode, results of the check, what people say, the state
CASES = {
    "a failure is a gap": ("customer", "automated", ["fail", "pass", "unknown"], {}, "gap"),
    "a failure is a gap whatever is attested": ("customer", "semi", ["fail"], ATTESTED, "gap"),
    "an unknown beside a pass": ("customer", "automated", ["pass", "unknown"], {}, "no_data"),
    "nothing to test": ("customer", "automated", [], {}, "nothing_to_test"),
    "nothing to test, and nobody attested the rest": ("customer", "semi", [], {}, "not_assessed"),
    "nothing to test, so the attestation decides": ("customer", "semi", [], ATTESTED, "attested"),
    "nothing to test, and one that is needed nowhere": ("customer", "automated", [], ATTESTED, "attested"),
    "passes that nobody attested": ("customer", "semi", ["pass", "pass"], {}, "not_assessed"),
    "an attestation not yet reviewed": ("customer", "semi", ["pass"], NOT_REVIEWED, "not_assessed"),
    "an expired attestation": ("customer", "semi", ["pass"], EXPIRED, "attestation_expired"),
    "an attestation on its last day": (
        *("customer", "semi", ["pass"]),
        {"attestations": [{"expires_at": AS_OF}]},
        "attested",
    ),
    "an expired one that was bad": (
        *("customer", "semi", ["pass"]),
        {"attestations": [INEFFECTIVE["attestations"][0] | EXPIRED["attestations"][0]]},
        "attestation_expired",
    ),
    "an ineffective control": ("customer", "semi", ["pass"], INEFFECTIVE, "gap"),
    "an ineffective control that needs no attestation": ("customer", "automated", ["pass"], INEFFECTIVE, "gap"),
    "a waived failure": ("customer", "automated", ["pass", "fail"], WAIVED, "gap_waived"),
    "a waived failure beside an unknown": ("customer", "automated", ["unknown", "fail"], WAIVED, "no_data"),
    "a waived failure, attested": ("customer", "semi", ["fail"], WAIVED | ATTESTED, "gap_waived"),
    "exceptions noted": ("customer", "semi", ["pass"], EXCEPTIONS_NOTED, "met_with_exceptions"),
    "attested and tested": ("customer", "semi", ["pass"], ATTESTED, "attested"),
    "all pass, and no more is needed": ("customer", "automated", ["pass", "pass"], {}, "met"),
    "out of scope": ("customer", "automated", ["fail"], {"applicability": [{}]}, "not_applicable"),
    "aws, no report": ("aws", "inherited", [], {}, "inherited_stale"),
    "aws, report too old": ("aws", "inherited", [], OLD, "inherited_stale"),
    "aws, report of another kind": ("aws", "inherited", [], OTHER_KIND, "inherited_stale"),
    "aws, report on file": ("aws", "inherited", [], ON_FILE, "inherited"),
    "aws, report notes exceptions": ("aws", "inherited", [], NOTED, "met_with_exceptions"),
    "aws, but a condition fails": ("aws", "inherited", ["fail"], ON_FILE, "gap"),
    "aws, but found ineffective": ("aws", "inherited", [], INEFFECTIVE | ON_FILE, "gap"),
    "aws, and a check passes": ("aws", "inherited", ["pass"], ON_FILE, "inherited"),
    "shared, both good": ("shared", "semi", ["pass"], BOTH, "attested"),
    "shared, but a setting settles it": ("shared", "automated", ["pass"], {}, "met"),
    "shared, customer's half bad": ("shared", "automated", ["fail"], ON_FILE, "gap"),
    "shared, AWS's half bad": ("shared", "semi", ["pass"], ATTESTED | OLD, "inherited_stale"),
    "shared, AWS's half with exceptions": ("shared", "semi", ["pass"], ATTESTED | NOTED, "met_with_exceptions"),
    "shared, both bad": ("shared", "semi", ["unknown"], OLD, "no_data"),
    "shared, waived and stale": ("shared", "semi", ["fail"], ATTESTED | WAIVED, "inherited_stale"),
    "shared, waived and on file": ("shared", "semi", ["fail"], WAIVED | BOTH, "gap_waived"),
}


@pytest.mark.parametrize(("party", "test_mode", "results", "said", "state"), CASES.values(), ids=CASES)
def test_the_state_of_a_control(party, test_mode, results, said, state):
    row = judged(party, test_mode, results, register(**said))

    assert row["responsibility"] == party
    assert row["state"] == state


def test_the_cases_reach_every_state():
    apart = {"represented", "inherited_partly", "inherited_conditional", "out_of_scope"}  # in the truth table

    assert {case[-1] for case in CASES.values()} == set(STATES) - apart


def test_a_control_without_checks_and_without_attestation_is_not_assessed():
    analysis = gap_analysis(
        framework("customer", "manual", "CC1.1"), marked(observed(), register(), AS_OF), USAGE,
        *(register(), AS_OF),
    )  # fmt: skip

    assert analysis["state"].tolist() == ["not_assessed"]
    assert analysis["basis"].tolist() == ["no attestation on file"]
    assert analysis["checks"].tolist() == [0]


def test_states_are_ordered_worst_first_and_good_ones_come_last():
    assert list(STATES) == [
        *("gap", "no_data", "not_assessed", "attestation_expired", "represented", "nothing_to_test"),
        *("inherited_stale", "inherited_partly", "inherited_conditional", "gap_waived", "met_with_exceptions"),
        *("attested", "inherited", "met", "not_applicable", "out_of_scope"),
    ]


def test_a_shared_control_has_the_worse_of_its_halves():
    row = judged("shared", "semi", ["pass"], register(**ATTESTED))

    assert (row["customer_state"], row["aws_state"], row["state"]) == ("attested", "inherited_stale", "inherited_stale")


def test_a_setting_waits_for_no_report():
    row = judged("shared", "automated", ["pass", "pass"], register(engagement=None))

    assert (row["customer_state"], row["state"], row["concluded"]) == ("met", "met", True)
    assert pd.isna(row["aws_state"])
    assert "AWS answers" not in row["basis"]


def test_a_side_without_a_part_has_no_state():
    assert pd.isna(judged("customer", "automated", ["pass"])["aws_state"])
    assert pd.isna(judged("aws", "inherited")["customer_state"])


def test_the_counts_and_the_basis_say_why():
    row = judged("shared", "semi", ["pass", "fail", "unknown"], register(exceptions=[{"resource_id": "key-9"}]))

    assert {name: row[name] for name in ("passed", "failed", "waived", "unknown")} == {
        "passed": 1, "failed": 1, "waived": 0, "unknown": 1,
    }  # fmt: skip
    assert row["failing_checks"] == KEY
    assert row["basis"].split("; ") == [
        "1 check",
        f"fails: {KEY} (1 of 2, medium, some)",
        f"not observed: {KEY} (1 beside 2 tested)",
        "no attestation on file",
        "AWS answers",
        "soc2_t2 (none for the period), or c5_t2 (none for the period)",
    ]


WAIVERS = {
    "applies": ({}, "gap_waived"),
    "on the day of approval": ({"approved_at": AS_OF}, "gap_waived"),
    "on its last day": ({"expires_at": AS_OF}, "gap_waived"),
    "expired": ({"expires_at": date(2026, 11, 23)}, "gap"),
    "not yet approved": ({"approved_at": date(2026, 11, 25)}, "gap"),
    "another account": ({"account_id": "222222222222"}, "gap"),
    "another check": ({"check_id": "s3_bucket_versioned"}, "gap"),
    "another resource": ({"resource_id": "key-1"}, "gap"),
    "that resource": ({"resource_id": "key-0"}, "gap_waived"),
    "a question mark is no wildcard": ({"resource_id": "key-?"}, "gap"),
    "a bracket is no wildcard": ({"resource_id": "key-[0]"}, "gap"),
    "a part of a name is not the name": ({"resource_id": "key"}, "gap"),
}


@pytest.mark.parametrize(("change", "state"), WAIVERS.values(), ids=WAIVERS)
def test_an_exception_accepts_only_what_and_when_it_says(change, state):
    row = judged("customer", "automated", ["fail"], register(exceptions=[change]))

    assert row["state"] == state
    assert not row["satisfied"]
    assert (row["failed"], row["waived"]) == ((0, 1) if state == "gap_waived" else (1, 0))


def test_an_exception_marks_no_pass_and_no_unknown():
    seen = marked(observed("pass", "unknown", "fail"), register(exceptions=[{}]), AS_OF)

    assert seen["exception_id"].tolist() == ["", "", "EX-1"]
    assert seen["result"].tolist() == ["pass", "unknown", "fail"]


REPORTS = {
    "one after another": (["2025-10-01", "2026-06-30"], ["2026-07-01", "2026-12-31"], "inherited"),
    "in any order": (["2026-07-01", "2026-12-31"], ["2025-10-01", "2026-06-30"], "inherited"),
    "one within the other": (["2025-10-01", "2026-12-31"], ["2026-02-01", "2026-03-01"], "inherited"),
    "a day left out": (["2025-10-01", "2026-06-29"], ["2026-07-01", "2026-12-31"], "inherited_stale"),
    "the first day left out": (["2026-01-02", "2026-06-30"], ["2026-07-01", "2026-12-31"], "inherited_stale"),
    "until the day of the report": (["2026-01-01", "2026-06-30"], ["2026-07-01", "2026-11-24"], "inherited"),
    "until the day before": (["2026-01-01", "2026-06-30"], ["2026-07-01", "2026-11-23"], "inherited_stale"),
}


@pytest.mark.parametrize(("one", "other", "state"), REPORTS.values(), ids=REPORTS)
def test_aws_reports_have_to_leave_no_day_out(one, other, state):
    said = register(aws_reports=[report(*one), report(*other, report_id="r-2")])

    row = judged("aws", "inherited", said=said)

    assert row["state"] == state
    assert row["aws_report"] == ("r-1 r-2" if state == "inherited" else "")


def test_reports_of_two_kinds_do_not_add_up():
    halves = [report("2026-01-01", "2026-06-30"), report("2026-07-01", "2026-12-31", kind="c5_t2")]

    assert judged("aws", "inherited", said=register(aws_reports=halves))["state"] == "inherited_stale"


def test_before_the_period_an_old_report_covers_nothing():
    row = judged("aws", "inherited", said=register(**OLD), as_of=date(2025, 12, 1))

    assert row["state"] == "inherited_stale"


@pytest.mark.parametrize(("conclusion", "state"), [("effective", "attested"), ("ineffective", "gap")])
def test_the_latest_attestation_counts(conclusion, state):
    latest = {"conclusion": conclusion}
    before = {"attested_at": date(2026, 9, 1), "reviewed_at": date(2026, 9, 8)}
    earlier = {"conclusion": "ineffective" if conclusion == "effective" else "effective", **before}

    for lines in ([latest, earlier], [earlier, latest]):
        assert judged("customer", "semi", ["pass"], register(attestations=lines))["state"] == state


@pytest.mark.parametrize(("days", "state"), [(0, "attested"), (1, "attestation_expired")])
def test_an_attestation_counts_to_its_last_day_without_an_engagement_too(days, state):
    said = register(engagement=None, **ATTESTED)
    last = said.attestations["expires_at"].item()

    assert judged("customer", "semi", ["pass"], said, last + timedelta(days=days))["state"] == state


# state → concluded, satisfied
RULES = {
    "gap": (True, False),
    "no_data": (False, False),
    "not_assessed": (False, False),
    "attestation_expired": (False, False),
    "inherited_stale": (False, False),
    "gap_waived": (True, False),
    "nothing_to_test": (False, False),
    "met_with_exceptions": (True, False),
    "attested": (True, True),
    "inherited": (True, False),
    "met": (True, True),
    "not_applicable": (False, False),
}


@pytest.mark.parametrize(("party", "test_mode", "results", "said", "state"), CASES.values(), ids=CASES)
def test_what_counts_as_concluded_and_as_satisfied(party, test_mode, results, said, state):
    row = judged(party, test_mode, results, register(**said))

    assert (row["concluded"], row["satisfied"]) == RULES[state]


def test_without_an_engagement_nothing_shows_that_aws_half_is_in_place():
    row = judged("aws", "inherited", said=register(engagement=None))

    assert (row["state"], row["concluded"], row["satisfied"]) == ("inherited_stale", False, False)
    assert row["basis"] == "AWS answers; no engagement names AWS reports (what suffices: soc2_t2, or c5_t2)"


def test_owners_are_named():
    assert judged("customer", "manual", said=register(owners=[{}]))["accountable"] == "Anna Fischer"
    assert judged("customer", "manual")["accountable"] == ""


def test_what_another_framework_says_does_not_count():
    elsewhere = {"framework_id": "iso_27001_2022", "control_id": "A.5.17"}
    said = register(attestations=[elsewhere], owners=[elsewhere], applicability=[elsewhere])

    row = judged("customer", "semi", ["pass"], said)

    assert (row["state"], row["accountable"]) == ("not_assessed", "")


def test_the_findings_add_up_per_control():
    seen = marked(observed("pass", "fail", "fail", "unknown"), register(exceptions=[]), AS_OF)

    found = findings(seen, register().tolerances, AS_OF)
    said = control_findings(found, replace(SOC2, evidence=claimed("CC6.1", KEY, "s3_bucket_versioned"))).set_index(
        "control_id"
    )
    said = said.loc["CC6.1"]

    assert said[["passed", "failed", "waived", "unknown"]].tolist() == [1, 2, 0, 1]
    assert said["checks"] == 2
    assert said["failing_checks"] == KEY


def test_failing_resources_come_worst_first_with_what_to_do():
    root = "iam_account_root_access_keys_absent"
    seen = pd.concat([observed("pass", "fail", "fail"), observed("fail", check_id=root)], ignore_index=True)

    evidence = pd.concat(
        [claimed("CC6.1", KEY, root), claimed("CC6.3", root), claimed("CC7.2", KEY, strength="supporting")]
    )
    claims = replace(SOC2, evidence=evidence)

    rows = listed(marked(seen, register(exceptions=[{"resource_id": "key-2"}]), AS_OF), claims)

    assert rows[["severity", "check_id", "resource_id", "controls", "exception_id"]].to_numpy().tolist() == [
        ["critical", root, "key-0", "CC6.1, CC6.3", ""],
        ["medium", KEY, "key-1", "CC6.1", ""],
        ["medium", KEY, "key-2", "CC6.1", "EX-1"],
    ]
    assert rows["remedy"].ne("").all()
    assert rows["supports"].tolist() == ["", "CC7.2", "CC7.2"]
    assert rows[["failed", "tested", "reach"]].to_numpy().tolist() == [
        [1, 1, "setting"],
        [1, 3, "some"],
        [1, 3, "some"],
    ]
    other = replace(SOC2, evidence=SOC2.evidence.head(0), conditions=SOC2.conditions.head(0))
    assert len(listed(marked(seen, register(), AS_OF), other)) == 0


@pytest.mark.parametrize("framework_id", framework_ids())
@pytest.mark.parametrize("models", [list(SERVICE_MODELS), ["abstracted", "organisation"]], ids=["all", "serverless"])
def test_the_denominator_is_every_assessable_control_in_the_publishers_order(framework_id, models):
    whole: Framework = read_framework(framework_id)
    seen = marked(observed("pass", "fail"), register(), AS_OF)

    gaps = gap_analysis(whole, seen, usage(models), register(), AS_OF)

    assert gaps["control_id"].tolist() == whole.controls["control_id"].tolist()
    assert len(gaps) == whole.assessable
    assert gaps["state"].notna().all()
    assert gaps["basis"].ne("").all()


def test_the_summary_adds_up():
    everyone = {"attestations": [{"control_id": "CC1.1"}], "applicability": [{"control_id": "P1.1"}], **ON_FILE}
    seen = marked(observed("fail"), register(), AS_OF)

    claims = replace(SOC2, evidence=claimed("CC6.1", KEY))
    gaps = gap_analysis(claims, seen, USAGE, register(**everyone), AS_OF)
    figures = summary(gaps)

    assert (figures["assessable"], figures["applicable"], figures["not_applicable"]) == (61, 60, 1)
    assert sum(figures[state] for state in STATES) == 61
    assert (figures["gap"], figures["gaps"], figures["attested"]) == (1, 1, 1)
    assert figures["concluded"] == 1 + figures["satisfied"] + figures["inherited"]  # the gap, and each side's part
    assert figures["satisfied"] == figures["attested"] == 1
