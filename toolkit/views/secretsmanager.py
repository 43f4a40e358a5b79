"""Views over AWS Secrets Manager."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.readings import days


@view
def secretsmanager_secret_rotation(secretsmanager_secret: pd.DataFrame) -> pd.DataFrame:
    """Secrets, each with the days by which its rotation is late (`overdue_days`); 0 where it is not, or not rotated.

    It is due on the day that Secrets Manager names, else the declared days after the last rotation; NA where neither
    is known.
    """
    observed = secretsmanager_secret["observed_at"]
    since = days(secretsmanager_secret["last_rotated_at"], observed)
    late = since - secretsmanager_secret["rotation_days"].replace(0, pd.NA)
    due = secretsmanager_secret["next_rotation_at"]
    late = days(due, observed).fillna(late).mask(due.ge(observed).fillna(False), 0).clip(lower=0)
    return secretsmanager_secret.assign(
        overdue_days=late.mask(secretsmanager_secret["rotation_enabled"].eq(False).fillna(False), 0)
    )
