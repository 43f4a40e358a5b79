"""Amazon Data Lifecycle Manager."""

from __future__ import annotations

from toolkit.model import column, table


@table(
    "dlm:get_lifecycle_policies",
    resource_type="AWS::DLM::LifecyclePolicy",
    key="join('', ['arn:', here.partition, ':dlm:', here.region, ':', here.account_id, ':policy/', PolicyId])",
)
class dlm_lifecycle_policy:
    """Policies that take, copy and remove snapshots of volumes and images of instances."""

    name: str = column("PolicyId", "Id of the policy.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    description: str = column("Description", "What the customer says of the policy.", absent="")
    state: str = column("State", "`ENABLED`, `DISABLED` or `ERROR`.")
    policy_type: str = column("PolicyType", "`EBS_SNAPSHOT_MANAGEMENT`, `IMAGE_MANAGEMENT` or `EVENT_BASED_POLICY`.")
    default_policy: bool = column(
        "DefaultPolicy", "Is the default for volumes or instances that have no recent backup.", absent=False
    )
