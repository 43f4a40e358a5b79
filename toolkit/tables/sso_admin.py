"""AWS IAM Identity Center."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("sso-admin:list_instances", resource_type="AWS::SSO::Instance", key="InstanceArn")
class sso_admin_instance:
    """Instances of IAM Identity Center that the account made or can see."""

    name: str = column("Name", "Name of the instance, or `none`.", absent="none")
    created_at: datetime = column("CreatedDate", "When the instance was made.")
    status: str = column("Status", "`ACTIVE`, `CREATE_IN_PROGRESS`, `CREATE_FAILED` or `DELETE_IN_PROGRESS`.")
    owner_account_id: str = column("OwnerAccountId", "Account that owns the instance.")
    owned: bool = column("OwnerAccountId == here.account_id", "The account itself owns the instance.")
    identity_store_id: str = column("IdentityStoreId", "Store that holds its users and groups.")
