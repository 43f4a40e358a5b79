"""Checks of what AWS services may do for whoever asks them to: the confused deputy."""

from toolkit.model import check


@check("iam_role_trust", domain="identity", severity="medium", family="service_principals", where="not service_linked")
def iam_role_trust_services_bound(unbound_services):
    """The role lets AWS services that say for whom they act in for named accounts or resources only.

    Why: A service that acts for everybody can be made to assume the role for a stranger.
    Remedy: Add `aws:SourceAccount` or `aws:SourceArn` to the trust policy, as the guide of the service shows.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html

    | unbound_services        | service_linked | verdict |
    |-------------------------|----------------|---------|
    | none                    | False          | pass    |
    | ecs-tasks.amazonaws.com | False          | fail    |
    | ?                       | False          | unknown |
    | ecs-tasks.amazonaws.com | True           | -       |
    """
    return unbound_services == "none"


@check("kms_key_policy", domain="data", severity="medium", family="service_principals", where="customer_managed")
def kms_key_policy_services_bound(unbound_services):
    """The policy of the customer managed key lets AWS services in for named accounts or resources only.

    Why: A service that acts for everybody can be made to use the key for a stranger.
    Remedy: Add `aws:SourceAccount`, `aws:SourceArn` or an encryption context to the statement of the service.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html

    | unbound_services         | customer_managed | verdict |
    |--------------------------|------------------|---------|
    | none                     | True             | pass    |
    | cloudtrail.amazonaws.com | True             | fail    |
    | ?                        | True             | unknown |
    | cloudtrail.amazonaws.com | False            | -       |
    """
    return unbound_services == "none"


@check("lambda_function_policy", domain="application", severity="medium", family="service_principals")
def lambda_function_policy_services_bound(unbound_services):
    """The function's resource policy lets AWS services in for named accounts or resources only.

    Why: Without, whoever can make the service call can have it invoke the function.
    Remedy: Add the source account or the source ARN to the permission of the service.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html

    | unbound_services | verdict |
    |------------------|---------|
    | none             | pass    |
    | s3.amazonaws.com | fail    |
    | ?                | unknown |
    """
    return unbound_services == "none"


@check("s3_bucket_access", domain="data", severity="medium", family="service_principals")
def s3_bucket_access_services_bound(unbound_services):
    """The bucket policy lets AWS services in for named accounts or resources only.

    Why: A service that acts for everybody can be made to write into the bucket, or read from it, for a stranger.
    Remedy: Add `aws:SourceAccount` or `aws:SourceArn` to the statement of the service.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html

    | unbound_services         | verdict |
    |--------------------------|---------|
    | none                     | pass    |
    | cloudtrail.amazonaws.com | fail    |
    | ?                        | unknown |
    """
    return unbound_services == "none"


@check("sns_topic_policy", domain="application", severity="medium", family="service_principals")
def sns_topic_policy_services_bound(unbound_services):
    """The topic policy lets AWS services in for named accounts or resources only.

    Why: A service that acts for everybody can be made to publish to the topic for a stranger.
    Remedy: Add `aws:SourceAccount` or `aws:SourceArn` to the statement of the service.
    Source: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html

    | unbound_services | verdict |
    |------------------|---------|
    | none             | pass    |
    | s3.amazonaws.com | fail    |
    | ?                | unknown |
    """
    return unbound_services == "none"


@check("sqs_queue_policy", domain="application", severity="medium", family="service_principals")
def sqs_queue_policy_services_bound(unbound_services):
    """The queue policy lets AWS services in for named accounts or resources only.

    Why: A service that acts for everybody can be made to send to the queue for a stranger.
    Remedy: Add `aws:SourceAccount` or `aws:SourceArn` to the statement of the service.
    Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html

    | unbound_services     | verdict |
    |----------------------|---------|
    | none                 | pass    |
    | events.amazonaws.com | fail    |
    | ?                    | unknown |
    """
    return unbound_services == "none"
