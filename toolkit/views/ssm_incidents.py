"""What Incident Manager has in a Region."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view


@view
def ssm_incidents_replication_set_plans(
    ssm_incidents_replication_set: pd.DataFrame, ssm_incidents_response_plan: pd.DataFrame
) -> pd.DataFrame:
    """Replication sets, each with the number of response plans that its Region lists."""
    plans = ssm_incidents_response_plan.groupby(PLACE, as_index=False).size().rename(columns={"size": "response_plans"})
    sets = ssm_incidents_replication_set.merge(plans, on=PLACE, how="left", validate="many_to_one")
    return sets.assign(response_plans=sets["response_plans"].astype("Int64").fillna(0))
