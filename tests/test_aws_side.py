"""AWS's half: sets of reports, the days, services and Regions that they cover, and exceptions by control."""

from datetime import date

import pandas as pd
import pytest

from tests.engagements import AS_OF, register, report, usage
from toolkit.gaps.aws_side import aws_side
from toolkit.register import NOBODY

YEAR = ("2026-01-01", "2026-12-31")
USED = usage(services=[("s3", "eu-central-1"), ("lambda", "us-east-1"), ("iam", "global")])
SCOPE = {"services": "iam lambda s3", "regions": "eu-central-1 us-east-1"}


def side(evidence, *reports, used=None, control_id="CC6.1", party="aws", as_of=AS_OF):
    """State, reports and reasons of one control."""
    table = pd.DataFrame({"control_id": [control_id], "responsibility": [party], "aws_evidence": [evidence]})
    found = aws_side(table, register(aws_reports=reports), as_of, usage() if used is None else used)
    return tuple(found.iloc[0])


def of_kind(kind, number=1, **changes):
    return report(*YEAR, kind=kind, report_id=f"r-{number}", **changes)


PCI = "pci_aoc+pci_responsibility"
ISO = "iso_27001+iso_27001_soa | soc2_t2 | c5_t2"
SETS = {
    "both of a pair": (PCI, ["pci_aoc", "pci_responsibility"], "inherited"),
    "one of a pair": (PCI, ["pci_aoc"], "inherited_partly"),
    "the other of a pair": (PCI, ["pci_responsibility"], "inherited_partly"),
    "a report of another programme": (PCI, ["soc2_t2"], "inherited_stale"),
    "a module's certificate says nothing of access": ("soc2_t2", ["fips_140"], "inherited_stale"),
    "a certificate without its statement": (ISO, ["iso_27001"], "inherited_partly"),
    "the first set": (ISO, ["iso_27001", "iso_27001_soa"], "inherited"),
    "the second set": (ISO, ["soc2_t2"], "inherited"),
    "half of one set and half of another": (f"{PCI} | hipaa_baa+soc2_t2", ["pci_aoc", "soc2_t2"], "inherited_partly"),
}


@pytest.mark.parametrize(("evidence", "kinds", "state"), SETS.values(), ids=SETS)
def test_a_set_suffices_only_whole(evidence, kinds, state):
    reports = [of_kind(kind, number) for number, kind in enumerate(kinds)]

    assert side(evidence, *reports)[0] == state


def test_what_is_missing_of_each_set_is_said():
    state, ids, basis = side(f"{PCI} | soc2_t2", of_kind("pci_aoc"))

    assert (state, ids) == ("inherited_partly", "")
    assert basis == (
        "AWS answers; pci_aoc (r-1) with pci_responsibility (none for the period), or soc2_t2 (none for the period)"
    )


def test_the_set_that_covers_more_counts():
    narrow = [of_kind("iso_27001", 1, services="s3", regions="eu-central-1"), of_kind("iso_27001_soa", 2)]

    assert side(ISO, *narrow, used=USED)[0] == "inherited_partly"
    assert side(ISO, *narrow, of_kind("soc2_t2", 3, **SCOPE), used=USED)[:2] == ("inherited", "r-3")


SCOPES = {
    "all": (SCOPE, ""),
    "more than is in use": (
        {"services": "iam lambda s3 sqs", "regions": "eu-central-1 us-east-1 eu-west-1"},
        "",
    ),
    "a service is missing": (SCOPE | {"services": "iam s3"}, "it does not name lambda"),
    "a part of a name is not the name": (SCOPE | {"services": "iam lambdas s3"}, "it does not name lambda"),
    "a Region is missing": (SCOPE | {"regions": "us-east-1"}, "it does not name eu-central-1"),
    "both": ({"services": "s3", "regions": "us-east-1"}, "it does not name lambda, iam, eu-central-1"),
    "nothing is written down": ({}, "its services are not written down; its Regions are not written down"),
    "no Regions are written down": (
        {"services": "s3 iam"},
        "its Regions are not written down; it does not name lambda",
    ),
}


@pytest.mark.parametrize(("scope", "missing"), SCOPES.values(), ids=SCOPES)
def test_a_report_covers_the_services_and_regions_that_it_names(scope, missing):
    state, ids, basis = side("soc2_t2", of_kind("soc2_t2", **scope), used=USED)

    assert (state, ids) == ("inherited_partly" if missing else "inherited", "r-1")
    assert basis == "AWS answers; r-1 covers the period" + (f"; of soc2_t2: {missing}" if missing else "")


