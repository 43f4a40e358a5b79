import json

ROLE = "arn:aws:iam::123456789012:role/s"
DEFINITION = json.dumps({"StartAt": "a", "States": {"a": {"Type": "Pass", "End": True}}})
LOG = {"cloudWatchLogsLogGroup": {"logGroupArn": "arn:aws:logs:eu-central-1:123456789012:log-group:s:*"}}


def test_state_machines_of_the_estate(aws, collected):
    client = aws("stepfunctions")
    client.create_state_machine(name="bad", definition=DEFINITION, roleArn=ROLE)
    client.create_state_machine(
        name="good",
        definition=DEFINITION,
        roleArn=ROLE,
        loggingConfiguration={"level": "ALL", "includeExecutionData": True, "destinations": [LOG]},
        tracingConfiguration={"enabled": True},
    )
    frame = collected("stepfunctions_state_machine").set_index("name").loc[["good", "bad"]]
    assert frame["log_level"].tolist() == ["ALL", "OFF"]
    assert frame["logs_data"].tolist() == [True, False]
    assert frame["tracing"].tolist() == [True, False]
    assert frame["workflow_type"].tolist() == ["STANDARD", "STANDARD"]
    assert frame["kms_key_id"].tolist() == ["none", "none"]
    assert "StartAt" not in frame.to_csv()


def test_a_refused_description_is_unknown(answered):
    machine = {"stateMachineArn": "arn:m", "name": "m", "type": "EXPRESS", "creationDate": "2030-01-01"}
    frame = answered(
        "stepfunctions_state_machine",
        ("list_state_machines", {"stateMachines": [machine]}),
        ("describe_state_machine", "AccessDeniedException"),
    )
    assert frame[["log_level", "logs_data", "tracing", "kms_key_id"]].isna().all(axis=None)
