"""AWS Identity and Access Management: the account, its users and their credentials."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "iam:list_access_keys",
    resource_type="AWS::IAM::AccessKey",
    parent="list_users",
    key="join('/', [parent.Arn, 'access-key', AccessKeyId])",
    scope="global",
    UserName="parent.UserName",
)
class iam_access_key:
    """Access keys of IAM users; those of the root user are counted in `iam_account`."""

    user_name: str = column("UserName", "User that the key belongs to.")
    created_at: datetime = column("CreateDate", "When the key was made.")
    status: str = column("Status", "`Active`, `Inactive` or `Expired`.")
    active: bool = column("among(Status, ['active'], ['inactive', 'expired'])", "The key can be used.")


@table(
    "iam:get_account_summary",
    resource_type="AWS::::Account",
    key="join('', ['arn:', here.partition, ':iam::', here.account_id, ':root'])",
    scope="global",
    one=True,
)
class iam_account:
    """What IAM says of the account and its root user."""

    root_mfa_enabled: bool = column("SummaryMap.AccountMFAEnabled > `0`", "The root user signs in with MFA.")
    root_access_keys_present: bool = column(
        "SummaryMap.AccountAccessKeysPresent > `0`", "The root user has access keys."
    )
    root_password_set: bool = column(
        "SummaryMap.AccountPasswordPresent > `0`",
        "The root user has a password; taken to have one where IAM does not say so.",
        absent=True,
    )
    users: int = column("SummaryMap.Users", "Users in the account.", counts="AWS::IAM::User")
    groups: int = column("SummaryMap.Groups", "Groups in the account.", counts="AWS::IAM::Group")
    roles: int = column("SummaryMap.Roles", "Roles in the account.", counts="AWS::IAM::Role")
    policies: int = column(
        "SummaryMap.Policies", "Customer managed policies in the account.", counts="AWS::IAM::ManagedPolicy"
    )
    server_certificates: int = column(
        "SummaryMap.ServerCertificates", "Server certificates in the account.", counts="AWS::IAM::ServerCertificate"
    )
    mfa_devices: int = column(
        "SummaryMap.MFADevices",
        "MFA devices as IAM counts them; which kinds that takes in, IAM does not say.",
        counts="AWS::IAM::VirtualMFADevice",
    )
    instance_profiles: int = column(
        "SummaryMap.InstanceProfiles", "Instance profiles in the account.", counts="AWS::IAM::InstanceProfile"
    )
    identity_providers: int = column("SummaryMap.Providers", "Identity providers, SAML and OpenID Connect together.")


@table("iam:get_credential_report", resource_type="AWS::IAM::User", key="arn", scope="global", population=False)
class iam_credential:
    """The credential report: one row per IAM user, and one for the root user.

    IAM writes the report at most every four hours. Times stand as IAM writes them, since `N/A` (no such credential) and
    `no_information` (never used) are answers too; `iam_credential_use` counts the days.
    """

    name: str = column("user", "Name of the user; `<root_account>` is the root user.")
    user_arn: str = column("arn", "ARN of the user.")
    created_at: datetime = column("user_creation_time", "When the user was made.")
    root: bool = column("user == '<root_account>'", "The row is the root user's.")
    password_enabled: bool = column(
        "among(password_enabled, ['true'], ['false', 'not_supported'])", "The user can sign in to the console."
    )
    password_last_used: str = column("password_last_used", "Time of the last sign-in.")
    password_last_changed: str = column("password_last_changed", "Time when the password was last set.")
    mfa_active: bool = column("among(mfa_active, ['true'], ['false'])", "The user has an MFA device.")
    access_key_1_active: bool = column(
        "among(access_key_1_active, ['true'], ['false'])", "The first access key can be used."
    )
    access_key_1_last_rotated: str = column("access_key_1_last_rotated", "Time when the first key was made.")
    access_key_1_last_used: str = column("access_key_1_last_used_date", "Time of the first key's last use.")
    access_key_2_active: bool = column(
        "among(access_key_2_active, ['true'], ['false'])", "The second access key can be used."
    )
    access_key_2_last_rotated: str = column("access_key_2_last_rotated", "Time when the second key was made.")
    access_key_2_last_used: str = column("access_key_2_last_used_date", "Time of the second key's last use.")


@table(
    "iam:get_account_authorization_details",
    resource_type="AWS::IAM::Group",
    key="Arn",
    scope="global",
    items="GroupDetailList",
    Filter="['Group']",
)
class iam_group:
    """IAM groups."""

    name: str = column("GroupName", "Name of the group.")
    arn: str = column("Arn", "ARN of the group, its path included.")
    created_at: datetime = column("CreateDate", "When the group was made.")
    attached_policies: int = column("length(AttachedManagedPolicies)", "Managed policies attached.", absent=0)
    attached_policy_arns: str = column(
        "join(' ', AttachedManagedPolicies[].PolicyArn)", "ARNs of those managed policies.", absent=""
    )
    inline_policies: int = column("length(GroupPolicyList)", "Policies written into the group.", absent=0)
    inline_statements_json: str = column(
        "statements_json(map(&PolicyDocument, GroupPolicyList || `[]`))",
        "Statements of the policies written into the group as JSON.",
    )
    administrator: bool = column(
        "length(AttachedManagedPolicies[?ends_with(PolicyArn, ':aws:policy/AdministratorAccess')]) > `0`",
        "AWS's policy AdministratorAccess is attached.",
        absent=False,
    )


@table(
    "iam:get_account_password_policy",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, 'iam', 'password-policy'])",
    scope="global",
    one=True,
    absent="NoSuchEntity",
)
class iam_password_policy:
    """The password policy for IAM users: the account's own, or the one that AWS applies where there is none."""

    customised: bool = column("PasswordPolicy && `true`", "The account has set its own policy.", absent=False)
    minimum_length: int = column(
        "PasswordPolicy.MinimumPasswordLength", "Characters that a password needs; 8 unless set.", absent=8
    )
    remembered_passwords: int = column(
        "PasswordPolicy.PasswordReusePrevention", "Earlier passwords that are refused; 0 for none.", absent=0
    )
    max_age_days: int = column(
        "PasswordPolicy.MaxPasswordAge", "Days until a password expires; 0 for never.", absent=0, unit="days"
    )
    requires_uppercase: bool = column(
        "PasswordPolicy.RequireUppercaseCharacters", "A password needs an upper-case letter.", absent=False
    )
    requires_lowercase: bool = column(
        "PasswordPolicy.RequireLowercaseCharacters", "A password needs a lower-case letter.", absent=False
    )
    requires_numbers: bool = column("PasswordPolicy.RequireNumbers", "A password needs a digit.", absent=False)
    requires_symbols: bool = column("PasswordPolicy.RequireSymbols", "A password needs a symbol.", absent=False)