def test_a_service_has_to_be_named_with_its_region():
    one = of_kind("soc2_t2", services="iam s3 lambda", regions="eu-central-1")
    other = of_kind("soc2_t2", 2, services="s3", regions="us-east-1")

    state, _, basis = side("soc2_t2", one, other, used=USED)
    assert (state, basis.endswith("it does not name lambda in us-east-1")) == ("inherited_partly", True)
    assert side("soc2_t2", one, other | {"services": "lambda"}, used=USED)[0] == "inherited"


def test_services_may_be_written_with_commas_and_capitals():
    said = {"services": "IAM, Lambda,S3", "regions": "eu-central-1,us-east-1"}

    assert side("soc2_t2", of_kind("soc2_t2", **said), used=USED)[0] == "inherited"


def test_a_contract_names_no_services():
    assert side("gdpr_dpa", of_kind("gdpr_dpa"), used=USED)[0] == "inherited"


def test_a_service_has_to_be_named_on_every_day():
    first = report("2026-01-01", "2026-06-30", **SCOPE)
    second = report("2026-07-01", "2026-12-31", report_id="r-2", **SCOPE | {"services": "iam s3"})

    state, _, basis = side("soc2_t2", first, second, used=USED)

    assert state == "inherited_partly"
    assert basis == "AWS answers; r-1 r-2 covers the period; of soc2_t2: it does not name lambda"


REPORT = report("2025-10-01", "2026-09-30")


def letter(start="2026-10-01", end="2026-12-31", dated=AS_OF, **changes):
    return report(start, end, kind="bridge_letter", report_id="r-2", dated=dated, **changes)


LETTERS = {
    "to the day of the audit": (REPORT, letter(), "inherited"),
    "dated a day before": (REPORT, letter(dated=date(2026, 11, 23)), "inherited_stale"),
    "without its date": (REPORT, letter(dated=None), "inherited_stale"),
    "starts a day late": (REPORT, letter("2026-10-02"), "inherited_stale"),
    "ends a day early": (REPORT, letter(end="2026-11-23"), "inherited_stale"),
    "overlaps the report": (REPORT, letter("2026-09-15"), "inherited"),
    "of three months and a day": (REPORT | {"period_end": date(2026, 8, 23)}, letter("2026-08-24"), "inherited_stale"),
    "of three months": (REPORT | {"period_end": date(2026, 8, 24)}, letter("2026-08-25"), "inherited"),
    "beside a report of another kind": (REPORT | {"kind": "c5_t2"}, letter(), "inherited_stale"),
    "beside a report that nobody has read": (REPORT | {"read_by": NOBODY}, letter(), "inherited_stale"),
    "that nobody has read": (REPORT, letter(read_by=NOBODY), "inherited_stale"),
}


@pytest.mark.parametrize(("extended", "beside", "state"), LETTERS.values(), ids=LETTERS)
def test_a_letter_extends_the_report_it_lies_beside_to_its_own_date(extended, beside, state):
    assert side("soc2_t2 | c5_t2", extended, beside)[0] == state
    assert side("soc2_t2 | c5_t2", beside, extended)[0] == state


def test_a_letter_alone_covers_nothing():
    assert side("soc2_t2", letter("2026-01-01"))[0] == "inherited_stale"


def test_letters_follow_one_another_for_three_months_in_all():
    second = letter("2026-11-01", dated=AS_OF) | {"report_id": "r-3"}

    assert side("soc2_t2", REPORT, letter(end="2026-10-31"), second)[:2] == ("inherited", "r-1 r-2 r-3")


def test_a_letter_has_the_scope_of_its_report():
    assert side("soc2_t2", REPORT | SCOPE, letter(), used=USED)[0] == "inherited"


def test_the_days_that_are_left_out_are_named():
    basis = side("soc2_t2", REPORT, letter(dated=None))[2]

    assert basis == (
        "AWS answers; soc2_t2 (r-1 leaves out 2026-10-01 to 2026-11-24; the date of r-2 is not written down)"
    )


