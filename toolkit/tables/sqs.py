"""Amazon Simple Queue Service."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "sqs:list_queues",
    resource_type="AWS::SQS::Queue",
    key="attributes.Attributes.QueueArn || value",
    MaxResults="`1000`",  # without it SQS gives no token of a next page
)
class sqs_queue:
    """SQS queues."""

    attributes = detail("get_queue_attributes", QueueUrl="value", AttributeNames="['All']")

    url: str = column("value", "URL of the queue.")
    created_at: datetime = column(
        "from_millis(to_number(join('', [attributes.Attributes.CreatedTimestamp, '000'])))", "When the queue was made."
    )
    kms_key_id: str = column(
        "attributes.Attributes.KmsMasterKeyId", "KMS key that encrypts the messages, or `none`.", absent="none"
    )
    sse_sqs: bool = column(
        "attributes.Attributes.SqsManagedSseEnabled == 'true'", "Messages are encrypted with a key of SQS."
    )
    statements_json: str = column(
        "attributes.Attributes.[Policy || '{\"Statement\": []}'] | statements_json([0])",
        "Statements of the queue policy as JSON; an empty list without one.",
    )
    dead_letter_queue: bool = column(
        "attributes.Attributes.[RedrivePolicy != `null`] | [0]", "Messages that fail repeatedly go to another queue."
    )
    dead_letter_arn: str = column(
        "attributes.Attributes.[RedrivePolicy || '{}'] | from_json([0]).deadLetterTargetArn",
        "ARN of that queue, or `none`.",
        absent="none",
    )
    fifo: bool = column("attributes.Attributes.FifoQueue == 'true'", "Keeps messages in order and without repeats.")
    retention_seconds: int = column(
        "to_number(attributes.Attributes.MessageRetentionPeriod)", "How long messages are kept.", unit="seconds"
    )
