"""Views of Amazon EC2 instances: who manages their operating system."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view


@view
def ec2_instance_management(ec2_instance: pd.DataFrame, ssm_managed_instance: pd.DataFrame) -> pd.DataFrame:
    """Instances, each with the state of its Systems Manager agent.

    `ping_status`: `Online`, `ConnectionLost`, `Inactive`, or `none` where Systems Manager does not know the instance.
    """
    agents = ssm_managed_instance[[*PLACE, "instance_id", "ping_status"]]
    frame = ec2_instance.merge(agents, on=[*PLACE, "instance_id"], how="left", validate="one_to_one")
    frame["ping_status"] = frame["ping_status"].fillna("none")
    return frame
