"""Checks of Amazon Simple Queue Service."""

from toolkit.model import check


@check(
    "sqs_queue_redrive", domain="resilience", severity="low", family="failure_handling", where="not takes_dead_letters"
)
def sqs_queue_dead_letters_kept(dead_letter_queue, dead_letters_arrive):
    """Messages of the queue that fail repeatedly go to another queue, which exists; such queues are left out.

    Why: A message that nobody can process is tried again and again until it is lost, and nobody sees why.
    Remedy: Edit the queue, enable its dead-letter queue and choose one of the same Region and account.
    Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html

    | dead_letter_queue | dead_letters_arrive | takes_dead_letters | verdict |
    |-------------------|---------------------|--------------------|---------|
    | True              | True                | False              | pass    |
    | True              | False               | False              | fail    |
    | False             | False               | False              | fail    |
    | True              | ?                   | False              | unknown |
    | False             | ?                   | False              | fail    |
    | False             | False               | True               | -       |
    """
    return dead_letter_queue & dead_letters_arrive


@check("sqs_queue", domain="data", severity="medium", family="encryption_at_rest")
def sqs_queue_encrypted(kms_key_id, sse_sqs):
    """Messages of the queue are encrypted where they lie, with a KMS key or one of SQS.

    Why: A queue without server-side encryption holds the bodies of its messages in clear.
    Remedy: Edit the queue and turn on server-side encryption with an SQS key or a KMS key.
    Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html

    | kms_key_id | sse_sqs | verdict |
    |------------|---------|---------|
    | none       | True    | pass    |
    | alias/own  | False   | pass    |
    | none       | False   | fail    |
    | none       | ?       | unknown |
    | alias/own  | ?       | pass    |
    | ?          | False   | unknown |
    """
    return (kms_key_id != "none") | sse_sqs


@check("sqs_queue_key", domain="data", severity="low", family="key_custody")
def sqs_queue_key_customer_managed(key_customer_managed):
    """Messages of the queue are encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Edit the queue and choose a customer managed KMS key for its encryption.
    Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html

    | key_customer_managed | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return key_customer_managed


@check("sqs_queue_policy", domain="application", severity="high", family="public_access")
def sqs_queue_policy_restricted(admits_anyone):
    """The policy of the queue admits only named accounts, services or organizations.

    Why: Everyone could take messages away, or send some that are processed as if they were true.
    Remedy: Replace the principal `*` in the access policy, or add a condition such as `aws:PrincipalOrgID`.
    Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    | ?             | unknown |
    """
    return ~admits_anyone
