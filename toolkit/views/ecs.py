"""Views of Amazon Elastic Container Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import DESCRIPTIVE, PLACE, union
from toolkit.views.environment import secrets_among

LABELS = [column.name for column in DESCRIPTIVE]


@union
def ecs_task_definition_revision(
    ecs_task_definition: pd.DataFrame, ecs_service: pd.DataFrame, ecs_task: pd.DataFrame
) -> pd.DataFrame:
    """Revisions of task definitions: the latest of each family, those that services name, and those that tasks run.

    `plain_secret_names`: those of its plain environment variables that are named like a secret, or `none`.
    """
    services = ecs_service[ecs_service["task_definition_arn"].ne("none").fillna(True)]
    tasks = ecs_task[ecs_task["status"].ne("gone").fillna(True)]
    parts = [ecs_task_definition, *(_revisions(ecs_task_definition, used) for used in (services, tasks))]
    # A revision never changes: what one answer told of it holds for the others.
    frame = pd.concat(parts, ignore_index=True).groupby([*PLACE, "resource_id"], as_index=False, sort=False).first()
    names = frame["environment_names"].map(secrets_among, na_action="ignore").astype("string")
    return frame.assign(plain_secret_names=names)


def _revisions(latest: pd.DataFrame, used: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of the revisions that services or tasks use; without an ARN the user stands for it."""
    facts = used.drop(columns=LABELS).reindex(columns=latest.columns)
    arn = used["task_definition_arn"]
    return facts.assign(
        resource_id=arn.fillna(used["resource_id"]), name=arn.str.extract(r"/(.+):", expand=False)
    ).astype(latest.dtypes)
