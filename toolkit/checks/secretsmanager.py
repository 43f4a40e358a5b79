"""Checks of AWS Secrets Manager."""

from toolkit.model import check


@check(
    "secretsmanager_secret_rotation",
    domain="data",
    severity="medium",
    family="credential_rotation",
    where="not replica and owning_service == 'none'",
)
def secretsmanager_secret_rotation_enabled(rotation_enabled):
    """Automatic rotation of the secret is turned on; secrets of an AWS service's own are left out.

    Why: A secret that never changes stays usable to everyone who ever saw it.
    Remedy: Set up rotation for the secret, by its service or by a rotation function.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html

    | rotation_enabled | replica | owning_service | verdict |
    |------------------|---------|----------------|---------|
    | True             | False   | none           | pass    |
    | False            | False   | none           | fail    |
    | False            | True    | none           | -       |
    | False            | False   | events         | -       |
    | ?                | False   | none           | unknown |
    """
    return rotation_enabled


@check(
    "secretsmanager_secret_rotation",
    domain="data",
    severity="medium",
    family="credential_rotation",
    where="rotation_enabled and not replica and owning_service == 'none'",
)
def secretsmanager_secret_rotation_timely(overdue_days, *, max_days=1):
    """The secret that rotates automatically was rotated when it was due.

    Why: A rotation that fails leaves the old secret in use, while its settings still look right.
    Remedy: Find in the log of the rotation function why it fails, mend it, and rotate the secret at once.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html

    | overdue_days | rotation_enabled | replica | owning_service | verdict |
    |--------------|------------------|---------|----------------|---------|
    | 0            | True             | False   | none           | pass    |
    | 1            | True             | False   | none           | pass    |
    | 2            | True             | False   | none           | fail    |
    | ?            | True             | False   | none           | unknown |
    | 0            | False            | False   | none           | -       |
    | 0            | True             | True    | none           | -       |
    | 9            | True             | False   | rds            | -       |
    """
    return overdue_days <= max_days


@check("secretsmanager_secret_policy", domain="data", severity="critical", family="public_access")
def secretsmanager_secret_policy_restricted(admits_anyone):
    """The resource policy of the secret admits only named accounts, services or organizations.

    Why: Everyone with an AWS account could read the secret, and sign in wherever it is accepted.
    Remedy: Replace the principal `*` in the resource permissions, or add a condition such as `aws:PrincipalOrgID`.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    | ?             | unknown |
    """
    return ~admits_anyone


@check("secretsmanager_secret_key", domain="data", severity="medium", family="key_custody")
def secretsmanager_secret_key_customer_managed(key_customer_managed):
    """The secret is encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Edit the encryption key of the secret, and choose a customer managed one.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html

    | key_customer_managed | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return key_customer_managed


@check(
    "secretsmanager_secret_use",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="not replica and owning_service == 'none'",
)
def secretsmanager_secret_used(idle_days, *, max_days=90):
    """The secret was read, or made, within the days that are asked; copies and secrets of an AWS service are left out.

    Why: A secret that nobody reads may still open what it is for, and nobody misses it when it leaks.
    Remedy: If nothing needs the secret, close what it opens, and delete the secret with a recovery window.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html

    | idle_days | replica | owning_service | verdict |
    |-----------|---------|----------------|---------|
    | 90        | False   | none           | pass    |
    | 91        | False   | none           | fail    |
    | 0         | False   | none           | pass    |
    | ?         | False   | none           | unknown |
    | 400       | True    | none           | -       |
    | 400       | False   | rds            | -       |
    """
    return idle_days <= max_days


@check(
    "secretsmanager_secret_use",
    domain="data",
    severity="medium",
    family="credential_rotation",
    where="not replica and owning_service == 'none'",
)
def secretsmanager_secret_value_renewed(value_days, *, max_days=90):
    """The value of the secret was set within the days that are asked; secrets of an AWS service are left out.

    Why: The longer a value stays, the more people, logs and copies have seen it.
    Remedy: Rotate the secret, and where it is accepted change it with it; best by automatic rotation.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html

    | value_days | replica | owning_service | verdict |
    |------------|---------|----------------|---------|
    | 90         | False   | none           | pass    |
    | 91         | False   | none           | fail    |
    | ?          | False   | none           | unknown |
    | 91         | True    | none           | -       |
    | 91         | False   | rds            | -       |
    """
    return value_days <= max_days
