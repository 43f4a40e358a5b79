"""Checks of AWS Key Management Service."""

from toolkit.model import check
from toolkit.readings import among


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
