def test_instances_of_the_estate_and_of_others(answered):
    arn = "arn:aws:sso:::instance/ssoins-{}"
    instances = [
        {"InstanceArn": arn.format("1111111111111111"), "OwnerAccountId": "123456789012", "Status": "ACTIVE"},
        {"InstanceArn": arn.format("2222222222222222"), "OwnerAccountId": "999999999999", "Status": "ACTIVE"},
    ]
    frame = answered("sso_admin_instance", ("list_instances", {"Instances": instances}))
    assert frame["owned"].tolist() == [True, False]
    assert frame["name"].tolist() == ["none", "none"]
