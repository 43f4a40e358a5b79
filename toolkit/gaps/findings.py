"""From observations to findings, check by check, and what those of a control's checks say together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from toolkit.assess import EVERYTHING
from toolkit.checks import CHECKS
from toolkit.frameworks import Framework
from toolkit.model import SEVERITIES
from toolkit.states import OBSERVED, worst
from toolkit.tables import TABLES

COUNTS = ["passed", "failed", "waived", "unknown", "tolerated"]
REACH = ("setting", "all", "some")  # of a failure, widest first
OUTCOMES = {"pass": "passed", "fail": "failed", "unknown": "unknown"}
NAMED = 3  # checks that a reason names; all of them stand in the columns
KINDS = ["failed", "waived", "unknown", "tolerated"]


def checks_of(framework: Framework) -> set[str]:
    """Name the checks that are evidence for a control of a framework, or for the condition of an inheritance."""
    return {*framework.evidence["check_id"], *framework.conditions["check_id"]}


def findings(observations: pd.DataFrame, tolerances: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Say what each check found: of how many, how grave, where, and how far a failure reaches.

    Parameters
    ----------
    observations : DataFrame
        As `with_waivers` and `with_scope` mark them; what is out of scope is counted and judges nothing.
    tolerances : DataFrame
        The register's tolerances of what could not be observed.
    as_of : date
        Day on which a tolerance has to be approved and not expired.

    Returns
    -------
    DataFrame
        One row per check, in the catalogue's order: `check_id`; `passed`, `failed`, `waived` and `unknown`
        (observations), `tolerated` (how many of the unknown ones a tolerance accepts), `out_of_scope` (observations
        that were left out) and `tested` (what passed, failed or was waived); `severity`; `reach` of its failures
        (`setting` of an account or Region, `all` or `some` of what was tested; empty where nothing fails); `accounts`
        in which it fails; `exceptions` that accept failures of it; and `state`, as of a control that this check alone
        speaks of.

    """
    outside = observations["out_of_scope"].ne("").fillna(False).astype(bool)
    left_out = observations.loc[outside, "check_id"].astype("string").value_counts()
    observations = observations[~outside]
    outcome = observations["result"].astype("string").map(OUTCOMES)
    outcome = outcome.mask(observations["exception_id"].ne("").fillna(False).astype(bool), "waived")
    counts = observations.groupby([observations["check_id"].astype("string"), outcome]).size().unstack(fill_value=0)
    found = counts.reindex(index=pd.Index(list(CHECKS), name="check_id"), columns=COUNTS, fill_value=0)
    found["tolerated"] = _tolerated(observations, found["unknown"], tolerances, as_of)
    found["out_of_scope"] = left_out.reindex(found.index, fill_value=0).astype("Int64")
    found["tested"] = found[["passed", "failed", "waived"]].sum(axis=1)
    found["severity"] = pd.Categorical([c.severity for c in CHECKS.values()], SEVERITIES, ordered=True)
    found["reach"] = _reach(found)
    fails = observations[outcome.eq("failed").fillna(False).astype(bool)]
    places = fails.drop_duplicates(["check_id", "account_id"]).sort_values("account_id")
    places = places.groupby(places["check_id"].astype("string"))["account_id"].agg(" ".join)
    found["accounts"] = places.reindex(found.index).fillna("").astype("string")
    waived = observations[outcome.eq("waived").fillna(False).astype(bool)]
    waived = waived.drop_duplicates(["check_id", "exception_id"]).sort_values("exception_id")
    found["exceptions"] = waived.groupby(waived["check_id"].astype("string"))["exception_id"].agg(" ".join)
    found["exceptions"] = found["exceptions"].fillna("").astype("string")
    found["state"] = _state(found)
    return found.reset_index().astype({"check_id": "string"})


def _tolerated(observations: pd.DataFrame, unknown: pd.Series, tolerances: pd.DataFrame, as_of: date) -> pd.Series:
    """Return how many unknowns of each check a tolerance accepts: all or none, and none that stands for a place."""
    rows = tolerances.itertuples()
    most = {row.check_id: row.most for row in rows if row.approved_at <= as_of <= row.expires_at}
    whole = observations["resource_id"].eq(EVERYTHING) & observations["result"].eq("unknown")
    uncounted = set(observations.loc[whole.fillna(False).astype(bool), "check_id"])
    few = [0 < number <= most.get(name, 0) and name not in uncounted for name, number in unknown.items()]
    return unknown.where(few, 0)


