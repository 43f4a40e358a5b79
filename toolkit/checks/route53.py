"""Checks of Amazon Route 53."""

from toolkit.model import check


@check(
    "route53_hosted_zone",
    domain="logging",
    severity="low",
    family="access_logging",
    where="not private and owning_service.str.lower() == 'none'",
)
def route53_hosted_zone_queries_logged(query_logging):
    """Queries for names of the public hosted zone are written to CloudWatch Logs.

    Why: Queries show who looks for names that do not exist or are no longer in use, before an attack.
    Remedy: Configure query logging of the hosted zone with a log group in us-east-1.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html

    | private | owning_service               | query_logging | verdict |
    |---------|------------------------------|---------------|---------|
    | False   | none                         | True          | pass    |
    | False   | none                         | False         | fail    |
    | False   | ?                            | False         | unknown |
    | True    | none                         | False         | -       |
    | False   | servicediscovery.aws.eu      | False         | -       |
    """
    return query_logging
