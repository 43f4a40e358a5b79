"""IAM policies and roles: who may do what, and who may become whom."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "iam:get_account_authorization_details",
    resource_type="AWS::IAM::ManagedPolicy",
    key="Arn",
    scope="global",
    items="Policies",
    Filter="['LocalManagedPolicy']",
)
class iam_policy:
    """Customer managed policies."""

    name: str = column("PolicyName", "Name of the policy.")
    created_at: datetime = column("CreateDate", "When the policy was made.")
    attachments: int = column("AttachmentCount", "Users, groups and roles that hold the policy.")
    boundaries: int = column("PermissionsBoundaryUsageCount", "Users and roles that the policy bounds.", absent=0)
    statements_json: str = column(
        "statements_json([PolicyVersionList[?IsDefaultVersion] | [0].Document])",
        "Statements of the version in force as JSON.",
    )


@table(
    "iam:get_account_authorization_details",
    resource_type="AWS::IAM::Role",
    key="Arn",
    scope="global",
    items="RoleDetailList",
    Filter="['Role']",
)
class iam_role:
    """IAM roles, those of AWS services included."""

    name: str = column("RoleName", "Name of the role.")
    arn: str = column("Arn", "ARN of the role, its path included.")
    created_at: datetime = column("CreateDate", "When the role was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    path: str = column("Path", "Path of the role.")
    service_linked: bool = column(
        "starts_with(Path, '/aws-service-role/')", "An AWS service made the role and alone can use it."
    )
    last_used_at: datetime = column(
        "RoleLastUsed.LastUsedDate", "When the role was last used; NA also if it was not in the last 400 days."
    )
    used: bool = column("RoleLastUsed.LastUsedDate && `true`", "The role was used in the last 400 days.", absent=False)
    attached_policies: int = column("length(AttachedManagedPolicies)", "Managed policies attached.", absent=0)
    attached_policy_arns: str = column(
        "join(' ', AttachedManagedPolicies[].PolicyArn)", "ARNs of those managed policies.", absent=""
    )
    inline_policies: int = column("length(RolePolicyList)", "Policies written into the role.", absent=0)
    inline_statements_json: str = column(
        "statements_json(map(&PolicyDocument, RolePolicyList || `[]`))",
        "Statements of the policies written into the role as JSON.",
    )
    administrator: bool = column(
        "length(AttachedManagedPolicies[?ends_with(PolicyArn, ':aws:policy/AdministratorAccess')]) > `0`",
        "AWS's policy AdministratorAccess is attached.",
        absent=False,
    )
    permissions_boundary_arn: str = column(
        "PermissionsBoundary.PermissionsBoundaryArn", "Policy that bounds the permissions, or `none`.", absent="none"
    )
    trust_json: str = column("statements_json([AssumeRolePolicyDocument])", "Statements of the trust policy as JSON.")
