"""Checks of Amazon Data Firehose."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "firehose_delivery_stream",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where="source_type.str.lower() == 'directput' and status.str.lower() not in ['creating', 'deleting']",
)
def firehose_delivery_stream_encrypted(encryption_status):
    """The Firehose stream that producers write to directly encrypts what it buffers.

    Why: Records lie in the stream until they are delivered, readable without it.
    Remedy: Edit the stream and enable server-side encryption (`StartDeliveryStreamEncryption`).
    Source: https://docs.aws.amazon.com/firehose/latest/dev/encryption.html

    | source_type           | encryption_status | status   | verdict |
    |-----------------------|-------------------|----------|---------|
    | DirectPut             | ENABLED           | ACTIVE   | pass    |
    | DirectPut             | DISABLED          | ACTIVE   | fail    |
    | directput             | disabling         | ACTIVE   | fail    |
    | DirectPut             | ENABLING          | ACTIVE   | unknown |
    | DirectPut             | ?                 | ACTIVE   | unknown |
    | KinesisStreamAsSource | DISABLED          | ACTIVE   | -       |
    | DirectPut             | DISABLED          | DELETING | -       |
    """
    return among(encryption_status, ["enabled"], ["disabled", "disabling", "enabling_failed"])
