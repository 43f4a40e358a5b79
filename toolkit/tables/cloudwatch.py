"""Amazon CloudWatch."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "cloudwatch:describe_alarms",
    resource_type="AWS::CloudWatch::Alarm",
    key="AlarmArn",
    items="[MetricAlarms, CompositeAlarms][]",
    AlarmTypes="['MetricAlarm', 'CompositeAlarm']",  # else AWS lists metric alarms only
)
class cloudwatch_alarm:
    """Alarms on metrics, and composite alarms, which are made of others."""

    name: str = column("AlarmName", "Name of the alarm.")
    configured_at: datetime = column("AlarmConfigurationUpdatedTimestamp", "When the alarm was last configured.")
    composite: bool = column("AlarmRule != `null`", "Is made of other alarms.")
    rule: str = column(
        "AlarmRule || 'none'", "Alarms that a composite alarm is made of, and how; `none` for one on a metric."
    )
    metric_namespace: str = column(
        "Namespace", "Namespace of its metric; `none` for several metrics or a composite alarm.", absent="none"
    )
    metric_name: str = column(
        "MetricName", "Name of its metric; `none` for several metrics or a composite alarm.", absent="none"
    )
    metrics_json: str = column(
        "[{namespace: Namespace, name: MetricName}, Metrics[].MetricStat.Metric.{namespace: Namespace,"
        " name: MetricName}][] | [?name] | to_string(@)",
        "All of its metrics as JSON, those in an expression included.",
    )
    statistic: str = column(
        "Statistic || ExtendedStatistic",
        "What of the metric is compared, such as `Sum`; `none` for several metrics.",
        absent="none",
    )
    comparison: str = column(
        "ComparisonOperator", "How it is compared, such as `GreaterThanOrEqualToThreshold`, or `none`.", absent="none"
    )
    threshold: float = column("Threshold", "What it is compared with; NA of a composite alarm or a band.")
    dimension_count: int = column("length(Dimensions)", "Dimensions that its metric is narrowed to.", absent=0)
    datapoints_to_alarm: int = column(
        "DatapointsToAlarm || EvaluationPeriods",
        "Periods in which the threshold must be reached until it goes off; 0 of a composite alarm.",
        absent=0,
    )
    state: str = column("StateValue", "`OK`, `ALARM` or `INSUFFICIENT_DATA`.")
    actions_enabled: bool = column("ActionsEnabled", "Its actions are carried out.")
    alarm_actions: str = column(
        "join(' ', sort(AlarmActions))",
        "ARNs of topics and other actions for the state `ALARM`, separated by spaces.",
        absent="",
    )
    ok_actions: str = column("join(' ', sort(OKActions))", "The same for the state `OK`.", absent="")
    insufficient_data_actions: str = column(
        "join(' ', sort(InsufficientDataActions))", "The same for the state `INSUFFICIENT_DATA`.", absent=""
    )
