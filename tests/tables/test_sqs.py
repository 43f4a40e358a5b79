import json

STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}


def test_queues_of_the_estate(aws, collected):
    client = aws("sqs")
    policy = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT]})
    client.create_queue(QueueName="bad", Attributes={"SqsManagedSseEnabled": "false", "Policy": policy})
    client.create_queue(QueueName="kms", Attributes={"KmsMasterKeyId": "alias/k", "MessageRetentionPeriod": "3600"})
    redrive = json.dumps({"deadLetterTargetArn": "arn:aws:sqs:eu-central-1:123456789012:bad", "maxReceiveCount": 3})
    client.create_queue(QueueName="sse", Attributes={"RedrivePolicy": redrive})
    arns = [f"arn:aws:sqs:eu-central-1:123456789012:{name}" for name in ("bad", "kms", "sse")]
    frame = collected("sqs_queue").set_index("resource_id").loc[arns]
    assert frame["kms_key_id"].tolist() == ["none", "alias/k", "none"]
    assert frame["sse_sqs"].tolist()[::2] == [False, True]
    assert [json.loads(text) for text in frame["statements_json"]] == [[STATEMENT], [], []]
    assert frame["dead_letter_queue"].tolist() == [False, False, True]
    assert frame["dead_letter_arn"].tolist() == ["none", "none", arns[0]]
    assert frame["fifo"].tolist() == [False, False, False]
    assert frame["retention_seconds"].tolist() == [345600, 3600, 345600]


def test_seconds_become_a_date_and_the_policy_may_be_unreadable(answered):
    attributes = {"QueueArn": "arn:q", "CreatedTimestamp": "1893456000", "Policy": "{"}
    frame = answered(
        "sqs_queue", ("list_queues", {"QueueUrls": ["u"]}), ("get_queue_attributes", {"Attributes": attributes})
    )
    assert str(frame["created_at"][0]) == "2030-01-01 00:00:00+00:00"
    assert frame["statements_json"].isna().all()


def test_refused_attributes_are_unknown(answered):
    frame = answered("sqs_queue", ("list_queues", {"QueueUrls": ["u"]}), ("get_queue_attributes", "AccessDenied"))
    assert frame["resource_id"].tolist() == ["u"]
    unknown = frame[["kms_key_id", "sse_sqs", "statements_json", "dead_letter_arn", "fifo", "created_at"]]
    assert unknown.isna().all(axis=None)
