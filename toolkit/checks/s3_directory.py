"""Checks of Amazon S3 Express One Zone."""

from toolkit.model import check


@check("s3_directory_bucket_key", domain="data", severity="medium", family="key_custody")
def s3_directory_bucket_key_customer_managed(key_customer_managed):
    """Objects that are new in the directory bucket are encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Edit the default encryption of the bucket, and choose a customer managed KMS key.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-UsingKMSEncryption.html

    | key_customer_managed | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return key_customer_managed


@check("s3_directory_bucket", domain="governance", severity="low", family="data_lifecycle")
def s3_directory_bucket_objects_expire(expiry_rules):
    """An enabled lifecycle rule lets objects of the directory bucket expire.

    Why: Data that are kept without end are lost with everything else some day, and cost until then.
    Remedy: Create a lifecycle rule that expires objects after the time for which they are needed.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-lifecycle.html

    | expiry_rules | verdict |
    |--------------|---------|
    | 1            | pass    |
    | 0            | fail    |
    | ?            | unknown |
    """
    return expiry_rules > 0
