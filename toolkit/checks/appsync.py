"""Checks of AWS AppSync."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "appsync_graphql_api",
    domain="application",
    severity="high",
    family="authentication",
    where="visibility.str.lower() != 'private'",
)
def appsync_graphql_api_keys_refused(accepts_api_keys):
    """The GraphQL API that the internet reaches takes no API key in place of an identity.

    Why: An API key lies in the application that everyone downloads, and whoever has it may call the API.
    Remedy: Choose IAM, Cognito user pools, OpenID Connect or Lambda for authorization, and remove API keys.
    Source: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html

    | visibility | accepts_api_keys | verdict |
    |------------|------------------|---------|
    | GLOBAL     | False            | pass    |
    | GLOBAL     | True             | fail    |
    | ?          | True             | unknown |
    | PRIVATE    | True             | -       |
    """
    return ~accepts_api_keys


@check("appsync_graphql_api", domain="logging", severity="low", family="audit_logging")
def appsync_graphql_api_fields_logged(field_log_level):
    """The GraphQL API logs at least the errors of resolvers, field by field.

    Why: Without it nobody sees which fields failed or were refused, and to whom.
    Remedy: In the API's settings, turn on logging with field resolver log level Error or more.
    Source: https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html

    | field_log_level | verdict |
    |-----------------|---------|
    | ERROR           | pass    |
    | info            | pass    |
    | DEBUG           | pass    |
    | ALL             | pass    |
    | NONE            | fail    |
    | LOUD            | unknown |
    | ?               | unknown |
    """
    return among(field_log_level, ("error", "info", "debug", "all"), ("none",))


@check("appsync_graphql_api", domain="application", severity="low", family="monitoring")
def appsync_graphql_api_traced(tracing):
    """X-Ray traces requests to the GraphQL API.

    Why: A trace shows where a request was slow or failed among the resolvers and their data sources.
    Remedy: In the API's settings, turn on X-Ray.
    Source: https://docs.aws.amazon.com/appsync/latest/devguide/x-ray-tracing.html

    | tracing | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    """
    return tracing
