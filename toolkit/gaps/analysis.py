"""One row per control: who answers, what was found, what is on file, and the state that follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from toolkit.frameworks import Framework
from toolkit.gaps.attested import attested, condition_side, owners
from toolkit.gaps.aws_side import aws_side
from toolkit.gaps.findings import COUNTS, condition_findings, control_findings, findings
from toolkit.gaps.scoped import excluded
from toolkit.register import Register
from toolkit.responsibility import Usage, responsibility
from toolkit.states import CONCLUDED, OUTSIDE, SATISFIED, STATES, combine


def gap_analysis(
    framework: Framework, observations: pd.DataFrame, usage: Usage, register: Register, as_of: date
) -> pd.DataFrame:
    """Say for each control who answers for it, how it stands and why.

    Parameters
    ----------
    framework : Framework
        The controls.
    observations : DataFrame
        As `with_waivers` and `with_scope` mark them.
    usage : Usage
        Service models and services in use, as `usage_of` returns them.
    register : Register
        What people say: owners, attestations, AWS reports, scope.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        One row per assessable control, in the publisher's order: `control_id`, `parent_id`, `title`, `section`,
        `responsibility`, `state`, `customer_state` and `aws_state` (NA where that half has no part), the states of its
        sides (`checks_state`, `supporting_state`, `attestation_state`, `condition_state`, `scope_state`; NA where one
        says nothing), what `control_findings` says of its checks, `condition_checks` (names of those that test the
        condition of the inheritance), `basis` (why this state), `concluded` and `satisfied` (bool; what is inherited
        is concluded, and counted apart from what the customer's side satisfies), `accountable`, `attested_at` and
        `attested_as` (day and capacity of the statement that counts), `aws_report` (ids of the
        reports on file), and the columns of the framework's responsibility.csv.

    """
    split = responsibility(framework.controls, usage.models.loc[usage.models["in_use"], "service_model"])
    table = framework.controls.merge(split, on="control_id", validate="one_to_one")
    found = findings(observations, register.tolerances, as_of)
    owned = owners(framework, register)
    told = attested(framework.id, owned, register, as_of)
    for frame in (control_findings(found, framework), condition_findings(found, framework), owned, told):
        table = table.merge(frame, on="control_id", how="left", validate="one_to_one")
    table[_NUMBERS] = table[_NUMBERS].fillna(0)
    table[_TEXTS] = table[_TEXTS].fillna("")
    table = table.join(aws_side(table, register, as_of, usage))
    open_ = [_supporting_state(row) for row in table.itertuples()]
    table["supporting_state"] = pd.Series(open_, index=table.index, dtype="string")
    table[["condition_state", "condition_basis"]] = condition_side(table)
    table = table.join(excluded(table["control_id"], framework.id, register, as_of))
    table = table.drop(columns="aws_state").join(combine(table))
    table["basis"] = [_basis(row) for row in table.itertuples()]
    table["satisfied"] = table["state"].isin(SATISFIED)
    table["concluded"] = table["state"].isin(CONCLUDED)
    return table[[*_FIRST, *(c for c in framework.controls.columns if c not in _FIRST)]]


_NUMBERS = [*COUNTS, "checks", "supporting_checks"]
_TEXTS = ["failing_checks", "reach", "accounts", "failing_supporting", "unobserved_supporting", "condition_checks"]
_TEXTS += ["attested_at", "attested_as"]
_FIRST = [
    *("control_id", "parent_id", "title", "section", "responsibility", "state", "customer_state", "aws_state"),
    *("checks_state", "supporting_state", "attestation_state", "condition_state", "scope_state"),
    *(*_NUMBERS, *_TEXTS, "severity", "basis", "concluded", "satisfied", "accountable", "aws_report"),
]


def summary(gaps: pd.DataFrame) -> dict[str, int]:
    """Count a gap analysis: the figures that a score must never stand without.

    Parameters
    ----------
    gaps : DataFrame
        As `gap_analysis` returns it.

    Returns
    -------
    dict of str to int
        `assessable` (all controls), `applicable`, `concluded`, `satisfied`, `gaps`, and one count per state.

    """
    states = gaps["state"].value_counts()
    applicable = len(gaps) - int(gaps["state"].isin(OUTSIDE).sum())
    return {
        "assessable": len(gaps),
        "applicable": applicable,
        "concluded": int(gaps["concluded"].sum()),
        "satisfied": int(gaps["satisfied"].sum()),
        "gaps": int(states.get("gap", 0)),
    } | {state: int(states.get(state, 0)) for state in STATES}


def _supporting_state(row: Any) -> Any:
    """Leave open a control on which a failing check bears, until somebody who may conclude has spoken of that check.

    So does one that could not be observed: what AWS refuses would hide a failure.
    """
    spoken = "" if pd.isna(row.attested_checks) else row.attested_checks
    open_ = {*row.failing_supporting.split(), *row.unobserved_supporting.split()}
    return pd.NA if open_ <= {*spoken.split()} else "not_assessed"


def _basis(row: Any) -> str:
    """Write why a control has its state: the customer's side first, then AWS's."""
    said = []
    if row.checks and not pd.isna(row.customer_state):
        said.append(row.checks_basis)
    if not pd.isna(row.supporting_basis):
        said.append(f"supporting: {row.supporting_basis}")
        said += ["nobody who may conclude has spoken of these"] if not pd.isna(row.supporting_state) else []
    if not pd.isna(row.customer_state):
        if not pd.isna(row.attestation):
            said.append(row.attestation)
        elif row.test_mode != "automated" and row.responsibility != "aws":
            said.append("no attestation on file")
    if row.responsibility != "customer" and row.condition_basis:
        said.append(row.condition_basis)
    said += [row.aws_basis] if not pd.isna(row.aws_state) else []
    if pd.isna(row.scope_state):
        return "; ".join(said + ([] if pd.isna(row.scope_basis) else [row.scope_basis]))
    return f"{row.scope_basis}. Beside that: {'; '.join(said)}"
