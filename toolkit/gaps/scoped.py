"""What the register takes out of an audit, with its reason."""

from __future__ import annotations

from datetime import date

import pandas as pd

from toolkit.register import Register


def scoped(controls: pd.Series, framework_id: str, register: Register, as_of: date) -> pd.DataFrame:
    """Say of each control whether the register leaves it out on a day (`scope_state`), and why (`scope_basis`)."""
    mine = register.applicability[register.applicability["framework_id"].eq(framework_id)].set_index("control_id")
    mine = mine[mine["approved_at"].map(lambda day: day <= as_of).astype(bool)]
    reason = controls.map(mine["reason"] + " (approved by " + mine["approved_by"] + ")").astype("string")
    state = pd.Series(pd.NA, index=controls.index, dtype="string").mask(reason.notna(), "not_applicable")
    return pd.DataFrame({"scope_state": state, "scope_basis": reason})
