"""Checks of IAM policies and roles."""

from toolkit.model import check
from toolkit.readings import like

NOBODY: list[str] = []


@check("iam_policy_administration", domain="identity", severity="high", empty="pass")
def iam_policy_administration_limited(allows_everything):
    """The customer managed policy neither allows everything nor lets its holder take that.

    Why: Whoever holds such a policy is an administrator, whatever the policy is called.
    Remedy: Allow only the actions and resources that the work needs, or delete the policy.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

    | allows_everything | verdict |
    |-------------------|---------|
    | False             | pass    |
    | True              | fail    |
    | ?                 | unknown |
    """
    return ~allows_everything


@check("iam_principal_administration", domain="identity", severity="high", empty="pass")
def iam_principal_administration_limited(arn, administers, *, administrators=NOBODY):
    """The user, group or role is no administrator, unless the engagement names it as one (ARN, `*` for any text).

    Why: Each administrator can undo every other control of the account, so they must be few, known and meant.
    Remedy: Take AdministratorAccess and what amounts to it away, or name the principal among the administrators.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

    | arn                                   | administers | verdict |
    |---------------------------------------|-------------|---------|
    | arn:aws:iam::111122223333:user/reader | False       | pass    |
    | arn:aws:iam::111122223333:group/all   | True        | fail    |
    | arn:aws:iam::111122223333:role/odd    | ?           | unknown |
    """
    return ~administers | like(arn, administrators)


@check("iam_role_trust", domain="identity", severity="critical", family="public_access", where="not service_linked")
def iam_role_trust_restricted(trusts_anyone):
    """The role can be assumed only by named accounts, services, organizations or tenants, or from named networks.

    Why: Anybody has an AWS account, or one at a shared identity provider; an external id is no secret.
    Remedy: Name principals, add a condition such as `aws:PrincipalOrgID`, or fix the subject (`repo:acme/deploy:*`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

    | trusts_anyone | service_linked | verdict |
    |---------------|----------------|---------|
    | False         | False          | pass    |
    | True          | False          | fail    |
    | False         | True           | -       |
    | ?             | False          | unknown |
    """
    return ~trusts_anyone
