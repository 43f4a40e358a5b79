"""Checks of Amazon API Gateway: REST APIs."""

from toolkit.model import check
from toolkit.readings import among


@check("apigateway_rest_api", domain="application", severity="high", family="authentication", where="methods > 0")
def apigateway_rest_api_methods_authorized(open_methods):
    """Each method of the API, but those for OPTIONS, asks for IAM credentials or an authorizer.

    Why: A method without authorization answers whoever finds it; an API key counts requests and identifies nobody.
    Remedy: Set the authorization of each method to AWS_IAM, a Cognito user pool or a Lambda authorizer, and deploy.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html

    | methods | open_methods | verdict |
    |---------|--------------|---------|
    | 3       | 0            | pass    |
    | 3       | 1            | fail    |
    | 3       | ?            | unknown |
    | 0       | 0            | -       |
    """
    return open_methods.eq(0)


@check("apigateway_stage", domain="logging", severity="medium", family="access_logging")
def apigateway_stage_access_logged(access_log_arn):
    """The stage of the REST API writes an access log.

    Why: Without it nobody can tell who called the API, when, and with which result.
    Remedy: In the stage's logs and tracing, turn on custom access logging and name a log group or Firehose stream.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html

    | access_log_arn                                  | verdict |
    |-------------------------------------------------|---------|
    | arn:aws:logs:eu-west-1:111111111111:log-group:a | pass    |
    | none                                            | fail    |
    | ?                                               | unknown |
    """
    return access_log_arn.ne("none")


@check("apigateway_stage", domain="logging", severity="low", family="audit_logging")
def apigateway_stage_execution_logged(log_level, unlogged_settings):
    """The stage logs at least the errors of execution of each method.

    Why: The access log does not say what an authorizer or a backend answered; the execution log does.
    Remedy: In the stage's logs and tracing, set CloudWatch logs to Errors only or Errors and info logs.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html

    | log_level | unlogged_settings | verdict |
    |-----------|-------------------|---------|
    | ERROR     | 0                 | pass    |
    | info      | 0                 | pass    |
    | INFO      | 1                 | fail    |
    | OFF       | 0                 | fail    |
    | LOUD      | 0                 | unknown |
    | ?         | 0                 | unknown |
    """
    return among(log_level, ("error", "info"), ("off",)) & unlogged_settings.eq(0)


@check("apigateway_stage", domain="application", severity="low", family="monitoring")
def apigateway_stage_traced(tracing):
    """X-Ray traces requests through the stage of the REST API.

    Why: A trace shows where a request was slow or failed among the services behind the API.
    Remedy: In the stage's logs and tracing, turn on X-Ray tracing.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enabling-xray.html

    | tracing | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    """
    return tracing


@check("apigateway_stage", domain="data", severity="medium", family="encryption_at_rest", where="cache")
def apigateway_stage_cache_encrypted(unencrypted_caches):
    """Whatever the stage caches lies encrypted in the cache.

    Why: The cache holds answers of the backend, with the data of those who asked for them.
    Remedy: In the stage's settings and its method overrides, turn on encryption of cache data.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html

    | cache | unencrypted_caches | verdict |
    |-------|--------------------|---------|
    | True  | 0                  | pass    |
    | True  | 1                  | fail    |
    | True  | ?                  | unknown |
    | False | 1                  | -       |
    """
    return unencrypted_caches.eq(0)


@check("apigateway_stage", domain="application", severity="low", family="authentication")
def apigateway_stage_backend_client_certificate(client_certificate_id):
    """The stage has a client certificate, with which the API identifies itself to its HTTP backends.

    Why: A backend on a public address that cannot tell the API from others can be called past it.
    Remedy: Generate a client certificate, choose it in the stage's settings, and have the backend verify it.
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html

    | client_certificate_id | verdict |
    |-----------------------|---------|
    | a1b2c3                | pass    |
    | none                  | fail    |
    | ?                     | unknown |
    """
    return client_certificate_id.ne("none")
