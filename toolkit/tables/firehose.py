"""Amazon Data Firehose."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "firehose:list_delivery_streams",
    resource_type="AWS::KinesisFirehose::DeliveryStream",
    key="join('', ['arn:', here.partition, ':firehose:', here.region, ':', here.account_id,"
    " ':deliverystream/', value])",
    Limit="`10000`",  # Firehose gives no token of a next page; by default it lists ten
)
class firehose_delivery_stream:
    """Firehose streams."""

    stream = detail("describe_delivery_stream", DeliveryStreamName="value")

    name: str = column("value", "Name of the stream.")
    created_at: datetime = column("stream.DeliveryStreamDescription.CreateTimestamp", "When the stream was made.")
    status: str = column("stream.DeliveryStreamDescription.DeliveryStreamStatus", "`ACTIVE` or another state.")
    source_type: str = column(
        "stream.DeliveryStreamDescription.DeliveryStreamType",
        "`DirectPut`, or the stream or database that it reads, which then keeps the records.",
    )
    encryption_status: str = column(
        "stream.DeliveryStreamDescription.DeliveryStreamEncryptionConfiguration.Status",
        "`ENABLED`, `DISABLED` or a state between.",
        absent="DISABLED",
    )
    kms_key_type: str = column(
        "stream.DeliveryStreamDescription.DeliveryStreamEncryptionConfiguration.KeyType",
        "`AWS_OWNED_CMK`, `CUSTOMER_MANAGED_CMK` or `none`.",
        absent="none",
    )
    kms_key_arn: str = column(
        "stream.DeliveryStreamDescription.DeliveryStreamEncryptionConfiguration.KeyARN",
        "Customer managed key of the stream, or `none`.",
        absent="none",
    )
