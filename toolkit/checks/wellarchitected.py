"""Checks of the AWS Well-Architected Tool."""

from toolkit.model import check
from toolkit.readings import days


@check("wellarchitected_workload", domain="governance", severity="medium", family="vulnerability_findings", where="own")
def wellarchitected_workload_risks_resolved(high_risks):
    """The review of the workload names no question at high risk.

    Why: Each is a known weakness that somebody wrote down and nobody mended.
    Remedy: Work off the improvement plan of the workload, and answer its questions anew.
    Source: https://docs.aws.amazon.com/wellarchitected/latest/userguide/workloads.html

    | own   | high_risks | verdict |
    |-------|------------|---------|
    | True  | 0          | pass    |
    | True  | 1          | fail    |
    | True  | ?          | unknown |
    | False | 3          | -       |
    """
    return high_risks == 0


@check("wellarchitected_workload", domain="governance", severity="low", family="vulnerability_findings", where="own")
def wellarchitected_workload_review_current(unanswered, updated_at, observed_at, *, max_days=365):
    """The review of the workload is answered, and not older than the limit.

    Why: A review that is old or half empty tells nothing of the workload as it is.
    Remedy: Answer the open questions of the workload and save a milestone.
    Source: https://docs.aws.amazon.com/wellarchitected/latest/userguide/workloads.html

    | own   | unanswered | updated_at           | observed_at          | verdict |
    |-------|------------|----------------------|----------------------|---------|
    | True  | 0          | 2025-11-28T00:00:00Z | 2026-11-28T00:00:00Z | pass    |
    | True  | 0          | 2025-11-27T00:00:00Z | 2026-11-28T00:00:00Z | fail    |
    | True  | 2          | 2026-11-01T00:00:00Z | 2026-11-28T00:00:00Z | fail    |
    | True  | 0          | 2026-11-29T00:00:00Z | 2026-11-28T00:00:00Z | unknown |
    | True  | 0          | ?                    | 2026-11-28T00:00:00Z | unknown |
    | False | 2          | 2020-01-01T00:00:00Z | 2026-11-28T00:00:00Z | -       |
    """
    return (unanswered == 0) & (days(updated_at, observed_at) <= max_days)
