"""Queues, topics, streams and rules that were made by API, and how they keep what passes through them."""

import pytest

ACCOUNT = "123456789012"


@pytest.fixture
def key(aws):
    """A key of the customer."""
    return aws("kms").create_key()["KeyMetadata"]["Arn"]


def test_queues(aws, judged, key):
    sqs = aws("sqs")
    for name, attributes in {
        "plain": {"SqsManagedSseEnabled": "false"},
        "sqs": {"SqsManagedSseEnabled": "true"},
        "aws": {"KmsMasterKeyId": "alias/aws/sqs"},
        "own": {"KmsMasterKeyId": key},
    }.items():
        sqs.create_queue(QueueName=name, Attributes=attributes)

    assert judged("sqs_queue_encrypted") == {"plain": "fail", "sqs": "pass", "aws": "pass", "own": "pass"}
    assert judged("sqs_queue_key_customer_managed") == {"plain": "fail", "sqs": "fail", "aws": "fail", "own": "pass"}


def test_topics(aws, judged, key):
    sns, sqs = aws("sns"), aws("sqs")
    kept = sns.create_topic(Name="own", Attributes={"KmsMasterKeyId": key})["TopicArn"]
    sns.create_topic(Name="aws", Attributes={"KmsMasterKeyId": "alias/aws/sns"})
    sns.create_topic(Name="plain")
    aws("kms").create_alias(AliasName="alias/mine", TargetKeyId=key)
    sns.create_topic(Name="alias", Attributes={"KmsMasterKeyId": "alias/mine"})
    sqs.create_queue(QueueName="q")
    queue = f"arn:aws:sqs:eu-central-1:{ACCOUNT}:q"
    made = {
        protocol: sns.subscribe(TopicArn=kept, Protocol=protocol, Endpoint=endpoint, ReturnSubscriptionArn=True)[
            "SubscriptionArn"
        ].rsplit(":", 1)[-1]
        for protocol, endpoint in {
            "sqs": queue,
            "http": "http://example.com/",
            "https": "https://example.com/",
            "email": "a@example.com",
            "lambda": f"arn:aws:lambda:eu-central-1:{ACCOUNT}:function:f",
        }.items()
    }

    keys = {"own": "pass", "alias": "pass", "aws": "fail", "plain": "fail"}
    assert judged("sns_topic_key_customer_managed") == keys
    assert judged("sns_subscription_encrypted_in_transit") == {
        made["sqs"]: "pass",
        made["http"]: "fail",
        made["https"]: "pass",
        made["lambda"]: "pass",
    }


def test_streams(aws, judged, key):
    kinesis = aws("kinesis")
    for name, named in {"plain": "", "own": key, "aws": "alias/aws/kinesis"}.items():
        kinesis.create_stream(StreamName=name, ShardCount=1)
        if named:
            kinesis.start_stream_encryption(StreamName=name, EncryptionType="KMS", KeyId=named)

    assert judged("kinesis_stream_encrypted") == {"plain": "fail", "own": "pass", "aws": "pass"}
    assert judged("kinesis_stream_key_customer_managed") == {"plain": "fail", "own": "pass", "aws": "fail"}


def test_delivery_streams(aws, judged, key):
    aws("s3", "us-east-1").create_bucket(Bucket="receiver")
    firehose = aws("firehose")
    role = f"arn:aws:iam::{ACCOUNT}:role/f"
    to = {"S3DestinationConfiguration": {"RoleARN": role, "BucketARN": "arn:aws:s3:::receiver"}}
    source = {
        "DeliveryStreamType": "KinesisStreamAsSource",
        "KinesisStreamSourceConfiguration": {
            "KinesisStreamARN": f"arn:aws:kinesis:eu-central-1:{ACCOUNT}:stream/s",
            "RoleARN": role,
        },
    }
    for name, settings in {"plain": {}, "encrypted": {}, "reads": source}.items():
        firehose.create_delivery_stream(DeliveryStreamName=name, **to, **settings)
    firehose.start_delivery_stream_encryption(
        DeliveryStreamName="encrypted", DeliveryStreamEncryptionConfigurationInput={"KeyType": "AWS_OWNED_CMK"}
    )

    assert judged("firehose_delivery_stream_encrypted") == {"plain": "fail", "encrypted": "pass"}


