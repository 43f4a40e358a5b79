"""Amazon Simple Notification Service."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table("sns:list_topics", resource_type="AWS::SNS::Topic", key="TopicArn")
class sns_topic:
    """SNS topics."""

    attributes = detail("get_topic_attributes", TopicArn="TopicArn")

    kms_key_id: str = column(
        "attributes.Attributes.[KmsMasterKeyId || 'none'] | [0]", "KMS key that encrypts the messages, or `none`."
    )
    statements_json: str = column(
        "attributes.Attributes.[Policy || '{\"Statement\": []}'] | statements_json([0])",
        "Statements of the topic policy as JSON; an empty list without one.",
    )
    confirmed_subscriptions: int = column(
        "attributes.Attributes.[SubscriptionsConfirmed || '0'] | to_number([0])",
        "Subscriptions that receive messages, those of other accounts included.",
    )
    pending_subscriptions: int = column(
        "attributes.Attributes.[SubscriptionsPending || '0'] | to_number([0])",
        "Subscriptions that nobody has confirmed.",
    )
    fifo: bool = column(
        "attributes.Attributes.[FifoTopic == 'true'] | [0]", "Keeps messages in order and without repeats."
    )


# A subscription has an ARN only once it is confirmed; topics count those that are not.
@table(
    "sns:list_subscriptions",
    resource_type="AWS::SNS::Subscription",
    key="SubscriptionArn",
    items="Subscriptions[?SubscriptionArn != 'PendingConfirmation' && SubscriptionArn != 'Deleted']",
)
class sns_subscription:
    """Confirmed SNS subscriptions of the account, to topics of its own and of others; addresses are not collected."""

    topic_arn: str = column("TopicArn", "Topic that it receives.")
    protocol: str = column(
        "Protocol", "`email`, `https`, `http` (unencrypted), `sqs`, `lambda`, `sms`, `firehose` and the like."
    )
    owner_id: str = column("Owner", "AWS account that owns the subscription.")
