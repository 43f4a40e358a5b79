"""The truth table of states: every combination of what a control's sides say, and the state that follows."""

import csv
from itertools import product

import pandas as pd
import pytest

from toolkit.resources import DATA
from toolkit.states import CONCLUDED, NEUTRAL, OUTSIDE, SATISFIED, SIDES, STATES, combine, worst

ROWS = list(csv.DictReader((DATA / "states.csv").read_text(encoding="utf-8").splitlines()))
WORD = {
    "-": None,
    "gap": "gap",
    "nodata": "no_data",
    "open": "not_assessed",
    "expired": "attestation_expired",
    "repr": "represented",
    "nothing": "nothing_to_test",
    "stale": "inherited_stale",
    "partly": "inherited_partly",
    "cond": "inherited_conditional",
    "waived": "gap_waived",
    "noted": "met_with_exceptions",
    "attest": "attested",
    "inherit": "inherited",
    "met": "met",
    "n/a": "not_applicable",
    "out": "out_of_scope",
}

# Each table: what one side says (down), what another says (across), and what they say together.
# The customer's half of a control that people have to speak to: its checks, and its attestation.
PEOPLE = """
          -        gap      expired  repr     noted    attest
-         open     gap      expired  repr     noted    attest
gap       gap      gap      gap      gap      gap      gap
nodata    nodata   gap      nodata   nodata   nodata   nodata
open      open     gap      open     open     open     open
nothing   open     gap      expired  repr     noted    attest
waived    open     gap      expired  repr     waived   waived
met       open     gap      expired  repr     noted    attest
"""
# The same where checks settle it: a good attestation adds nothing, unless the checks have nothing to say.
SETTLED = """
          -        gap      expired  repr     noted    attest
-         open     gap      expired  repr     noted    attest
gap       gap      gap      gap      gap      gap      gap
nodata    nodata   gap      nodata   nodata   nodata   nodata
open      open     gap      open     open     open     open
nothing   nothing  gap      expired  repr     noted    attest
waived    waived   gap      expired  waived   waived   waived
met       met      gap      expired  met      noted    met
"""
# The same where AWS alone answers: only what speaks against the inheritance is heard.
ALONE = """
          -        gap      expired  repr     noted    attest
-         -        gap      -        -        noted    -
gap       gap      gap      gap      gap      gap      gap
nodata    nodata   gap      nodata   nodata   nodata   nodata
open      open     gap      open     open     open     open
nothing   -        gap      -        -        noted    -
waived    waived   gap      waived   waived   waived   waived
met       -        gap      -        -        noted    -
"""
# That half, and a failing check that bears on the control and of which nobody has spoken.
BEARING = """
          -        open
-         -        open
gap       gap      gap
nodata    nodata   nodata
open      open     open
expired   expired  open
repr      repr     open
nothing   nothing  open
waived    waived   open
noted     noted    open
attest    attest   open
met       met      open
"""
# That half, and the condition of the inheritance, which makes nothing better.
CONDITION = """
          -        gap      nodata   open     waived   noted    nothing  attest   met      cond
-         -        gap      nodata   open     waived   noted    -        -        -        -
gap       gap      gap      gap      gap      gap      gap      gap      gap      gap      gap
nodata    nodata   gap      nodata   nodata   nodata   nodata   nodata   nodata   nodata   nodata
open      open     gap      nodata   open     open     open     open     open     open     open
expired   expired  gap      nodata   open     expired  expired  expired  expired  expired  expired
repr      repr     gap      nodata   open     repr     repr     repr     repr     repr     repr
nothing   nothing  gap      nodata   open     waived   noted    nothing  nothing  nothing  nothing
waived    waived   gap      nodata   open     waived   waived   waived   waived   waived   waived
noted     noted    gap      nodata   open     waived   noted    noted    noted    noted    noted
attest    attest   gap      nodata   open     waived   noted    attest   attest   attest   attest
met       met      gap      nodata   open     waived   noted    met      met      met      met
"""
# AWS's half: its evidence, and a condition that nobody has confirmed.
RELIANCE = """
          -        cond
-         -        cond
stale     stale    stale
partly    partly   partly
cond      cond     cond
noted     noted    cond
inherit   inherit  cond
"""
# Both halves of a control.
HALVES = """
          -        stale    partly   cond     noted    inherit
-         open     stale    partly   cond     noted    inherit
gap       gap      gap      gap      gap      gap      gap
nodata    nodata   nodata   nodata   nodata   nodata   nodata
open      open     open     open     open     open     open
expired   expired  expired  expired  expired  expired  expired
repr      repr     repr     repr     repr     repr     repr
nothing   nothing  stale    partly   cond     noted    inherit
waived    waived   stale    partly   cond     waived   waived
noted     noted    stale    partly   cond     noted    noted
attest    attest   stale    partly   cond     noted    attest
met       met      stale    partly   cond     noted    inherit
"""
LEFT_OUT = ["-", "n/a", "out"]
HALF_OF = {("customer", "semi"): PEOPLE, ("shared", "semi"): PEOPLE, ("aws", "inherited"): ALONE}
HALF_OF |= {("customer", "automated"): SETTLED, ("shared", "automated"): SETTLED}
MEANT = ["checks", "attestation", "supporting", "condition", "aws", "scope"]


