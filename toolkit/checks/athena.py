"""Checks of Amazon Athena."""

from toolkit.model import check
from toolkit.readings import among

KEPT = ["sse_s3", "sse_kms", "cse_kms"]


@check(
    "athena_workgroup",
    domain="data",
    severity="low",
    family="encryption_at_rest",
    where="state.str.lower() != 'disabled'",
)
def athena_workgroup_results_encrypted(result_encryption, managed_results, enforces_configuration, enforces_encryption):
    """The workgroup has results of queries encrypted, whatever its clients ask for.

    Why: Results repeat the data that were asked about, in a bucket that may be less guarded.
    Remedy: Edit the workgroup: encrypt query results, and override client-side settings.
    Source: https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html

    | state    | result_encryption | managed_results | enforces_configuration | enforces_encryption | verdict |
    |----------|-------------------|-----------------|------------------------|---------------------|---------|
    | ENABLED  | SSE_KMS           | False           | True                   | False               | pass    |
    | ENABLED  | SSE_S3            | False           | False                  | True                | pass    |
    | ENABLED  | SSE_KMS           | False           | False                  | False               | fail    |
    | ENABLED  | none              | False           | True                   | False               | fail    |
    | ENABLED  | none              | True            | False                  | False               | pass    |
    | ENABLED  | ?                 | False           | True                   | False               | unknown |
    | ENABLED  | OTHER             | False           | True                   | False               | unknown |
    | DISABLED | SSE_KMS           | False           | False                  | False               | -       |
    """
    return managed_results | (among(result_encryption, KEPT, ["none"]) & (enforces_configuration | enforces_encryption))


@check(
    "athena_workgroup",
    domain="governance",
    severity="low",
    family="configuration_management",
    where="state.str.lower() != 'disabled'",
)
def athena_workgroup_configuration_enforced(enforces_configuration):
    """The settings of the workgroup override those of its clients.

    Why: Otherwise each client chooses where results lie and how they are encrypted.
    Remedy: Edit the workgroup and override client-side settings (`EnforceWorkGroupConfiguration`).
    Source: https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html

    | state    | enforces_configuration | verdict |
    |----------|------------------------|---------|
    | ENABLED  | True                   | pass    |
    | ENABLED  | False                  | fail    |
    | DISABLED | False                  | -       |
    """
    return enforces_configuration


@check(
    "athena_workgroup",
    domain="logging",
    severity="low",
    family="monitoring",
    where="state.str.lower() != 'disabled'",
)
def athena_workgroup_metrics_sent(metrics):
    """The workgroup sends metrics of its queries to CloudWatch.

    Why: Nobody notices who reads how much data, and when that changes.
    Remedy: Edit the workgroup and publish query metrics to CloudWatch.
    Source: https://docs.aws.amazon.com/athena/latest/ug/athena-cloudwatch-metrics-enable.html

    | state    | metrics | verdict |
    |----------|---------|---------|
    | ENABLED  | True    | pass    |
    | ENABLED  | False   | fail    |
    | DISABLED | False   | -       |
    """
    return metrics
