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


@table(
    "logs:describe_metric_filters",
    resource_type="AWS::Logs::MetricFilter",
    key="join('', ['arn:', here.partition, ':logs:', here.region, ':', here.account_id, ':log-group:', logGroupName,"
    " ':metric-filter:', filterName])",
)
class logs_metric_filter:
    """Metric filters, which count log events of a group in a metric."""

    name: str = column("filterName", "Name of the filter.")
    created_at: datetime = column("from_millis(creationTime)", "When the filter was made.")
    log_group_name: str = column("logGroupName", "Log group that it reads.")
    pattern: str = column("filterPattern", "Events that it counts; every event if empty.", absent="")
    selection: str = column(
        "fieldSelectionCriteria", "Accounts and Regions that it is confined to, or `none`.", absent="none"
    )
    metric_namespace: str = column("metricTransformations[0].metricNamespace", "Namespace of the metric.")
    metric_name: str = column("metricTransformations[0].metricName", "Name of the metric.")
    dimension_count: int = column(
        "length(keys(metricTransformations[0].dimensions || `{}`))", "Fields of the event that split the metric."
    )
    metric_value: str = column("metricTransformations[0].metricValue", "What an event adds to the metric.")