def read(text):
    """A table as a mapping of its two headings to the cell, and its headings."""
    across, *lines = [line.split() for line in text.strip("\n").splitlines()]
    cells = {(line[0], head): cell for line in lines for head, cell in zip(across, line[1:], strict=True)}
    return cells, [line[0] for line in lines], across


def expected(party, mode, checks, people, bearing, condition, aws, scope):
    """The halves and the state, by the tables."""
    half = read_once[HALF_OF[party, mode]][checks, people]
    half = read_once[BEARING][half, bearing]
    asked = party != "customer"
    half = read_once[CONDITION][half, condition if asked else "-"]
    waits = asked and mode != "automated"
    other = read_once[RELIANCE][aws, "cond" if condition == "cond" else "-"] if waits else "-"
    return half, other, scope if scope != "-" else read_once[HALVES][half, other]


read_once = {text: read(text)[0] for text in (*HALF_OF.values(), BEARING, CONDITION, RELIANCE, HALVES)}
SAYINGS = [
    read(PEOPLE)[1],  # checks
    read(PEOPLE)[2],  # attestation
    read(BEARING)[2],
    read(CONDITION)[2],
    read(RELIANCE)[1],  # AWS's evidence
    LEFT_OUT,
]


def combinations():
    """Every combination of party, test mode and sides."""
    return [(*kind, *said) for kind in HALF_OF for said in product(*SAYINGS)]


def as_sides(cases):
    """The combinations as `combine` takes them."""
    frame = pd.DataFrame(cases, columns=["responsibility", "test_mode", *(f"{name}_state" for name in MEANT)])
    for name in MEANT:
        frame[f"{name}_state"] = frame[f"{name}_state"].map(WORD).astype("string")
    return frame


def test_every_combination_of_sides_has_the_state_of_the_table():
    cases = combinations()
    assert len(cases) == 5 * 7 * 6 * 2 * 10 * 6 * 3

    found = combine(as_sides(cases)).astype("string")

    told = pd.DataFrame([expected(*case) for case in cases], columns=["customer_state", "aws_state", "state"])
    told = told.apply(lambda column: column.map(WORD)).astype("string")
    differs = found.fillna("-").ne(told.fillna("-")).any(axis=1)
    assert [(case, tuple(found.loc[n])) for n, case in enumerate(cases) if differs[n]][:5] == []


def test_the_sides_say_all_that_the_published_table_lets_them_say():
    silent = {"attestation": {"not_assessed"}}  # nobody has spoken

    for name, words in zip(MEANT, SAYINGS, strict=True):
        said = {WORD[word] for word in words if word != "-"} | silent.get(name, set())
        assert said == {state for state, sides in SIDES.items() if name in sides}, name


def test_every_state_follows_from_some_combination():
    assert set(combine(as_sides(combinations()))["state"]) == set(STATES)


def test_nothing_is_satisfied_that_any_side_speaks_against():
    cases = combinations()
    found = combine(as_sides(cases))["state"].astype("string")
    good = found.isin(SATISFIED).tolist()

    for case, satisfied in zip(cases, good, strict=True):
        party, mode, checks, people, bearing, condition, aws, scope = case
        if satisfied:
            assert checks in ("-", "met", "nothing") and people in ("-", "attest", "repr"), case
            assert people == "attest" or (mode == "automated" and checks == "met"), case
            assert (bearing, scope) == ("-", "-"), case
            if party != "customer":
                assert condition in ("-", "nothing", "attest", "met") or (condition, mode) == ("cond", "automated"), (
                    case
                )
                assert mode == "automated" or aws in ("-", "inherit"), case


# state: concluded, satisfied
COUNTS = {
    "gap": (True, False),
    "no_data": (False, False),
    "not_assessed": (False, False),
    "attestation_expired": (False, False),
    "represented": (False, False),
    "nothing_to_test": (False, False),
    "inherited_stale": (False, False),
    "inherited_partly": (False, False),
    "inherited_conditional": (False, False),
    "gap_waived": (True, False),
    "met_with_exceptions": (True, False),
    "attested": (True, True),
    "inherited": (True, False),
    "met": (True, True),
    "not_applicable": (False, False),
    "out_of_scope": (False, False),
}


def test_what_each_state_concludes_and_satisfies():
    assert {state: (state in CONCLUDED, state in SATISFIED) for state in STATES} == COUNTS
    assert NEUTRAL == ("nothing_to_test",)
    assert OUTSIDE == ("not_applicable", "out_of_scope")


def test_the_published_table_is_ranked_and_says_of_each_state_what_it_means():
    assert [int(row["rank"]) for row in ROWS] == list(range(1, len(STATES) + 1))
    assert [row["state"] for row in ROWS] == list(STATES)
    assert all(row["about"].endswith(".") for row in ROWS)
    assert {row[name] for row in ROWS for name in ("neutral", "concluded", "satisfied")} == {"true", "false"}
    assert {name for row in ROWS for name in row["sides"].split()} == set(MEANT)
    assert not [row["state"] for row in ROWS if row["satisfied"] == "true" and row["concluded"] == "false"]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (["met", "gap", "nothing_to_test"], "gap"),
        (["nothing_to_test", None], "nothing_to_test"),
        (["nothing_to_test", "met"], "met"),
        ([None, None], None),
    ],
)
def test_the_worst_of_what_is_said_counts_and_what_is_neutral_only_alone(said, state):
    found = worst(*(pd.Series([word], index=["CC6.1"], dtype="string") for word in said))

    assert [None if pd.isna(word) else word for word in found] == [state]
