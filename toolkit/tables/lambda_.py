"""AWS Lambda."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "lambda:get_account_settings",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'lambda'])",
    one=True,
    inventory_only="Lambda's own numbers stand beside its functions and hold none to a rule.",
)
class lambda_account:
    """How much of Lambda the account uses in each Region."""

    functions: int = column("AccountUsage.FunctionCount", "Functions in the Region.", counts="AWS::Lambda::Function")
    unreserved_concurrency: int = column(
        "AccountLimit.UnreservedConcurrentExecutions",
        "Executions at a time that are left for functions without a reservation.",
    )


# Columns of `$LATEST` and of published versions, each of which keeps the configuration that it was published with.
class _Configuration:
    last_modified_at: datetime = column("LastModified", "When its code or configuration last changed.")
    package_type: str = column("PackageType", "`Zip`, or `Image` for a container image.", values=("Zip", "Image"))
    runtime: str = column("Runtime", "Runtime identifier; `none` for a container image.", absent="none")
    role_arn: str = column("Role", "Role that the function runs as.")
    vpc_id: str = column("VpcConfig.VpcId || 'none'", "VPC that the function is attached to, or `none`.")
    subnet_ids: str = column(
        "join(' ', sort(VpcConfig.SubnetIds))", "Subnets that it is attached to, separated by spaces.", absent=""
    )
    capacity_provider_arn: str = column(
        "CapacityProviderConfig.LambdaManagedInstancesCapacityProviderConfig.CapacityProviderArn",
        "Lambda Managed Instances, in the customer's account, that it runs on, or `none`.",
        absent="none",
    )
    dead_letter_arn: str = column(
        "DeadLetterConfig.TargetArn || 'none'", "Queue or topic that receives events it could not process, or `none`."
    )
    signing_profile_arn: str = column(
        "SigningProfileVersionArn", "Signing profile that signed its code, or `none`.", absent="none"
    )
    tracing: str = column("TracingConfig.Mode", "X-Ray tracing: `Active` or `PassThrough`.")
    environment_kms_key_arn: str = column(
        "KMSKeyArn", "Customer managed key of the environment variables, or `none`.", absent="none"
    )
    # Lambda leaves the variables out, with an error, where the caller may not use their key.
    environment_names: str = column(
        "join(' ', sort(keys((Environment || `{\"Variables\": {}}`).Variables)))",
        "Names of the environment variables, separated by spaces.",
    )
    environment_credentials: int = column(
        "length(values((Environment || `{\"Variables\": {}}`).Variables)[?@ == '[masked]'])",
        "Environment variables whose value is a credential by its name or form.",
    )


@table("lambda:list_functions", resource_type="AWS::Lambda::Function", key="FunctionArn")
class lambda_function(_Configuration):
    """Lambda functions, each as its unpublished version `$LATEST`."""

    policy = detail("get_policy", FunctionName="FunctionArn", absent="ResourceNotFoundException")

    name: str = column("FunctionName", "Name of the function.")
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.Policy)",
        "Statements of the resource policy as JSON; an empty list without one.",
    )


# An alias and a version have policies of their own, which GetPolicy tells only if it is asked for each of them.
@table(
    "lambda:list_aliases",
    resource_type="AWS::Lambda::Alias",
    key="AliasArn",
    parent="list_functions",
    FunctionName="parent.FunctionName",
)
class lambda_alias:
    """Aliases of functions: names under which versions are called."""

    policy = detail(
        "get_policy", FunctionName="parent.FunctionName", Qualifier="Name", absent="ResourceNotFoundException"
    )

    name: str = column("Name", "Name of the alias.")
    function_arn: str = column("parent.FunctionArn", "Function that it belongs to.")
    versions: str = column(
        "join(' ', sort([[FunctionVersion], keys(RoutingConfig.AdditionalVersionWeights || `{}`)][]))",
        "Versions that it calls, separated by spaces: a second one gets a share of the calls.",
    )
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.Policy)",
        "Statements of the alias's own resource policy as JSON; an empty list without one.",
    )


@table(
    "lambda:list_versions_by_function",
    resource_type="AWS::Lambda::Version",
    key="FunctionArn",
    items="Versions[?Version != '$LATEST']",
    parent="list_functions",
    FunctionName="parent.FunctionName",
)
class lambda_version(_Configuration):
    """Published versions of functions, whether something calls them or not."""

    policy = detail(
        "get_policy", FunctionName="parent.FunctionName", Qualifier="Version", absent="ResourceNotFoundException"
    )

    name: str = column("FunctionName", "Name of the function.")
    function_arn: str = column("parent.FunctionArn", "Function that it is a version of.")
    version: str = column("Version", "Number of the version.")
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.Policy)",
        "Statements of the version's own resource policy as JSON; an empty list without one.",
    )


@table(
    "lambda:list_event_source_mappings",
    resource_type="AWS::Lambda::EventSourceMapping",
    key="EventSourceMappingArn || UUID",
)
class lambda_event_source_mapping:
    """Queues and streams that functions, versions and aliases are called for."""

    function_arn: str = column("FunctionArn", "Function, version or alias that is called.")
    source_arn: str = column("EventSourceArn", "Queue or stream, or `none`: it lies outside of AWS.", absent="none")
    state: str = column("State", "`Enabled`, `Disabled`, or what Lambda does to it.")


@table(
    "lambda:list_provisioned_concurrency_configs",
    resource_type="AWS::Lambda::Version",
    key="FunctionArn",
    parent="list_functions",
    FunctionName="parent.FunctionName",
    population=False,
)
class lambda_provisioned_concurrency:
    """Versions and aliases for which environments are kept ready."""

    requested: int = column("RequestedProvisionedConcurrentExecutions", "Environments that are asked for.")
    status: str = column("Status", "`READY`, `IN_PROGRESS` or `FAILED`.")


# GetFunctionUrlConfig would leave out the addresses of aliases.
@table(
    "lambda:list_function_url_configs",
    resource_type="AWS::Lambda::Url",
    key="FunctionArn",
    parent="list_functions",
    FunctionName="parent.FunctionName",
)
class lambda_function_url:
    """Addresses under which functions and their aliases answer HTTPS requests."""

    name: str = column("parent.FunctionName", "Name of the function.")
    created_at: datetime = column("CreationTime", "When the address was made.")
    function_arn: str = column("parent.FunctionArn", "Function that answers.")
    url: str = column("FunctionUrl", "The address.")
    auth_type: str = column("AuthType", "`AWS_IAM`, or `NONE`: the resource policy alone decides who may call.")
    cors_origins: str = column(
        "join(' ', sort(Cors.AllowOrigins))",
        "Origins whose pages may call it from a browser, separated by spaces; empty if only its own.",
        absent="",
    )
    invoke_mode: str = column("InvokeMode", "`BUFFERED` or `RESPONSE_STREAM`.", absent="BUFFERED")
