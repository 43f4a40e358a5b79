"""AWS AppSync."""

from __future__ import annotations

from toolkit.model import column, table


@table(
    "appsync:list_graphql_apis",
    resource_type="AWS::AppSync::GraphQLApi",
    key="arn",
    owner="'CURRENT_ACCOUNT'",
)
class appsync_graphql_api:
    """GraphQL APIs of AppSync that the account owns."""

    name: str = column("name", "Name of the API.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    api_id: str = column("apiId", "Id of the API.")
    api_type: str = column("apiType", "`GRAPHQL`, or `MERGED` of several.", absent="GRAPHQL")
    visibility: str = column("visibility", "`GLOBAL` or `PRIVATE`.", absent="GLOBAL")
    authentication: str = column(
        "authenticationType",
        "Default of the API: `API_KEY`, `AWS_IAM`, `AMAZON_COGNITO_USER_POOLS`, `OPENID_CONNECT` or `AWS_LAMBDA`.",
    )
    accepts_api_keys: bool = column(
        "contains([authenticationType, additionalAuthenticationProviders[].authenticationType][], 'API_KEY')",
        "An API key opens it, by default or beside another way.",
    )
    field_log_level: str = column(
        "logConfig.fieldLogLevel", "Logging of fields: `NONE`, `ERROR`, `INFO`, `DEBUG` or `ALL`.", absent="NONE"
    )
    web_acl_arn: str = column("wafWebAclArn", "Web ACL of AWS WAF, or `none`.", absent="none")
    tracing: bool = column("xrayEnabled", "X-Ray tracing is on.", absent=False)
    introspection: bool = column("introspectionConfig != 'DISABLED'", "Callers may ask for the whole schema.")
