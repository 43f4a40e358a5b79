"""Checks of AWS Firewall Manager."""

from toolkit.model import check


@check(
    "fms_policy",
    domain="governance",
    severity="medium",
    family="organization_guardrails",
    where="status.str.lower() != 'out_of_admin_scope'",
)
def fms_policy_obeyed(noncompliant_accounts, unevaluated_accounts):
    """Firewall Manager found every account in the scope of the policy to obey it.

    Why: A policy of the organization that accounts do not follow protects nothing there.
    Remedy: See the policy's compliance details; let it remediate, or mend the resources that are named.
    Source: https://docs.aws.amazon.com/waf/latest/developerguide/fms-compliance.html

    | noncompliant_accounts | unevaluated_accounts | status             | verdict |
    |-----------------------|----------------------|--------------------|---------|
    | none                  | none                 | ACTIVE             | pass    |
    | 111111111111          | none                 | ACTIVE             | fail    |
    | none                  | 222222222222         | ACTIVE             | unknown |
    | 111111111111          | 222222222222         | ACTIVE             | fail    |
    | ?                     | none                 | ACTIVE             | unknown |
    | 111111111111          | none                 | OUT_OF_ADMIN_SCOPE | -       |
    """
    return (noncompliant_accounts == "none").mask((noncompliant_accounts == "none") & (unevaluated_accounts != "none"))


@check(
    "fms_policy",
    domain="governance",
    severity="low",
    family="organization_guardrails",
    where="status.str.lower() != 'out_of_admin_scope'",
)
def fms_policy_remediating(remediates):
    """The policy of Firewall Manager brings resources into line on its own.

    Why: A policy that only reports leaves open what it finds until somebody acts.
    Remedy: Edit the policy and choose automatic remediation (`RemediationEnabled`).
    Source: https://docs.aws.amazon.com/waf/latest/developerguide/create-policy.html

    | remediates | status             | verdict |
    |------------|--------------------|---------|
    | True       | ACTIVE             | pass    |
    | False      | ACTIVE             | fail    |
    | False      | OUT_OF_ADMIN_SCOPE | -       |
    """
    return remediates
