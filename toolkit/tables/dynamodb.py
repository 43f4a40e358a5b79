"""Amazon DynamoDB."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "dynamodb:list_tables",
    resource_type="AWS::DynamoDB::Table",
    key="join('', ['arn:', here.partition, ':dynamodb:', here.region, ':', here.account_id, ':table/', value])",
)
class dynamodb_table:
    """DynamoDB tables; each replica of a global table stands in its own Region."""

    about = detail("describe_table", TableName="value")
    backups = detail("describe_continuous_backups", TableName="value")

    name: str = column("value", "Name of the table.")
    created_at: datetime = column("about.Table.CreationDateTime", "When the table was made.")
    status: str = column("about.Table.TableStatus", "`ACTIVE`, `ARCHIVED` or another state.")
    billing_mode: str = column(
        "about.Table.BillingModeSummary.BillingMode", "`PROVISIONED` or `PAY_PER_REQUEST`.", absent="PROVISIONED"
    )
    sse_type: str = column(
        "about.Table.SSEDescription.SSEType",
        "`KMS` with a key in the account, or `AWS_OWNED` with a key that AWS owns: a table is always encrypted.",
        absent="AWS_OWNED",
    )
    kms_key_id: str = column(
        "about.Table.SSEDescription.KMSMasterKeyArn", "KMS key that encrypts the table, or `none`.", absent="none"
    )
    deletion_protection: bool = column("about.Table.DeletionProtectionEnabled", "Cannot be deleted.", absent=False)
    point_in_time_recovery: bool = column(
        "among(backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus,"
        " ['enabled'], ['disabled'])",
        "Can be restored to any second of the recovery period.",
    )
    size_bytes: int = column("about.Table.TableSizeBytes", "Size of the data.", unit="bytes")
