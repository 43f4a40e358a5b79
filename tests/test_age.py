"""How old the newest evidence is, against how often a control is to happen: shown, and no state follows from it."""

from datetime import date, timedelta

import pandas as pd
import pytest

from tests.engagements import AS_OF, register, report
from toolkit.framework_rules import FREQUENCIES
from toolkit.gaps.age import INTERVALS, aged


def judged(collected=AS_OF, reports=(), **changes):
    """The newest evidence of one control, and whether it is overdue."""
    row = {"attested_at": "", "test_mode": "semi", "responsibility": "customer", "frequency": "quarterly"}
    row |= {"passed": 1, "failed": 0, "waived": 0, "aws_report": "", "state": "attested"} | changes
    said = register(aws_reports=list(reports)).aws_reports if reports else register().aws_reports
    (found,) = aged(pd.DataFrame([row]), collected, said, AS_OF).to_dict("records")
    assert found["state"] == "attested"
    return found["newest_evidence"], found["overdue"]


@pytest.mark.parametrize(("frequency", "days"), INTERVALS.items())
def test_evidence_is_overdue_the_day_after_the_next_is_due(frequency, days):
    for late in (0, 1):
        day = AS_OF - timedelta(days=days + late)
        assert judged(day, test_mode="automated", frequency=frequency) == (day.isoformat(), bool(late))


def test_every_frequency_has_its_days_but_what_an_event_sets_off():
    assert set(FREQUENCIES) - set(INTERVALS) == {"event"}
    assert judged(attested_at="2020-01-01", frequency="event") == ("2020-01-01", False)


def test_where_checks_do_not_settle_it_the_statement_counts():
    assert judged(attested_at="2026-06-01") == ("2026-06-01", True)
    assert judged(attested_at="2026-11-01") == ("2026-11-01", False)
    assert judged() == ("", False)


def test_no_person_attests_each_day():
    assert judged(attested_at="2026-06-01", frequency="continuous") == ("2026-06-01", False)


def test_checks_that_tested_nothing_are_no_evidence():
    assert judged(test_mode="automated", passed=0) == ("", False)


def test_what_is_awss_alone_is_as_old_as_the_days_of_its_report():
    reports = [report("2025-01-01", "2025-06-30"), report("2025-07-01", "2027-06-30", report_id="r-2")]
    alone = {"responsibility": "aws", "frequency": "annual"}

    assert judged(reports=reports, aws_report="r-1", **alone) == ("2025-06-30", True)
    assert judged(reports=reports, aws_report="r-1 r-2", **alone) == (AS_OF.isoformat(), False)
    assert judged(reports=reports, **alone) == ("", False)


def test_the_day_of_a_statement_after_the_observations_is_the_newest():
    assert judged(date(2026, 10, 1), test_mode="automated", attested_at="2026-11-01")[0] == "2026-11-01"
