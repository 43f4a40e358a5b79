"""AWS Lambda."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("lambda:list_functions", resource_type="AWS::Lambda::Function", key="FunctionArn")
class lambda_function:
    """Lambda functions, each as its unpublished version `$LATEST`."""

    policy = detail("get_policy", FunctionName="FunctionArn", absent="ResourceNotFoundException")

    name: str = column("FunctionName", "Name of the function.")
    last_modified_at: datetime = column("LastModified", "When its code or configuration last changed.")
    package_type: str = column("PackageType", "`Zip`, or `Image` for a container image.")
    runtime: str = column("Runtime", "Runtime identifier; `none` for a container image.", absent="none")
    role_arn: str = column("Role", "Role that the function runs as.")
    vpc_id: str = column("VpcConfig.VpcId || 'none'", "VPC that the function is attached to, or `none`.")
    tracing: str = column("TracingConfig.Mode", "X-Ray tracing: `Active` or `PassThrough`.")
    environment_kms_key_arn: str = column(
        "KMSKeyArn", "Customer managed key of the environment variables, or `none`.", absent="none"
    )
    # Lambda leaves the variables out, with an error, where the caller may not use their key.
    environment_names: str = column(
        "join(' ', sort(keys((Environment || `{\"Variables\": {}}`).Variables)))",
        "Names of the environment variables, separated by spaces.",
    )
    statements_json: str = column(
        "from_json(policy.Policy || '{\"Statement\": []}') | [Statement][] | to_string(@)",
        "Statements of the resource policy as JSON; an empty list without one.",
    )
