"""Checks of the buckets that trails write to."""

from toolkit.model import check
from toolkit.readings import among


@check("cloudtrail_trail_bucket", domain="logging", severity="low", family="access_logging")
def cloudtrail_trail_bucket_access_logged(bucket_log_bucket):
    """Requests to the bucket that the trail writes to are recorded in server access logs.

    Why: Whoever hides something reads or deletes the log, and that request is recorded elsewhere or nowhere.
    Remedy: Enable server access logging of the bucket, to another bucket (`put-bucket-logging`).
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html

    | bucket_log_bucket | verdict |
    |-------------------|---------|
    | logs-of-logs      | pass    |
    | none              | fail    |
    | ?                 | unknown |
    """
    return bucket_log_bucket != "none"


@check("cloudtrail_trail_bucket", domain="logging", severity="medium", family="log_protection")
def cloudtrail_trail_bucket_locked(bucket_lock_mode, bucket_versioning, bucket_mfa_delete):
    """The bucket that the trail writes to locks log files, or asks for an MFA code to delete a version.

    Why: Who gains the rights of an administrator deletes the traces first.
    Remedy: Set a default retention of Object Lock (`put-object-lock-configuration`), or MFA delete as root.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html

    | bucket_lock_mode | bucket_versioning | bucket_mfa_delete | verdict |
    |------------------|-------------------|-------------------|---------|
    | COMPLIANCE       | Enabled           | False             | pass    |
    | GOVERNANCE       | Enabled           | False             | pass    |
    | none             | Enabled           | True              | pass    |
    | none             | Suspended         | True              | fail    |
    | none             | Enabled           | False             | fail    |
    | other            | Enabled           | False             | unknown |
    | ?                | Enabled           | True              | unknown |
    | ?                | off               | False             | unknown |
    """
    mfa = bucket_mfa_delete & among(bucket_versioning, ["enabled"], ["suspended", "off"])
    return among(bucket_lock_mode, ["compliance", "governance"], ["none"]) | mfa


@check("cloudtrail_trail_bucket", domain="resilience", severity="low", family="log_protection")
def cloudtrail_trail_bucket_versioned(bucket_versioning):
    """The bucket that the trail writes to keeps the versions of its objects.

    Why: A log file that was overwritten or deleted can be had back only as an older version.
    Remedy: Enable versioning of the bucket (`put-bucket-versioning`).
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html

    | bucket_versioning | verdict |
    |-------------------|---------|
    | Enabled           | pass    |
    | enabled           | pass    |
    | Suspended         | fail    |
    | off               | fail    |
    | ?                 | unknown |
    """
    return among(bucket_versioning, ["enabled"], ["suspended", "off"])
