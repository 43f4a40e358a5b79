"""Amazon Kinesis Data Streams."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("kinesis:list_streams", resource_type="AWS::Kinesis::Stream", key="StreamARN", items="StreamSummaries")
class kinesis_stream:
    """Kinesis data streams."""

    stream = detail("describe_stream_summary", StreamARN="StreamARN")

    name: str = column("StreamName", "Name of the stream.")
    created_at: datetime = column("StreamCreationTimestamp", "When the stream was made.")
    status: str = column("StreamStatus", "`ACTIVE`, `CREATING`, `UPDATING` or `DELETING`.")
    encryption_type: str = column("stream.StreamDescriptionSummary.EncryptionType", "`KMS` or `NONE`.", absent="NONE")
    kms_key_id: str = column(
        "stream.StreamDescriptionSummary.KeyId", "KMS key that encrypts the records, or `none`.", absent="none"
    )
    retention_hours: int = column(
        "stream.StreamDescriptionSummary.RetentionPeriodHours", "Hours for which records are kept."
    )
