"""Checks of Amazon CloudWatch."""

from toolkit.model import check
from toolkit.readings import among, days


@check("cloudwatch_alarm_use", domain="logging", severity="low", family="monitoring", where="not in_composite")
def cloudwatch_alarm_acting(actions_enabled, alarm_actions):
    """The alarm has an action for the state `ALARM`, and actions are enabled.

    Why: An alarm without action turns red where nobody looks.
    Remedy: Give the alarm an action such as an SNS topic for the state In alarm, and run `enable-alarm-actions`.
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html

    | in_composite | actions_enabled | alarm_actions                        | verdict |
    |--------------|-----------------|--------------------------------------|---------|
    | False        | True            | arn:aws:sns:eu-west-1:111111111111:t | pass    |
    | False        | False           | arn:aws:sns:eu-west-1:111111111111:t | fail    |
    | False        | True            |                                      | fail    |
    | False        | True            | ?                                    | unknown |
    | True         | False           |                                      | -       |
    """
    return actions_enabled & (alarm_actions != "")


@check("cloudwatch_alarm", domain="logging", severity="low", family="monitoring")
def cloudwatch_alarm_data_received(state, configured_at, observed_at):
    """The alarm has the data that it needs to be in the state `OK` or `ALARM`.

    Why: An alarm on a metric that nobody sends any more stays silent whatever happens.
    Remedy: Correct the metric, dimensions or period of the alarm, choose how it treats missing data, or delete it.
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html

    | state             | configured_at | observed_at | verdict |
    |-------------------|---------------|-------------|---------|
    | OK                | 2026-05-31    | 2026-05-31  | pass    |
    | ALARM             | 2020-01-01    | 2026-05-31  | pass    |
    | INSUFFICIENT_DATA | 2026-05-30    | 2026-05-31  | fail    |
    | insufficient_data | 2020-01-01    | 2026-05-31  | fail    |
    | INSUFFICIENT_DATA | 2026-05-31    | 2026-05-31  | unknown |
    | INSUFFICIENT_DATA | ?             | 2026-05-31  | unknown |
    | ?                 | 2020-01-01    | 2026-05-31  | unknown |
    """
    settled = days(configured_at, observed_at) >= 1  # every alarm begins without data
    has_data = among(state, ["ok", "alarm"], ["insufficient_data"])
    return has_data.mask(~has_data & ~settled.fillna(False))
