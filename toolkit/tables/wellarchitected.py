"""AWS Well-Architected Tool."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("wellarchitected:list_workloads", resource_type="AWS::WellArchitected::Workload", key="WorkloadArn")
class wellarchitected_workload:
    """Workloads that are reviewed, those shared with the account included."""

    name: str = column("WorkloadName", "Name of the workload.")
    updated_at: datetime = column("UpdatedAt", "When the workload was last changed.")
    owner_account_id: str = column("Owner", "Account that owns the workload.")
    own: bool = column("Owner == here.account_id", "The account owns the workload; it is not shared by another.")
    lenses: str = column("join(' ', Lenses)", "Lenses of the review, separated by spaces.", absent="")
    high_risks: int = column("RiskCounts.HIGH", "Questions that the review puts at high risk.", absent=0)
    medium_risks: int = column("RiskCounts.MEDIUM", "Questions that the review puts at medium risk.", absent=0)
    unanswered: int = column("RiskCounts.UNANSWERED", "Questions without an answer.", absent=0)
    improvement_status: str = column("ImprovementStatus", "State of the improvements, such as `IN_PROGRESS`.")
