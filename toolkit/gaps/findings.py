"""From observations to findings: what the checks of each control say."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.checks import CHECKS
from toolkit.frameworks import Framework

COUNTS = ["passed", "failed", "waived", "unknown"]


def checks_of(framework: Framework) -> set[str]:
    """Name the checks that are evidence for a control of a framework, or for the condition of an inheritance."""
    return {*framework.evidence["check_id"], *framework.conditions["check_id"]}


def findings(observations: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Add up the observations of the checks that evidence each control.

    Parameters
    ----------
    observations : DataFrame
        As `with_waivers` returns them.
    framework : Framework
        Its `evidence` ties checks to controls.

    Returns
    -------
    DataFrame
        One row per control with a check, by `control_id`: `checks`, how many there are; `passed`, `failed`, `waived`
        and `unknown`, how many observations; `failing_checks`, the names of those with a failure that is not waived.

    """
    return _added_up(observations, framework.evidence[["check_id", "control_id"]])


def condition_findings(observations: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Say for each condition of an inheritance whether the checks that test it show that it holds.

    Parameters
    ----------
    observations : DataFrame
        As `with_waivers` returns them.
    framework : Framework
        Its `conditions` tie checks to controls.

    Returns
    -------
    DataFrame
        One row per control with such a check: `control_id`, `condition_checks` (names), `condition_state` and
        `condition_basis`.

    """
    names = framework.conditions.groupby("control_id", sort=False)["check_id"].agg(", ".join)
    found = _added_up(observations, framework.conditions[["check_id", "control_id"]]).reindex(names.index)
    found["condition_state"] = checks_state(found)
    found["condition_basis"] = [_condition_basis(row) for row in found.itertuples()]
    columns = ["condition_checks", "condition_state", "condition_basis"]
    return found.assign(condition_checks=names)[columns].astype("string").reset_index(names="control_id")


def _condition_basis(row: Any) -> str:
    """Write how a condition stands."""
    tested = row.passed + row.failed + row.waived
    if row.condition_state == "nothing_to_test":
        return "condition: nothing to test"
    if row.condition_state == "gap":
        return f"condition fails: {row.failed} of {tested} observations, {row.failing_checks}"
    if row.condition_state == "no_data":
        return f"condition: {row.unknown} of {tested + row.unknown} observations could not be made"
    if row.condition_state == "gap_waived":
        return f"condition fails: {row.waived} of {tested} observations, which an exception accepts"
    return f"condition holds: all {tested} observations pass"


def checks_state(found: pd.DataFrame) -> pd.Series:
    """Conclude from what checks found on each control, worst first."""
    state = pd.Series("nothing_to_test", index=found.index, dtype="string")  # as AWS answered, or it were unknown
    state = state.mask(found["passed"].gt(0), "met")
    state = state.mask(found["waived"].gt(0), "gap_waived")
    state = state.mask(found["unknown"].gt(0), "no_data")
    state = state.mask(found["failed"].gt(0), "gap")
    return state.mask(found["checks"].eq(0), pd.NA)


def _added_up(observations: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Add up the observations of pairs of check and control, by control."""
    outcome = observations["result"].astype("string").map({"pass": "passed", "fail": "failed", "unknown": "unknown"})
    outcome = outcome.mask(observations["exception_id"].ne(""), "waived")
    by_check = pd.crosstab(observations["check_id"].astype("string"), outcome).reindex(columns=COUNTS, fill_value=0)
    joined = pairs.merge(by_check, left_on="check_id", right_index=True, how="left")
    joined[COUNTS] = joined[COUNTS].fillna(0).astype(int)
    joined["failing_checks"] = joined["check_id"].where(joined["failed"].gt(0))
    grouped = joined.groupby("control_id")
    found = grouped[COUNTS].sum().assign(checks=grouped.size())
    return found.assign(failing_checks=grouped["failing_checks"].agg(lambda names: " ".join(names.dropna())))


def failing(observations: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """List every failing resource with the check, the controls it holds back and the remedy.

    Parameters
    ----------
    observations : DataFrame
        As `with_waivers` returns them.
    framework : Framework
        Framework whose controls are named.

    Returns
    -------
    DataFrame
        One row per failing observation that is evidence for a control of the framework, or for the condition of an
        inheritance, worst severity first: `severity`, `check_id`, `statement`, `remedy`, `controls`, `resource_id`,
        `account_id`, `region`, `evidence`, `exception_id`, `call_id`.

    """
    ties = framework.conditions.groupby("check_id")["control_id"].agg(list).to_dict()
    held = [dict.fromkeys([*framework.controls_of(name), *ties.get(name, [])]) for name in CHECKS]
    about = pd.DataFrame(
        {
            "check_id": [c.name for c in CHECKS.values()],
            "statement": [c.statement for c in CHECKS.values()],
            "remedy": [c.section("Remedy") for c in CHECKS.values()],
            "controls": [", ".join(controls) for controls in held],
        },
        dtype="string",
    )
    fails = observations[observations["result"].eq("fail")]
    rows = fails.astype({"check_id": "string"}).merge(about[about["controls"].ne("")], on="check_id")
    columns = ["severity", "check_id", "statement", "remedy", "controls", "resource_id", "account_id", "region"]
    ordered = rows.sort_values(["severity", "check_id", "account_id", "region", "resource_id"], ignore_index=True)
    return ordered[[*columns, "evidence", "exception_id", "call_id"]]
