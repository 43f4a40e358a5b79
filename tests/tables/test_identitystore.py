import datetime as dt

WHEN = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
STORE = {
    "IdentityStoreId": "d-1234567890",
    "IdentityStoreArn": "arn:aws:identitystore::123456789012:identitystore/d-1234567890",
}
ID = "11111111-1111-1111-1111-111111111111"
GROUP = STORE | {"GroupId": ID, "GroupArn": f"arn:aws:identitystore:::group/{ID}", "Revision": "1"}
USER = STORE | {"UserId": ID, "UserArn": f"arn:aws:identitystore:::user/{ID}", "Revision": "1"}
del GROUP["IdentityStoreArn"], USER["IdentityStoreArn"]
STORES = ("list_identity_stores", {"IdentityStores": [STORE]})


def membership(number):
    return {
        "IdentityStoreId": "d-1234567890",
        "MembershipId": f"{number}1111111-1111-1111-1111-111111111111",
        "MembershipArn": f"arn:aws:identitystore:::membership/{number}1111111-1111-1111-1111-111111111111",
    }


def test_groups_and_how_many_are_in_them(answered):
    frame = answered(
        "identitystore_group",
        STORES,
        ("list_groups", {"Groups": [GROUP | {"ExternalIds": [{"Issuer": "scim", "Id": "7"}], "CreatedAt": WHEN}]}),
        ("list_group_memberships", {"GroupMemberships": [membership(1), membership(2)]}),
    )
    row = frame.iloc[0]
    assert row[["resource_id", "group_id", "provisioned", "members"]].tolist() == [GROUP["GroupArn"], ID, True, 2]


def test_a_group_whose_members_are_refused_is_not_empty(answered):
    frame = answered(
        "identitystore_group",
        STORES,
        ("list_groups", {"Groups": [GROUP]}),
        ("list_group_memberships", "AccessDeniedException"),
    )
    assert frame["members"].isna().tolist() == [True]
    assert frame["provisioned"].tolist() == [False]


def test_users(answered):
    users = [USER | {"UserStatus": "ENABLED"}, USER | {"UserArn": USER["UserArn"].replace("1", "2")}]
    frame = answered("identitystore_user", STORES, ("list_users", {"Users": users}))
    assert frame["status"].astype("object").fillna("?").tolist() == ["ENABLED", "?"]
    assert frame["provisioned"].tolist() == [False, False]