def _reach(found: pd.DataFrame) -> pd.Series:
    """Tell how far the failures of each check reach: a table with one row a place holds settings of that place."""
    settings = [all(TABLES[name].one for name in CHECKS[check].rows) for check in found.index]
    reach = pd.Series("some", index=found.index, dtype="string").mask(found["failed"].eq(found["tested"]), "all")
    return reach.mask(settings, "setting").mask(found["failed"].eq(0), "")


def _state(found: pd.DataFrame) -> pd.Series:
    """Conclude from the observations of each check: the worst that there are, or that there is nothing to test."""
    numbers = {
        "fail": found["failed"],
        "unknown": found["unknown"] - found["tolerated"],
        "tolerated": found["tolerated"],
        "waived": found["waived"],
        "pass": found["passed"],
    }
    said = [pd.Series(OBSERVED[word], index=found.index).where(number.gt(0)) for word, number in numbers.items()]
    # No row is AWS's answer that there is none: what it did not answer would be an unknown.
    return worst(*said).astype("string").fillna(OBSERVED["none"])


def control_findings(found: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Say what the checks of each control found: those that speak of it directly, and those that only bear on it.

    Parameters
    ----------
    found : DataFrame
        As `findings` returns it.
    framework : Framework
        Its `evidence` ties checks to controls.

    Returns
    -------
    DataFrame
        One row per control with a check: `control_id`; of the direct checks `checks` (how many), `checks_state`,
        `passed`, `failed`, `waived`, `unknown` and `tolerated` (observations), `failing_checks` (names of those with a
        failure that no exception accepts), `severity`, `reach` and `accounts` (worst, widest and all of these), and
        `checks_basis` (how they stand); `supporting_checks` (how many), `failing_supporting` (names of those with a
        failure, accepted or not), `unobserved_supporting` (of those with something unobserved that no tolerance
        accepts) and `supporting_basis` (how they stand, if not all of them pass).

    """
    joined = framework.evidence[["control_id", "check_id", "strength"]].merge(found, on="check_id")
    joined = joined.sort_values(["severity", "check_id"], kind="stable")
    ids = pd.Index(framework.evidence["control_id"].unique(), name="control_id")
    direct = _together(joined[joined["strength"].eq("direct")]).reindex(ids)
    numbers, texts = [*COUNTS, "checks"], ["failing_checks", "reach", "accounts"]
    direct[numbers] = direct[numbers].fillna(0).astype("Int64")
    direct[texts] = direct[texts].fillna("").astype("string")
    others = joined[joined["strength"].ne("direct")]
    # An exception accepts a failure, and does not say what it means for a control on which it only bears.
    fails = _named(others[others[["failed", "waived"]].gt(0).any(axis=1)])
    unobserved = _named(others[others["unknown"].gt(others["tolerated"])])
    basis = {
        control: "; ".join(said_of(rows))
        for control, rows in others.groupby("control_id")
        if rows[KINDS].any(axis=None)
    }
    direct["supporting_basis"] = pd.Series(basis, dtype="string").reindex(ids)
    direct["supporting_checks"] = others.groupby("control_id").size().reindex(ids, fill_value=0).astype("Int64")
    direct["failing_supporting"] = fails.reindex(ids).fillna("").astype("string")
    direct["unobserved_supporting"] = unobserved.reindex(ids).fillna("").astype("string")
    return direct.rename(columns={"state": "checks_state", "basis": "checks_basis"}).reset_index()


def _named(joined: pd.DataFrame) -> pd.Series:
    return joined.groupby("control_id")["check_id"].agg(" ".join)


def _together(joined: pd.DataFrame) -> pd.DataFrame:
    """Put the findings of the checks of each control together, worst severity first."""
    groups = joined.groupby("control_id", sort=False)
    fails = joined[joined["failed"].gt(0)].groupby("control_id", sort=False)
    whole = groups[COUNTS].sum().assign(checks=groups.size())
    whole["state"] = worst(joined.set_index("control_id")["state"]).astype("string")
    whole["failing_checks"] = fails["check_id"].agg(" ".join)
    whole["severity"] = fails["severity"].first().astype("string")
    whole["reach"] = fails["reach"].agg(lambda said: min(said, key=REACH.index))
    whole["accounts"] = fails["accounts"].agg(lambda said: " ".join(sorted({a for text in said for a in text.split()})))
    basis = [(control, "; ".join(said_of(rows))) for control, rows in groups]
    return whole.assign(basis=pd.Series(dict(basis), dtype="string"))


def said_of(rows: pd.DataFrame) -> Iterator[str]:
    """Write how some checks stand, each with its own numbers: no two populations are added up."""
    number = f"{len(rows)} check{'s'[: len(rows) != 1]}"
    if rows["state"].eq("nothing_to_test").all():
        outside = f", {rows['out_of_scope'].sum()} observations are out of scope" if rows["out_of_scope"].any() else ""
        yield f"{number}: nothing to test{outside}"
        return
    if not rows[KINDS].to_numpy().any():
        yield f"{number}: none fails"
        return
    yield number
    for name, word in (("failed", "fails"), ("waived", "accepted by exception"), ("unknown", "not observed")):
        lines = [finding(row, name) for row in rows[rows[name].gt(0)].itertuples()]
        if lines:
            more = f" and {len(lines) - NAMED} more" if len(lines) > NAMED else ""
            yield f"{word}: {', '.join(lines[:NAMED])}{more}"


def finding(row: Any, name: str = "failed") -> str:
    """Write what one check found: how many of how many, and of a failure how grave it is and how far it reaches."""
    if name == "unknown":
        tolerated = ", tolerated" if row.tolerated else ""
        return f"{row.check_id} ({row.unknown} beside {row.tested} tested{tolerated})"
    about = f", {row.severity}, {row.reach}" if name == "failed" else f", {row.exceptions}"
    return f"{row.check_id} ({getattr(row, name)} of {row.tested}{about})"


def condition_findings(found: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Say for each condition of an inheritance whether the checks that test it show that it holds.

    Parameters
    ----------
    found : DataFrame
        As `findings` returns it.
    framework : Framework
        Its `conditions` tie checks to controls.

    Returns
    -------
    DataFrame
        One row per control with such a check: `control_id`, `condition_checks` (names), `condition_state` and
        `condition_basis`.

    """
    names = framework.conditions.groupby("control_id", sort=False)["check_id"].agg(", ".join)
    joined = framework.conditions[["control_id", "check_id"]].merge(found, on="check_id")
    whole = _together(joined.sort_values(["severity", "check_id"], kind="stable")).reindex(names.index)
    about = {
        "condition_checks": names,
        "condition_state": whole["state"],
        "condition_basis": "condition: " + whole["basis"],
    }
    return pd.DataFrame(about).astype("string").rename_axis("control_id").reset_index()


def failing(observations: pd.DataFrame, found: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """List every failing resource in scope with the check, the controls it holds back and the remedy.

    Parameters
    ----------
    observations : DataFrame
        As `with_waivers` and `with_scope` mark them.
    found : DataFrame
        As `findings` returns it.
    framework : Framework
        Framework whose controls are named.

    Returns
    -------
    DataFrame
        One row per failing observation that is evidence for a control of the framework, or for the condition of an
        inheritance, worst severity first: `severity`, `check_id`, `statement`, `remedy`, `controls` (of which it is a
        deviation, or whose condition it breaks), `resource_id`, `account_id`, `region`, `evidence`, `exception_id`,
        `call_id`, `supports` (controls that it only bears on), and `failed`, `tested` and `reach` of its check.

    """
    ties = framework.evidence[["control_id", "check_id", "strength"]]
    broken = framework.conditions[["control_id", "check_id"]].assign(strength="direct")
    ties = pd.concat([ties, broken], ignore_index=True).drop_duplicates(["check_id", "control_id"])
    held = ties.groupby(["check_id", ties["strength"].eq("direct")], sort=False)["control_id"].agg(", ".join)
    held = (
        held.unstack(fill_value="")
        .reindex(columns=[True, False], fill_value="")
        .set_axis(["controls", "supports"], axis=1)
    )
    about = held.join(found.set_index("check_id")[["failed", "tested", "reach"]])
    about["statement"] = [CHECKS[name].statement for name in about.index]
    about["remedy"] = [CHECKS[name].section("Remedy") for name in about.index]
    fails = observations[observations["result"].eq("fail") & observations["out_of_scope"].eq("")]
    rows = fails.astype({"check_id": "string"}).merge(about.reset_index(), on="check_id")
    columns = ["severity", "check_id", "statement", "remedy", "controls", "resource_id", "account_id", "region"]
    ordered = rows.sort_values(["severity", "check_id", "account_id", "region", "resource_id"], ignore_index=True)
    texts = ["check_id", "statement", "remedy", "controls", "supports", "reach"]
    ordered[texts] = ordered[texts].astype("string")
    return ordered[[*columns, "evidence", "exception_id", "call_id", "supports", "failed", "tested", "reach"]]
