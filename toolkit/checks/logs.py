"""Checks of Amazon CloudWatch Logs."""

from toolkit.model import check
from toolkit.readings import days


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


@check(
    "logs_group",
    domain="governance",
    severity="low",
    family="data_lifecycle",
    where="log_class.str.lower() != 'delivery'",
)
def logs_group_expires(retention_days):
    """The events of the log group are deleted after a set time.

    Why: Logs hold names, addresses and now and then secrets; what is kept for ever is one day read by the wrong person.
    Remedy: Set the log group's retention to the days that the policy asks (`put-retention-policy`).
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html

    | log_class | retention_days | verdict |
    |-----------|----------------|---------|
    | STANDARD  | 1              | pass    |
    | STANDARD  | 0              | fail    |
    | STANDARD  | ?              | unknown |
    | DELIVERY  | 2              | -       |
    """
    return retention_days > 0


@check(
    "logs_group",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="log_class.str.lower() != 'delivery'",
)
def logs_group_used(stored_bytes, created_at, observed_at, *, max_days=90):
    """The log group holds events, or is not older than the policy allows for an empty one.

    Why: An empty log group belongs to something that is gone, or to something that no longer logs.
    Remedy: Find out what should write to the log group; mend that, or delete the log group.
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html

    | log_class | stored_bytes | created_at | observed_at | verdict |
    |-----------|--------------|------------|-------------|---------|
    | STANDARD  | 1            | 2020-01-01 | 2026-05-31  | pass    |
    | STANDARD  | 0            | 2026-03-02 | 2026-05-31  | pass    |
    | STANDARD  | 0            | 2026-03-01 | 2026-05-31  | fail    |
    | STANDARD  | 0            | ?          | 2026-05-31  | unknown |
    | STANDARD  | 0            | 2027-01-01 | 2026-05-31  | unknown |
    | DELIVERY  | 0            | 2020-01-01 | 2026-05-31  | -       |
    """
    return (stored_bytes > 0) | (days(created_at, observed_at) <= max_days)
