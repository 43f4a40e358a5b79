"""Amazon EventBridge."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table(
    "events:list_rules",
    resource_type="AWS::Events::Rule",
    key="Arn",
    parent="list_event_buses",
    EventBusName="parent.Name",
)
class events_rule:
    """Rules of event buses: what is called for an event or on a schedule."""

    targets = detail("list_targets_by_rule", Rule="Name", EventBusName="parent.Name")

    name: str = column("Name", "Name of the rule.")
    bus: str = column("parent.Name", "Event bus that it belongs to.")
    state: str = column("State", "`ENABLED`, `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS` or `DISABLED`.")
    managed_by: str = column("ManagedBy", "AWS service that made the rule, or `none`.", absent="none")
    target_count: int = column("length(targets.Targets)", "Targets that it calls.")
    targets_without_dead_letter: int = column(
        "length(targets.Targets[?!(DeadLetterConfig.Arn)])", "Targets whose failed events are not kept in a queue."
    )
    task_definition_arns: str = column(
        "join(' ', sort(targets.Targets[].EcsParameters.TaskDefinitionArn))",
        "Task definitions that it starts tasks of, separated by spaces.",
    )
