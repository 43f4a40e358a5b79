"""AWS Trusted Advisor, as the AWS Support API tells of it to accounts with a support plan that includes it."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "support:describe_trusted_advisor_checks",
    resource_type="AWS::Support::TrustedAdvisorCheck",
    key="id",
    scope="us-east-1",
    language="'en'",
)
class support_trusted_advisor_check:
    """Checks that Trusted Advisor offers the account; `support_trusted_advisor_result` has what they found."""

    name: str = column("name", "Name of the check.")
    category: str = column(
        "category", "`security`, `fault_tolerance`, `service_limits`, `performance`, `cost_optimizing` and the like."
    )


# One call with the ids of all checks.
@table(
    "support:describe_trusted_advisor_check_summaries",
    resource_type="AWS::Support::TrustedAdvisorCheck",
    key="checkId",
    scope="us-east-1",
    population=False,
    parent=detail("describe_trusted_advisor_checks", items="[{ids: checks[].id}]", language="'en'"),
    checkIds="parent.ids",
)
class support_trusted_advisor_result:
    """Latest results of Trusted Advisor's checks, with the ids of `support_trusted_advisor_check`."""

    status: str = column("status", "`ok`, `warning`, `error` or `not_available`.")
    refreshed_at: datetime = column("(timestamp != '' && timestamp) || `null`", "When the check last ran.")
    flagged_resources: int = column("resourcesSummary.resourcesFlagged", "Resources that the check flags.", absent=0)
    suppressed_resources: int = column(
        "resourcesSummary.resourcesSuppressed", "Resources that a user has excluded from the check.", absent=0
    )
