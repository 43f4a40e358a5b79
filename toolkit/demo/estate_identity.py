"""Users, groups, roles, policies and security contacts of the demo accounts."""

import json
from typing import Any

from toolkit.demo.accounts import CJK, EXTERNAL_ID, FORMULA, HOSTILE_TAGS, MANAGEMENT, MEMBER, ROLE_NAME, SCRIPT
from toolkit.demo.connection import Account

# An access key: made so many days ago, last used so many days ago.
_Key = tuple[int, int | None]

# User name, group, console password, MFA device, access keys, tags.
_USERS: dict[str, list[tuple[str, str | None, bool, bool, list[_Key], dict[str, str]]]] = {
    MANAGEMENT: [
        ("anna.fischer", "administrators", True, True, [], {"Team": "Platform"}),
        ("ben.okafor", "auditors", True, True, [(20, 2)], {"Team": "Audit"}),
        ("deploy-pipeline", "deployers", False, False, [(400, 1)], HOSTILE_TAGS),
    ],
    MEMBER: [
        ("carla.rossi", "developers", True, False, [(15, 3), (500, 320)], {"Note": FORMULA}),
        ("dmitri.weber", None, True, True, [(200, 120)], {"Team": CJK}),
        ("legacy-backup", None, False, False, [(900, None)], {"Note": SCRIPT}),
    ],
}


def build_identity(account: Account) -> None:
    """Build what IAM and Account Management hold; the restricted account holds only its roles and one group."""
    iam = account.client("iam")
    _roles(iam, account)
    if account.id == MANAGEMENT:
        _password_policy(iam)
        _security_contact(account)
    _policies(iam, account)
    _groups(iam, account)
    for user in _USERS.get(account.id, []):
        _user(account, *user)
    if account.id == MEMBER:
        iam.attach_user_policy(UserName="legacy-backup", PolicyArn=_policy_arn(account, "FullAdministrator"))
        iam.put_user_policy(
            UserName="dmitri.weber", PolicyName="inline-s3", PolicyDocument=_policy(["s3:*"], resource="*")
        )


def trust(principal: dict[str, str] | str, condition: dict[str, Any] | None = None) -> str:
    """Write a role's trust policy."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    if condition:
        statement["Condition"] = condition
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _policy(actions: list[str], resource: str) -> str:
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _policy_arn(account: Account, name: str) -> str:
    return f"arn:aws:iam::{account.id}:policy/{name}"


def _roles(iam: Any, account: Account) -> None:
    """Create the audit role first, then the roles that services and people use."""
    auditors = trust({"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}, {"StringEquals": {"sts:ExternalId": EXTERNAL_ID}})
    iam.create_role(RoleName=ROLE_NAME, AssumeRolePolicyDocument=auditors, Description="Read access for the auditor")
    iam.put_role_policy(RoleName=ROLE_NAME, PolicyName="read", PolicyDocument=_policy(["*"], resource="*"))
    for name, service in (
        ("app-function", "lambda"),
        ("task-execution", "ecs-tasks"),
        ("cluster", "eks"),
        ("config-recorder", "config"),
        ("trail-to-logs", "cloudtrail"),
        ("flow-logs", "vpc-flow-logs"),
    ):
        with account.aged(300):
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust({"Service": f"{service}.amazonaws.com"}))
    if account.id == MEMBER:
        iam.create_role(
            RoleName="open-to-everyone",
            AssumeRolePolicyDocument=trust({"AWS": "*"}),
            Description=SCRIPT,
            Tags=[{"Key": "Note", "Value": "Used by a former supplier"}],
        )
        iam.create_role(RoleName="partner-any", AssumeRolePolicyDocument=trust("*"))


def _password_policy(iam: Any) -> None:
    iam.update_account_password_policy(
        MinimumPasswordLength=14,
        PasswordReusePrevention=24,
        RequireSymbols=True,
        RequireNumbers=True,
        RequireUppercaseCharacters=True,
        RequireLowercaseCharacters=True,
        AllowUsersToChangePassword=True,
    )


def _security_contact(account: Account) -> None:
    account.client("account").put_alternate_contact(
        AlternateContactType="SECURITY",
        EmailAddress="security@example.com",
        Name="Security Operations",
        PhoneNumber="+49 30 000000",
        Title="On-call security engineer",
    )


def _policies(iam: Any, account: Account) -> None:
    iam.create_policy(
        PolicyName="ReadInvoices",
        PolicyDocument=_policy(["s3:GetObject"], resource=f"arn:aws:s3:::invoices-{account.id}/*"),
        Description=f"Read invoices, {CJK}",
    )
    if account.id == MEMBER:
        iam.create_policy(
            PolicyName="FullAdministrator", PolicyDocument=_policy(["*"], resource="*"), Description=FORMULA
        )
    else:
        iam.create_policy(PolicyName="ManageBuckets", PolicyDocument=_policy(["s3:*"], resource="arn:aws:s3:::*"))


def _groups(iam: Any, account: Account) -> None:
    for name in ("administrators", "auditors", "deployers", "developers", "empty"):
        iam.create_group(GroupName=name)
        if name != "empty":
            iam.attach_group_policy(GroupName=name, PolicyArn=_policy_arn(account, "ReadInvoices"))


def _user(
    account: Account,
    name: str,
    group: str | None,
    console: bool,
    mfa: bool,
    keys: list[_Key],
    tags: dict[str, str],
) -> None:
    iam = account.client("iam")
    with account.aged(max((created for created, _ in keys), default=365)):
        iam.create_user(UserName=name, Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
        if console:
            iam.create_login_profile(UserName=name, Password="Demo-only-Passw0rd!")
        if mfa:
            serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
            iam.enable_mfa_device(
                UserName=name, SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="654321"
            )
    if group:
        iam.add_user_to_group(UserName=name, GroupName=group)
    for created, used in keys:
        with account.aged(created):
            key = iam.create_access_key(UserName=name)["AccessKey"]
        if used is not None:
            with account.aged(used):
                account.use_key(key["AccessKeyId"], key["SecretAccessKey"])
