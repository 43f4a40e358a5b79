"""Checks of AWS Organizations: what the organization is, and what its policies keep its accounts from."""

from toolkit.model import check
from toolkit.readings import among


@check("organizations_organization", domain="governance", severity="medium", family="organization_guardrails")
def organizations_organization_joined(in_organization):
    """The account belongs to an organization.

    Why: An account that stands alone obeys no policy of the organization, and nobody logs or closes it centrally.
    Remedy: Invite the account from the management account (`InviteAccountToOrganization`), and accept there.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_invites.html

    | in_organization | verdict |
    |-----------------|---------|
    | True            | pass    |
    | False           | fail    |
    """
    return in_organization


@check(
    "organizations_organization",
    domain="governance",
    severity="medium",
    family="organization_guardrails",
    where="in_organization",
)
def organizations_organization_features_complete(feature_set):
    """The organization has all features, not consolidated billing alone.

    Why: Without them there are no policies for accounts, and no service can be administered for all of them.
    Remedy: In the management account, enable all features (`EnableAllFeatures`); invited accounts have to agree.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html

    | in_organization | feature_set          | verdict |
    |-----------------|----------------------|---------|
    | True            | ALL                  | pass    |
    | True            | CONSOLIDATED_BILLING | fail    |
    | True            | OTHER                | unknown |
    | True            | ?                    | unknown |
    | False           | none                 | -       |
    """
    return among(feature_set, ["all"], ["consolidated_billing"])


def _has(types, kind):
    """Tell whether a type stands among the types of policies."""
    return (" " + types.str.upper() + " ").str.contains(f" {kind} ", regex=False)


