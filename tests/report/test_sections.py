"""The figures that a report shows, each with what it is counted of."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.engagements import AS_OF, register
from tests.inventories import REGION, assessed, inventory, rows
from toolkit.cli.assess import _sentence
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.inventory import held
from toolkit.model import SEVERITIES
from toolkit.show import charts, failures, observed, sections, worklist

SOC2 = read_framework("soc2_2017")
KEYS = rows(
    "kms_key",
    rotation_enabled=[True, True, False, False, False, None],
    **dict.fromkeys(("customer_managed", "rotatable", "enabled"), [True] * 6),
)
ROTATION = {"check_id": "kms_key_rotation_enabled"}
SAID = {
    "attestations": [{"control_id": "CC1.1"}],
    "applicability": [{"control_id": "CC1.2"}],
    "exceptions": [
        ROTATION | {"resource_id": "kms_key-2"},
        ROTATION | {"exception_id": "EX-2", "resource_id": "kms_key-0"},
    ],
}


def opened(tables, refused, **said):
    """An audit of four criteria: one with failures, one not observed, one attested, one out of scope."""
    some = SOC2.controls[SOC2.controls["control_id"].isin(["CC1.1", "CC1.2", "CC6.1", "CC6.2"])].reset_index(drop=True)
    evidence = SOC2.evidence.assign(strength="direct").astype("string")
    framework = replace(SOC2, assessable=len(some), controls=some, evidence=evidence)
    return Audit(framework, assessed(inventory(tables, refused)), register(**said), AS_OF)


@pytest.fixture(scope="module")
def audit():
    tables = {name: KEYS if name == "kms_key" else rows(name) for name in ("kms_key", "logs_group", "iam_user")}
    return opened(tables, [("logs_group", REGION, "denied", "no")], **SAID)


def cells(shown, *labels):
    """Some columns of a table."""
    places = [[column["label"] for column in shown.block["columns"]].index(label) for label in labels]
    texts = [[row[place] for place in places] for row in shown.block["rows"]]
    return [[cell["text"] if isinstance(cell, dict) else cell for cell in row] for row in texts]


def test_key_figures_have_their_denominators(audit):
    assert [item[:2] for item in sections.key_figures(audit).block["items"]] == [
        ["Collections observed", "2 of 3"],
        ["Concluded", "2 of 3"],
        ["No exception noted", "1"],
        ["Inherited", "0"],
        ["Gaps", "1 of 3"],
        ["Not applicable", "1 of 4"],
    ]


def test_a_check_fails_some_of_what_it_tested(audit):
    """What an exception accepts was tested and is named apart; what could not be observed was not tested."""
    shown = failures.failing_checks(audit)

    assert cells(shown, "Fails", "Severity") == [["2 of 5", "medium"]]
    assert shown.block["title"].startswith("1 of ") and shown.block["title"].endswith(" checks fail, worst first")


def test_accepted_failures_stand_apart(audit):
    failing, accepted = failures.failing_resources(audit), failures.accepted_failures(audit)

    assert cells(failing, "Resource") == [["kms_key-3"], ["kms_key-4"]]
    assert cells(accepted, "Resource", "Exception", "Approved by") == [["kms_key-2", "EX-1", "Anna Fischer"]]
    assert accepted.block["title"] == "1 accepted failures"
    assert failures.failing_resources(audit, "high").block["rows"] == []


def test_only_the_first_rows_of_many_are_shown_and_all_are_counted():
    many = rows(
        "kms_key",
        rotation_enabled=[False] * 70,
        **dict.fromkeys(("customer_managed", "rotatable", "enabled"), [True] * 70),
    )

    block = failures.failing_resources(opened({"kms_key": many}, [])).block

    assert (len(block["rows"]), block["total"]) == (observed.SHOWN_ROWS, 70)


def test_what_is_open_is_what_applies_and_was_not_concluded(audit):
    shown = sections.not_concluded(audit)

    assert cells(shown, "Id", "State") == [["CC6.2", "no data"]]
    assert shown.block["title"] == "1 of 4 criteria without a conclusion"


def test_states_add_up_to_all_criteria(audit):
    assert cells(sections.states(audit), "State", "Criteria") == [
        ["gap", "1"],
        ["no data", "1"],
        ["attested", "1"],
        ["not applicable", "1"],
    ]


def test_charts_count_what_applies(audit):
    for chart in (charts.status_by_section(audit), charts.status_by_party(audit)):
        assert chart.block["title"].endswith(", 3 applicable of 4 criteria")
        assert sum(number for row in chart.block["rows"] for number in row["values"]) == 3


def test_the_split_counts_every_criterion_once(audit):
    shown = sections.responsibility_matrix(audit)

    assert cells(shown, "Section", "Shared", "Customer", "All")[-1] == ["All", "2", "2", "4"]
    assert len(cells(sections.responsibilities(audit, "shared"), "Id")) == 2


def test_exceptions_that_accept_nothing_are_counted(audit):
    assert worklist.exceptions(audit).block["title"] == "1 of 2 exceptions accept nothing"


def test_a_check_shows_what_passed_failed_and_was_not_observed(audit):
    assert ["kms_key_rotation_enabled", "2", "2", "1", "1", "some"] in cells(
        sections.checks(audit), "Check", "Pass", "Fail", "Accepted", "Unknown", "Reach"
    )


def test_calls_are_counted_by_outcome(audit):
    ledger = pd.DataFrame({"service": ["s3", "s3", "iam"], "outcome": ["ok", "denied", "ok"]})
    shown = sections.evidence_index(replace(audit, assessment=assessed(replace(audit.inventory, calls=held(ledger)))))

    assert cells(shown, "Service", "Calls", "ok", "denied") == [
        ["s3", "2", "1", "1"],
        ["1 services, each call answered", "1", "1", "0"],
        ["All", "3", "2", "1"],
    ]
    assert shown.block["title"] == "3 calls in the ledger, by outcome"


def test_a_place_says_how_much_of_it_was_observed(audit):
    assert cells(observed.scope(audit), "Region", "Collections observed") == [
        [REGION, "1 of 2"],
        ["global", "1 of 1"],
    ]
    assert observed.not_observed(audit).block["title"].startswith("1 of 3 collections not observed")


def test_page_one_has_its_denominators(audit):
    estate = replace(audit.inventory, manifest=audit.inventory.manifest | {"caller_arn": "arn:aws:iam::1:user/a"})
    said = dict(sections.cover(replace(audit, assessment=assessed(estate))))

    assert said["Coverage"] == "2 of 3 collections observed"
    assert said["Concluded"] == "2 of 3 applicable criteria"


def test_the_sentence_of_the_command_line_has_its_denominators(audit):
    assert _sentence(audit) == (
        f"{SOC2.title}: 2 of 3 applicable criteria concluded: 1 gaps, 0 accepted, 0 with exceptions, "
        "1 without an exception noted, 0 inherited; 1 without data, 0 not assessed."
    )


def test_titles_of_tables_say_how_many_of_how_many(audit):
    assert sections.states(audit).block["title"] == "States of 4 criteria, worst first"
    assert sections.responsibilities(audit, "shared").block["title"] == "Parts of AWS and customer, 2 of 4 criteria"
    assert sections.controls(audit).block["title"] == "All 4 criteria"
    assert sections.responsibility_matrix(audit).block["title"] == "Who answers for the 4 criteria"


def test_the_basis_of_a_control_counts_what_was_tested(audit):
    basis = audit.gaps.set_index("control_id").loc["CC6.1", "basis"]
    checks = audit.framework.evidence["control_id"].eq("CC6.1").sum()

    assert basis.startswith(
        f"{checks} checks; fails: kms_key_rotation_enabled (2 of 5, medium, some); "
        "accepted by exception: kms_key_rotation_enabled (1 of 5, EX-1); not observed: "
    )


IDENTITY = rows("sts_caller_identity", name=["auditor"])
REACH = {
    "all": ({"logs_group": rows("logs_group")}, [], "Not everything could be observed"),
    "some": ({"logs_group": rows("logs_group"), "iam_user": rows("iam_user")}, ["iam_user"], "Not everything could"),
    "none": ({"sts_caller_identity": IDENTITY, "iam_user": rows("iam_user")}, ["iam_user"], "Nothing could be"),
}


@pytest.mark.parametrize(("tables", "refused", "title"), REACH.values(), ids=REACH)
def test_the_note_says_how_far_conclusions_reach(tables, refused, title):
    block = observed.coverage_note(opened(tables, [(name, "global", "denied", "no") for name in refused])).block

    assert block["title"].startswith(title)
    assert (block["tone"] == "gap") == title.startswith("Nothing")
    assert title.startswith("Nothing") or " of 4 criteria are without a conclusion" in block["text"]


NOTES = {  # who is refused, and the words that begin the note; one of four criteria is out of scope
    (): "Every listing was answered, but {} observations could not be made: details were refused, or tables were "
    "not collected. 3 of 3 criteria are without a conclusion.",
    ("iam_user",): "1 of 2 collections were refused or failed, and 3 of 3 criteria are without a conclusion. ",
    ("iam_user", "logs_group"): "AWS answered 0 of 2 collections, and none about the estate. ",
}


@pytest.mark.parametrize(("refused", "words"), NOTES.items(), ids=len)
def test_the_note_counts_what_applies(refused, words):
    tables = {"logs_group": rows("logs_group"), "iam_user": rows("iam_user")}
    places = {"iam_user": "global", "logs_group": REGION}
    seen = opened(
        tables, [(name, places[name], "denied", "no") for name in refused], applicability=[{"control_id": "CC1.2"}]
    )

    assert (
        observed.coverage_note(seen)
        .block["text"]
        .startswith(words.format(seen.observations["result"].eq("unknown").sum()))
    )


def test_where_all_was_observed_the_note_counts_what_people_owe():
    seen = opened({"iam_user": rows("iam_user")}, [], applicability=[{"control_id": "CC1.2"}])
    seen.__dict__["observations"] = seen.observations[seen.observations["result"].ne("unknown")]

    block = observed.coverage_note(seen).block

    assert (block["tone"], block["text"]) == (
        "neutral",
        "3 of 3 criteria are without a conclusion: they need an attestation or a report.",
    )


def test_the_note_of_an_audit_counts_what_is_open(audit):
    assert (
        observed.coverage_note(audit)
        .block["text"]
        .startswith("1 of 3 collections were refused or failed, and 1 of 3 criteria are without a conclusion. ")
    )


def test_severity_follows_from_impact_and_exposure(audit):
    """Every severity has a cell, and it never rises where less is at stake or fewer can use the failure."""
    shown = sections.severities(audit)
    grid = [[SEVERITIES.index(word) for word in row] for row in cells(shown, "Anyone", "Some", "After")]

    assert {rank for row in grid for rank in row} == set(range(len(SEVERITIES)))
    assert all(row == sorted(row) for row in [*grid, *map(list, zip(*grid, strict=True))])
    assert [row[0].split(".")[0] for row in cells(shown, "If the property is missing")] == [
        "Grave",
        "Serious",
        "Slight",
    ]
    assert all(f"{word}: " in shown.block["note"] for word in ("Anyone", "Some", "After"))
