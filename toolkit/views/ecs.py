"""Views of Amazon Elastic Container Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import DESCRIPTIVE, PLACE, union
from toolkit.views.environment import secrets_among

LABELS = [column.name for column in DESCRIPTIVE]


@union
def ecs_task_definition_revision(
    ecs_task_definition: pd.DataFrame,
    ecs_service: pd.DataFrame,
    ecs_task: pd.DataFrame,
    events_rule: pd.DataFrame,
    scheduler_schedule: pd.DataFrame,
) -> pd.DataFrame:
    """Revisions of task definitions: the latest of each family, and those that services, tasks or schedules name.

    `plain_secret_names`: those of its plain environment variables that are named like a secret, or `none`. Of a
    revision that only a schedule names nothing is known but its ARN.
    """
    services = ecs_service[ecs_service["task_definition_arn"].ne("none").fillna(True)]
    tasks = ecs_task[ecs_task["status"].ne("gone").fillna(True)]
    started = pd.concat([_started(events_rule), _started(scheduler_schedule)], ignore_index=True)
    used = (_revisions(ecs_task_definition, users) for users in (services, tasks, started))
    # A revision never changes: what one answer told of it holds for the others.
    frame = pd.concat([ecs_task_definition, *used], ignore_index=True)
    frame = frame.groupby([*PLACE, "resource_id"], as_index=False, sort=False).first()
    names = frame["environment_names"].map(secrets_among, na_action="ignore").astype("string")
    return frame.assign(plain_secret_names=names)


def _revisions(latest: pd.DataFrame, used: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of revisions that are in use; without an ARN the user stands for it."""
    facts = used.drop(columns=LABELS).reindex(columns=latest.columns)
    arn = used["task_definition_arn"]
    facts = facts.assign(resource_id=arn.fillna(used["resource_id"]), name=arn.str.extract(r"/(.+):", expand=False))
    return facts.astype(latest.dtypes)


def _started(schedules: pd.DataFrame) -> pd.DataFrame:
    """Return the revisions that rules or schedules start, one a row; a family without a number means its latest."""
    on = schedules[schedules["state"].str.lower().ne("disabled").fillna(True)]
    arns = on["task_definition_arns"].replace("", "none").str.split()  # NA stays NA, and "" would become it
    started = on.assign(task_definition_arn=arns).explode("task_definition_arn")
    arn = started["task_definition_arn"].astype("string")
    return started.assign(task_definition_arn=arn)[arn.str.contains(r":\d+$").fillna(True).astype(bool)]
