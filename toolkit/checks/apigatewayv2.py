"""Checks of Amazon API Gateway: HTTP and WebSocket APIs."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "apigatewayv2_route",
    domain="application",
    severity="high",
    family="authentication",
    where="(protocol.str.lower() != 'websocket' and name.str.lower().str.slice(0, 8) != 'options ')"
    " or name.str.lower() == '$connect'",
)
def apigatewayv2_route_authorized(authorization):
    """The route asks for IAM credentials, a JSON web token or a Lambda authorizer.

    Of a WebSocket API only `$connect` can ask; of an HTTP API browsers ask OPTIONS beforehand, without credentials.

    Why: A route without authorization answers whoever finds it; an API key counts requests and identifies nobody.
    Remedy: Attach a JWT, Lambda or IAM authorizer to the route.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html

    | protocol  | name       | authorization | verdict |
    |-----------|------------|---------------|---------|
    | HTTP      | GET /pets  | JWT           | pass    |
    | HTTP      | $default   | AWS_IAM       | pass    |
    | WEBSOCKET | $connect   | custom        | pass    |
    | HTTP      | ANY /pets  | NONE          | fail    |
    | WEBSOCKET | $connect   | NONE          | fail    |
    | HTTP      | GET /pets  | MAGIC         | unknown |
    | HTTP      | GET /pets  | ?             | unknown |
    | HTTP      | OPTIONS /p | NONE          | -       |
    | WEBSOCKET | $default   | NONE          | -       |
    """
    return among(authorization, ("aws_iam", "custom", "jwt"), ("none",))


@check("apigatewayv2_stage", domain="logging", severity="medium", family="access_logging")
def apigatewayv2_stage_access_logged(access_log_arn):
    """The stage of the HTTP or WebSocket API writes an access log.

    Why: Without it nobody can tell who called the API, when, and with which result.
    Remedy: Turn on access logging of the stage and name a log group.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html

    | access_log_arn                                  | verdict |
    |-------------------------------------------------|---------|
    | arn:aws:logs:eu-west-1:111111111111:log-group:a | pass    |
    | none                                            | fail    |
    | ?                                               | unknown |
    """
    return access_log_arn.ne("none")


@check(
    "apigatewayv2_stage",
    domain="logging",
    severity="low",
    family="audit_logging",
    where="protocol.str.lower() == 'websocket'",
)
def apigatewayv2_stage_execution_logged(log_level):
    """The stage of the WebSocket API logs at least the errors of execution of routes without a setting of their own.

    Why: The access log does not say what an authorizer or a backend answered; the execution log does.
    Remedy: Set the log level of the stage's default route settings to ERROR or INFO.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html

    | protocol  | log_level | verdict |
    |-----------|-----------|---------|
    | WEBSOCKET | ERROR     | pass    |
    | websocket | info      | pass    |
    | WEBSOCKET | OFF       | fail    |
    | WEBSOCKET | LOUD      | unknown |
    | WEBSOCKET | ?         | unknown |
    | HTTP      | OFF       | -       |
    """
    return among(log_level, ("error", "info"), ("off",))


@check(
    "apigatewayv2_api",
    domain="application",
    severity="medium",
    family="request_validation",
    where="protocol.str.lower() == 'http'",
)
def apigatewayv2_api_origins_named(allows_any_origin):
    """The HTTP API lets no web page of just any origin read its answers: its CORS configuration has no `*`.

    Why: With `*`, a page of a stranger that a user visits can call the API from that user's browser and network.
    Remedy: List the origins of your own pages in the API's CORS configuration.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html

    | protocol  | allows_any_origin | verdict |
    |-----------|-------------------|---------|
    | HTTP      | False             | pass    |
    | HTTP      | True              | fail    |
    | WEBSOCKET | False             | -       |
    """
    return ~allows_any_origin
