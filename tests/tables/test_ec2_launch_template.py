import base64

GOOD = {
    "ImageId": "ami-1",
    "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled"},
    "NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": False, "Groups": ["sg-1"]}],
    "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True}}],
}
BAD = {
    "UserData": base64.b64encode(b"PASSWORD=correct-horse").decode(),
    "MetadataOptions": {"HttpTokens": "optional"},
    "NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": True}],
    "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 8}}],
}


def test_launch_templates_of_the_estate(aws, collected):
    ec2 = aws("ec2")
    for name, data in (("good", GOOD), ("bad", BAD)):
        ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
    ec2.create_launch_template_version(LaunchTemplateName="bad", LaunchTemplateData=GOOD)  # not the default
    frame = collected("ec2_launch_template").set_index("name").loc[["good", "bad"]]
    template_id = frame.loc["good", "launch_template_id"]
    assert frame.loc["good", "resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:launch-template/{template_id}"
    assert frame[["default_version", "latest_version"]].to_numpy().tolist() == [[1, 1], [1, 2]]
    assert frame["imds_tokens"].tolist() == ["required", "optional"]
    assert frame["imds_hop_limit"].tolist() == [1, -1]
    assert frame["public_ip"].tolist() == ["no", "yes"]
    assert frame["security_group_ids"].tolist() == ["sg-1", "none"]
    assert frame["volumes"].tolist() == [1, 1]
    assert frame["volumes_not_encrypted"].tolist() == [0, 1]
    assert "correct-horse" not in frame.to_csv()
    assert BAD["UserData"] not in frame.to_csv()


def template(answered, version):
    listed = {"LaunchTemplates": [{"LaunchTemplateId": "lt-1", "LaunchTemplateName": "web"}]}
    return answered(
        "ec2_launch_template", ("describe_launch_templates", listed), ("describe_launch_template_versions", version)
    )


def test_what_a_template_leaves_open_is_none(answered):
    frame = template(answered, {"LaunchTemplateVersions": [{"LaunchTemplateData": {"ImageId": "ami-1"}}]})
    assert frame[["imds_tokens", "imds_endpoint", "public_ip"]].to_numpy().tolist() == [["none", "none", "subnet"]]
    assert frame[["imds_hop_limit", "volumes", "volumes_not_encrypted"]].to_numpy().tolist() == [[-1, 0, 0]]


def test_a_version_that_is_refused_is_unknown(answered):
    columns = ["imds_tokens", "imds_hop_limit", "public_ip", "security_group_ids", "volumes", "volumes_not_encrypted"]
    assert template(answered, "UnauthorizedOperation")[columns].isna().all(axis=None)
