"""Views of AWS Systems Manager: agents that are silent, and what Patch Manager found."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.readings import days
from toolkit.views.joins import joined

SILENCE = pd.Timedelta(days=1)  # an agent reports every few minutes
PATCHES = ("patch_days", "missing", "failed", "pending_reboot", "rejected")


@view
def ssm_managed_instance_patching(ssm_managed_instance: pd.DataFrame, ssm_patch_state: pd.DataFrame) -> pd.DataFrame:
    """Instances and servers that Systems Manager manages, each with what Patch Manager found when it last looked.

    `ping_status` and the columns of patches are those of `ec2_instance_patching`.
    """
    return with_patches(with_silence(ssm_managed_instance), ssm_patch_state)


def with_silence(agents: pd.DataFrame) -> pd.DataFrame:
    """Call an agent `Silent` that is online by its status and has not reported for a day."""
    pinged, observed, status = agents["last_ping_at"], agents["observed_at"], agents["ping_status"]
    online = status.str.lower().eq("online")
    # Without the time of the last report, or by a wrong clock, nobody knows whether an agent is silent.
    status = status.mask(online & (observed - pinged).gt(SILENCE), "Silent")
    return agents.assign(ping_status=status.mask(online & days(pinged, observed).isna()))


def with_patches(instances: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Add what Patch Manager found on each instance: -1 in all of `PATCHES` where it never looked."""
    aged = states.assign(patch_days=days(states["ended_at"], states["observed_at"]))
    return joined(instances, aged, "resource_id", dict.fromkeys(PATCHES, -1))
