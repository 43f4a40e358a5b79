"""Checks of what nobody uses in IAM: keys, roles, groups, policies and MFA devices."""

from toolkit.model import check


@check(
    "iam_credential",
    domain="identity",
    severity="medium",
    family="credential_rotation",
    where="not root and (access_key_1_active or access_key_2_active)",
    empty="pass",
)
def iam_credential_access_key_single(access_key_1_active, access_key_2_active):
    """The user with access keys has only one that is active.

    Why: The second key is for the days of a rotation; left active, it is one more that can leak.
    Remedy: Find out by their last use which key is needed, then deactivate and delete the other one.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html

    | root  | access_key_1_active | access_key_2_active | verdict |
    |-------|---------------------|---------------------|---------|
    | False | True                | False               | pass    |
    | False | False               | True                | pass    |
    | False | True                | True                | fail    |
    | False | True                | ?                   | unknown |
    | False | False               | False               | -       |
    | True  | True                | True                | -       |
    """
    return ~(access_key_1_active & access_key_2_active)


@check(
    "iam_credential_use",
    domain="identity",
    severity="low",
    family="unused_access",
    where="active and not root and password_enabled and credential.str.lower() != 'password'",
    empty="pass",
)
def iam_credential_use_asked_for(made_with_user, used):
    """The active access key of a user with a password was made after the user, or has been used.

    Why: A key that was made along with a user by default is one that nobody asked for.
    Remedy: Deactivate and delete the key; whoever needs one makes it then.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html

    | credential   | active | root  | password_enabled | made_with_user | used  | verdict |
    |--------------|--------|-------|------------------|----------------|-------|---------|
    | access_key_1 | True   | False | True             | False          | False | pass    |
    | access_key_1 | True   | False | True             | True           | True  | pass    |
    | access_key_2 | True   | False | True             | True           | False | fail    |
    | access_key_1 | True   | False | True             | ?              | False | unknown |
    | access_key_1 | False  | False | True             | True           | False | -       |
    | access_key_1 | True   | False | False            | True           | False | -       |
    | access_key_1 | True   | True  | True             | True           | False | -       |
    | password     | True   | False | True             | True           | False | -       |
    """
    return ~made_with_user | used


@check("iam_group_member", domain="governance", severity="low", family="unused_resources", empty="pass")
def iam_group_populated(members):
    """The group has at least one user.

    Why: Whoever is added to a forgotten group gets rights that nobody has reviewed.
    Remedy: Delete the group, its policies first, or add the users for whom it was made.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_delete.html

    | members | verdict |
    |---------|---------|
    | 1       | pass    |
    | 0       | fail    |
    | ?       | unknown |
    """
    return members > 0


@check("iam_policy", domain="governance", severity="low", family="unused_resources", empty="pass")
def iam_policy_in_use(attachments, boundaries):
    """The customer managed policy is attached to a user, group or role, or is a boundary of one.

    Why: A forgotten policy is not reviewed, and can be attached as it stands.
    Remedy: Delete the policy with its versions (`aws iam delete-policy`), or attach it where it is meant to be.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html

    | attachments | boundaries | verdict |
    |-------------|------------|---------|
    | 1           | 0          | pass    |
    | 0           | 1          | pass    |
    | 0           | 0          | fail    |
    | ?           | 0          | unknown |
    """
    return (attachments > 0) | (boundaries > 0)


@check(
    "iam_role_use",
    domain="identity",
    severity="medium",
    family="unused_access",
    where="not service_linked",
    empty="pass",
)
def iam_role_use_recent(idle_days, *, max_days=90):
    """The role, if it is not linked to a service, was used or made within the limit.

    Why: Rights that nobody uses serve only whoever finds a way to them.
    Remedy: Delete the role after its access was reviewed, or take the account assignment in IAM Identity Center away.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html

    | service_linked | idle_days | verdict |
    |----------------|-----------|---------|
    | False          | 0         | pass    |
    | False          | 90        | pass    |
    | False          | 91        | fail    |
    | False          | ?         | unknown |
    | True           | 400       | -       |
    """
    return idle_days <= max_days


@check("iam_virtual_mfa_device", domain="governance", severity="low", family="unused_resources", empty="pass")
def iam_virtual_mfa_device_assigned(assigned):
    """The virtual MFA device is assigned to a user.

    Why: The secret of a device that nobody uses is kept for nothing; it is what an interrupted set-up leaves.
    Remedy: Delete the device (`aws iam delete-virtual-mfa-device`), or enable it for the user for whom it was made.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html

    | assigned | verdict |
    |----------|---------|
    | True     | pass    |
    | False    | fail    |
    | ?        | unknown |
    """
    return assigned
