"""Checks of AWS Key Management Service."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "kms_alias_key",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="not aws_managed",
)
def kms_alias_key_usable(state):
    """The customer's alias stands for a key that can be used.

    Why: What names a key by such an alias fails, and nobody sees from the name that its key is on its way out.
    Remedy: Point the alias at the key that has replaced it, or delete the alias.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/alias-delete.html

    | state           | aws_managed | verdict |
    |-----------------|-------------|---------|
    | Enabled         | False       | pass    |
    | enabled         | False       | pass    |
    | Disabled        | False       | fail    |
    | PendingDeletion | False       | fail    |
    | PendingImport   | False       | fail    |
    | unavailable     | False       | fail    |
    | Updating        | False       | unknown |
    | ?               | False       | unknown |
    | Disabled        | True        | -       |
    """
    gone = ["disabled", "pendingdeletion", "pendingimport", "pendingreplicadeletion", "unavailable"]
    return among(state, ["enabled"], gone)


@check("kms_key", domain="data", severity="critical", where="customer_managed")
def kms_key_deletion_unscheduled(state):
    """The customer managed key is not scheduled for deletion.

    Why: What the key has encrypted can never be read again once the key is gone.
    Remedy: Cancel the deletion, and disable the key until it is proven that nothing needs it.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html

    | state                  | customer_managed | verdict |
    |------------------------|------------------|---------|
    | Enabled                | True             | pass    |
    | Disabled               | True             | pass    |
    | PendingDeletion        | True             | fail    |
    | PendingReplicaDeletion | True             | fail    |
    | PENDINGDELETION        | True             | fail    |
    | Evicted                | True             | unknown |
    | Enabled                | False            | -       |
    | ?                      | True             | unknown |
    """
    kept = ["creating", "disabled", "enabled", "pendingimport", "unavailable", "updating"]
    return among(state, kept, ["pendingdeletion", "pendingreplicadeletion"])


@check("kms_key_policy", domain="data", severity="critical", family="public_access", where="customer_managed")
def kms_key_policy_restricted(admits_anyone):
    """The policy of the customer managed key admits only named accounts, services or organizations.

    Why: Whoever may use the key reads what it encrypts, from whatever account.
    Remedy: Replace the principal `*`, or add a condition such as `aws:PrincipalOrgID` or `kms:CallerAccount`.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html

    | admits_anyone | customer_managed | verdict |
    |---------------|------------------|---------|
    | False         | True             | pass    |
    | True          | True             | fail    |
    | True          | False            | -       |
    | ?             | True             | unknown |
    """
    return ~admits_anyone


@check("kms_key", domain="data", severity="medium", where="customer_managed and rotatable and enabled")
def kms_key_rotation_enabled(rotation_enabled):
    """The customer managed symmetric key is rotated automatically.

    Why: Rotation limits how much data one version of the key protects, and for how long.
    Remedy: Enable automatic rotation of the key.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html

    | rotation_enabled | customer_managed | rotatable | enabled | verdict |
    |------------------|------------------|-----------|---------|---------|
    | True             | True             | True      | True    | pass    |
    | False            | True             | True      | True    | fail    |
    | False            | True             | True      | False   | -       |
    | False            | True             | False     | True    | -       |
    | False            | False            | True      | True    | -       |
    | ?                | True             | True      | True    | unknown |
    """
    return rotation_enabled


@check(
    "kms_key",
    domain="data",
    severity="low",
    family="credential_rotation",
    where="customer_managed and rotatable and enabled and rotation_enabled",
)
def kms_key_rotation_frequent(rotation_period_days, *, max_days=365):
    """The customer managed key that is rotated automatically is rotated as often as the policy asks.

    Why: A period may be set to seven years, over which one version of the key protects all that is written.
    Remedy: Set the rotation period of the key to at most the days that the policy asks.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html

    | rotation_period_days | customer_managed | rotatable | enabled | rotation_enabled | verdict |
    |----------------------|------------------|-----------|---------|------------------|---------|
    | 365                  | True             | True      | True    | True             | pass    |
    | 366                  | True             | True      | True    | True             | fail    |
    | 2560                 | True             | True      | True    | True             | fail    |
    | ?                    | True             | True      | True    | True             | unknown |
    | 2560                 | False            | True      | True    | True             | -       |
    | 2560                 | True             | False     | True    | True             | -       |
    | 2560                 | True             | True      | False   | True             | -       |
    | 0                    | True             | True      | True    | False            | -       |
    """
    return rotation_period_days.between(1, max_days)


@check(
    "kms_key",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="customer_managed and state.str.lower() not in ['creating', 'updating', 'pendingreplicadeletion']",
)
def kms_key_used_or_leaving(state):
    """The customer managed key can be used, or is scheduled for deletion.

    Why: A key that nothing may use costs every month, and stands ready to be enabled again.
    Remedy: Enable the key if something needs what it has encrypted; else schedule its deletion.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html

    | state           | customer_managed | verdict |
    |-----------------|------------------|---------|
    | Enabled         | True             | pass    |
    | PendingDeletion | True             | pass    |
    | Disabled        | True             | fail    |
    | PENDINGIMPORT   | True             | fail    |
    | Unavailable     | True             | fail    |
    | Evicted         | True             | unknown |
    | ?               | True             | unknown |
    | Creating        | True             | -       |
    | Disabled        | False            | -       |
    """
    return among(state, ["enabled", "pendingdeletion"], ["disabled", "pendingimport", "unavailable"])
