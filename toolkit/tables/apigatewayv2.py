"""Amazon API Gateway: HTTP and WebSocket APIs."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "apigatewayv2:get_apis",
    resource_type="AWS::ApiGatewayV2::Api",
    key="join('', ['arn:', here.partition, ':apigateway:', here.region, '::/apis/', ApiId])",
)
class apigatewayv2_api:
    """HTTP and WebSocket APIs of API Gateway."""

    name: str = column("Name", "Name of the API.")
    created_at: datetime = column("CreatedDate", "When the API was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    api_id: str = column("ApiId", "Id of the API.")
    protocol: str = column("ProtocolType", "`HTTP` or `WEBSOCKET`.")
    default_endpoint: bool = column(
        "DisableExecuteApiEndpoint != `true`", "Answers at the address that AWS gives it, not at its own domain alone."
    )
    allows_any_origin: bool = column(
        "contains(CorsConfiguration.AllowOrigins, '*')", "Web pages of every origin may call it.", absent=False
    )


@table(
    "apigatewayv2:get_routes",
    resource_type="AWS::ApiGatewayV2::Route",
    key="join('', ['arn:', here.partition, ':apigateway:', here.region, '::/apis/', parent.ApiId, '/routes/',"
    " RouteId])",
    parent="get_apis",
    ApiId="parent.ApiId",
)
class apigatewayv2_route:
    """Routes of HTTP and WebSocket APIs."""

    name: str = column("RouteKey", "Method and path, or the key of a WebSocket route.")
    api_id: str = column("parent.ApiId", "API of the route.")
    api_name: str = column("parent.Name", "Name of that API.")
    protocol: str = column("parent.ProtocolType", "`HTTP`, or `WEBSOCKET`: there only `$connect` is authorised.")
    authorization: str = column(
        "AuthorizationType", "`NONE`, `AWS_IAM`, `CUSTOM` (a Lambda authorizer) or `JWT`.", absent="NONE"
    )
    api_key_required: bool = column("ApiKeyRequired", "Callers send an API key, which identifies nobody.", absent=False)


@table(
    "apigatewayv2:get_stages",
    resource_type="AWS::ApiGatewayV2::Stage",
    key="join('', ['arn:', here.partition, ':apigateway:', here.region, '::/apis/', parent.ApiId, '/stages/',"
    " StageName])",
    parent="get_apis",
    ApiId="parent.ApiId",
)
class apigatewayv2_stage:
    """Stages of HTTP and WebSocket APIs."""

    name: str = column("StageName", "Name of the stage.")
    created_at: datetime = column("CreatedDate", "When the stage was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    api_id: str = column("parent.ApiId", "API of the stage.")
    api_name: str = column("parent.Name", "Name of that API.")
    protocol: str = column("parent.ProtocolType", "`HTTP` or `WEBSOCKET`.")
    access_log_arn: str = column(
        "AccessLogSettings.DestinationArn",
        "Log group or stream that receives the access log, or `none`.",
        absent="none",
    )
    log_level: str = column(
        "DefaultRouteSettings.LoggingLevel",
        "Execution logging: `OFF`, `ERROR` or `INFO`; only WebSocket APIs have it.",
        absent="OFF",
    )
