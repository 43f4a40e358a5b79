"""What a state comes to in the words of its framework, and what a person has concluded: shown beside, never mixed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from toolkit.frameworks import Framework
from toolkit.register import Register


def concluded(gaps: pd.DataFrame, framework: Framework, register: Register, as_of: date) -> pd.DataFrame:
    """Add to a gap analysis the framework's term for each state, and what people concluded.

    Parameters
    ----------
    gaps : DataFrame
        As `gap_analysis` returns it.
    framework : Framework
        Its terms.
    register : Register
        Its conclusions.
    as_of : date
        Day on which a conclusion has to be drawn.

    Returns
    -------
    DataFrame
        The gap analysis, with `proposed` (the term that the state suggests; empty where the framework has none) and
        `conclusion`, `grade` and `concluded_by`, as a person wrote them; empty where nobody did.

    """
    terms = framework.conclusions.set_index(["state", "capacity"])["proposed"].to_dict()
    keys = zip(gaps["state"].astype(str), gaps["attested_as"], strict=True)
    proposed = [terms.get((state, capacity), terms.get((state, ""), "")) for state, capacity in keys]
    mine = register.conclusions[register.conclusions["framework_id"].eq(framework.id)]
    mine = mine[[day <= as_of for day in mine["concluded_at"]]].set_index("control_id") if len(mine) else mine
    found = gaps.copy()
    columns = {"proposed": proposed}
    for name in ("conclusion", "grade", "concluded_by"):
        said = dict(mine[name]) if len(mine) else {}
        columns[name] = [said.get(control, "") for control in gaps["control_id"]]
    for place, (name, cells) in enumerate(columns.items(), int(found.columns.get_loc("state")) + 1):
        found.insert(place, name, pd.array(cells, dtype="string"))
    return found
