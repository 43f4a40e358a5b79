"""AWS Firewall Manager."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table(
    "fms:list_policies",
    resource_type="AWS::FMS::Policy",
    key="PolicyArn",
    absent="AccessDeniedException: No default admin could be found",
)
class fms_policy:
    """Firewall Manager policies, which only an administrator account of Firewall Manager may list."""

    compliance = detail("list_compliance_status", PolicyId="PolicyId")

    name: str = column("PolicyName", "Name of the policy.")
    policy_id: str = column("PolicyId", "Id of the policy.")
    status: str = column("PolicyStatus", "`ACTIVE`, or `OUT_OF_ADMIN_SCOPE`.")
    service: str = column("SecurityServiceType", "What the policy manages, such as `WAFV2` or `NETWORK_FIREWALL`.")
    protected_type: str = column(
        "ResourceType", "Type of resource that it protects; `ResourceTypeList` stands for several.", absent="none"
    )
    remediates: bool = column(
        "RemediationEnabled", "Resources that do not comply are brought into line on their own.", absent=False
    )
    accounts: int = column("length(compliance.PolicyComplianceStatusList)", "Accounts in scope of the policy.")
    noncompliant_accounts: str = column(
        "join(' ', sort(compliance.PolicyComplianceStatusList"
        "[?EvaluationResults[?ComplianceStatus == 'NON_COMPLIANT']].MemberAccount)) || 'none'",
        "Accounts with resources that do not comply, separated by spaces, or `none`.",
    )
    unevaluated_accounts: str = column(
        "join(' ', sort(compliance.PolicyComplianceStatusList[?!EvaluationResults].MemberAccount)) || 'none'",
        "Accounts without a result, separated by spaces, or `none`.",
    )
