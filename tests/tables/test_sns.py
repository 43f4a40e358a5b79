import json

STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "*"}


def test_topics_of_the_estate(aws, collected):
    client = aws("sns")
    bad = client.create_topic(Name="bad")["TopicArn"]
    good = client.create_topic(Name="good", Attributes={"KmsMasterKeyId": "alias/aws/sns"})["TopicArn"]
    policy = json.dumps({"Version": "2012-10-17", "Statement": STATEMENT})
    client.set_topic_attributes(TopicArn=bad, AttributeName="Policy", AttributeValue=policy)
    client.subscribe(TopicArn=good, Protocol="sqs", Endpoint="arn:aws:sqs:eu-central-1:123456789012:q")
    frame = collected("sns_topic").set_index("resource_id").loc[[good, bad]]
    assert frame["kms_key_id"].tolist() == ["alias/aws/sns", "none"]
    assert json.loads(frame["statements_json"].iloc[1]) == [STATEMENT]
    subscriptions = collected("sns_subscription")
    assert subscriptions["topic_arn"].tolist() == [good]
    assert (subscriptions["protocol"].tolist(), subscriptions["owner_id"].tolist()) == (["sqs"], ["123456789012"])


def topic(answered, attributes):
    return answered("sns_topic", ("list_topics", {"Topics": [{"TopicArn": "t"}]}), ("get_topic_attributes", attributes))


def test_subscriptions_are_counted(answered):
    frame = topic(answered, {"Attributes": {"SubscriptionsConfirmed": "2", "SubscriptionsPending": "1"}})
    assert frame["confirmed_subscriptions"].tolist() == [2]
    assert frame["pending_subscriptions"].tolist() == [1]
    assert frame["statements_json"].tolist() == ["[]"]
    assert frame["fifo"].tolist() == [False]


def test_refused_attributes_are_unknown(answered):
    frame = topic(answered, "AuthorizationError")
    assert frame[["kms_key_id", "statements_json", "confirmed_subscriptions", "fifo"]].isna().all(axis=None)


def test_pending_subscriptions_are_no_rows(answered):
    found = [{"SubscriptionArn": "PendingConfirmation", "Protocol": "email"}, {"SubscriptionArn": "arn:s"}]
    frame = answered("sns_subscription", ("list_subscriptions", {"Subscriptions": found}))
    assert frame["resource_id"].tolist() == ["arn:s"]
