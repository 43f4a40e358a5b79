"""Views of Amazon EC2 instances: who manages their operating system, whether it is patched, when it was stopped."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.joins import joined
from toolkit.views.ssm import with_patches, with_silence

STOPPED_AT = r"\((\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:GMT|UTC)\)$"  # "User initiated (2026-01-31 12:00:00 GMT)"


@view
def ec2_instance_management(ec2_instance: pd.DataFrame, ssm_managed_instance: pd.DataFrame) -> pd.DataFrame:
    """Instances, each with the state of its Systems Manager agent.

    `ping_status`: `Online`, `ConnectionLost`, `Inactive`, or `none` where Systems Manager does not know the instance;
    `Silent` where it is online by its status and has not reported for a day.
    """
    return joined(ec2_instance, with_silence(ssm_managed_instance), "instance_id", {"ping_status": "none"})


@view
def ec2_instance_patching(
    ec2_instance: pd.DataFrame, ssm_managed_instance: pd.DataFrame, ssm_patch_state: pd.DataFrame
) -> pd.DataFrame:
    """Instances, each with the state of its agent and what Patch Manager found when it last scanned or patched it.

    `ping_status`: as in `ec2_instance_management`. `patch_days`: whole days since then. `missing`, `failed`,
    `pending_reboot`, `rejected`: patches that are not in effect, or that the baseline rejects. -1: it never looked.
    """
    managed = joined(ec2_instance, with_silence(ssm_managed_instance), "instance_id", {"ping_status": "none"})
    return with_patches(managed, ssm_patch_state)


@view
def ec2_instance_lifecycle(ec2_instance: pd.DataFrame) -> pd.DataFrame:
    """Instances, and whether they are past their time.

    `stopped_at`: when it was stopped, where AWS's reason for its state tells. `image_deprecated`: the time at which
    its image was to be deprecated has come.
    """
    text = ec2_instance["state_reason"].str.extract(STOPPED_AT, expand=False)
    stopped_at = pd.to_datetime(text, utc=True, errors="coerce").astype("datetime64[ns, UTC]")
    ends_at, known = ec2_instance["image_deprecated_at"], ec2_instance["image_known"].fillna(False)
    deprecated = (ends_at <= ec2_instance["observed_at"]).astype("boolean")  # False where no time is set
    return ec2_instance.assign(stopped_at=stopped_at, image_deprecated=deprecated.where(known))
