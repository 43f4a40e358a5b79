"""One row per control: who answers, what was found, what is on file, and the state that follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from toolkit.frameworks import Framework
from toolkit.gaps.attested import attested, layer_owners, owned
from toolkit.gaps.aws_side import aws_side
from toolkit.gaps.findings import COUNTS, checks_state, condition_findings, findings
from toolkit.gaps.scoped import scoped
from toolkit.register import Register
from toolkit.responsibility import responsibility
from toolkit.states import CONCLUDED, OUTSIDE, SATISFIED, STATES, combine


def gap_analysis(
    framework: Framework, observations: pd.DataFrame, models: pd.DataFrame, register: Register, as_of: date
) -> pd.DataFrame:
    """Say for each control who answers for it, how it stands and why.

    Parameters
    ----------
    framework : Framework
        The controls.
    observations : DataFrame
        As `with_waivers` returns them.
    models : DataFrame
        Service models in use, as `models_in_use` returns them.
    register : Register
        What people say: owners, attestations, AWS reports, scope.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        One row per assessable control, in the publisher's order: `control_id`, `parent_id`, `title`, `section`,
        `responsibility`, `state`, `customer_state` and `aws_state` (NA where that side has no part), `passed`,
        `failed`, `waived` and `unknown` (observations), `checks` (how many are evidence), `failing_checks`,
        `condition_checks` (names of those that test the condition of the inheritance), `basis` (why this state),
        `concluded` and `satisfied` (bool), `accountable`, `aws_report` (ids of the reports on file), and the columns of
        the framework's responsibility.csv.

    """
    split = responsibility(framework.controls, models.loc[models["in_use"], "service_model"])
    table = framework.controls.merge(split, on="control_id", validate="one_to_one")
    table = table.merge(findings(observations, framework), on="control_id", how="left", validate="one_to_one")
    numbers = [*COUNTS, "checks"]
    table[numbers] = table[numbers].fillna(0).astype("Int64")
    table["failing_checks"] = table["failing_checks"].fillna("")
    table = table.merge(attested(framework.id, register, as_of), on="control_id", how="left", validate="one_to_one")
    table = table.merge(owned(framework.id, register), on="control_id", how="left", validate="one_to_one")
    table["accountable"] = table["accountable"].fillna(layer_owners(table, register))
    table[["aws_state", "aws_report", "aws_basis"]] = [aws_side(row, register, as_of) for row in table.itertuples()]
    # Without a report on file nothing shows that AWS's half is in place.
    table["aws_state"] = table["aws_state"].mask(table["aws_report"].eq("") & table["aws_state"].eq("inherited"), _BARE)
    table["checks_state"] = checks_state(table)
    table["supporting_state"] = pd.Series(pd.NA, index=table.index, dtype="string")
    table = table.merge(condition_findings(observations, framework), on="control_id", how="left", validate="one_to_one")
    table["condition_checks"] = table["condition_checks"].fillna("")
    table = table.join(scoped(table["control_id"], framework.id, register, as_of))
    table = table.drop(columns="aws_state").join(combine(table))
    table["basis"] = [_basis(row) for row in table.itertuples()]
    table["satisfied"] = table["state"].isin(SATISFIED)
    table["concluded"] = table["state"].isin(CONCLUDED)
    return table[[*_FIRST, *(c for c in framework.controls.columns if c not in _FIRST)]]


_BARE = "inherited_stale"
_FIRST = [
    *("control_id", "parent_id", "title", "section", "responsibility", "state", "customer_state", "aws_state"),
    *(*COUNTS, "checks", "failing_checks", "condition_checks", "basis", "concluded", "satisfied", "accountable"),
    "aws_report",
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


def _basis(row: Any) -> str:
    """Write why a control has its state: the customer's side first, then AWS's."""
    said = []
    tested = row.passed + row.failed + row.waived
    if row.checks and not pd.isna(row.customer_state):
        said.append(f"{row.checks} checks: {row.failed} of {tested} observations fail")
        said[0] = said[0].replace("1 checks", "1 check")
        said += [f"{row.waived} waived"] if row.waived else []
        said += [f"{row.unknown} not observed"] if row.unknown else []
        said += ["nothing to test"] if not (tested or row.unknown) else []
    if not pd.isna(row.customer_state):
        if not pd.isna(row.attestation):
            said.append(f"attested {row.attestation}")
        elif row.test_mode != "automated" and row.responsibility != "aws":
            said.append("no attestation on file")
    if row.responsibility != "customer" and row.condition_checks:
        said.append(row.condition_basis)
    said += [row.aws_basis] if not pd.isna(row.aws_state) else []
    left_out = [] if pd.isna(row.scope_basis) else [f"{row.scope_basis.rstrip('.')}. Beside that"]
    return ": ".join([*left_out, "; ".join(said)])
