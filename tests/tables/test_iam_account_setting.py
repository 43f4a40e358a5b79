def test_alias_of_the_account(aws, collected):
    assert collected("iam_account_alias")["name"].tolist() == ["none"]
    aws("iam").create_account_alias(AccountAlias="orders")
    assert collected("iam_account_alias")["name"].tolist() == ["orders"]


def test_server_certificates(aws, collected):
    aws("iam").upload_server_certificate(ServerCertificateName="old", CertificateBody="body", PrivateKey="key")
    frame = collected("iam_server_certificate")
    assert frame["resource_id"].tolist() == ["arn:aws:iam::123456789012:server-certificate/old"]
    assert frame["name"].tolist() == ["old"]


def test_root_users_managed_centrally(answered):
    answer = {"OrganizationId": "o-1", "EnabledFeatures": ["RootCredentialsManagement"]}
    frame = answered("iam_organizations_feature", ("list_organizations_features", answer))
    assert frame[["root_credentials_managed", "root_sessions"]].values.tolist() == [[True, False]]


def test_trusted_access_that_is_off(answered):
    frame = answered("iam_organizations_feature", ("list_organizations_features", "ServiceAccessNotEnabledException"))
    assert frame[["organization_id", "root_credentials_managed"]].values.tolist() == [["none", False]]


def test_a_member_account_does_not_know(answered):
    code = "AccountNotManagementOrDelegatedAdministratorException"
    frame = answered("iam_organizations_feature", ("list_organizations_features", code))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
