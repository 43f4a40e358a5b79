"""Checks of what a confirmed subscriber is told of: trail, log group, metric filter, alarm and topic."""

from toolkit.model import check


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_config_changes(config_changes):
    """A confirmed subscriber is told of changes of AWS Config's recorders and delivery channels.

    Why: Who stops the recorder can change anything else afterwards without a history.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | config_changes | verdict |
    |----------------|---------|
    | True           | pass    |
    | False          | fail    |
    | ?              | unknown |
    """
    return config_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_failed_sign_ins(failed_sign_ins):
    """A confirmed subscriber is told of failed sign-ins to the console.

    Why: Many wrong passwords in a row are an attack on an account before it succeeds.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | failed_sign_ins | verdict |
    |-----------------|---------|
    | True            | pass    |
    | False           | fail    |
    | ?               | unknown |
    """
    return failed_sign_ins


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_gateway_changes(gateway_changes):
    """A confirmed subscriber is told of changes of internet and customer gateways.

    Why: A gateway is how data leave a private network, or strangers come in.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | gateway_changes | verdict |
    |-----------------|---------|
    | True            | pass    |
    | False           | fail    |
    | ?               | unknown |
    """
    return gateway_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_iam_policy_changes(iam_policy_changes):
    """A confirmed subscriber is told of changes of IAM policies.

    Why: A policy that is widened gives rights that nobody has approved.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | iam_policy_changes | verdict |
    |--------------------|---------|
    | True               | pass    |
    | False              | fail    |
    | ?                  | unknown |
    """
    return iam_policy_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_key_deletions(key_deletions):
    """A confirmed subscriber is told of the disabling and deletion of KMS keys.

    Why: With a key all data go that it encrypts, after a few days for good.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | key_deletions | verdict |
    |---------------|---------|
    | True          | pass    |
    | False         | fail    |
    | ?             | unknown |
    """
    return key_deletions


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_network_acl_changes(network_acl_changes):
    """A confirmed subscriber is told of changes of network ACLs.

    Why: One entry can open all subnets of a network ACL at once.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | network_acl_changes | verdict |
    |---------------------|---------|
    | True                | pass    |
    | False               | fail    |
    | ?                   | unknown |
    """
    return network_acl_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_organization_changes(organization_changes):
    """A confirmed subscriber is told of changes of the organization.

    Why: An account that leaves, or a policy that is detached, takes the limits of all its principals away.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | organization_changes | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return organization_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_root_use(root_use):
    """A confirmed subscriber is told of any use of the root user.

    Why: Nothing limits the root user, and nobody needs it on a common day.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | root_use | verdict |
    |----------|---------|
    | True     | pass    |
    | False    | fail    |
    | ?        | unknown |
    """
    return root_use


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_route_changes(route_changes):
    """A confirmed subscriber is told of changes of route tables.

    Why: A new route can lead traffic past what inspects it.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | route_changes | verdict |
    |---------------|---------|
    | True          | pass    |
    | False         | fail    |
    | ?             | unknown |
    """
    return route_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_s3_policy_changes(s3_policy_changes):
    """A confirmed subscriber is told of changes of the policies and settings of S3 buckets.

    Why: A policy of a bucket can make its data public within seconds.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | s3_policy_changes | verdict |
    |-------------------|---------|
    | True              | pass    |
    | False             | fail    |
    | ?                 | unknown |
    """
    return s3_policy_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_security_group_changes(security_group_changes):
    """A confirmed subscriber is told of changes of security groups.

    Why: A rule that is added for a test and stays is the usual way in.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | security_group_changes | verdict |
    |------------------------|---------|
    | True                   | pass    |
    | False                  | fail    |
    | ?                      | unknown |
    """
    return security_group_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_sign_ins_of_one_factor(sign_ins_of_one_factor):
    """A confirmed subscriber is told of sign-ins of IAM users to the console without MFA.

    Why: A sign-in by password alone may be that of somebody who stole it.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | sign_ins_of_one_factor | verdict |
    |------------------------|---------|
    | True                   | pass    |
    | False                  | fail    |
    | ?                      | unknown |
    """
    return sign_ins_of_one_factor


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_trail_changes(trail_changes):
    """A confirmed subscriber is told of changes of CloudTrail's trails.

    Why: Who stops the trail acts unseen from then on.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | trail_changes | verdict |
    |---------------|---------|
    | True          | pass    |
    | False         | fail    |
    | ?             | unknown |
    """
    return trail_changes


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_unauthorized_calls(unauthorized_calls):
    """A confirmed subscriber is told of calls that are refused for want of rights.

    Why: Someone who tries what he may not is lost, or is looking for a way in.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | unauthorized_calls | verdict |
    |--------------------|---------|
    | True               | pass    |
    | False              | fail    |
    | ?                  | unknown |
    """
    return unauthorized_calls


@check("sts_caller_identity_alarms", domain="logging", severity="medium", family="change_alarms")
def sts_caller_identity_alarms_vpc_changes(vpc_changes):
    """A confirmed subscriber is told of changes of VPCs and of their peering connections.

    Why: A peering connection joins two networks that were apart.
    Remedy: On the trail's log group create a metric filter that matches all of these events, and an alarm with a topic.
    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html

    | vpc_changes | verdict |
    |-------------|---------|
    | True        | pass    |
    | False       | fail    |
    | ?           | unknown |
    """
    return vpc_changes
