"""Checks of Amazon S3."""

from toolkit.model import check
from toolkit.readings import among


@check("s3_bucket_access", domain="logging", severity="medium", where="not receives_access_logs")
def s3_bucket_access_logged(log_bucket, log_bucket_exists):
    """The bucket has server access logs, in a bucket of the account; buckets that receive those of others are left out.

    Why: Without them nobody can tell who read or changed an object.
    Remedy: Enable server access logging to a log bucket of the same account and Region.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html

    | log_bucket | log_bucket_exists | receives_access_logs | verdict |
    |------------|-------------------|----------------------|---------|
    | logs       | True              | False                | pass    |
    | logs       | False             | False                | fail    |
    | none       | False             | False                | fail    |
    | none       | False             | True                 | -       |
    | ?          | ?                 | False                | unknown |
    """
    return (log_bucket != "none") & log_bucket_exists


@check("s3_bucket_access", domain="data", severity="medium", family="encryption_in_transit")
def s3_bucket_access_tls_required(requires_tls):
    """The bucket refuses requests without TLS.

    Why: S3 also answers plain HTTP, over which objects can be read and changed on their way.
    Remedy: Deny all S3 actions to everyone in the bucket policy where `aws:SecureTransport` is false.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html

    | requires_tls | verdict |
    |--------------|---------|
    | True         | pass    |
    | False        | fail    |
    | ?            | unknown |
    """
    return requires_tls


@check("s3_bucket_public_access", domain="data", severity="high", family="public_access_block")
def s3_bucket_public_access_blocked(
    public_acls_blocked, public_acls_ignored, public_policy_blocked, public_policy_restricted
):
    """Public access to the bucket is blocked, by its own settings or the account's.

    Why: With all four settings, no ACL and no bucket policy can open the bucket to the public, now or later.
    Remedy: Turn on all four settings of Block Public Access, best for the whole account.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

    | public_acls_blocked | public_acls_ignored | public_policy_blocked | public_policy_restricted | verdict |
    |---------------------|---------------------|-----------------------|--------------------------|---------|
    | True                | True                | True                  | True                     | pass    |
    | True                | True                | True                  | False                    | fail    |
    | False               | False               | False                 | False                    | fail    |
    | True                | True                | True                  | ?                        | unknown |
    """
    return public_acls_blocked & public_acls_ignored & public_policy_blocked & public_policy_restricted


@check("s3_bucket", domain="resilience", severity="low")
def s3_bucket_versioned(versioning):
    """The bucket keeps earlier versions of its objects.

    Why: Without versions, an overwrite or deletion cannot be undone.
    Remedy: Enable versioning, with a lifecycle rule that expires old versions.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html

    | versioning | verdict |
    |------------|---------|
    | Enabled    | pass    |
    | ENABLED    | pass    |
    | Suspended  | fail    |
    | off        | fail    |
    | ?          | unknown |
    """
    return among(versioning, ["enabled"], ["suspended", "off"])
