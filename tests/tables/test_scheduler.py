ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/fam:1"


def test_schedules_that_start_tasks(aws, collected):
    common = {"ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": {"Mode": "OFF"}}
    target = {"Arn": "arn:aws:ecs:eu-central-1:123456789012:cluster/c", "RoleArn": "arn:aws:iam::123456789012:role/r"}
    scheduler = aws("scheduler")
    scheduler.create_schedule(Name="a", Target=target | {"EcsParameters": {"TaskDefinitionArn": ARN}}, **common)
    scheduler.create_schedule(Name="b", Target=target, **common)
    frame = collected("scheduler_schedule").sort_values("name", ignore_index=True)
    assert frame["state"].tolist() == ["ENABLED", "ENABLED"]
    assert frame["task_definition_arns"].tolist() == [ARN, ""]
