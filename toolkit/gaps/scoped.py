"""What the register takes out of an audit, with its reason."""

from __future__ import annotations

from datetime import date

import pandas as pd

from toolkit.model import STATES
from toolkit.register import Register


def scoped(table: pd.DataFrame, framework_id: str, register: Register, as_of: date) -> pd.DataFrame:
    """Take out of scope what the register says is, with its reason."""
    mine = register.applicability[register.applicability["framework_id"].eq(framework_id)].set_index("control_id")
    mine = mine[mine["approved_at"].map(lambda day: day <= as_of).astype(bool)]
    reason = table["control_id"].map(mine["reason"] + " (approved by " + mine["approved_by"] + ")")
    order = pd.CategoricalDtype(list(STATES), ordered=True)
    state = table["state"].astype("string").mask(reason.notna(), "not_applicable").astype(order)
    return table.assign(state=state, basis=table["basis"].mask(reason.notna(), reason))
