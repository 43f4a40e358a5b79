ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/fam:1"


def test_rules_that_start_tasks(aws, collected):
    events = aws("events")
    events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")
    events.put_rule(Name="quiet", ScheduleExpression="rate(1 day)", State="DISABLED")
    cluster = "arn:aws:ecs:eu-central-1:123456789012:cluster/c"
    target = {"Id": "1", "Arn": cluster, "RoleArn": "r", "EcsParameters": {"TaskDefinitionArn": ARN}}
    events.put_targets(Rule="nightly", Targets=[target])
    frame = collected("events_rule").sort_values("name", ignore_index=True)
    assert frame[["bus", "state", "task_definition_arns"]].values.tolist() == [
        ["default", "ENABLED", ARN],
        ["default", "DISABLED", ""],
    ]


def test_targets_that_may_not_be_read_are_unknown(answered):
    rule = {"Name": "r", "Arn": "arn:aws:events:eu-central-1:123456789012:rule/r", "State": "ENABLED"}
    frame = answered(
        "events_rule",
        ("list_event_buses", {"EventBuses": [{"Name": "default"}]}),
        ("list_rules", {"Rules": [rule]}),
        ("list_targets_by_rule", "AccessDeniedException"),
    )
    assert frame["task_definition_arns"].isna().all()


def test_targets_and_those_whose_failures_are_lost(answered):
    rule = {"Name": "r", "Arn": "arn:aws:events:eu-central-1:123456789012:rule/r", "State": "ENABLED"}
    queue = {"Arn": "arn:aws:sqs:eu-central-1:123456789012:q"}
    targets = [{"Id": "1", "Arn": "a", "DeadLetterConfig": queue}, {"Id": "2", "Arn": "b"}]
    frame = answered(
        "events_rule",
        ("list_event_buses", {"EventBuses": [{"Name": "default"}]}),
        ("list_rules", {"Rules": [rule]}),
        ("list_targets_by_rule", {"Targets": targets}),
    )
    assert frame[["target_count", "targets_without_dead_letter"]].values.tolist() == [[2, 1]]
