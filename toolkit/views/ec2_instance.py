"""Views of Amazon EC2 instances: who manages their operating system."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view

SILENCE = pd.Timedelta(days=1)  # an agent reports every few minutes


@view
def ec2_instance_management(ec2_instance: pd.DataFrame, ssm_managed_instance: pd.DataFrame) -> pd.DataFrame:
    """Instances, each with the state of its Systems Manager agent.

    `ping_status`: `Online`, `ConnectionLost`, `Inactive`, or `none` where Systems Manager does not know the instance;
    `Silent` where it is online by its status and has not reported for a day.
    """
    agents = ssm_managed_instance[[*PLACE, "instance_id", "ping_status"]]
    silent = ssm_managed_instance["observed_at"] - ssm_managed_instance["last_ping_at"] > SILENCE
    online = agents["ping_status"].str.lower().eq("online")
    agents = agents.assign(ping_status=agents["ping_status"].mask(online & silent, "Silent"))
    frame = ec2_instance.merge(agents, on=[*PLACE, "instance_id"], how="left", validate="one_to_one")
    frame["ping_status"] = frame["ping_status"].fillna("none")
    return frame