@check(
    "organizations_organization_policies",
    domain="governance",
    severity="medium",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_service_control_attached(attached_types):
    """A service control policy that the customer wrote is attached in the organization.

    Why: The policy that AWS attaches allows everything; only others limit what administrators of an account can do.
    Remedy: In Organizations, enable service control policies, write one, and attach it to the root or a unit.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html

    | management | attached_types                       | verdict |
    |------------|--------------------------------------|---------|
    | True       | SERVICE_CONTROL_POLICY               | pass    |
    | True       | BACKUP_POLICY SERVICE_CONTROL_POLICY | pass    |
    | True       | BACKUP_POLICY                        | fail    |
    | True       |                                      | fail    |
    | True       | ?                                    | unknown |
    | False      |                                      | -       |
    """
    return _has(attached_types, "SERVICE_CONTROL_POLICY")


@check(
    "organizations_organization_policies",
    domain="governance",
    severity="low",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_resource_control_attached(attached_types):
    """A resource control policy that the customer wrote is attached in the organization.

    Why: Without one, each account decides alone whom outside of the organization its resources let in.
    Remedy: In Organizations, enable resource control policies, write one, and attach it to the root or a unit.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html

    | management | attached_types                        | verdict |
    |------------|---------------------------------------|---------|
    | True       | RESOURCE_CONTROL_POLICY               | pass    |
    | True       | BACKUP_POLICY RESOURCE_CONTROL_POLICY | pass    |
    | True       | BACKUP_POLICY                         | fail    |
    | True       |                                       | fail    |
    | True       | ?                                     | unknown |
    | False      |                                       | -       |
    """
    return _has(attached_types, "RESOURCE_CONTROL_POLICY")


@check(
    "organizations_organization_policies",
    domain="governance",
    severity="low",
    family="asset_inventory",
    where="management",
)
def organizations_organization_tag_policy_attached(attached_types):
    """A tag policy is attached in the organization.

    Why: Tags that everybody writes in his own way name no owner and no kind of data.
    Remedy: In Organizations, enable tag policies, write one, and attach it to the root or a unit.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html

    | management | attached_types           | verdict |
    |------------|--------------------------|---------|
    | True       | TAG_POLICY               | pass    |
    | True       | BACKUP_POLICY TAG_POLICY | pass    |
    | True       | BACKUP_POLICY            | fail    |
    | True       |                          | fail    |
    | True       | ?                        | unknown |
    | False      |                          | -       |
    """
    return _has(attached_types, "TAG_POLICY")


@check(
    "organizations_organization_policies",
    domain="resilience",
    severity="low",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_backup_policy_attached(attached_types):
    """A backup policy is attached in the organization.

    Why: With one, accounts have the backup plan that the organization wants, also those that are made tomorrow.
    Remedy: In Organizations, enable backup policies, write one, and attach it to the root or a unit.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup.html

    | management | attached_types           | verdict |
    |------------|--------------------------|---------|
    | True       | BACKUP_POLICY            | pass    |
    | True       | BACKUP_POLICY TAG_POLICY | pass    |
    | True       | TAG_POLICY               | fail    |
    | True       |                          | fail    |
    | True       | ?                        | unknown |
    | False      |                          | -       |
    """
    return _has(attached_types, "BACKUP_POLICY")


@check(
    "organizations_organization_policies",
    domain="data",
    severity="medium",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_ai_opted_out(ai_opted_out):
    """A policy at the root opts all AI services out of using content to improve them.

    Why: Some AI services of AWS may store and use what they process, also outside of the Region, unless one opts out.
    Remedy: In Organizations, enable AI services opt-out policies, and attach one with `optOut` as default.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out.html

    | management | ai_opted_out | verdict |
    |------------|--------------|---------|
    | True       | True         | pass    |
    | True       | False        | fail    |
    | True       | ?            | unknown |
    | False      | False        | -       |
    """
    return ai_opted_out


@check(
    "organizations_organization_policies",
    domain="governance",
    severity="medium",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_leaving_denied(leaving_denied):
    """A service control policy at the root keeps member accounts from leaving the organization.

    Why: An account that leaves obeys none of the organization's policies any more.
    Remedy: Attach a service control policy to the root that denies `organizations:LeaveOrganization`.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html

    | management | leaving_denied | verdict |
    |------------|----------------|---------|
    | True       | True           | pass    |
    | True       | False          | fail    |
    | True       | ?              | unknown |
    | False      | False          | -       |
    """
    return leaving_denied


@check(
    "organizations_organization_policies",
    domain="logging",
    severity="medium",
    family="log_protection",
    where="management",
)
def organizations_organization_trails_guarded(trails_guarded):
    """A service control policy at the root keeps accounts from stopping, changing or deleting trails.

    Why: Who takes over an account stops its logs first.
    Remedy: Attach a policy to the root that denies `cloudtrail:StopLogging`, `DeleteTrail` and `UpdateTrail`.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html

    | management | trails_guarded | verdict |
    |------------|----------------|---------|
    | True       | True           | pass    |
    | True       | False          | fail    |
    | True       | ?              | unknown |
    | False      | False          | -       |
    """
    return trails_guarded


@check(
    "organizations_organization_policies",
    domain="logging",
    severity="medium",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_recorders_guarded(recorders_guarded):
    """A service control policy at the root keeps accounts from stopping or deleting recorders of AWS Config.

    Why: Changes that nobody records cannot be found again.
    Remedy: Attach a policy to the root that denies stopping and deleting configuration recorders.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_config.html

    | management | recorders_guarded | verdict |
    |------------|-------------------|---------|
    | True       | True              | pass    |
    | True       | False             | fail    |
    | True       | ?                 | unknown |
    | False      | False             | -       |
    """
    return recorders_guarded


@check(
    "organizations_organization_policies",
    domain="logging",
    severity="medium",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_detectors_guarded(detectors_guarded):
    """A service control policy at the root keeps accounts from deleting or leaving GuardDuty's detectors.

    Why: Who takes over an account ends what looks for him.
    Remedy: Attach a policy to the root that denies deleting detectors and leaving the administrator account.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_guardduty.html

    | management | detectors_guarded | verdict |
    |------------|-------------------|---------|
    | True       | True              | pass    |
    | True       | False             | fail    |
    | True       | ?                 | unknown |
    | False      | False             | -       |
    """
    return detectors_guarded


@check(
    "organizations_organization_policies",
    domain="governance",
    severity="medium",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_regions_limited(regions_limited):
    """A service control policy at the root refuses requests in Regions that it does not name.

    Why: In a Region that nobody uses, nobody looks for what an intruder makes there.
    Remedy: Attach a policy to the root that denies all but global services if `aws:RequestedRegion` is none of yours.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html

    | management | regions_limited | verdict |
    |------------|-----------------|---------|
    | True       | True            | pass    |
    | True       | False           | fail    |
    | True       | ?               | unknown |
    | False      | False           | -       |
    """
    return regions_limited


@check(
    "organizations_organization_policies",
    domain="identity",
    severity="medium",
    family="organization_guardrails",
    where="management",
)
def organizations_organization_root_user_denied(root_user_denied):
    """A service control policy at the root denies root users of member accounts everything.

    Why: A root user cannot be limited within its account, only by the organization.
    Remedy: Attach a policy to the root that denies all actions if `aws:PrincipalArn` is like `arn:aws:iam::*:root`.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html

    | management | root_user_denied | verdict |
    |------------|------------------|---------|
    | True       | True             | pass    |
    | True       | False            | fail    |
    | True       | ?                | unknown |
    | False      | False            | -       |
    """
    return root_user_denied


@check(
    "organizations_delegated_administrator",
    domain="governance",
    severity="low",
    family="organization_guardrails",
    empty="pass",  # where none is delegated, none is inactive
)
def organizations_delegated_administrator_active(state):
    """The account that administers a service for the organization is active.

    Why: Of an account that is suspended or being closed, nobody reads what it administers, and nothing tells them so.
    Remedy: Deregister the account (`DeregisterDelegatedAdministrator`) and register one that is in use.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html

    | state           | verdict |
    |-----------------|---------|
    | ACTIVE          | pass    |
    | SUSPENDED       | fail    |
    | PENDING_CLOSURE | fail    |
    | closed          | fail    |
    | OTHER           | unknown |
    | ?               | unknown |
    """
    return among(state, ["active"], ["suspended", "pending_closure", "closed"])


@check(
    "organizations_policy",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="not aws_managed",
    empty="pass",  # where there is none, none is unused
)
def organizations_policy_attached(targets):
    """The policy of the organization that the customer wrote is attached to something.

    Why: A policy that is attached to nothing limits nothing, and reads as if it did.
    Remedy: Attach the policy to the root, an organizational unit or an account (`AttachPolicy`), or delete it.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_policies_attach.html

    | aws_managed | targets | verdict |
    |-------------|---------|---------|
    | False       | 1       | pass    |
    | False       | 0       | fail    |
    | False       | ?       | unknown |
    | True        | 0       | -       |
    """
    return targets > 0
