"""Views over AWS Secrets Manager."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.readings import days
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


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


@view
def secretsmanager_secret_policy(secretsmanager_secret: pd.DataFrame) -> pd.DataFrame:
    """Secrets, each with whether its policy lets in principals of any account (`admits_anyone`)."""
    anyone = secretsmanager_secret["statements_json"].map(admits_anyone, na_action="ignore")
    return secretsmanager_secret.assign(admits_anyone=anyone.astype("boolean"))


@view(estate=MEMBERS)
def secretsmanager_secret_accounts(
    secretsmanager_secret: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Secrets, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = secretsmanager_secret["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(secretsmanager_secret, named, organizations_organization, sts_caller_identity)


@view
def secretsmanager_secret_key(secretsmanager_secret: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Secrets, each with whether a customer manages the key that encrypts it (`key_customer_managed`)."""
    managed = managed_by_customer(secretsmanager_secret, "kms_key_id", kms_key)
    return secretsmanager_secret.assign(key_customer_managed=managed)


@view
def secretsmanager_secret_use(secretsmanager_secret: pd.DataFrame) -> pd.DataFrame:
    """Secrets, each with how long nobody has read it (`idle_days`), and how old its value is (`value_days`).

    What was never read is idle since it was made.
    """
    observed = secretsmanager_secret["observed_at"]
    read, made = secretsmanager_secret["last_accessed_at"], secretsmanager_secret["created_at"]
    since = made.mask(secretsmanager_secret["ever_accessed"].ne(False).fillna(True), read)
    return secretsmanager_secret.assign(
        idle_days=days(since, observed).where(secretsmanager_secret["ever_accessed"].notna()),
        value_days=days(secretsmanager_secret["value_set_at"], observed),
    )
