"""Checks of how policies come to users, groups and roles, and of server certificates."""

from toolkit.model import check
from toolkit.readings import days


@check(
    "iam_account_support",
    domain="identity",
    severity="low",
    family="incident_contacts",
)
def iam_account_support_access_granted(holders):
    """AWS's policy AWSSupportAccess is attached to a user, group or role of the account.

    Why: In an incident somebody must be allowed to open a case with AWS Support, without being an administrator.
    Remedy: Attach `AWSSupportAccess` to a role that those who handle incidents may assume.
    Source: https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html

    | holders | verdict |
    |---------|---------|
    | 1       | pass    |
    | 0       | fail    |
    | ?       | unknown |
    """
    return holders > 0


@check("iam_group", domain="identity", severity="low", family="least_privilege", empty="pass")
def iam_group_policies_managed(inline_policies):
    """No policy is written into the group.

    Why: An inline policy has no versions and is in no list of policies, so reviews miss it.
    Remedy: Make a customer managed policy of it, attach that to the group, and delete the inline policy.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html

    | inline_policies | verdict |
    |-----------------|---------|
    | 0               | pass    |
    | 1               | fail    |
    | ?               | unknown |
    """
    return inline_policies == 0


@check("iam_principal_attachment", domain="identity", severity="medium", family="least_privilege", empty="pass")
def iam_principal_attachment_cloudshell_limited(attached_policy_arns):
    """AWS's policy AWSCloudShellFullAccess is not attached to the user, group or role.

    Why: It lets files be carried in and out of the account through the browser, past every control of a network.
    Remedy: Detach the policy; who needs CloudShell gets a policy without `cloudshell:GetFileUploadUrls` and downloads.
    Source: https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html

    | attached_policy_arns                                                                       | verdict |
    |--------------------------------------------------------------------------------------------|---------|
    |                                                                                            | pass    |
    | arn:aws:iam::111122223333:policy/AWSCloudShellFullAccess                                   | pass    |
    | arn:aws:iam::aws:policy/AWSCloudShellFullAccess                                            | fail    |
    | arn:aws-cn:iam::aws:policy/AWSCloudShellFullAccess arn:aws-cn:iam::aws:policy/ReadOnlyAccess | fail    |
    | ?                                                                                          | unknown |
    """
    return ~attached_policy_arns.str.contains(r":iam::aws:policy/AWSCloudShellFullAccess(?:\s|$)")


@check("iam_role", domain="identity", severity="low", family="least_privilege", where="not service_linked")
def iam_role_policies_managed(inline_policies):
    """No policy is written into the role, if it is not linked to a service.

    Why: An inline policy has no versions and is in no list of policies, so reviews miss it.
    Remedy: Make a customer managed policy of it, attach that to the role, and delete the inline policy.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html

    | service_linked | inline_policies | verdict |
    |----------------|-----------------|---------|
    | False          | 0               | pass    |
    | False          | 1               | fail    |
    | False          | ?               | unknown |
    | True           | 1               | -       |
    """
    return inline_policies == 0


@check(
    "iam_server_certificate",
    domain="data",
    severity="medium",
    family="certificate_validity",
    empty="pass",
)
def iam_server_certificate_in_date(expires_at, observed_at, *, min_days=30):
    """The server certificate in IAM stays valid for the days that are asked.

    Why: IAM renews no certificate; one that has expired stops who checks it, or teaches them not to check.
    Remedy: Move to a certificate of AWS Certificate Manager, and delete the one in IAM that nothing uses any more.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html

    | expires_at           | observed_at          | verdict |
    |----------------------|----------------------|---------|
    | 2030-03-03T00:00:00Z | 2030-02-01T00:00:00Z | pass    |
    | 2030-03-02T23:00:00Z | 2030-02-01T00:00:00Z | fail    |
    | 2029-01-01T00:00:00Z | 2030-02-01T00:00:00Z | fail    |
    | ?                    | 2030-02-01T00:00:00Z | unknown |
    """
    expired = days(expires_at, observed_at).notna()
    return ~expired & (days(observed_at, expires_at) >= min_days)


@check("iam_user", domain="identity", severity="low", family="least_privilege", empty="pass")
def iam_user_grouped(groups):
    """The user is a member of at least one group.

    Why: Rights that come by groups change with the job; those of a user in none have to be changed one by one.
    Remedy: Add the user to the group of the job (`aws iam add-user-to-group`), and take its own policies away.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html

    | groups | verdict |
    |--------|---------|
    | 1      | pass    |
    | 0      | fail    |
    | ?      | unknown |
    """
    return groups > 0
