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
