"""Checks of how the root user signs in, and whether it does."""

from toolkit.model import check


@check(
    "iam_account_root",
    domain="identity",
    severity="medium",
    family="second_factor",
    where="root_password_set or root_access_keys_present",
)
def iam_account_root_virtual_mfa_absent(root_mfa_enabled, virtual_devices):
    """The root user signs in with MFA, and none of its MFA devices is a virtual one.

    Why: The secret of a virtual device lies in a file of a phone, which malware or a backup can give away.
    Remedy: Register a security key, passkey or hardware token for the root user, then remove its virtual device.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-hw-mfa-for-root.html

    | root_password_set | root_access_keys_present | root_mfa_enabled | virtual_devices | verdict |
    |-------------------|--------------------------|------------------|-----------------|---------|
    | True              | False                    | True             | 0               | pass    |
    | True              | False                    | True             | 1               | fail    |
    | False             | True                     | True             | 1               | fail    |
    | True              | False                    | False            | 0               | fail    |
    | True              | False                    | True             | ?               | unknown |
    | False             | False                    | False            | 0               | -       |
    """
    return root_mfa_enabled & (virtual_devices == 0)


@check(
    "iam_credential_use",
    domain="identity",
    severity="high",
    family="least_privilege",
    where="root and used",
    empty="pass",  # IAM's report has the root user always; if none of its credentials was ever used, root was not
)
def iam_credential_use_root_rare(idle_days, *, max_days=30):
    """No credential of the root user was used in the last days.

    Why: What is done as root no policy of the account can limit, and nobody can tell who did it.
    Remedy: Work with roles, keep root for the tasks that need it, and find out in CloudTrail what it was used for.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html

    | root  | used  | idle_days | verdict |
    |-------|-------|-----------|---------|
    | True  | True  | 31        | pass    |
    | True  | True  | 30        | fail    |
    | True  | True  | 0         | fail    |
    | True  | True  | ?         | unknown |
    | True  | ?     | 3         | unknown |
    | True  | False | 3         | -       |
    | False | True  | 0         | -       |
    """
    return idle_days > max_days
