"""Amazon API Gateway: REST APIs."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "apigateway:get_rest_apis",
    resource_type="AWS::ApiGateway::RestApi",
    key="join('', ['arn:', here.partition, ':apigateway:', here.region, '::/restapis/', id])",
)
class apigateway_rest_api:
    """REST APIs of API Gateway."""

    admission = detail("get_authorizers", restApiId="id", limit="`500`")
    resources = detail("get_resources", restApiId="id", embed="['methods']", limit="`500`")

    name: str = column("name", "Name of the API.")
    created_at: datetime = column("createdDate", "When the API was made.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    api_id: str = column("id", "Id of the API.")
    endpoint_types: str = column(
        "join(' ', sort(endpointConfiguration.types))", "`EDGE`, `REGIONAL` or `PRIVATE`.", absent="none"
    )
    default_endpoint: bool = column(
        "disableExecuteApiEndpoint != `true`", "Answers at the address that AWS gives it, not at its own domain alone."
    )
    # API Gateway escapes the policy once more than other services do.
    statements_json: str = column(
        "(policy && (from_json(join('', ['\"', policy, '\"'])) || policy) || '{\"Statement\": []}')"
        " | statements_json(@)",
        "Statements of the resource policy as JSON; an empty list without one.",
    )
    authorizers: int = column("length(admission.items)", "Lambda and Cognito authorizers of the API.")
    methods: int = column(
        "length(resources.items[?resourceMethods].resourceMethods.values(@)[] | [?httpMethod != 'OPTIONS'])",
        "Methods of the API; those for OPTIONS, which browsers ask beforehand, do not count.",
    )
    open_methods: int = column(
        "length(resources.items[?resourceMethods].resourceMethods.values(@)[]"
        " | [?httpMethod != 'OPTIONS' && authorizationType == 'NONE'])",
        "Those of them that ask for neither IAM credentials nor an authorizer; an API key is no authorization.",
    )


@table(
    "apigateway:get_stages",
    resource_type="AWS::ApiGateway::Stage",
    key="join('', ['arn:', here.partition, ':apigateway:', here.region, '::/restapis/', parent.id, '/stages/',"
    " stageName])",
    items="item",
    parent="get_rest_apis",
    restApiId="parent.id",
)
class apigateway_stage:
    """Stages of REST APIs."""

    name: str = column("stageName", "Name of the stage.")
    created_at: datetime = column("createdDate", "When the stage was made.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    api_id: str = column("parent.id", "REST API of the stage.")
    api_name: str = column("parent.name", "Name of that API.")
    endpoint_types: str = column(
        "join(' ', sort(parent.endpointConfiguration.types))",
        "`EDGE`, `REGIONAL` or `PRIVATE`: where the API answers.",
        absent="none",
    )
    # `*/*` is the stage's own setting; others are those of single methods.
    log_level: str = column(
        "(methodSettings || `{}`) | \"*/*\".loggingLevel || 'OFF'",
        "Execution logging of methods without a setting of their own: `OFF`, `ERROR` or `INFO`.",
    )
    unlogged_settings: int = column(
        "length(values(methodSettings)[?loggingLevel != 'ERROR' && loggingLevel != 'INFO'])",
        "Settings, of the stage or of single methods, that turn execution logging off.",
        absent=0,
    )
    logs_payloads: bool = column(
        "length(values(methodSettings)[?dataTraceEnabled]) > `0`",
        "Execution logs of some method hold whole requests and responses.",
        absent=False,
    )
    access_log_arn: str = column(
        "accessLogSettings.destinationArn",
        "Log group or stream that receives the access log, or `none`.",
        absent="none",
    )
    tracing: bool = column("tracingEnabled", "X-Ray tracing is on.", absent=False)
    web_acl_arn: str = column("webAclArn", "Web ACL of AWS WAF, or `none`.", absent="none")
    client_certificate_id: str = column(
        "clientCertificateId",
        "Certificate with which the API identifies itself to its backend, or `none`.",
        absent="none",
    )
    cache: bool = column("cacheClusterEnabled", "The stage has a cache.", absent=False)
    unencrypted_caches: int = column(
        "length(values(methodSettings)[?cachingEnabled && !cacheDataEncrypted])",
        "Settings, of the stage or of single methods, that cache without encryption.",
        absent=0,
    )
