import json

TOPIC = "arn:aws:sns:eu-central-1:123456789012:security"
ALARM = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:"


def test_alarms_of_the_estate(aws, collected):
    cloudwatch = aws("cloudwatch")
    for name, actions in (("good", {"AlarmActions": [TOPIC]}), ("bad", {"ActionsEnabled": False})):
        cloudwatch.put_metric_alarm(
            AlarmName=name,
            Namespace="Trail",
            MetricName="RootUse",
            Statistic="Sum",
            Period=300,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanOrEqualToThreshold",
            **actions,
        )
    frame = collected("cloudwatch_alarm").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"].tolist() == [ALARM + "good", ALARM + "bad"]
    assert frame[["metric_namespace", "metric_name"]].values.tolist() == [["Trail", "RootUse"]] * 2
    assert frame["composite"].tolist() == [False, False]
    compared = [["Sum", "GreaterThanOrEqualToThreshold", 1.0, 0, 1]] * 2
    columns = ["statistic", "comparison", "threshold", "dimension_count", "datapoints_to_alarm"]
    assert frame[columns].values.tolist() == compared
    assert frame["actions_enabled"].tolist() == [True, False]
    assert frame["alarm_actions"].tolist() == [TOPIC, ""]
    assert json.loads(frame["metrics_json"]["good"]) == [{"namespace": "Trail", "name": "RootUse"}]


def test_a_composite_alarm_names_its_rule(answered):
    alarm = {"AlarmName": "both", "AlarmArn": ALARM + "both", "AlarmRule": "ALARM(a) OR ALARM(b)", "OKActions": [TOPIC]}
    frame = answered("cloudwatch_alarm", ("describe_alarms", {"MetricAlarms": [], "CompositeAlarms": [alarm]}))
    assert frame[["composite", "rule"]].values.tolist() == [[True, "ALARM(a) OR ALARM(b)"]]
    assert frame[["metric_name", "metrics_json", "ok_actions"]].values.tolist() == [["none", "[]", TOPIC]]


def test_an_alarm_on_an_expression_names_its_metrics(answered):
    stat = {"Metric": {"Namespace": "Trail", "MetricName": "RootUse"}, "Period": 60, "Stat": "Sum"}
    queries = [{"Id": "e", "Expression": "m * 2"}, {"Id": "m", "MetricStat": stat}]
    alarm = {"AlarmName": "a", "AlarmArn": ALARM + "a", "Metrics": queries, "ActionsEnabled": True}
    frame = answered("cloudwatch_alarm", ("describe_alarms", {"MetricAlarms": [alarm], "CompositeAlarms": []}))
    assert frame["metric_name"].tolist() == ["none"]
    assert json.loads(frame["metrics_json"][0]) == [{"namespace": "Trail", "name": "RootUse"}]
    assert frame["alarm_actions"].tolist() == [""]


def test_refused_alarms_are_no_empty_table(answered):
    frame = answered("cloudwatch_alarm", ("describe_alarms", "AccessDenied"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
