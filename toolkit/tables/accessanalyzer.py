"""AWS IAM Access Analyzer."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("accessanalyzer:list_analyzers", resource_type="AWS::AccessAnalyzer::Analyzer", key="arn")
class accessanalyzer_analyzer:
    """Analyzers of external, internal or unused access."""

    name: str = column("name", "Name of the analyzer.")
    created_at: datetime = column("createdAt", "When the analyzer was made.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    type: str = column(
        "type", "`ACCOUNT` or `ORGANIZATION` for external access; with a suffix for unused or internal access."
    )
    external_access: bool = column(
        "type == 'ACCOUNT' || type == 'ORGANIZATION'",
        "Finds access from outside the account or the organization.",
    )
    status: str = column("status", "`ACTIVE`, `CREATING`, `DISABLED` or `FAILED`.")
    last_analyzed_at: datetime = column("lastResourceAnalyzedAt", "When it last analyzed a resource.")


# ListFindings answers for external access only.
@table(
    "accessanalyzer:list_findings",
    resource_type="AWS::AccessAnalyzer::Finding",
    key="join('/', [parent.arn, 'finding', id])",
    parent=detail("list_analyzers", items="analyzers[?type == 'ACCOUNT' || type == 'ORGANIZATION']"),
    analyzerArn="parent.arn",
    filter="{status: {eq: ['ACTIVE']}}",
)
class accessanalyzer_finding:
    """Active findings of external access, one per resource and outside principal; none where there is no analyzer."""

    created_at: datetime = column("createdAt", "When the finding was made.")
    updated_at: datetime = column("updatedAt", "When the finding last changed.")
    analyzed_at: datetime = column("analyzedAt", "When the resource was last analyzed.")
    analyzer_arn: str = column("parent.arn", "Analyzer that found it.")
    affected_arn: str = column("resource", "Resource that can be reached, or `none`.", absent="none")
    affected_type: str = column("resourceType", "Type of that resource, as CloudFormation names it.")
    affected_account_id: str = column(
        "resourceOwnerAccount", "Account that owns that resource; any of the organization's if the analyzer is its."
    )
    public: bool = column("isPublic", "Anybody can reach the resource.")
    principal_json: str = column("to_string(principal)", "Who outside can reach it, as JSON.", absent="{}")
    actions: str = column("join(' ', action)", "What the policy lets them do, separated by spaces.", absent="")
    condition_json: str = column("to_string(condition)", "Under which conditions, as JSON.", absent="{}")
    error: str = column("error", "Why the resource could not be analyzed, or `none`.", absent="none")
