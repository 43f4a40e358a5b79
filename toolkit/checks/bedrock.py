"""Checks of Amazon Bedrock."""

from toolkit.model import check


@check("bedrock_invocation_logging", domain="logging", severity="low", family="access_logging")
def bedrock_invocation_logging_enabled(log_group, log_bucket):
    """Invocations of models in the Region are written to CloudWatch Logs or S3, or would be.

    Why: Without the log nobody can tell who asked a model what, or misused it at the account's cost.
    Remedy: In the settings of Bedrock in the Region, turn on model invocation logging and name a destination.
    Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html

    | log_group | log_bucket | verdict |
    |-----------|------------|---------|
    | bedrock   | none       | pass    |
    | none      | logs       | pass    |
    | none      | none       | fail    |
    | ?         | none       | unknown |
    """
    return log_group.ne("none") | log_bucket.ne("none")
