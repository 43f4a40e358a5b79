"""Checks of what users, groups and roles may do in effect, by the policies that the account wrote itself.

Policies of organizations (SCPs, RCPs) are not evaluated, nor what AWS's own policies allow. Who is an administrator
outright is outside: another check says whether that is meant.
"""

from toolkit.model import check
from toolkit.readings import like

NOBODY: list[str] = []


@check(
    "iam_principal_rights",
    domain="data",
    severity="medium",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_decryption_limited(decrypts_with_any_key):
    """The account's own policies do not let the user, group or role decrypt with every KMS key.

    Why: Encryption keeps nobody out who may decrypt with all keys.
    Remedy: Name the keys in the policy instead of `*`, or add a condition such as `kms:ResourceAliases`.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html

    | administers | decrypts_with_any_key | verdict |
    |-------------|-----------------------|---------|
    | False       | False                 | pass    |
    | False       | True                  | fail    |
    | False       | ?                     | unknown |
    | ?           | True                  | unknown |
    | True        | True                  | -       |
    """
    return ~decrypts_with_any_key


@check(
    "iam_principal_rights",
    domain="identity",
    severity="medium",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_roles_named(assumes_any_role):
    """The account's own policies do not let the user, group or role assume every role.

    Why: Then only the trust policies, of this and of other accounts, keep it from what any role may do.
    Remedy: Name the roles in the statement that allows `sts:AssumeRole`.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html

    | administers | assumes_any_role | verdict |
    |-------------|------------------|---------|
    | False       | False            | pass    |
    | False       | True             | fail    |
    | False       | ?                | unknown |
    | ?           | True             | unknown |
    | True        | True             | -       |
    """
    return ~assumes_any_role


@check(
    "iam_principal_rights",
    domain="identity",
    severity="medium",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_passing_limited(passes_any_role):
    """The account's own policies do not let the user, group or role pass every role to services.

    Why: Who may pass any role needs only one service more that runs code with it to become an administrator.
    Remedy: Name the roles in the statement that allows `iam:PassRole`, and the service by `iam:PassedToService`.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html

    | administers | passes_any_role | verdict |
    |-------------|-----------------|---------|
    | False       | False           | pass    |
    | False       | True            | fail    |
    | False       | ?               | unknown |
    | ?           | True            | unknown |
    | True        | True            | -       |
    """
    return ~passes_any_role


@check(
    "iam_principal_rights",
    domain="data",
    severity="high",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_secrets_named(reads_any_secret):
    """The account's own policies do not let the user, group or role read every secret in Secrets Manager.

    Why: A workload that reads all secrets gives all of them away when it is taken over.
    Remedy: Name the secrets in the statement that allows `secretsmanager:GetSecretValue`, or tie it to their tags.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html

    | administers | reads_any_secret | verdict |
    |-------------|------------------|---------|
    | False       | False            | pass    |
    | False       | True             | fail    |
    | False       | ?                | unknown |
    | ?           | True             | unknown |
    | True        | True             | -       |
    """
    return ~reads_any_secret


@check(
    "iam_principal_rights",
    domain="logging",
    severity="medium",
    family="log_protection",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_recording_kept(stops_recording):
    """The account's own policies do not let the user, group or role stop trails, AWS Config or flow logs.

    Why: Whoever means to stay unseen turns the recording off first.
    Remedy: Take the actions out of its policies, or deny them to all but the role that manages logging.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html

    | administers | stops_recording | verdict |
    |-------------|-----------------|---------|
    | False       | False           | pass    |
    | False       | True            | fail    |
    | False       | ?               | unknown |
    | ?           | True            | unknown |
    | True        | True            | -       |
    """
    return ~stops_recording


@check(
    "iam_principal_rights",
    domain="logging",
    severity="medium",
    family="threat_detection",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_detection_kept(stops_detection):
    """The account's own policies do not let the user, group or role turn services of detection off.

    Why: Whoever means to stay unseen turns detection off first.
    Remedy: Take the actions out of its policies, or deny them to all but the role that manages detection.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/security-iam.html

    | administers | stops_detection | verdict |
    |-------------|-----------------|---------|
    | False       | False           | pass    |
    | False       | True            | fail    |
    | False       | ?               | unknown |
    | ?           | True            | unknown |
    | True        | True            | -       |
    """
    return ~stops_detection


@check(
    "iam_principal_rights",
    domain="resilience",
    severity="high",
    family="backup_protection",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_copies_kept(deletes_copies):
    """The account's own policies do not let the user, group or role delete every snapshot or recovery point.

    Why: Who extorts deletes the copies first, with the rights of whomever he took over.
    Remedy: Allow deletion on named or tagged copies only, and lock the vaults of AWS Backup.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-considerations.html

    | administers | deletes_copies | verdict |
    |-------------|----------------|---------|
    | False       | False          | pass    |
    | False       | True           | fail    |
    | False       | ?              | unknown |
    | ?           | True           | unknown |
    | True        | True           | -       |
    """
    return ~deletes_copies


@check(
    "iam_principal_rights",
    domain="governance",
    severity="medium",
    family="organization_guardrails",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_membership_kept(leaves_organization):
    """The account's own policies do not let the user, group or role leave the organization or close the account.

    Why: An account that has left its organization has left every guardrail of it.
    Remedy: Take the actions out of its policies, and deny them by an SCP.
    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_leave-as-member.html

    | administers | leaves_organization | verdict |
    |-------------|---------------------|---------|
    | False       | False               | pass    |
    | False       | True                | fail    |
    | False       | ?                   | unknown |
    | ?           | True                | unknown |
    | True        | True                | -       |
    """
    return ~leaves_organization


@check(
    "iam_principal_rights",
    domain="identity",
    severity="high",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_principal_rights_escalation_closed(arn, paths, *, administrators=NOBODY):
    """No known path leads the principal to another role, unless the engagement names it (ARN, `*` for any text).

    Why: Code that somebody puts into another's function, instance or build runs with the rights that this was given.
    Remedy: Name the resources or roles in the policy, or name the principal among the administrators if that is meant.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html

    | administers | arn                                     | paths                              | verdict |
    |-------------|-----------------------------------------|------------------------------------|---------|
    | False       | arn:aws:iam::111122223333:user/reader   | none                               | pass    |
    | False       | arn:aws:iam::111122223333:user/deployer | lambda-code                        | fail    |
    | False       | arn:aws:iam::111122223333:user/operator | as:arn:aws:iam::111122223333:role/all | fail    |
    | False       | arn:aws:iam::111122223333:user/odd      | ?                                  | unknown |
    | ?           | arn:aws:iam::111122223333:user/odd      | lambda-code                        | unknown |
    | True        | arn:aws:iam::111122223333:user/admin    | lambda-code                        | -       |
    """
    return (paths == "none") | like(arn, administrators)


@check(
    "iam_policy_reach",
    domain="identity",
    severity="medium",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_policy_reach_actions_named(unnamed_actions):
    """No statement of the customer managed or inline policy allows all actions but some (`Allow` with `NotAction`).

    Why: Such a statement also allows what AWS adds later, of every service that it does not name.
    Remedy: Write the actions that the work needs into `Action`, and take `NotAction` out of the statement.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html

    | administers | unnamed_actions | verdict |
    |-------------|-----------------|---------|
    | False       | none            | pass    |
    | False       | 1 3             | fail    |
    | False       | ?               | unknown |
    | ?           | none            | unknown |
    | True        | 1               | -       |
    """
    return unnamed_actions == "none"


@check(
    "iam_policy_reach",
    domain="identity",
    severity="medium",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_policy_reach_permissions_kept(permission_services):
    """The customer managed or inline policy lets nobody change permissions on every resource of a service.

    Why: Who may change the policy of any bucket, key or function can let in himself, or everybody.
    Remedy: Name the resources for actions that AWS lists as permissions management, or tie them by a condition.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html

    | administers | permission_services | verdict |
    |-------------|---------------------|---------|
    | False       | none                | pass    |
    | False       | kms s3              | fail    |
    | False       | ?                   | unknown |
    | ?           | none                | unknown |
    | True        | s3                  | -       |
    """
    return permission_services == "none"


@check(
    "iam_policy_reach",
    domain="identity",
    severity="low",
    family="least_privilege",
    where="not administers",
    empty="pass",
)
def iam_policy_reach_services_narrowed(whole_services):
    """The customer managed or inline policy allows no service as a whole: every action on every resource.

    Why: No work needs all actions of a service; the rest is there for whoever takes the rights over.
    Remedy: Allow the actions that were used, which Access Analyzer writes into a policy from CloudTrail.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html

    | administers | whole_services | verdict |
    |-------------|----------------|---------|
    | False       | none           | pass    |
    | False       | s3 sqs         | fail    |
    | False       | ?              | unknown |
    | ?           | none           | unknown |
    | True        | s3             | -       |
    """
    return whole_services == "none"
