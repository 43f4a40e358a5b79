"""What the register takes out of an audit, with its reason: controls by exclusion, resources by scope."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from toolkit.register import Register


def in_force(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the rows that are approved on a day and have not expired."""
    counts = [row.approved_at <= as_of <= row.expires_at for row in rows.itertuples()]
    return rows.loc[pd.Series(counts, index=rows.index, dtype=bool)]


def excluded(controls: pd.Series, framework_id: str, register: Register, as_of: date) -> pd.DataFrame:
    """Say of each control whether the register leaves it out on a day, and why.

    Parameters
    ----------
    controls : Series
        Ids of the controls.
    framework_id : str
        Framework that is audited.
    register : Register
        Its exclusions.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        `scope_state` (`not_applicable` or `out_of_scope`; NA where no exclusion is in force) and `scope_basis` (its
        reason, or how one stands that counts no longer or not yet; NA where there is none).

    """
    mine = register.applicability[register.applicability["framework_id"].eq(framework_id)]
    counting = in_force(mine, as_of)
    states = dict(zip(counting["control_id"], counting["kind"], strict=True))
    words = {row.control_id: _exclusion(row, as_of) for row in mine.itertuples()}
    columns = {"scope_state": controls.map(states), "scope_basis": controls.map(words)}
    return pd.DataFrame(columns, index=controls.index).astype("string")


def _exclusion(row: Any, as_of: date) -> str:
    """Write what an exclusion says, or why it does not count."""
    kind = row.kind.replace("_", " ")
    if as_of > row.expires_at:
        return f"its exclusion ({kind}) expired on {row.expires_at}"
    if as_of < row.approved_at:
        return f"its exclusion ({kind}) was approved on {row.approved_at}, after {as_of}"
    return f"{kind}: {row.reason.rstrip('.')} (asked for by {row.requested_by}, approved by {row.approved_by})"
