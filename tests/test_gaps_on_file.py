"""What people put on file, and when it counts: attestations, AWS's reports and exclusions."""

from datetime import date, timedelta

import pytest

from tests.engagements import AS_OF, register, report
from tests.test_gaps import KEY, judged
from toolkit.register import NOBODY


def test_of_two_attestations_reviewed_on_one_day_the_worse_counts():
    twice = [{"conclusion": "ineffective"}, {"conclusion": "effective", "expires_at": date(2028, 1, 1)}]

    assert judged("customer", "semi", ["pass"], register(attestations=twice))["state"] == "gap"
    assert judged("customer", "semi", ["pass"], register(attestations=twice[::-1]))["state"] == "gap"


def test_an_attestation_of_another_period_says_nothing_about_this_one():
    other = {"period_start": date(2024, 1, 1), "period_end": date(2025, 12, 31)}

    row = judged("customer", "semi", ["pass"], register(attestations=[other]))

    assert row["state"] == "attestation_expired"


def test_exceptions_in_one_kind_of_report_are_not_hidden_by_another():
    noted = report("2026-01-01", "2026-12-31", exceptions_noted=True, exceptions="A1.1, CC6.1")
    clean = report("2026-01-01", "2026-12-31", report_id="r-2", kind="c5_t2")

    row = judged("aws", "inherited", said=register(aws_reports=[noted, clean]))

    assert row["state"] == "met_with_exceptions"
    assert row["basis"].endswith("r-1 notes exceptions to CC6.1")


def test_a_report_that_was_retrieved_later_is_not_on_file_yet():
    later = report("2026-01-01", "2026-12-31", retrieved_at=date(2027, 3, 1))

    assert judged("aws", "inherited", said=register(aws_reports=[later]))["state"] == "inherited_stale"


@pytest.mark.parametrize(
    "spoken", [(date(2025, 1, 2), date(2026, 1, 1)), (date(2026, 11, 24), date(2027, 12, 31))], ids=["before", "after"]
)
def test_an_attestation_that_touches_the_period_does_not_speak_of_all_of_it(spoken):
    part = dict(zip(("period_start", "period_end"), spoken, strict=True))

    row = judged("customer", "semi", ["pass"], register(attestations=[part]))

    assert row["state"] == "attestation_expired"


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (date(2026, 1, 1), AS_OF, "attested"),
        (date(2026, 1, 2), AS_OF, "attestation_expired"),
        (date(2026, 1, 1), AS_OF - timedelta(days=1), "attestation_expired"),
    ],
)
def test_an_attestation_speaks_of_its_first_and_last_day(first, last, state):
    said = register(attestations=[{"period_start": first, "period_end": last}])

    assert judged("customer", "semi", ["pass"], said)["state"] == state


@pytest.mark.parametrize(("days", "state"), [(0, "attested"), (1, "not_assessed")])
def test_an_attestation_counts_from_the_day_of_its_review(days, state):
    said = register(attestations=[{"reviewed_at": AS_OF + timedelta(days=days)}])

    assert judged("customer", "semi", ["pass"], said)["state"] == state


@pytest.mark.parametrize(("days", "state"), [(0, "inherited"), (1, "inherited_stale")])
def test_a_report_is_on_file_from_the_day_it_was_retrieved(days, state):
    said = register(aws_reports=[{"retrieved_at": AS_OF + timedelta(days=days)}])

    assert judged("aws", "inherited", said=said)["state"] == state


@pytest.mark.parametrize(("days", "state"), [(0, "not_applicable"), (1, "not_assessed")])
def test_a_control_is_out_of_scope_from_the_day_that_was_approved(days, state):
    said = register(applicability=[{"approved_at": AS_OF + timedelta(days=days)}])

    assert judged("customer", "semi", ["pass"], said)["state"] == state


def test_checks_that_pass_do_not_hide_what_people_found():
    noted = register(attestations=[{"conclusion": "effective_with_exceptions"}])
    ineffective = register(attestations=[{"conclusion": "ineffective"}])

    assert judged("customer", "automated", ["pass"], noted)["state"] == "met_with_exceptions"
    row = judged("customer", "automated", ["pass"], ineffective)
    assert row["state"] == "gap"
    assert "attested ineffective by Anna Fischer" in row["basis"]


def test_a_report_that_nobody_has_read_is_not_on_file():
    said = register(aws_reports=[report("2026-01-01", "2026-12-31", read_by=NOBODY)])

    row = judged("aws", "inherited", said=said)

    assert (row["state"], row["aws_report"], row["satisfied"]) == ("inherited_stale", "", False)
    assert row["basis"] == "AWS answers; soc2_t2 (r-1 has not been read), or c5_t2 (none for the period)"


def test_an_exclusion_that_was_approved_later_does_not_count_yet():
    later = register(applicability=[{"approved_at": date(2026, 12, 1)}])
    before = register(applicability=[{"approved_at": date(2026, 1, 1)}])

    assert judged("customer", "semi", ["pass"], later)["state"] == "not_assessed"
    assert judged("customer", "semi", ["pass"], before)["state"] == "not_applicable"


@pytest.mark.parametrize(("days", "state"), [(0, "not_applicable"), (-1, "not_assessed")])
def test_an_exclusion_counts_to_its_last_day_and_is_named_after_it(days, state):
    row = judged("customer", "semi", ["pass"], register(applicability=[{"expires_at": AS_OF + timedelta(days=days)}]))

    assert row["state"] == state
    assert ("its exclusion (not applicable) expired on 2026-11-23" in row["basis"]) == (days < 0)


@pytest.mark.parametrize("kind", ["not_applicable", "out_of_scope"])
def test_what_fails_is_shown_beside_an_exclusion_that_two_people_answer_for(kind):
    row = judged("customer", "semi", ["fail", "pass"], register(applicability=[{"kind": kind}]))

    assert (row["state"], row["customer_state"], row["failed"], row["failing_checks"]) == (kind, "gap", 1, KEY)
    assert row["basis"].startswith(
        f"{kind.replace('_', ' ')}: Nobody signs in (asked for by Carla Rossi, approved by Nadia Haddad). Beside that: "
    )
    assert "1 of 2" in row["basis"]


def test_a_letter_that_nobody_has_read_closes_no_gap_and_is_named_beside_the_report():
    halves = [report("2025-10-01", "2026-09-30"), report("2026-10-01", "2026-12-31", report_id="r-2", read_by=NOBODY)]

    row = judged("aws", "inherited", said=register(aws_reports=halves))

    assert (row["state"], row["aws_report"]) == ("inherited_stale", "")
    assert row["basis"] == (
        "AWS answers; soc2_t2 (r-1 leaves out 2026-10-01 to 2026-11-24; r-2 has not been read), "
        "or c5_t2 (none for the period)"
    )
