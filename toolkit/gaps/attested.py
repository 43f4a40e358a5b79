"""What people say of a control: who is accountable for it, and what the statements on file give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from toolkit.asked import LAYER
from toolkit.frameworks import Framework
from toolkit.gaps.aws_reports import period
from toolkit.likeness import may_be_one_person
from toolkit.register import Register
from toolkit.states import CONCLUDED, CONCLUDING, CONCLUSIONS, worst

DOUBT = list(CONCLUSIONS)  # worst first
EXPIRED, REPRESENTED = "attestation_expired", "represented"
KINDS = {"control": "attestation", "cuec": "cuec"}


@dataclass(frozen=True)
class Statement:
    """A statement with what rolls it forward: how bad, for which days, to which day in force, and in what words."""

    conclusion: str
    first: date
    last: date
    expires_at: date
    said_at: date
    capacity: str
    checks: str
    words: str


def owners(framework: Framework, register: Register) -> pd.DataFrame:
    """Name who is accountable for each control.

    Parameters
    ----------
    framework : Framework
        Its controls name the layers that they rest on.
    register : Register
        Its owners.

    Returns
    -------
    DataFrame
        One row per control: `control_id`, `accountable` and `backup` (of a control without an owner, those of the
        first of its layers that has one, else empty) and `owned_by` (all who own the control, or without an owner of
        its own, one of its layers; one name a line).

    """
    said = register.owners.set_index(["framework_id", "control_id"])[["accountable", "backup"]].to_dict("index")
    nobody = {"accountable": "", "backup": ""}
    rows = []
    for control, layers in zip(framework.controls["control_id"], framework.controls["layers"], strict=True):
        own = [said[place] for place in [(framework.id, control)] if place in said]
        found = own or [said[LAYER, layer] for layer in layers.split() if (LAYER, layer) in said] or [nobody]
        named = dict.fromkeys(name for people in found for name in people.values() if name)
        rows.append({"control_id": control, **found[0], "owned_by": "\n".join(named)})
    return pd.DataFrame(rows, columns=["control_id", *nobody, "owned_by"], dtype="string")


def attested(framework_id: str, owned: pd.DataFrame, register: Register, as_of: date) -> pd.DataFrame:
    """Say what the statements on file give for each control, and for the condition of its inheritance.

    The latest statement of somebody who may conclude counts. What management or the owner says, or what rests on an
    interview alone, is a representation; it counts where nobody has concluded, or where it admits what is wrong.

    Parameters
    ----------
    framework_id : str
        Framework that is audited.
    owned : DataFrame
        As `owners` returns it: nobody concludes on what they own.
    register : Register
        Its attestations.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        One row per control of which somebody says something: `control_id`; `attestation_state`, `attestation` (by
        whom, in what capacity, for which days), `attested_checks` (of whose failures somebody who may conclude
        speaks), `attested_at` and `attested_as` (day and capacity); `cuec_state` and `cuec`, the same of the
        condition. NA where nothing is said.

    """
    mine = register.attestations[register.attestations["framework_id"].eq(framework_id)]
    mine = mine[mine["reviewed_at"].map(lambda day: day <= as_of).astype(bool)]
    people = owned.set_index("control_id").to_dict("index")
    rows = []
    for control, lines in mine.groupby("control_id", sort=False):
        row: dict[str, Any] = {"control_id": control}
        for kind, name in KINDS.items():
            about = [line for line in lines.itertuples() if line.kind == kind]
            state, told = _of(about, people.get(str(control), {}), register, as_of)
            if told:
                row |= {f"{name}_state": state, name: told.words}
            if told and kind == "control":
                row["attested_at"] = told.said_at.isoformat()
                row["attested_as"] = told.capacity
                row["attested_checks"] = told.checks if state in _HOLDS else ""
        rows.append(row)
    columns = ["control_id", *(c for name in KINDS.values() for c in (f"{name}_state", name))]
    return pd.DataFrame(rows, columns=[*columns, "attested_checks", "attested_at", "attested_as"], dtype="string")


_HOLDS = ("attested", "met_with_exceptions")


def _of(lines: list[Any], owner: dict[str, str], register: Register, as_of: date) -> tuple[str, Statement | None]:
    """Return the state that lines of one kind give, and the statement that gives it."""
    why = {line.Index: _no_conclusion(line, owner) for line in lines}
    concluding = _latest([line for line in lines if not why[line.Index]], why)
    other = _latest([line for line in lines if why[line.Index]], why)
    if other and (not concluding or (other.conclusion == DOUBT[0] and other.said_at >= concluding.said_at)):
        state, other = _in_force(other, register, as_of)
        return REPRESENTED if state not in (EXPIRED, CONCLUSIONS[DOUBT[0]]) else state, other
    return _in_force(concluding, register, as_of) if concluding else ("", None)


def _no_conclusion(line: Any, owner: dict[str, str]) -> str:
    """Say why a line concludes nothing: by its capacity, its method, or because its author owns the control."""
    if line.capacity not in CONCLUDING:
        return f"a representation of {line.capacity.replace('owner', 'the owner')}"
    if line.method == "interview" and not line.roll_forward:
        return "a representation, since it rests on an interview alone"
    if any(may_be_one_person(line.attested_by, name) for name in owner.get("owned_by", "").splitlines()):
        return "a representation, since its author owns the control"
    return ""


def _latest(lines: list[Any], why: dict[int, str]) -> Statement | None:
    """Return the latest statement with what rolls it forward; of two on one day, the worse and shorter counts."""
    ranked = sorted(
        lines, key=lambda line: (line.attested_at, -DOUBT.index(line.conclusion), -line.expires_at.toordinal())
    )
    base = next((line for line in reversed(ranked) if not line.roll_forward), None)
    forward = [line for line in ranked if line.roll_forward and (not base or line.attested_at >= base.attested_at)]
    if base is None:  # nothing to extend: only what it finds wrong is heard
        wrong = [line for line in forward if line.conclusion == DOUBT[0]]
        return _told(wrong[-1], wrong[-1:], why) if wrong else None
    return _told(base, [base, *forward], why)


def _told(base: Any, lines: list[Any], why: dict[int, str]) -> Statement:
    """Put a statement and what rolls it forward together: the worst that is said, for days without a gap."""
    last = base.period_start - timedelta(days=1)
    used = list(_joined(lines, last))
    for line in used:
        last = max(last, min(line.period_end, line.attested_at))
    worst = min(lines, key=lambda line: DOUBT.index(line.conclusion))
    expires = min(line.expires_at for line in (used or [base]))
    forward = [f"{line.attested_by} on {line.attested_at}" for line in used if line.roll_forward]
    said = "stated" if why[base.Index] else "attested"
    words = [
        f"{said} {worst.conclusion.replace('_', ' ')} by {worst.attested_by} ({worst.capacity.replace('_', ' ')})",
        f"reviewed by {worst.reviewed_by}",
        *([f"rolled forward by {', '.join(forward)}"] if forward else []),
        f"for {base.period_start} to {last}, valid to {expires}",
        *([why[base.Index]] if why[base.Index] else []),
    ]
    checks = " ".join(dict.fromkeys(name for line in used for name in line.checks.split()))
    said_at = max(line.attested_at for line in lines)
    return Statement(
        worst.conclusion, base.period_start, last, expires, said_at, worst.capacity, checks, ", ".join(words)
    )


def _joined(lines: list[Any], reached: date) -> Iterator[Any]:
    """Return the lines, one after another, that leave no day out; none speaks of days after its own date."""
    for line in lines:
        if line.period_start <= reached + timedelta(days=1):
            reached = max(reached, min(line.period_end, line.attested_at))
            yield line


def _in_force(said: Statement, register: Register, as_of: date) -> tuple[str, Statement]:
    """Return the state of a statement: it has to be valid, and to speak of the whole period that is audited so far.

    What was found wrong on any day of the period stands, whatever other days it leaves out.
    """
    start, end = period(register.engagement, as_of) if register.engagement else (said.first, said.last)
    whole = said.first <= start and said.last >= end
    wrong = said.conclusion == DOUBT[0] and said.first <= end and said.last >= start
    return (CONCLUSIONS[said.conclusion] if as_of <= said.expires_at and (whole or wrong) else EXPIRED), said


def condition_side(table: pd.DataFrame) -> pd.DataFrame:
    """Say how the conditions of inheritances stand, by the checks that test them and by what people say of them.

    Parameters
    ----------
    table : DataFrame
        One row per control, with `responsibility`, `customer_condition`, the columns of `condition_findings` and
        `cuec_state` and `cuec`, as `attested` returns them.

    Returns
    -------
    DataFrame
        `condition_state` (`inherited_conditional` where AWS alone answers, on a condition of which neither a check nor
        somebody who may conclude says that it holds; NA where nothing is said) and `condition_basis`.

    """
    told = table["cuec_state"].where(table["cuec_state"].isin([*_HOLDS, "gap"]))
    state = worst(table["condition_state"], told).astype("string")
    asked = table["responsibility"].eq("aws") & table["customer_condition"].ne("")
    held = told.isin(_HOLDS) | table["condition_state"].isin(CONCLUDED)
    state = worst(state, pd.Series("inherited_conditional", index=table.index).where(asked & ~held))
    silent = ("condition that nobody has confirmed: " + table["customer_condition"].str.rstrip(".")).where(
        asked & table["cuec"].isna()
    )
    said = ("condition " + table["cuec"]).fillna(silent.where(~held))
    basis = [
        ("; ".join(part for part in parts if not pd.isna(part)))
        for parts in zip(table["condition_basis"], said, strict=True)
    ]
    return pd.DataFrame({"condition_state": state.astype("string"), "condition_basis": basis}, index=table.index)
