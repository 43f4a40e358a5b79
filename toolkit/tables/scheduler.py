"""Amazon EventBridge Scheduler."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("scheduler:list_schedules", resource_type="AWS::Scheduler::Schedule", key="Arn")
class scheduler_schedule:
    """Schedules of EventBridge Scheduler."""

    schedule = detail("get_schedule", Name="Name", GroupName="GroupName")

    name: str = column("Name", "Name of the schedule.")
    created_at: datetime = column("CreationDate", "When the schedule was made.")
    state: str = column("State", "`ENABLED` or `DISABLED`.")
    task_definition_arns: str = column(
        "schedule.[Target.EcsParameters.TaskDefinitionArn || ''] | [0]",
        "Task definition that it starts tasks of; empty if it starts none.",
    )
