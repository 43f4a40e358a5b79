"""AWS IAM Identity Center."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("sso-admin:list_instances", resource_type="AWS::SSO::Instance", key="InstanceArn")
class sso_admin_instance:
    """Instances of IAM Identity Center that the account made or can see."""

    name: str = column("Name", "Name of the instance, or `none`.", absent="none")
    created_at: datetime = column("CreatedDate", "When the instance was made.")
    status: str = column("Status", "`ACTIVE`, `CREATE_IN_PROGRESS`, `CREATE_FAILED` or `DELETE_IN_PROGRESS`.")
    owner_account_id: str = column("OwnerAccountId", "Account that owns the instance.")
    owned: bool = column("OwnerAccountId == here.account_id", "The account itself owns the instance.")
    identity_store_id: str = column("IdentityStoreId", "Store that holds its users and groups.")


# Permission sets are those of organization instances. Only who administers the instance may ask for them.
@table(
    "sso-admin:list_permission_sets",
    resource_type="AWS::SSO::PermissionSet",
    key="value",
    parent="list_instances",
    InstanceArn="parent.InstanceArn",
)
class sso_admin_permission_set:
    """Permission sets of IAM Identity Center, from which it makes roles in the accounts that it gives access to."""

    described = detail("describe_permission_set", InstanceArn="parent.InstanceArn", PermissionSetArn="value")
    managed = detail(
        "list_managed_policies_in_permission_set", InstanceArn="parent.InstanceArn", PermissionSetArn="value"
    )
    own = detail(
        "list_customer_managed_policy_references_in_permission_set",
        InstanceArn="parent.InstanceArn",
        PermissionSetArn="value",
    )
    inline = detail("get_inline_policy_for_permission_set", InstanceArn="parent.InstanceArn", PermissionSetArn="value")
    accounts = detail(
        "list_accounts_for_provisioned_permission_set", InstanceArn="parent.InstanceArn", PermissionSetArn="value"
    )
    assigned = detail(
        "list_account_assignments",
        InstanceArn="parent.InstanceArn",
        AccountId="here.account_id",
        PermissionSetArn="value",
    )

    name: str = column("described.PermissionSet.Name", "Name of the permission set.")
    created_at: datetime = column("described.PermissionSet.CreatedDate", "When the permission set was made.")
    instance_arn: str = column("parent.InstanceArn", "Instance of IAM Identity Center that it belongs to.")
    session_duration: str = column(
        "described.PermissionSet.SessionDuration", "How long a session lasts, as ISO 8601 writes it.", absent="PT1H"
    )
    managed_policy_arns: str = column(
        "join(' ', managed.AttachedManagedPolicies[].Arn)", "ARNs of AWS's policies in it.", absent=""
    )
    customer_policy_names: str = column(
        "join(' ', own.CustomerManagedPolicyReferences[].Name)",
        "Names of the policies that each account adds to the role.",
        absent="",
    )
    inline_statements_json: str = column(
        "inline.[InlinePolicy || '{\"Statement\": []}'] | statements_json([0])",
        "Statements of the policy written into it as JSON.",
    )
    provisioned_accounts: int = column("length(accounts.AccountIds)", "Accounts that have its role.", absent=0)
    users_assigned_here: int = column(
        "length(assigned.AccountAssignments[?PrincipalType == 'USER'])",
        "Users, not groups, to whom it is assigned in the account that was asked.",
        absent=0,
    )
    groups_assigned_here: int = column(
        "length(assigned.AccountAssignments[?PrincipalType == 'GROUP'])",
        "Groups to which it is assigned in the account that was asked.",
        absent=0,
    )
