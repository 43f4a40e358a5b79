def test_parameters_of_the_estate_without_their_values(aws, collected):
    ssm = aws("ssm")
    ssm.put_parameter(Name="/app/level", Value="info", Type="String")
    ssm.put_parameter(Name="/app/token", Value="canary", Type="SecureString")
    frame = collected("ssm_parameter")
    assert frame["name"].tolist() == ["/app/level", "/app/token"]
    assert frame[["type", "kms_key_id", "tier"]].values.tolist() == [
        ["String", "none", "Standard"],
        ["SecureString", "alias/aws/ssm", "Standard"],
    ]
    assert not frame.astype("string").eq("canary").any(axis=None)


def test_managed_instances_are_ec2_instances_or_servers(answered):
    instances = [
        {"InstanceId": "i-0a", "PingStatus": "Online", "IsLatestVersion": True, "ResourceType": "EC2Instance"},
        {
            "InstanceId": "mi-0b",
            "PingStatus": "ConnectionLost",
            "IsLatestVersion": False,
            "ResourceType": "ManagedInstance",
        },
    ]
    frame = answered("ssm_managed_instance", ("describe_instance_information", {"InstanceInformationList": instances}))
    assert frame["resource_id"].tolist() == [
        "arn:aws:ec2:eu-central-1:123456789012:instance/i-0a",
        "arn:aws:ssm:eu-central-1:123456789012:managed-instance/mi-0b",
    ]
    assert frame["ping_status"].tolist() == ["Online", "ConnectionLost"]
    assert frame["agent_up_to_date"].tolist() == [True, False]
