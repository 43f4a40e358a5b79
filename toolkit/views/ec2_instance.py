"""Views of Amazon EC2 instances: who manages their operating system."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.readings import days
from toolkit.views.joins import joined

SILENCE = pd.Timedelta(days=1)  # an agent reports every few minutes


@view
def ec2_instance_management(ec2_instance: pd.DataFrame, ssm_managed_instance: pd.DataFrame) -> pd.DataFrame:
    """Instances, each with the state of its Systems Manager agent.

    `ping_status`: `Online`, `ConnectionLost`, `Inactive`, or `none` where Systems Manager does not know the instance;
    `Silent` where it is online by its status and has not reported for a day.
    """
    pinged, observed = ssm_managed_instance["last_ping_at"], ssm_managed_instance["observed_at"]
    status = ssm_managed_instance["ping_status"]
    online = status.str.lower().eq("online")
    # Without the time of the last report, or by a wrong clock, nobody knows whether an agent is silent.
    status = status.mask(online & (observed - pinged).gt(SILENCE), "Silent")
    status = status.mask(online & days(pinged, observed).isna())
    return joined(ec2_instance, ssm_managed_instance.assign(ping_status=status), "instance_id", {"ping_status": "none"})
