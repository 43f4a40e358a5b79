"""Amazon Bedrock."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "bedrock:get_model_invocation_logging_configuration",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'bedrock', 'invocation-logging'])",
    one=True,
)
class bedrock_invocation_logging:
    """Logging of model invocations in each Region, also where it is off."""

    log_group: str = column(
        "loggingConfig.cloudWatchConfig.logGroupName",
        "Log group that receives the invocations, or `none`.",
        absent="none",
    )
    log_bucket: str = column(
        "loggingConfig.s3Config.bucketName", "Bucket that receives the invocations, or `none`.", absent="none"
    )
    logs_text: bool = column(
        "loggingConfig.textDataDeliveryEnabled", "Text of prompts and answers is delivered.", absent=False
    )


@table(
    "bedrock:list_guardrails",
    resource_type="AWS::Bedrock::Guardrail",
    key="arn",
    inventory_only="Whether a model needs a guardrail depends on what it is used for.",
)
class bedrock_guardrail:
    """Guardrails of Bedrock, each as its working draft."""

    name: str = column("name", "Name of the guardrail.")
    created_at: datetime = column("createdAt", "When the guardrail was made.")
    updated_at: datetime = column("updatedAt", "When the guardrail last changed.")
    guardrail_id: str = column("id", "Id of the guardrail.")
    status: str = column("status", "`READY`, or what AWS is doing to it.")