@pytest.mark.parametrize(
    ("kind", "changes", "state"),
    [
        ("soc2_t2", {"dated": date(2026, 11, 23)}, "inherited_stale"),
        ("soc2_t2", {"retrieved_at": date(2026, 11, 23)}, "inherited_stale"),
        ("soc2_t2", {"dated": AS_OF}, "inherited"),
        ("gdpr_dpa", {"dated": date(2026, 1, 1)}, "inherited"),
        ("pci_aoc", {"period_start": date(2025, 11, 24), "period_end": date(2027, 12, 31)}, "inherited_stale"),
        ("pci_aoc", {"period_start": date(2025, 11, 25), "period_end": date(2027, 12, 31)}, "inherited"),
    ],
    ids=["dated before", "retrieved before", "dated on the day", "a contract runs on", "a year ago", "a year"],
)
def test_nothing_is_covered_after_the_date_of_a_report_or_the_validity_of_its_kind(kind, changes, state):
    assert side(kind, of_kind(kind) | changes)[0] == state


def test_a_report_of_one_day_speaks_of_no_period():
    one_day = report("2026-06-30", "2026-06-30", kind="soc2_t1")

    assert side("soc2_t1", one_day)[0] == "inherited_stale"


def test_exceptions_touch_the_controls_that_they_name():
    noted = of_kind("soc2_t2", exceptions_noted=True, exceptions="CC6.1, CC7.2")

    assert side("soc2_t2", noted) == (
        *("met_with_exceptions", "r-1", "AWS answers; r-1 covers the period; r-1 notes exceptions to CC6.1"),
    )
    assert side("soc2_t2", noted, control_id="CC6.4")[0] == "inherited"
    assert side("soc2_t2", of_kind("soc2_t2", exceptions_noted=True))[0] == "inherited"


@pytest.mark.parametrize(
    "said", ["CC6.1; CC7.2", "CC6.1 CC7.2", "cc6.1", "CC 6.1", "CC7.2/CC6.1.", "CC6.1 (access)", "CC6.1-CC6.3"]
)
def test_a_control_is_named_in_whatever_spelling(said):
    noted = of_kind("soc2_t2", exceptions_noted=True, exceptions=said)

    assert side("soc2_t2", noted)[0] == "met_with_exceptions"


@pytest.mark.parametrize(
    ("said", "control_id"),
    [
        ("CC6.10", "CC6.1"),
        ("AWSCA-4.1", "4.1"),
        ("10.4.1", "4.1"),
        ("A.5.1.2", "A.5.1"),
        ("Art. 32(1)(b)", "Art. 32(1)"),
    ],
)
def test_what_only_holds_the_letters_of_a_control_names_another(said, control_id):
    noted = of_kind("soc2_t2", exceptions_noted=True, exceptions=said)

    assert side("soc2_t2", noted, control_id=control_id)[0] == "inherited"
    assert side("soc2_t2", noted, control_id=said)[0] == "met_with_exceptions"


def test_what_a_letter_excepts_is_excepted():
    ended = report("2025-10-01", "2026-09-30", report_id="r-1")
    letter = report("2026-10-01", "2026-12-31", report_id="l-1", kind="bridge_letter", dated=AS_OF)
    noted = letter | {"exceptions_noted": True, "exceptions": "CC6.1"}

    assert side("soc2_t2", ended, letter)[0] == "inherited"
    assert side("soc2_t2", ended, noted) == (
        *("met_with_exceptions", "r-1 l-1", "AWS answers; r-1 l-1 covers the period; l-1 notes exceptions to CC6.1"),
    )


def test_a_contract_without_an_end_speaks_to_the_last_day_there_is():
    first, second = (of_kind("hipaa_baa", number, period_end=date.max) for number in (1, 2))
    letter = of_kind("bridge_letter", 3, dated=AS_OF)

    assert side("hipaa_baa", first, second, letter)[0] == "inherited"
    assert side("iso_27001", report("9999-01-01", "9999-12-31", kind="iso_27001"))[0] == "inherited_stale"


def test_an_exception_makes_no_state_better():
    noted = of_kind("soc2_t2", exceptions_noted=True, exceptions="CC6.1")

    assert side("soc2_t2", noted, used=USED)[0] == "inherited_partly"
    assert side("soc2_t2", noted | {"period_end": date(2026, 6, 30)})[0] == "inherited_stale"


def test_an_old_report_s_exceptions_do_not_touch_this_period():
    old = report("2024-01-01", "2024-12-31", report_id="r-0", exceptions_noted=True, exceptions="CC6.1")

    assert side("soc2_t2", old, of_kind("soc2_t2"))[0] == "inherited"


def test_where_the_setting_shows_what_aws_does_no_report_is_asked_for():
    assert pd.isna(side("none", party="shared")[0])
    assert pd.isna(side("", party="customer")[0])
