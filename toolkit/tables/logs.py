"""Amazon CloudWatch Logs."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("logs:describe_log_groups", resource_type="AWS::Logs::LogGroup", key="logGroupArn || arn")
class logs_group:
    """Log groups that the account owns."""

    name: str = column("logGroupName", "Name of the log group.")
    created_at: datetime = column("from_millis(creationTime)", "When the log group was made.")
    log_class: str = column(
        "logGroupClass", "`STANDARD`, `INFREQUENT_ACCESS`, `ESSENTIALS` or `DELIVERY`.", absent="STANDARD"
    )
    retention_days: int = column(
        "retentionInDays", "How long log events are kept; 0 if they never expire.", absent=0, unit="days"
    )
    kms_key_id: str = column(
        "kmsKeyId", "KMS key of the customer's that encrypts the log group, or `none`.", absent="none"
    )
    stored_bytes: int = column("storedBytes", "Size of what is stored.", unit="bytes")
