def test_user_pools_of_the_estate(aws, collected):
    cognito = aws("cognito-idp")
    cognito.create_user_pool(
        PoolName="good",
        MfaConfiguration="ON",
        UserPoolAddOns={"AdvancedSecurityMode": "ENFORCED"},
        Policies={"PasswordPolicy": {"MinimumLength": 14, "RequireSymbols": True, "TemporaryPasswordValidityDays": 1}},
        AdminCreateUserConfig={"AllowAdminCreateUserOnly": True},
        DeletionProtection="ACTIVE",
        UserPoolTags={"Team": "a"},
    )
    cognito.create_user_pool(PoolName="bad", Policies={"PasswordPolicy": {"MinimumLength": 6, "RequireSymbols": False}})
    frame = collected("cognito_idp_user_pool").set_index("name").loc[["good", "bad"]]
    assert frame["mfa"].tolist() == ["ON", "OFF"]
    assert frame["threat_protection"].tolist() == ["ENFORCED", "OFF"]
    assert frame["minimum_length"].tolist() == [14, 6]
    assert frame["requires_symbols"].tolist() == [True, False]
    assert frame["temporary_password_days"].iloc[0] == 1
    assert frame["self_registration"].tolist() == [False, True]
    assert frame["deletion_protection"].tolist() == [True, False]
    assert frame["tags"].tolist() == ['{"Team": "a"}', "{}"]


def test_a_pool_that_may_not_be_read(answered):
    frame = answered(
        "cognito_idp_user_pool",
        ("list_user_pools", {"UserPools": [{"Id": "eu-central-1_1", "Name": "p"}]}),
        ("describe_user_pool", "NotAuthorizedException"),
    )
    columns = ["mfa", "threat_protection", "minimum_length", "self_registration", "deletion_protection"]
    assert frame[columns].isna().all(axis=None)
