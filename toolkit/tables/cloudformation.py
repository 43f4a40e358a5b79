"""AWS CloudFormation."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("cloudformation:describe_stacks", resource_type="AWS::CloudFormation::Stack", key="StackId")
class cloudformation_stack:
    """Stacks that are not deleted, nested ones included; the values of parameters and outputs are never kept."""

    name: str = column("StackName", "Name of the stack.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    created_at: datetime = column("CreationTime", "When the stack was made.")
    last_updated_at: datetime = column("LastUpdatedTime", "When the stack was last updated; NA also if it never was.")
    status: str = column("StackStatus", "`CREATE_COMPLETE`, `UPDATE_COMPLETE`, `ROLLBACK_FAILED` and the like.")
    nested: bool = column("RootId && `true`", "Belongs to another stack, which holds the protection.", absent=False)
    termination_protection: bool = column("EnableTerminationProtection", "Cannot be deleted.", absent=False)
    drift_status: str = column(
        "DriftInformation.StackDriftStatus",
        "What the last drift detection found: `IN_SYNC`, `DRIFTED`, `UNKNOWN` or `NOT_CHECKED`.",
        absent="NOT_CHECKED",
    )
    drift_checked_at: datetime = column(
        "DriftInformation.LastCheckTimestamp", "When drift was last looked for; NA also if it never was."
    )
    notification_topics: int = column("length(NotificationARNs)", "SNS topics that learn of its events.", absent=0)
    role_arn: str = column("RoleARN", "Role that CloudFormation works with, or `none` for the caller's.", absent="none")
    capabilities: str = column(
        "join(' ', sort(Capabilities))", "What its template was allowed beyond the usual; none if empty.", absent=""
    )
    parameter_names: str = column(
        "join(' ', sort(Parameters[].ParameterKey))", "Names of its parameters, separated by spaces.", absent=""
    )
    output_names: str = column(
        "join(' ', sort(Outputs[].OutputKey))", "Names of its outputs, separated by spaces.", absent=""
    )
    output_credentials: int = column(
        "length(Outputs[?OutputValue == '[masked]'])", "Outputs in which a credential was recognised.", absent=0
    )
