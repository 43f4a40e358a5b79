def test_identity_pools_of_the_estate(aws, collected):
    cognito = aws("cognito-identity")
    for name, guests in (("closed", False), ("open", True)):
        cognito.create_identity_pool(IdentityPoolName=name, AllowUnauthenticatedIdentities=guests)
    frame = collected("cognito_identity_pool").set_index("name").loc[["closed", "open"]]
    assert frame["allows_guests"].tolist() == [False, True]
    assert frame["resource_id"].str.contains(":identitypool/eu-central-1:").all()


def test_a_pool_that_may_not_be_read(answered):
    frame = answered(
        "cognito_identity_pool",
        ("list_identity_pools", {"IdentityPools": [{"IdentityPoolId": "eu-central-1:1", "IdentityPoolName": "p"}]}),
        ("describe_identity_pool", "NotAuthorizedException"),
    )
    assert frame[["allows_guests", "allows_classic_flow", "unchecked_providers", "tags"]].isna().all(axis=None)
