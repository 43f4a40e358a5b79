import pandas as pd
import pytest

from tests.views.test_cloudtrail import NOW, rows, trail
from toolkit.views import VIEWS

PLACE = {"account_id": "1", "region": "eu-west-1"}
TOPIC = "arn:aws:sns:eu-west-1:1:alarms"
GROUP = "arn:aws:logs:eu-west-1:1:log-group:trail:*"
PATTERN = "{ ($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) }"
HALVES = [f"{{ $.eventName = {name} }}" for name in ("DisableKey", "ScheduleKeyDeletion")]
TRAIL = {"log_group_arn": GROUP, "log_group_error": "none", "log_group_delivered_at": NOW}
FILTER = PLACE | {
    "log_group_name": "trail",
    "pattern": PATTERN,
    "selection": "none",
    "metric_namespace": "CIS",
    "metric_name": "Keys",
    "metric_value": "1",
    "dimension_count": 0,
}
ALARM = PLACE | {
    "name": "keys",
    "resource_id": "arn:keys",
    "rule": "none",
    "metric_namespace": "CIS",
    "metric_name": "Keys",
    "metrics_json": '[{"namespace": "CIS", "name": "Keys"}]',
    "statistic": "Sum",
    "comparison": "GreaterThanOrEqualToThreshold",
    "threshold": 1.0,
    "dimension_count": 0,
    "datapoints_to_alarm": 1,
    "actions_enabled": True,
    "alarm_actions": TOPIC,
}
SUBSCRIBED = PLACE | {"resource_id": TOPIC, "confirmed_subscriptions": 1}


def told(kind="key_deletions", owner="1", multi=True, filters=(FILTER,), alarms=(ALARM,), topics=(SUBSCRIBED,), **of):
    frame = VIEWS["sts_caller_identity_alarms"].build(
        rows("sts_caller_identity", {"account_id": "1"}),
        rows("cloudtrail_shadow_trail", {"account_id": "1", "resource_id": "x", "multi_region": multi}),
        rows("cloudtrail_trail", trail(owner, "x", **(TRAIL | of))),
        rows("logs_metric_filter", *filters),
        rows("cloudwatch_alarm", *alarms),
        rows("sns_topic", *topics),
    )
    return frame[kind].astype(object).fillna("unknown").tolist()[0]


def test_the_whole_chain_tells_somebody_of_this_kind_of_events_only():
    assert told() is True
    assert told("trail_changes") is False
    assert told(filters=[FILTER | {"pattern": ""}], kind="root_use") is True


@pytest.mark.parametrize(
    "of",
    [
        {"logging": False},
        {"multi": False},
        {"logs_writes": False},
        {"log_group_arn": "none"},
        {"left_out_sources": "kms.amazonaws.com"},
        {"log_group_error": "AccessDenied"},
        {"log_group_delivered_at": NOW - pd.Timedelta(days=8)},
        {"filters": []},
        {"filters": [FILTER | {"log_group_name": "other"}]},
        {"filters": [FILTER | {"region": "eu-west-2"}]},
        {"filters": [FILTER | {"pattern": HALVES[0]}]},
        {"filters": [FILTER | {"selection": "@aws.region = 'eu-west-1'"}]},
        {"filters": [FILTER | {"metric_value": "0"}]},
        {"filters": [FILTER | {"metric_name": "Other"}]},
        {"alarms": []},
        {"alarms": [ALARM | {"actions_enabled": False}]},
        {"alarms": [ALARM | {"alarm_actions": ""}]},
        {"alarms": [ALARM | {"alarm_actions": "arn:aws:automate:eu-west-1:ec2:stop"}]},
        {"alarms": [ALARM | {"threshold": 2.0}]},
        {"alarms": [ALARM | {"datapoints_to_alarm": 2}]},
        {"alarms": [ALARM | {"comparison": "GreaterThanThreshold"}]},
        {"topics": []},
        {"topics": [SUBSCRIBED | {"confirmed_subscriptions": 0}]},
    ],
)
def test_one_broken_link_tells_nobody(of):
    assert told(**of) is False


@pytest.mark.parametrize(
    "of",
    [
        {"logging": None},
        {"left_out_sources": None},
        {"log_group_arn": None},
        {"log_group_arn": GROUP.replace(":1:", ":7:")},  # in an account that was not collected
        {"filters": [PLACE]},
        {"filters": [FILTER | {"pattern": "{ $.eventName = "}]},
        {"filters": [FILTER | {"pattern": None}]},
        {"filters": [FILTER | {"metric_value": "$.size"}]},
        {"filters": [FILTER | {"dimension_count": 1}]},
        {"alarms": [PLACE]},
        {"alarms": [ALARM | {"dimension_count": 1}]},
        {"alarms": [ALARM | {"datapoints_to_alarm": None}]},
        {"alarms": [ALARM | {"metric_name": "none", "metric_namespace": "none"}]},  # in an expression
        {"alarms": [ALARM | {"statistic": "Average"}]},
        {"alarms": [ALARM | {"comparison": "GreaterThanUpperThreshold"}]},
        {"alarms": [ALARM | {"alarm_actions": "arn:aws:lambda:eu-west-1:1:function:f"}]},
        {"alarms": [ALARM | {"alarm_actions": "arn:aws:sns:eu-west-1:7:theirs"}]},
        {
            "alarms": [
                ALARM | {"alarm_actions": ""},
                ALARM | {"name": "all", "rule": "ALARM(keys)", "metric_name": "none", "metrics_json": "[]"},
            ]
        },
        {"topics": [PLACE]},
    ],
)
def test_a_link_that_could_not_be_read_is_unknown(of):
    assert told(**of) == "unknown"


@pytest.mark.parametrize(
    ("of", "verdict"),
    [({}, True), ({"logs_reads": False}, False), ({"logs_reads": None}, "unknown"), ({"left_out_sources": "x"}, False)],
)
def test_use_of_root_is_seen_where_every_call_is(of, verdict):
    assert told("root_use", filters=[FILTER | {"pattern": ""}], **of) == verdict


def test_filters_that_match_half_each_match_the_whole():
    assert told(filters=[FILTER | {"pattern": pattern} for pattern in HALVES]) is True


def test_a_second_topic_or_alarm_is_enough():
    actions = f"arn:aws:sns:eu-west-1:7:theirs {TOPIC}"
    assert told(alarms=[ALARM | {"actions_enabled": False}, ALARM | {"alarm_actions": actions}]) is True


def test_the_chain_of_the_organizations_trail_stands_where_its_owner_has_it():
    there = [part | {"account_id": "9"} for part in (FILTER, ALARM | {"alarm_actions": TOPIC.replace(":1:", ":9:")})]
    topic = SUBSCRIBED | {"account_id": "9", "resource_id": TOPIC.replace(":1:", ":9:")}
    of = {"owner": "9", "log_group_arn": GROUP.replace(":1:", ":9:")}
    assert told(filters=there[:1], alarms=there[1:], topics=[topic], **of) is True
    assert told(**of) is False
