"""Checks of IAM Identity Center: its instances, permission sets and groups."""

from toolkit.model import check
from toolkit.readings import like

NOBODY: list[str] = []


@check("identitystore_group", domain="governance", severity="low", family="unused_resources", empty="pass")
def identitystore_group_populated(members):
    """The group of IAM Identity Center has at least one user.

    Why: Whoever is added to a forgotten group gets the access to accounts that it still has.
    Remedy: Delete the group, in the identity provider if it comes from there, or add the users that it is for.
    Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/users-groups-provisioning.html

    | members | verdict |
    |---------|---------|
    | 1       | pass    |
    | 0       | fail    |
    | ?       | unknown |
    """
    return members > 0


@check(
    "sso_admin_instance_owner",
    domain="governance",
    severity="low",
    family="organization_guardrails",
    where="management_account_id != 'none' and status.str.lower() != 'delete_in_progress'",
    empty="pass",
)
def sso_admin_instance_organizational(owner_account_id, management_account_id):
    """The instance of IAM Identity Center belongs to the management account of the organization.

    Why: An instance of a member account has users and rules of its own, which leavers and reviews miss.
    Remedy: Move its users and applications to the organization's instance, delete it, and forbid more by an SCP.
    Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html

    | owner_account_id | management_account_id | status             | verdict |
    |------------------|-----------------------|--------------------|---------|
    | 111122223333     | 111122223333          | ACTIVE             | pass    |
    | 444455556666     | 111122223333          | ACTIVE             | fail    |
    | 444455556666     | 111122223333          | DELETE_IN_PROGRESS | -       |
    | 444455556666     | none                  | ACTIVE             | -       |
    | 444455556666     | ?                     | ACTIVE             | unknown |
    """
    return owner_account_id == management_account_id


@check("sso_admin_permission_set_rights", domain="identity", severity="high", family="least_privilege", empty="pass")
def sso_admin_permission_set_administration_limited(name, administers, *, administrators=NOBODY):
    """The permission set gives no administration, unless the engagement names it (`*` for any text).

    Why: Whoever is assigned it can undo every other control of each account that it is assigned in.
    Remedy: Give it only the policies that the job needs, or name it among the administrators.
    Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html

    | name     | administers | verdict |
    |----------|-------------|---------|
    | readers  | False       | pass    |
    | everyone | True        | fail    |
    | own      | ?           | unknown |
    """
    return ~administers | like(name, administrators)


@check("sso_admin_permission_set", domain="identity", severity="low", family="least_privilege", empty="pass")
def sso_admin_permission_set_assigned_to_groups(users_assigned_here):
    """In the account that was asked, the permission set is assigned to no user directly.

    Why: Access that is given one by one is not reviewed, and stays when somebody changes jobs.
    Remedy: Assign the permission set to a group, and delete the user's account assignment.
    Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html

    | users_assigned_here | verdict |
    |---------------------|---------|
    | 0                   | pass    |
    | 1                   | fail    |
    | ?                   | unknown |
    """
    return users_assigned_here == 0


@check("sso_admin_permission_set", domain="governance", severity="low", family="unused_resources", empty="pass")
def sso_admin_permission_set_in_use(provisioned_accounts):
    """The permission set is provisioned to at least one account.

    Why: A forgotten permission set is not reviewed, and can be assigned as it stands.
    Remedy: Delete the permission set (`aws sso-admin delete-permission-set`), or assign it where it is meant to be.
    Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html

    | provisioned_accounts | verdict |
    |----------------------|---------|
    | 1                    | pass    |
    | 0                    | fail    |
    | ?                    | unknown |
    """
    return provisioned_accounts > 0


@check("sso_admin_permission_set_rights", domain="identity", severity="low", family="authentication", empty="pass")
def sso_admin_permission_set_sessions_short(session_minutes, *, max_minutes=480):
    """Sessions with the permission set end within the limit.

    Why: A session that was stolen, or left on a shared machine, serves whoever has it until it ends.
    Remedy: Shorten the session duration of the permission set (`aws sso-admin update-permission-set`).
    Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html

    | session_minutes | verdict |
    |-----------------|---------|
    | 60              | pass    |
    | 480             | pass    |
    | 481             | fail    |
    | ?               | unknown |
    """
    return session_minutes <= max_minutes