def test_rules(aws, judged):
    events = aws("events")
    for name, state in (("on", "ENABLED"), ("off", "DISABLED"), ("bare", "ENABLED")):
        events.put_rule(Name=name, ScheduleExpression="rate(5 minutes)", State=state)
        if name != "bare":
            events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": f"arn:aws:sqs:eu-central-1:{ACCOUNT}:q"}])

    assert judged("events_rule_enabled") == {"on": "pass", "off": "fail", "bare": "pass"}
    assert judged("events_rule_targeted") == {"on": "pass", "off": "pass", "bare": "fail"}


def test_state_machines(aws, judged):
    client = aws("stepfunctions")
    group = {"cloudWatchLogsLogGroup": {"logGroupArn": f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:g:*"}}
    levels = {"all": "ALL", "errors": "ERROR", "fatal": "FATAL", "off": "OFF"}
    for name, level in levels.items():
        logging = {"level": level, "destinations": [group]} if level != "OFF" else {"level": "OFF"}
        client.create_state_machine(
            name=name,
            definition='{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}}',
            roleArn=f"arn:aws:iam::{ACCOUNT}:role/s",
            loggingConfiguration=logging,
            tracingConfiguration={"enabled": name == "all"},
        )

    # FATAL logs executions that failed, timed out or were aborted.
    logged = {"all": "pass", "errors": "pass", "fatal": "pass", "off": "fail"}
    assert judged("stepfunctions_state_machine_logged") == logged
    assert judged("stepfunctions_state_machine_traced") == dict.fromkeys(levels, "fail") | {"all": "pass"}
    assert judged("stepfunctions_state_machine_key_named") == dict.fromkeys(levels, "fail")


def test_alarms(aws, judged):
    client = aws("cloudwatch")
    topic = f"arn:aws:sns:eu-central-1:{ACCOUNT}:t"
    alarm = {
        "MetricName": "m",
        "Namespace": "n",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 1.0,
        "Statistic": "Sum",
        "ComparisonOperator": "GreaterThanThreshold",
    }
    for name, settings in {
        "acts": {"AlarmActions": [topic], "ActionsEnabled": True},
        "muted": {"AlarmActions": [topic], "ActionsEnabled": False},
        "only-ok": {"OKActions": [topic], "ActionsEnabled": True},
        "bare": {},
    }.items():
        client.put_metric_alarm(AlarmName=name, **alarm, **settings)
    client.set_alarm_state(AlarmName="acts", StateValue="INSUFFICIENT_DATA", StateReason="r")
    client.set_alarm_state(AlarmName="muted", StateValue="ALARM", StateReason="r")

    assert judged("cloudwatch_alarm_acting") == {"acts": "pass", "muted": "fail", "only-ok": "fail", "bare": "fail"}
    assert judged("cloudwatch_alarm_data_received") == {
        "acts": "unknown",  # it is younger than its data can be
        "muted": "pass",
        "only-ok": "pass",
        "bare": "pass",
    }


def test_log_groups(aws, judged, key):
    logs = aws("logs")
    for name, days in {"forever": 0, "year": 365, "short": 180, "longer": 400}.items():
        logs.create_log_group(logGroupName=name, **({"kmsKeyId": key} if name == "year" else {}))
        if days:
            logs.put_retention_policy(logGroupName=name, retentionInDays=days)

    everyone = dict.fromkeys(("forever", "year", "short", "longer"), "pass")
    assert judged("logs_group_expires") == everyone | {"forever": "fail"}
    assert judged("logs_group_retention_sufficient") == everyone | {"short": "fail"}
    assert judged("logs_group_kms_encrypted") == dict.fromkeys(everyone, "fail") | {"year": "pass"}
    assert judged("logs_group_used") == everyone  # empty, but made just now
