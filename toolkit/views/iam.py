"""Views over IAM."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone, allows_everything

# Whether a credential is active, when it was last used, and since when it could have been.
CREDENTIALS = [
    ("password_enabled", "password_last_used", "password_last_changed"),
    ("access_key_1_active", "access_key_1_last_used", "access_key_1_last_rotated"),
    ("access_key_2_active", "access_key_2_last_used", "access_key_2_last_rotated"),
]


@view
def iam_credential_use(iam_credential):
    """Users of the credential report, each with the days for which an active credential has stood unused.

    `active` says whether the user has any active credential. `idle_days` is that of the longest unused one, counted
    from its creation where it was never used; 0 where none is active.
    """
    idle = pd.concat([_idle_days(iam_credential, *columns) for columns in CREDENTIALS], axis=1)
    active = iam_credential[[active for active, _, _ in CREDENTIALS]]
    return iam_credential.assign(
        active=active.any(axis=1).astype("boolean").mask(active.isna().any(axis=1)),
        idle_days=idle.max(axis=1).astype("Int64").mask(idle.isna().any(axis=1)),
    )


def _idle_days(report, active, used, since):
    """Days since a credential was last used; NA where it is active and neither time is known."""
    last = _times(report[used]).fillna(_times(report[since]))
    days = (report["observed_at"] - last).dt.days.astype("Int64")
    return days.mask(report[active].eq(False).fillna(False), 0).mask(report[active].isna())


def _times(texts):
    return pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True)


@view
def iam_policy_administration(iam_policy):
    """IAM policies of the account itself, each with whether it allows every action everywhere (`allows_everything`).

    Conditions are left aside: they narrow when administration is allowed, not what it is.
    """
    return iam_policy.assign(
        allows_everything=iam_policy["statements_json"].map(allows_everything, na_action="ignore").astype("boolean")
    )


@view
def iam_role_trust(iam_role):
    """Roles, each with whether its trust policy lets principals of any account assume it (`trusts_anyone`)."""
    return iam_role.assign(
        trusts_anyone=iam_role["trust_json"].map(admits_anyone, na_action="ignore").astype("boolean")
    )
