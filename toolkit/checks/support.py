"""Checks of AWS Trusted Advisor."""

from toolkit.model import check
from toolkit.readings import among, days


@check(
    "support_trusted_advisor_result_category",
    domain="resilience",
    severity="low",
    family="monitoring",
    where="category.str.lower() == 'service_limits' and status.str.lower() != 'not_available'",
)
def support_trusted_advisor_result_limits_kept(status):
    """The check of a service quota by Trusted Advisor flags nothing.

    Why: At a quota nothing more starts: no scaling, no failover, no recovery.
    Remedy: Open the check in Trusted Advisor and mend what it flags, or exclude the resource with a reason.
    Source: https://docs.aws.amazon.com/awssupport/latest/user/trusted-advisor.html

    | category       | status        | verdict |
    |----------------|---------------|---------|
    | service_limits | ok            | pass    |
    | service_limits | warning       | fail    |
    | service_limits | error         | fail    |
    | service_limits | ?             | unknown |
    | service_limits | not_available | -       |
    | performance    | error         | -       |
    """
    return among(status, ["ok"], ["warning", "error"])


@check(
    "support_trusted_advisor_result_category",
    domain="resilience",
    severity="low",
    family="high_availability",
    where="category.str.lower() == 'fault_tolerance' and status.str.lower() != 'not_available'",
)
def support_trusted_advisor_result_redundancy_kept(status):
    """The check of fault tolerance by Trusted Advisor flags nothing.

    Why: Trusted Advisor knows of single points of failure that no setting of one resource shows.
    Remedy: Open the check in Trusted Advisor and mend what it flags, or exclude the resource with a reason.
    Source: https://docs.aws.amazon.com/awssupport/latest/user/trusted-advisor.html

    | category        | status        | verdict |
    |-----------------|---------------|---------|
    | fault_tolerance | ok            | pass    |
    | fault_tolerance | warning       | fail    |
    | fault_tolerance | error         | fail    |
    | fault_tolerance | ?             | unknown |
    | fault_tolerance | not_available | -       |
    | performance     | error         | -       |
    """
    return among(status, ["ok"], ["warning", "error"])


@check(
    "support_trusted_advisor_result_category",
    domain="governance",
    severity="medium",
    family="threat_findings",
    where="category.str.lower() == 'security' and status.str.lower() != 'not_available'",
)
def support_trusted_advisor_result_security_kept(status):
    """The check of security by Trusted Advisor flags nothing.

    Why: What AWS itself flags in the account, such as a key that was found in public, waits for nobody.
    Remedy: Open the check in Trusted Advisor and mend what it flags, or exclude the resource with a reason.
    Source: https://docs.aws.amazon.com/awssupport/latest/user/trusted-advisor.html

    | category    | status        | verdict |
    |-------------|---------------|---------|
    | security    | ok            | pass    |
    | security    | warning       | fail    |
    | security    | error         | fail    |
    | security    | ?             | unknown |
    | security    | not_available | -       |
    | performance | error         | -       |
    """
    return among(status, ["ok"], ["warning", "error"])


@check(
    "support_trusted_advisor_result",
    domain="governance",
    severity="low",
    family="monitoring",
    where="status.str.lower() != 'not_available'",
)
def support_trusted_advisor_result_fresh(refreshed_at, observed_at, *, max_days=30):
    """The result of the check by Trusted Advisor is not older than the policy allows.

    Why: A green result of last year says nothing about what was made since.
    Remedy: Refresh the check in Trusted Advisor (`refresh-trusted-advisor-check`).
    Source: https://docs.aws.amazon.com/awssupport/latest/user/get-started-with-aws-trusted-advisor.html

    | status        | refreshed_at | observed_at | verdict |
    |---------------|--------------|-------------|---------|
    | ok            | 2026-05-01   | 2026-05-31  | pass    |
    | ok            | 2026-04-30   | 2026-05-31  | fail    |
    | ok            | ?            | 2026-05-31  | unknown |
    | ok            | 2026-06-30   | 2026-05-31  | unknown |
    | not_available | 2025-01-01   | 2026-05-31  | -       |
    """
    return days(refreshed_at, observed_at) <= max_days
