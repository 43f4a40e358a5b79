"""The identity stores of AWS IAM Identity Center. AWS calls names in them sensitive, so ids stand for them."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "identitystore:list_groups",
    resource_type="AWS::IdentityStore::Group",
    key="GroupArn",
    parent="list_identity_stores",
    IdentityStoreId="parent.IdentityStoreId",
)
class identitystore_group:
    """Groups of IAM Identity Center."""

    memberships = detail("list_group_memberships", IdentityStoreId="parent.IdentityStoreId", GroupId="GroupId")

    created_at: datetime = column("CreatedAt", "When the group was made; NA also for one made before AWS kept it.")
    group_id: str = column("GroupId", "Id of the group within its store.")
    identity_store_id: str = column("IdentityStoreId", "Store that holds the group.")
    provisioned: bool = column(
        "length(ExternalIds) > `0`", "An identity provider outside AWS manages the group.", absent=False
    )
    members: int = column("length(memberships.GroupMemberships)", "Users in the group.", absent=0)


@table(
    "identitystore:list_users",
    resource_type="AWS::IdentityStore::User",
    key="UserArn",
    parent="list_identity_stores",
    IdentityStoreId="parent.IdentityStoreId",
    inventory_only="Most users come from an identity provider outside of AWS, which knows how they sign in.",
)
class identitystore_user:
    """Users of IAM Identity Center."""

    created_at: datetime = column("CreatedAt", "When the user was made; NA also for one made before AWS kept it.")
    user_id: str = column("UserId", "Id of the user within its store.")
    identity_store_id: str = column("IdentityStoreId", "Store that holds the user.")
    provisioned: bool = column(
        "length(ExternalIds) > `0`", "An identity provider outside AWS manages the user.", absent=False
    )
    status: str = column("UserStatus", "`ENABLED` or `DISABLED`.")
