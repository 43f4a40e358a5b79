"""The states of a control, as data/states.csv publishes them, and how the sides of a control make one."""

from __future__ import annotations

import csv

import pandas as pd

from toolkit.resources import DATA


def _read() -> dict[str, dict[str, str]]:
    """Read the decision table: one row per state, worst first."""
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["rank"]))
    return {row["state"]: row for row in rows}


_ROWS = _read()
# State → what it means, worst first: the state of a control is the worst of what its sides say.
STATES: dict[str, str] = {state: row["about"] for state, row in _ROWS.items()}
STATE = pd.CategoricalDtype(list(STATES), ordered=True)
CONCLUDED = tuple(state for state, row in _ROWS.items() if row["concluded"] == "true")
# Without what is inherited: that is counted apart.
SATISFIED = tuple(state for state, row in _ROWS.items() if row["satisfied"] == "true")
# A side in such a state leaves the word to the others.
NEUTRAL = tuple(state for state, row in _ROWS.items() if row["neutral"] == "true")
# Sides from which a state may come.
SIDES: dict[str, tuple[str, ...]] = {state: tuple(row["sides"].split()) for state, row in _ROWS.items()}
# Capacities in which a person may conclude; what anybody else says is a representation.
CONCLUDING = ("internal_audit", "assessor")
# States that take a control out of the denominator of what applies, for a recorded reason.
OUTSIDE = tuple(state for state, sides in SIDES.items() if sides == ("scope",))
# What an observation says of its check, and the conclusion of an attestation of its control; worst first.
OBSERVED: dict[str, str] = {row["observation"]: state for state, row in _ROWS.items() if row["observation"]}
CONCLUSIONS: dict[str, str] = {row["conclusion"]: state for state, row in _ROWS.items() if row["conclusion"]}


def worst(*sides: pd.Series) -> pd.Series:
    """Return the worst of what is said under each label of the index.

    Parameters
    ----------
    *sides : Series
        States; NA where nothing is said.

    Returns
    -------
    Series of category
        One state per label, in the order of their first appearance; a neutral one only where nothing else is said, NA
        where nothing at all is.

    """
    order = {state: rank + len(STATES) * (state in NEUTRAL) for rank, state in enumerate(STATES)}
    said = pd.concat([side.astype(STATE) for side in sides])
    ranks = said.cat.rename_categories(order).astype("Float64").groupby(level=0, sort=False).min()
    return ranks.map({rank: state for state, rank in order.items()}).astype(STATE)


def combine(sides: pd.DataFrame) -> pd.DataFrame:
    """Make one state of all that is known about a control.

    Parameters
    ----------
    sides : DataFrame
        One row per control: `responsibility`, `test_mode`, and the states of its sides, NA where there is none:
        `checks_state` (checks that speak of it directly), `supporting_state` (`not_assessed` where a supporting check
        fails, or could not be observed, and no attestation speaks of that check), `attestation_state`,
        `condition_state` (of the inheritance), `aws_state` (AWS's evidence) and `scope_state` (who left it out).

    Returns
    -------
    DataFrame
        `customer_state` and `aws_state` (NA where that half has no part) and `state`.

    """
    checks, people, party = sides["checks_state"], sides["attestation_state"], sides["responsibility"]
    settled = sides["test_mode"].eq("automated")
    # A check that settles a control needs nobody; yet what people found wrong with it is not forgotten.
    wrong = people.isin(["gap", "attestation_expired", "met_with_exceptions"])
    unasked = settled & ~wrong & checks.notna() & ~checks.isin(NEUTRAL)
    silent = people.isna() & ~(settled & checks.notna())
    said = people.astype("string").mask(silent, "not_assessed").mask(unasked, pd.NA)
    # Where AWS alone answers, the customer's half is only what speaks against the inheritance.
    alone = party.eq("aws")
    said = said.mask(alone & ~people.isin(["gap", "met_with_exceptions"]), pd.NA)
    found = checks.astype("string").mask(alone & checks.isin([*SATISFIED, *NEUTRAL]), pd.NA)
    condition = sides["condition_state"].astype("string").mask(party.eq("customer"), pd.NA)
    conditional = condition.eq("inherited_conditional").fillna(False).astype(bool)
    # That a condition holds makes nothing better: it is not what the control asks for.
    broken = condition.mask(conditional | condition.isin([*SATISFIED, *NEUTRAL]), pd.NA)
    customer = worst(found, sides["supporting_state"], said, broken)
    # What a setting settles waits for no report of AWS's.
    aws = worst(sides["aws_state"], condition.where(conditional)).astype("string")
    aws = aws.mask(party.eq("customer") | settled, pd.NA).astype(STATE)
    state = worst(customer, aws).astype("string").fillna("not_assessed")
    state = sides["scope_state"].astype("string").fillna(state).astype(STATE)
    return pd.DataFrame({"customer_state": customer, "aws_state": aws, "state": state})
