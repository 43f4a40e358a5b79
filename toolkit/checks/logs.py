"""Checks of Amazon CloudWatch Logs."""

from toolkit.model import check


@check("logs_group", domain="data", severity="medium", family="key_custody")
def logs_group_kms_encrypted(kms_key_id):
    """The log group is encrypted with a KMS key of the customer's.

    Why: AWS always encrypts logs, but only with an own key can the customer see, limit and revoke who decrypts them.
    Remedy: Associate a customer managed KMS key with the log group.
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html

    | kms_key_id                      | verdict |
    |---------------------------------|---------|
    | arn:aws:kms:eu-west-1:111:key/1 | pass    |
    | none                            | fail    |
    """
    return kms_key_id != "none"


@check("logs_group", domain="logging", severity="medium", where="log_class.str.lower() != 'delivery'")
def logs_group_retention_sufficient(retention_days, *, min_days=365):
    """The log group keeps its events as long as the policy asks.

    Why: Intrusions are often found after months, and what was deleted by then cannot be investigated.
    Remedy: Set the log group's retention to at least the days that the policy asks.
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html

    | log_class | retention_days | verdict |
    |-----------|----------------|---------|
    | STANDARD  | 365            | pass    |
    | STANDARD  | 0              | pass    |
    | STANDARD  | 180            | fail    |
    | STANDARD  | 364            | fail    |
    | DELIVERY  | 2              | -       |
    """
    return (retention_days == 0) | (retention_days >= min_days)
