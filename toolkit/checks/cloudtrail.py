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


@check("sts_caller_identity_trail", domain="logging", severity="low", family="access_logging")
def sts_caller_identity_trail_lambda_calls(lambda_calls_recorded):
    """A multi-Region trail records the calls of all Lambda functions of the account, and delivers.

    Why: Who called a function, and when, stands in data events only, which no trail records by itself.
    Remedy: Add data events of Lambda for all functions to a multi-Region trail (`put-event-selectors`).
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html

    | lambda_calls_recorded | verdict |
    |-----------------------|---------|
    | True                  | pass    |
    | False                 | fail    |
    | ?                     | unknown |
    """
    return lambda_calls_recorded


@check(
    "sts_caller_identity_organization_trail",
    domain="logging",
    severity="medium",
    family="log_protection",
    where="in_organization",
)
def sts_caller_identity_trail_organization(recorded_by_organization):
    """A multi-Region trail of the organization records the account, and delivers.

    Why: Who administers a member account cannot stop or change the organization's trail.
    Remedy: In the management account create a multi-Region trail, and enable it for all accounts of the organization.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html

    | in_organization | recorded_by_organization | verdict |
    |-----------------|--------------------------|---------|
    | True            | True                     | pass    |
    | True            | False                    | fail    |
    | True            | ?                        | unknown |
    | False           | False                    | -       |
    """
    return recorded_by_organization


@check("sts_caller_identity_trail", domain="logging", severity="medium", family="access_logging")
def sts_caller_identity_trail_s3_reads(s3_reads_recorded):
    """A multi-Region trail records what reads the objects of all S3 buckets of the account, and delivers.

    Why: After a leak nobody can say which objects were read: management events do not tell.
    Remedy: Add data events of S3 that read, for all buckets, to a multi-Region trail (`put-event-selectors`).
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html

    | s3_reads_recorded | verdict |
    |-------------------|---------|
    | True              | pass    |
    | False             | fail    |
    | ?                 | unknown |
    """
    return s3_reads_recorded


@check("sts_caller_identity_trail", domain="logging", severity="medium", family="access_logging")
def sts_caller_identity_trail_s3_writes(s3_writes_recorded):
    """A multi-Region trail records what writes the objects of all S3 buckets of the account, and delivers.

    Why: Who overwrote or deleted an object stands in data events only, which no trail records by itself.
    Remedy: Add data events of S3 that write, for all buckets, to a multi-Region trail (`put-event-selectors`).
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html

    | s3_writes_recorded | verdict |
    |--------------------|---------|
    | True               | pass    |
    | False              | fail    |
    | ?                  | unknown |
    """
    return s3_writes_recorded


@check("cloudtrail_trail_delivery", domain="logging", severity="medium", family="audit_logging")
def cloudtrail_trail_files_delivered(logging, files_arrive, delivery_error):
    """The trail is recording, and its log files have reached the bucket of late.

    Why: A trail that was stopped or may no longer write to its bucket stands in every list, and records nothing.
    Remedy: Start logging on the trail, and correct the policy of the bucket or key that keeps files away.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html

    | logging | files_arrive | delivery_error | verdict |
    |---------|--------------|----------------|---------|
    | True    | True         | none           | pass    |
    | False   | True         | none           | fail    |
    | True    | False        | none           | fail    |
    | True    | True         | AccessDenied   | fail    |
    | True    | ?            | none           | unknown |
    """
    return logging & files_arrive & (delivery_error == "none")


@check("cloudtrail_trail", domain="logging", severity="low", family="threat_detection", where="logs_writes")
def cloudtrail_trail_insights_found(insights, logging):
    """The trail is recording, and looks for unusual rates both of calls and of errors.

    Why: A burst of calls or errors is how mining, deletion and guessing of rights look in the log.
    Remedy: Enable Insights events of both types on the trail (`put-insight-selectors`).
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html

    | logs_writes | insights                               | logging | verdict |
    |-------------|----------------------------------------|---------|---------|
    | True        | ApiCallRateInsight ApiErrorRateInsight | True    | pass    |
    | True        | ApiCallRateInsight                     | True    | fail    |
    | True        |                                        | True    | fail    |
    | True        | ApiCallRateInsight ApiErrorRateInsight | False   | fail    |
    | True        | ?                                      | True    | unknown |
    | False       |                                        | True    | -       |
    """
    return logging & insights.str.contains("ApiCallRateInsight") & insights.str.contains("ApiErrorRateInsight")