@table(
    "iam:get_account_authorization_details",
    resource_type="AWS::IAM::User",
    key="Arn",
    scope="global",
    items="UserDetailList",
    Filter="['User']",
)
class iam_user:
    """IAM users; their credentials are in `iam_credential` and `iam_access_key`."""

    name: str = column("UserName", "Name of the user.")
    arn: str = column("Arn", "ARN of the user, its path included.")
    created_at: datetime = column("CreateDate", "When the user was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    path: str = column("Path", "Path of the user.")
    groups: int = column("length(GroupList)", "Groups that the user is in.", absent=0)
    group_names: str = column("join(', ', GroupList)", "Names of those groups.", absent="")
    attached_policies: int = column("length(AttachedManagedPolicies)", "Managed policies attached.", absent=0)
    attached_policy_arns: str = column(
        "join(' ', AttachedManagedPolicies[].PolicyArn)", "ARNs of those managed policies.", absent=""
    )
    inline_policies: int = column("length(UserPolicyList)", "Policies written into the user.", absent=0)
    inline_statements_json: str = column(
        "statements_json(map(&PolicyDocument, UserPolicyList || `[]`))",
        "Statements of the policies written into the user as JSON.",
    )
    administrator: bool = column(
        "length(AttachedManagedPolicies[?ends_with(PolicyArn, ':aws:policy/AdministratorAccess')]) > `0`",
        "AWS's policy AdministratorAccess is attached to the user.",
        absent=False,
    )
    permissions_boundary_arn: str = column(
        "PermissionsBoundary.PermissionsBoundaryArn", "Policy that bounds the permissions, or `none`.", absent="none"
    )
