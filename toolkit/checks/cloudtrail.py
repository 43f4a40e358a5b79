"""Checks of AWS CloudTrail."""

from toolkit.model import check


@check("cloudtrail_trail_bucket", domain="logging", severity="critical", family="public_access_block")
def cloudtrail_trail_bucket_public_access_blocked(bucket_blocks_public_access):
    """The bucket that the trail writes to blocks all public access.

    Why: The log tells a stranger who works here, with what rights and on which resources.
    Remedy: Turn on all four settings of the public access block of the bucket, or of its account.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html

    | bucket_blocks_public_access | verdict |
    |-----------------------------|---------|
    | True                        | pass    |
    | False                       | fail    |
    """
    return bucket_blocks_public_access


@check("cloudtrail_trail_delivery", domain="logging", severity="low")
def cloudtrail_trail_files_validated(
    validates_files, logging, files_arrive, digests_arrive, delivery_error, digest_error
):
    """The trail delivers log files and the digests that show whether one was changed or deleted.

    Why: Without digests nobody can prove that the log is whole, and it loses its worth as evidence.
    Remedy: Enable log file validation on the trail, start it, and mend what keeps it from delivering.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html

    | validates_files | logging | files_arrive | digests_arrive | delivery_error | digest_error | verdict |
    |-----------------|---------|--------------|----------------|----------------|--------------|---------|
    | True            | True    | True         | True           | none           | none         | pass    |
    | False           | True    | True         | ?              | none           | none         | fail    |
    | True            | False   | True         | True           | none           | none         | fail    |
    | True            | True    | False        | True           | none           | none         | fail    |
    | True            | True    | True         | False          | none           | none         | fail    |
    | True            | True    | True         | True           | AccessDenied   | none         | fail    |
    | True            | True    | True         | True           | none           | AccessDenied | fail    |
    | True            | True    | ?            | True           | none           | none         | unknown |
    | True            | True    | True         | ?              | none           | none         | unknown |
    """
    arrive = files_arrive & digests_arrive
    return validates_files & logging & arrive & (delivery_error == "none") & (digest_error == "none")


@check("cloudtrail_trail", domain="logging", severity="medium", family="key_custody")
def cloudtrail_trail_kms_encrypted(kms_key_id):
    """The trail encrypts its log files with a KMS key.

    Why: Reading the log then takes a right to the key besides a right to the bucket, and each use of the key is logged.
    Remedy: Set a customer managed KMS key on the trail and let only those who review logs decrypt with it.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html

    | kms_key_id                           | verdict |
    |--------------------------------------|---------|
    | arn:aws:kms:eu-west-1:111:key/1      | pass    |
    | none                                 | fail    |
    """
    return kms_key_id != "none"


@check("cloudtrail_trail_delivery", domain="logging", severity="medium")
def cloudtrail_trail_sent_to_log_group(log_group_arn, logging, events_arrive, log_group_error):
    """The trail sends its events to CloudWatch Logs, where they can be searched and raise alarms.

    Why: Files in a bucket are read after the fact; alarms on root use or policy changes need events as they come.
    Remedy: Give the trail a CloudWatch Logs log group and a role that may write to it, and start it.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html

    | log_group_arn                        | logging | events_arrive | log_group_error | verdict |
    |--------------------------------------|---------|---------------|-----------------|---------|
    | arn:aws:logs:eu-west-1:1:log-group:t | True    | True          | none            | pass    |
    | arn:aws:logs:eu-west-1:1:log-group:t | True    | True          | Access denied   | fail    |
    | arn:aws:logs:eu-west-1:1:log-group:t | False   | True          | none            | fail    |
    | arn:aws:logs:eu-west-1:1:log-group:t | True    | False         | none            | fail    |
    | none                                 | True    | False         | none            | fail    |
    | arn:aws:logs:eu-west-1:1:log-group:t | True    | ?             | none            | unknown |
    """
    return (log_group_arn != "none") & logging & events_arrive & (log_group_error == "none")


@check("sts_caller_identity_trail", domain="logging", severity="high")
def sts_caller_identity_trail_multi_region(recorded_in_all_regions):
    """A multi-Region trail records the account's management events, at most without KMS and RDS Data API, and delivers.

    Why: What nobody records in some Region can neither be detected nor investigated there.
    Remedy: Create a multi-Region trail, best for the whole organization, that logs all management events, and start it.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html

    | recorded_in_all_regions | verdict |
    |-------------------------|---------|
    | True                    | pass    |
    | False                   | fail    |
    """
    return recorded_in_all_regions
