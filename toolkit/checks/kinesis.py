"""Checks of Amazon Kinesis Data Streams."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "kinesis_stream",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where="status.str.lower() not in ['creating', 'deleting']",
)
def kinesis_stream_encrypted(encryption_type):
    """The stream encrypts its records at rest.

    Why: Records of days lie in the stream, readable without it.
    Remedy: Edit the stream's configuration and enable server-side encryption (`StartStreamEncryption`).
    Source: https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html

    | encryption_type | status   | verdict |
    |-----------------|----------|---------|
    | KMS             | ACTIVE   | pass    |
    | kms             | ACTIVE   | pass    |
    | NONE            | ACTIVE   | fail    |
    | OTHER           | ACTIVE   | unknown |
    | ?               | ACTIVE   | unknown |
    | NONE            | DELETING | -       |
    """
    return among(encryption_type, ["kms"], ["none"])


@check(
    "kinesis_stream_key",
    domain="data",
    severity="low",
    family="key_custody",
    where="status.str.lower() not in ['creating', 'deleting']",
)
def kinesis_stream_key_customer_managed(key_customer_managed):
    """The stream encrypts its records with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Enable server-side encryption anew with a customer managed key (`StartStreamEncryption`).
    Source: https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html

    | key_customer_managed | status   | verdict |
    |----------------------|----------|---------|
    | True                 | ACTIVE   | pass    |
    | False                | ACTIVE   | fail    |
    | ?                    | ACTIVE   | unknown |
    | False                | DELETING | -       |
    """
    return key_customer_managed
