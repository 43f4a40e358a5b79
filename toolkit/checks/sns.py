"""Checks of Amazon Simple Notification Service."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "sns_subscription",
    domain="application",
    severity="medium",
    family="encryption_in_transit",
    where="protocol.str.lower() not in ['application', 'email', 'email-json', 'sms']",
)
def sns_subscription_encrypted_in_transit(protocol):
    """The subscription of a program gets its messages encrypted on their way; mail, SMS and push are left out.

    Why: Over plain HTTP, everyone on the way can read the messages and send others in their place.
    Remedy: Subscribe the HTTPS address of the endpoint, and delete the subscription with HTTP.
    Source: https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html

    | protocol | verdict |
    |----------|---------|
    | https    | pass    |
    | sqs      | pass    |
    | HTTP     | fail    |
    | http     | fail    |
    | carrier  | unknown |
    | ?        | unknown |
    | email    | -       |
    | sms      | -       |
    """
    return among(protocol, ["https", "sqs", "lambda", "firehose"], ["http"])


@check("sns_topic_key", domain="data", severity="low", family="key_custody")
def sns_topic_key_customer_managed(key_customer_managed):
    """Messages of the topic are encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Edit the topic, turn encryption on and choose a customer managed KMS key.
    Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html

    | key_customer_managed | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return key_customer_managed


@check("sns_topic_policy", domain="application", severity="high", family="public_access")
def sns_topic_policy_restricted(admits_anyone):
    """The policy of the topic admits only named accounts, services or organizations.

    Why: Everyone could subscribe and read what is published, or publish what subscribers take for true.
    Remedy: Replace the principal `*` in the access policy, or add a condition such as `aws:PrincipalOrgID`.
    Source: https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    | ?             | unknown |
    """
    return ~admits_anyone


@check("sns_topic", domain="governance", severity="low", family="unused_resources")
def sns_topic_subscribed(confirmed_subscriptions):
    """Somebody has confirmed a subscription to the topic.

    Why: What is published to a topic without subscribers, such as an alarm, reaches nobody.
    Remedy: Confirm a subscription to the topic, or delete the topic.
    Source: https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html

    | confirmed_subscriptions | verdict |
    |-------------------------|---------|
    | 1                       | pass    |
    | 0                       | fail    |
    | ?                       | unknown |
    """
    return confirmed_subscriptions > 0
