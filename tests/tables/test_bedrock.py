TARGET = {"cloudWatchConfig": {"logGroupName": "bedrock", "roleArn": "arn:aws:iam::123456789012:role/b"}}
GUARDRAIL = {"id": "g", "arn": "arn:g", "status": "READY", "name": "pii", "version": "DRAFT"}


def test_logging_of_the_estate(aws, collected):
    assert collected("bedrock_invocation_logging")["log_group"].tolist() == ["none"]
    aws("bedrock").put_model_invocation_logging_configuration(loggingConfig=TARGET)
    frame = collected("bedrock_invocation_logging")
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1/bedrock/invocation-logging"]
    assert (frame["log_group"].tolist(), frame["log_bucket"].tolist()) == (["bedrock"], ["none"])


def test_guardrails(answered):
    times = {"createdAt": "2030-01-01", "updatedAt": "2030-01-02"}
    frame = answered("bedrock_guardrail", ("list_guardrails", {"guardrails": [GUARDRAIL | times]}))
    assert (frame["name"].tolist(), frame["status"].tolist()) == (["pii"], ["READY"])


def test_refused_logging_is_no_row(answered):
    frame = answered("bedrock_invocation_logging", ("get_model_invocation_logging_configuration", "AccessDenied"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
