"""What people say of a control: who is accountable for it, and what its latest attestation gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from toolkit.asked import LAYER
from toolkit.gaps.aws_reports import period
from toolkit.register import Register
from toolkit.states import CONCLUSIONS


def attested(framework_id: str, register: Register, as_of: date) -> pd.DataFrame:
    """One row per attested control: the state that its latest attestation gives on a day."""
    mine = register.attestations
    mine = mine[mine["framework_id"].eq(framework_id)]
    given = mine[mine["reviewed_at"].map(lambda day: day <= as_of).astype(bool)]
    given = given.assign(
        doubt=given["conclusion"].map(list(CONCLUSIONS)[::-1].index)
    )  # of two on one day, the worse counts
    mine = given.sort_values(["reviewed_at", "doubt", "expires_at"]).drop_duplicates("control_id", keep="last")
    valid = {True: CONCLUSIONS, False: dict.fromkeys(CONCLUSIONS, "attestation_expired")}
    states = [valid[_in_force(row, register, as_of)][row.conclusion] for row in mine.itertuples()]
    by = [
        f"{row.conclusion.replace('_', ' ')} by {row.attested_by}, "
        f"reviewed by {row.reviewed_by}, valid to {row.expires_at}"
        for row in mine.itertuples()
    ]
    columns = {"control_id": list(mine["control_id"]), "attestation_state": states, "attestation": by}
    columns["attested_checks"] = list(mine["checks"])
    return pd.DataFrame(columns).astype("string")


def _in_force(row: Any, register: Register, as_of: date) -> bool:
    """Tell whether an attestation has not expired, and speaks of the whole period that is audited so far."""
    audited = register.engagement
    if audited is None:
        return bool(as_of <= row.expires_at)
    start, end = period(audited, as_of)
    return bool(as_of <= row.expires_at and row.period_start <= start and row.period_end >= end)


def owned(framework_id: str, register: Register) -> pd.DataFrame:
    """One row per control that has an owner of its own."""
    mine = register.owners[register.owners["framework_id"].eq(framework_id)]
    return mine[["control_id", "accountable"]].astype("string")


def layer_owners(table: pd.DataFrame, register: Register) -> pd.Series:
    """Name the owner of the first layer of each control that has one."""
    mine = register.owners[register.owners["framework_id"].eq(LAYER)]
    owners = dict(zip(mine["control_id"], mine["accountable"], strict=True))
    named = [next((owners[layer] for layer in row.split() if layer in owners), "") for row in table["layers"]]
    return pd.Series(named, index=table.index, dtype="string")
