"""What people say of a control: in what capacity, by what method, for which days, and of what."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from tests.engagements import AS_OF, marked, register
from tests.test_gaps import KEY, ON_FILE, SOC2, USAGE, framework, judged, observed
from toolkit.framework_rules import Condition
from toolkit.gaps import gap_analysis
from toolkit.gaps.attested import attested, owners

OWNER = {"owners": [{"accountable": "Anna Fischer"}]}
LAYER = {"owners": [{"framework_id": "layer", "control_id": "identity", "accountable": "Anna Fischer"}]}
BEFORE = {"attested_at": date(2026, 9, 1), "reviewed_at": date(2026, 9, 8)}
FORWARD = {"roll_forward": True, "method": "interview", "period_start": date(2026, 9, 2)}


def state(*lines, **said):
    """The state of a control whose checks pass, by what people say of it."""
    return judged("customer", "semi", ["pass"], register(attestations=list(lines), **said))["state"]


def basis(*lines, **said):
    return judged("customer", "semi", ["pass"], register(attestations=list(lines), **said))["basis"]


@pytest.mark.parametrize(
    ("capacity", "gives"),
    {
        "management": "represented",
        "owner": "represented",
        "internal_audit": "attested",
        "assessor": "attested",
    }.items(),
)
def test_who_speaks_for_management_represents_and_does_not_conclude(capacity, gives):
    row = judged("customer", "semi", ["pass"], register(attestations=[{"capacity": capacity}]))

    assert row["state"] == gives
    assert row["satisfied"] == row["concluded"] == (gives == "attested")


@pytest.mark.parametrize("conclusion", ["effective", "effective_with_exceptions"])
def test_a_representation_is_shown_as_one(conclusion):
    line = {"capacity": "owner", "conclusion": conclusion}

    assert state(line) == "represented"
    assert "by Anna Fischer (owner)" in basis(line)
    assert basis(line).endswith("a representation of the owner")


@pytest.mark.parametrize("owned", [OWNER, LAYER, {"owners": [{"accountable": "Kenji Mori", "backup": "Anna Fischer"}]}])
def test_nobody_concludes_on_what_they_own(owned):
    assert state({}, **owned) == "represented"
    assert basis({}, **owned).endswith("since its author owns the control")
    assert state({"attested_by": "Ingrid Solberg"}, **owned) == "attested"


def test_nobody_concludes_on_what_rests_on_a_layer_of_theirs():
    layers = SOC2.controls.set_index("control_id").loc["CC6.1", "layers"].split()
    owned = owners(SOC2, register(owners=[LAYER["owners"][0] | {"control_id": name} for name in layers[1:2]]))
    first = {"framework_id": "layer", "control_id": layers[0], "accountable": "Ingrid Solberg"}
    both = owners(SOC2, register(owners=[first, LAYER["owners"][0] | {"control_id": layers[1]}]))

    assert owned.set_index("control_id").loc["CC6.1", ["accountable", "owned_by"]].tolist() == ["Anna Fischer"] * 2
    row = both.set_index("control_id").loc["CC6.1"]
    assert (row["accountable"], row["owned_by"]) == ("Ingrid Solberg", "Ingrid Solberg\nAnna Fischer")
    said = register(attestations=[{}])
    assert attested("soc2_2017", both, said, AS_OF)["attestation_state"].tolist() == ["represented"]


def test_an_interview_alone_concludes_nothing():
    assert state({"method": "interview"}) == "represented"
    assert basis({"method": "interview"}).endswith("since it rests on an interview alone")
    assert state({"method": "examine interview"}) == "attested"


@pytest.mark.parametrize("capacity", ["management", "owner"])
def test_what_management_admits_is_a_gap(capacity):
    assert state({"capacity": capacity, "conclusion": "ineffective"}) == "gap"


def test_a_later_representation_neither_lifts_nor_covers_what_was_concluded():
    later = {"capacity": "management"}

    assert state(BEFORE | {"conclusion": "ineffective"}, later) == "gap"
    assert state(BEFORE, later) == "attestation_expired"
    assert state({}, later) == "attested"


def test_what_is_admitted_after_a_conclusion_counts_and_what_was_before_it_does_not():
    admitted = {"capacity": "management", "conclusion": "ineffective"}

    assert state(BEFORE, admitted) == "gap"
    assert state(admitted | BEFORE, {}) == "attested"


@pytest.mark.parametrize("line", [{"capacity": "management"}, {"roll_forward": True}])
def test_what_is_found_wrong_on_the_day_of_a_conclusion_counts(line):
    assert state({}, line | {"conclusion": "ineffective"}) == "gap"


def test_a_late_review_makes_no_statement_newer():
    over = {"period_end": date(2026, 8, 31), "expires_at": date(2027, 9, 1)}
    older = over | {"attested_at": date(2026, 9, 1), "reviewed_at": date(2026, 11, 20)}
    newer = over | {"attested_at": date(2026, 10, 1), "reviewed_at": date(2026, 10, 2), "conclusion": "ineffective"}

    for lines in ([older, newer], [newer, older]):
        assert state(*lines) == "gap"


def test_nothing_is_stated_of_days_after_the_date_of_a_statement():
    row = judged("customer", "semi", ["pass"], register(attestations=[BEFORE]))

    assert row["state"] == "attestation_expired"
    assert "for 2026-01-01 to 2026-09-01" in row["basis"]


@pytest.mark.parametrize(
    ("changes", "gives"),
    [
        ({}, "attested"),
        ({"period_start": date(2026, 9, 3)}, "attestation_expired"),  # a day between
        ({"attested_at": AS_OF - timedelta(days=1)}, "attestation_expired"),
        ({"period_end": AS_OF - timedelta(days=1)}, "attestation_expired"),
        ({"expires_at": AS_OF - timedelta(days=1)}, "attestation_expired"),
        ({"conclusion": "effective_with_exceptions"}, "met_with_exceptions"),
        ({"conclusion": "ineffective"}, "gap"),
        ({"conclusion": "ineffective", "period_start": date(2026, 9, 3)}, "gap"),
        ({"capacity": "management"}, "attestation_expired"),
    ],
)
def test_a_dated_roll_forward_extends_a_statement(changes, gives):
    assert state(BEFORE, FORWARD | changes) == gives
    assert state(FORWARD | changes, BEFORE) == gives


def test_a_roll_forward_of_nothing_says_nothing_but_what_it_finds_wrong():
    assert state(FORWARD) == "not_assessed"
    assert state(FORWARD | {"conclusion": "ineffective"}) == "gap"


def test_what_was_found_wrong_stands_whatever_other_days_it_leaves_out():
    wrong = BEFORE | {"conclusion": "ineffective", "period_start": date(2026, 8, 1)}

    assert state(wrong) == "gap"
    assert state(wrong | {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}) == "attestation_expired"


CONDITION = "Badges are asked for at the customer's own doors."


def inherited(*lines, party="aws", checks=(), results=()):
    """The one row of a control that AWS answers for, on a condition."""
    one = framework(party, "inherited", "CC6.4")
    ties = pd.DataFrame([("CC6.4", check, "It tests it.") for check in checks], columns=list(Condition.model_fields))
    controls = one.controls.assign(customer_condition=CONDITION).astype("string")
    said = register(attestations=[{"control_id": "CC6.4", "kind": "cuec"} | line for line in lines], **ON_FILE)
    seen = marked(observed(*results), said, AS_OF)
    one = replace(one, controls=controls, conditions=ties.astype("string"))
    (row,) = gap_analysis(one, seen, USAGE, said, AS_OF).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("line", "gives"),
    [
        ({}, "inherited"),
        ({"conclusion": "effective_with_exceptions"}, "met_with_exceptions"),
        ({"conclusion": "ineffective"}, "gap"),
        ({"capacity": "management"}, "inherited_conditional"),
        (BEFORE, "inherited_conditional"),
        ({"kind": "control"}, "inherited_conditional"),
        ({"control_id": "CC6.1"}, "inherited_conditional"),
    ],
)
def test_a_line_of_its_own_answers_the_condition_of_an_inheritance(line, gives):
    assert inherited(line)["state"] == gives


def test_a_condition_that_nobody_speaks_of_stands_in_the_basis():
    row = inherited()

    assert (row["state"], row["satisfied"], row["concluded"]) == ("inherited_conditional", False, False)
    assert f"condition that nobody has confirmed: {CONDITION.rstrip('.')}" in row["basis"]


@pytest.mark.parametrize(
    ("results", "gives"),
    [
        (["pass"], "inherited"),
        (["fail"], "gap"),
        (["unknown"], "no_data"),
        ([], "inherited_conditional"),
    ],
)
def test_a_check_may_answer_it_too(results, gives):
    assert inherited(checks=[KEY], results=results)["state"] == gives


def test_no_line_outweighs_a_check():
    assert inherited({}, checks=[KEY], results=["fail"])["state"] == "gap"


def test_where_the_halves_are_shared_only_what_is_wrong_with_a_condition_counts():
    for line, gives in (({}, "not_assessed"), ({"conclusion": "ineffective"}, "gap")):
        assert inherited(line, party="shared")["state"] == gives
