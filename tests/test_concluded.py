"""Terms of each framework beside our states: proposals; what a person concludes stands beside them."""

from datetime import timedelta

import pandas as pd
import pytest

from tests.engagements import AS_OF, register
from toolkit.asked import framework_ids
from toolkit.frameworks import read_framework
from toolkit.gaps.concluded import concluded
from toolkit.states import CONCLUDED, CONCLUDING, SATISFIED, STATES

FORBIDDEN = ("certif", "complian", "guarantee", "audit-ready", "opinion")


def judged(framework_id, *states, **said):
    """The terms of some states of made-up controls, and what was concluded on them."""
    rows = [
        (f"CC6.{n}", state, capacity) for n, (state, _, capacity) in enumerate((s.partition(" ") for s in states), 1)
    ]
    gaps = pd.DataFrame(rows, columns=["control_id", "state", "attested_as"], dtype="string")
    return concluded(gaps, read_framework(framework_id), register(**said), AS_OF)


@pytest.mark.parametrize("framework_id", framework_ids())
def test_each_framework_has_a_term_for_each_state(framework_id):
    terms = read_framework(framework_id).conclusions
    states = [(state, capacity) for state in STATES for capacity in (CONCLUDING if state == "attested" else ("",))]

    assert list(zip(terms["state"], terms["capacity"], strict=True)) == states
    assert not terms["proposed"].str.lower().str.contains("|".join(FORBIDDEN)).any()


@pytest.mark.parametrize("framework_id", framework_ids())
def test_what_satisfies_nothing_has_no_term_of_what_does(framework_id):
    terms = read_framework(framework_id).conclusions
    good = set(terms.loc[terms["state"].isin(SATISFIED), "proposed"])
    bad = terms[~terms["state"].isin(CONCLUDED) | terms["state"].isin(["gap", "gap_waived", "met_with_exceptions"])]

    assert good.isdisjoint(set(bad["proposed"]))


def test_the_term_of_what_is_attested_depends_on_who_attests():
    found = judged("soc2_2017", "attested assessor", "attested internal_audit", "gap assessor")

    assert found["proposed"].tolist() == [
        "No exceptions noted",
        "No exceptions noted by internal audit; reliance on it to be judged",
        "Exception noted; a person judges design and criterion",
    ]


@pytest.mark.parametrize(("days", "shown"), [(0, "Qualified"), (1, "")])
def test_what_a_person_concludes_stands_beside_the_state_and_moves_none(days, shown):
    line = {"conclusion": "Qualified", "grade": "major", "concluded_at": AS_OF + timedelta(days=days)}
    row = judged("soc2_2017", "met", conclusions=[line]).iloc[0]

    assert (row["state"], row["proposed"]) == ("met", "No exceptions noted")
    assert row["conclusion"] == shown
    assert (row["grade"], row["concluded_by"]) == (("major", "Ingrid Solberg") if shown else ("", ""))
