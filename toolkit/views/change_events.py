"""Events of CloudTrail that somebody should be told of, each as the fields that are known of it.

Sources: https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
"""

from __future__ import annotations

from toolkit.views.log_filters import ABSENT, Event


def _calls(service: str, names: str) -> tuple[Event, ...]:
    """Return calls that succeed."""
    about = {"eventSource": f"{service}.amazonaws.com", "eventType": "AwsApiCall", "errorCode": ABSENT}
    return tuple(about | {"eventName": name} for name in names.split())


def _refused(service: str, name: str, code: str) -> Event:
    about = {"eventSource": f"{service}.amazonaws.com", "eventType": "AwsApiCall", "sourceIPAddress": "203.0.113.9"}
    return about | {"eventName": name, "errorCode": code}


_SIGN_IN = {"eventSource": "signin.amazonaws.com", "eventType": "AwsConsoleSignIn", "eventName": "ConsoleLogin"}
_ROOT = {"userIdentity.type": "Root", "userIdentity.invokedBy": ABSENT}

EVENTS: dict[str, tuple[Event, ...]] = {
    "config_changes": _calls(
        "config", "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder"
    ),
    "failed_sign_ins": (
        _SIGN_IN | {"errorMessage": "Failed authentication", "responseElements.ConsoleLogin": "Failure"},
    ),
    "gateway_changes": _calls(
        "ec2",
        "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway"
        " DeleteInternetGateway DetachInternetGateway",
    ),
    "iam_policy_changes": _calls(
        "iam",
        "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy"
        " DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy"
        " DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
    ),
    "key_deletions": _calls("kms", "DisableKey ScheduleKeyDeletion"),
    "network_acl_changes": _calls(
        "ec2",
        "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry"
        " ReplaceNetworkAclAssociation",
    ),
    "organization_changes": _calls(
        "organizations",
        "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy DeclineHandshake"
        " DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy DisablePolicyType EnablePolicyType"
        " InviteAccountToOrganization LeaveOrganization MoveAccount RemoveAccountFromOrganization UpdatePolicy"
        " UpdateOrganizationalUnit",
    ),
    "root_use": (
        _ROOT | {"eventType": "AwsApiCall"},
        _ROOT | {"eventType": "AwsConsoleSignIn", "eventName": "ConsoleLogin"},
    ),
    "route_changes": _calls(
        "ec2",
        "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute"
        " DisassociateRouteTable",
    ),
    "s3_policy_changes": _calls(
        "s3",
        "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy"
        " DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
    ),
    "security_group_changes": _calls(
        "ec2",
        "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress"
        " RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup",
    ),
    "sign_ins_of_one_factor": (
        _SIGN_IN
        | {
            "userIdentity.type": "IAMUser",
            "additionalEventData.MFAUsed": "No",
            "responseElements.ConsoleLogin": "Success",
            "errorMessage": ABSENT,
        },
    ),
    "trail_changes": _calls("cloudtrail", "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"),
    "unauthorized_calls": (
        _refused("ec2", "RunInstances", "Client.UnauthorizedOperation"),
        _refused("iam", "CreateUser", "AccessDenied"),
        _refused("kms", "DescribeKey", "AccessDeniedException"),
    ),
    "vpc_changes": _calls(
        "ec2",
        "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection"
        " DeleteVpcPeeringConnection RejectVpcPeeringConnection",
    ),
}
OF_READS = {"root_use", "unauthorized_calls"}  # may be of calls that only read, which a trail can leave out
