"""Checks of AWS Batch."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "batch_compute_environment",
    domain="resilience",
    severity="low",
    family="failure_handling",
    where="state.str.lower() == 'enabled' and status.str.lower() not in ['deleting', 'deleted']",
)
def batch_compute_environment_valid(status):
    """The compute environment that is enabled is one in which Batch can run jobs.

    Why: Jobs that are sent to an invalid environment wait for ever, and nobody is told.
    Remedy: Mend what the status reason names, most often a role or a launch template, and update the environment.
    Source: https://docs.aws.amazon.com/batch/latest/userguide/invalid_compute_environment.html

    | state    | status   | verdict |
    |----------|----------|---------|
    | ENABLED  | VALID    | pass    |
    | ENABLED  | Valid    | pass    |
    | ENABLED  | INVALID  | fail    |
    | ENABLED  | UPDATING | unknown |
    | DISABLED | INVALID  | -       |
    | ENABLED  | DELETING | -       |
    """
    return among(status, ["valid"], ["invalid"])
