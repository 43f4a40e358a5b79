def test_virtual_devices_of_users_and_of_nobody(aws, collected):
    iam = aws("iam")
    iam.create_user(UserName="anna")
    for name in ("anna", "left"):
        iam.create_virtual_mfa_device(VirtualMFADeviceName=name)
    serial = "arn:aws:iam::123456789012:mfa/anna"
    iam.enable_mfa_device(
        UserName="anna", SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="123457"
    )
    frame = collected("iam_virtual_mfa_device").set_index("resource_id").loc[[serial, serial.replace("anna", "left")]]
    assert frame["assigned"].tolist() == [True, False]
    assert frame["user_name"].tolist() == ["anna", "none"]
    assert frame["root"].tolist() == [False, False]


def test_the_device_of_the_root_user(answered):
    root = {
        "Path": "/",
        "UserName": "-",
        "UserId": "0123456789012345",
        "Arn": "arn:aws:iam::123456789012:root",
        "CreateDate": "2020-01-01",
    }
    device = {
        "SerialNumber": "arn:aws:iam::123456789012:mfa/root-account-mfa-device",
        "User": root,
        "EnableDate": "2020-01-01",
    }
    frame = answered("iam_virtual_mfa_device", ("list_virtual_mfa_devices", {"VirtualMFADevices": [device]}))
    assert frame[["root", "assigned"]].values.tolist() == [[True, True]]
