"""Amazon Athena."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "athena:list_work_groups",
    resource_type="AWS::Athena::WorkGroup",
    key="join('', ['arn:', here.partition, ':athena:', here.region, ':', here.account_id, ':workgroup/', Name])",
)
class athena_workgroup:
    """Workgroups; `primary`, which AWS makes, is in every Region."""

    group = detail("get_work_group", WorkGroup="Name")

    name: str = column("Name", "Name of the workgroup.")
    created_at: datetime = column("CreationTime", "When the workgroup was made.")
    state: str = column("State", "`ENABLED` or `DISABLED`.")
    engine_version: str = column(
        "EngineVersion.EffectiveEngineVersion", "Engine that runs queries, for SQL or for Spark.", absent="none"
    )
    enforces_configuration: bool = column(
        "group.WorkGroup.Configuration.EnforceWorkGroupConfiguration",
        "Its settings override those of clients.",
        absent=False,
    )
    enforces_encryption: bool = column(
        "group.WorkGroup.Configuration.EnableMinimumEncryptionConfiguration",
        "Clients cannot choose weaker encryption than the workgroup's.",
        absent=False,
    )
    result_encryption: str = column(
        "group.WorkGroup.Configuration.ResultConfiguration.EncryptionConfiguration.EncryptionOption",
        "Encryption of results in S3: `SSE_S3`, `SSE_KMS`, `CSE_KMS` or `none`.",
        absent="none",
    )
    result_kms_key_id: str = column(
        "group.WorkGroup.Configuration.ResultConfiguration.EncryptionConfiguration.KmsKey",
        "KMS key of results in S3, or `none`.",
        absent="none",
    )
    managed_results: bool = column(
        "group.WorkGroup.Configuration.ManagedQueryResultsConfiguration.Enabled",
        "Athena keeps results itself, always encrypted, and not in a bucket of the account.",
        absent=False,
    )
    managed_result_kms_key_id: str = column(
        "group.WorkGroup.Configuration.ManagedQueryResultsConfiguration.EncryptionConfiguration.KmsKey",
        "KMS key of managed results, or `none`: a key that AWS owns.",
        absent="none",
    )
    metrics: bool = column(
        "group.WorkGroup.Configuration.PublishCloudWatchMetricsEnabled",
        "Metrics of queries are sent to CloudWatch.",
        absent=False,
    )
