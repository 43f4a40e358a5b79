"""Checks of AWS Data Lifecycle Manager."""

from toolkit.model import check
from toolkit.readings import among


@check("dlm_lifecycle_policy", domain="resilience", severity="low", family="backup_operation")
def dlm_lifecycle_policy_enabled(state):
    """The policy of Data Lifecycle Manager is enabled.

    Why: A policy that is off or in error takes no snapshot, and looks like a backup.
    Remedy: Enable the policy, or mend what its status message names (`UpdateLifecyclePolicy`).
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html

    | state    | verdict |
    |----------|---------|
    | ENABLED  | pass    |
    | enabled  | pass    |
    | DISABLED | fail    |
    | ERROR    | fail    |
    | OTHER    | unknown |
    | ?        | unknown |
    """
    return among(state, ["enabled"], ["disabled", "error"])
