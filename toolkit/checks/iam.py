"""Checks of IAM accounts, users and credentials."""

from toolkit.model import check
from toolkit.readings import days


@check(
    "iam_access_key", domain="identity", severity="medium", family="credential_rotation", where="active", empty="pass"
)
def iam_access_key_rotated(created_at, observed_at, *, max_days=90):
    """The active access key of an IAM user is not older than the limit.

    Why: A key that leaked unnoticed works until it is replaced.
    Remedy: Replace the key with a role, or else make a new key and deactivate the old one.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html

    | created_at           | observed_at          | active | verdict |
    |----------------------|----------------------|--------|---------|
    | 2030-01-01T00:00:00Z | 2030-04-01T23:00:00Z | True   | pass    |
    | 2030-01-01T00:00:00Z | 2030-04-02T00:00:00Z | True   | fail    |
    | 2040-01-01T00:00:00Z | 2030-04-02T00:00:00Z | True   | unknown |
    | 1970-01-01T00:00:00Z | 2030-04-02T00:00:00Z | True   | unknown |
    | 2030-01-01T00:00:00Z | 2031-01-01T00:00:00Z | False  | -       |
    | ?                    | 2031-01-01T00:00:00Z | True   | unknown |
    """
    return days(created_at, observed_at) <= max_days


@check("iam_account", domain="identity", severity="critical")
def iam_account_root_access_keys_absent(root_access_keys_present):
    """The root user has no access keys.

    Why: A root key can do everything in the account, and no policy of the account can limit it.
    Remedy: Delete the access keys of the root user, and use roles instead.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html

    | root_access_keys_present | verdict |
    |--------------------------|---------|
    | False                    | pass    |
    | True                     | fail    |
    | ?                        | unknown |
    """
    return ~root_access_keys_present


@check("iam_account", domain="identity", severity="critical", family="mfa")
def iam_account_root_mfa_enabled(root_mfa_enabled, root_password_set, root_access_keys_present):
    """The root user signs in with MFA, or has no credentials to sign in with.

    Why: Whoever signs in as root controls the account, and a password alone can be guessed, stolen or reset.
    Remedy: Register an MFA device for the root user, or remove root credentials centrally in AWS Organizations.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html

    | root_mfa_enabled | root_password_set | root_access_keys_present | verdict |
    |------------------|-------------------|--------------------------|---------|
    | True             | True              | False                    | pass    |
    | False            | False             | False                    | pass    |
    | False            | True              | False                    | fail    |
    | False            | False             | True                     | fail    |
    | ?                | True              | False                    | unknown |
    """
    return root_mfa_enabled | ~(root_password_set | root_access_keys_present)


@check(
    "iam_credential",
    domain="identity",
    severity="high",
    family="mfa",
    where="password_enabled and not root",
    empty="pass",
)
def iam_credential_mfa_enabled(mfa_active):
    """The user with a console password signs in with MFA.

    Why: A password alone can be guessed, stolen or used elsewhere too.
    Remedy: Register an MFA device for the user, or let people sign in through IAM Identity Center.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html

    | mfa_active | password_enabled | root  | verdict |
    |------------|------------------|-------|---------|
    | True       | True             | False | pass    |
    | False      | True             | False | fail    |
    | False      | False            | False | -       |
    | False      | True             | True  | -       |
    | ?          | True             | False | unknown |
    """
    return mfa_active


@check("iam_credential_use", domain="identity", severity="medium", where="active and not root", empty="pass")
def iam_credential_use_recent(idle_days, *, max_days=45):
    """The active credential of the user was used within the limit.

    Why: Nobody notices the misuse of a credential that nobody uses.
    Remedy: Deactivate or delete the password and the access keys that are not used.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html

    | idle_days | active | root  | verdict |
    |-----------|--------|-------|---------|
    | 0         | True   | False | pass    |
    | 45        | True   | False | pass    |
    | 46        | True   | False | fail    |
    | 0         | False  | False | -       |
    | 900       | True   | True  | -       |
    | ?         | True   | False | unknown |
    """
    return idle_days <= max_days


@check("iam_password_policy", domain="identity", severity="medium", family="password_policy")
def iam_password_policy_length_sufficient(minimum_length, *, min_length=14):
    """The password policy asks for passwords of sufficient length.

    Why: Each character more makes a password harder to guess; AWS asks for eight where no policy is set.
    Remedy: Set a custom password policy for IAM users with a minimum length of 14.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

    | minimum_length | verdict |
    |----------------|---------|
    | 14             | pass    |
    | 13             | fail    |
    | ?              | unknown |
    """
    return minimum_length >= min_length


@check("iam_password_policy", domain="identity", severity="medium", family="password_policy")
def iam_password_policy_reuse_prevented(remembered_passwords, *, min_remembered=24):
    """The password policy refuses earlier passwords.

    Why: A password that leaked once must not come back.
    Remedy: Set a custom password policy for IAM users that remembers 24 passwords.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

    | remembered_passwords | verdict |
    |----------------------|---------|
    | 24                   | pass    |
    | 23                   | fail    |
    | 0                    | fail    |
    | ?                    | unknown |
    """
    return remembered_passwords >= min_remembered


@check("iam_user", domain="identity", severity="low", empty="pass")
def iam_user_policies_inherited(attached_policies, inline_policies):
    """No policy is attached to the user or written into it.

    Why: Permissions given one by one are not reviewed, and stay when somebody changes roles.
    Remedy: Move the user's policies to a group, and remove them from the user.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html

    | attached_policies | inline_policies | verdict |
    |-------------------|-----------------|---------|
    | 0                 | 0               | pass    |
    | 1                 | 0               | fail    |
    | 0                 | 1               | fail    |
    | ?                 | 0               | unknown |
    """
    return (attached_policies == 0) & (inline_policies == 0)
