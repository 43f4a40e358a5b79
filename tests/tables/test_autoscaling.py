import pytest

USER_DATA = "export KEY=ghp_0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def estate(aws):
    """Two launch configurations and two groups, the first of each with all protections; the template's id."""
    autoscaling, ec2 = aws("autoscaling"), aws("ec2")
    for name, tokens, public, encrypted in (("good", "required", False, True), ("bad", "optional", True, False)):
        autoscaling.create_launch_configuration(
            LaunchConfigurationName=name,
            ImageId="ami-12345678",
            InstanceType="t3.micro",
            UserData=USER_DATA,
            AssociatePublicIpAddress=public,
            MetadataOptions={"HttpTokens": tokens, "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled"},
            BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 8, "Encrypted": encrypted}}],
        )
    template_id = ec2.create_launch_template(
        LaunchTemplateName="web", LaunchTemplateData={"ImageId": "ami-12345678", "InstanceType": "t3.micro"}
    )["LaunchTemplate"]["LaunchTemplateId"]
    for name, launched, zones, propagated in (
        ("good", {"LaunchTemplate": {"LaunchTemplateId": template_id, "Version": "$Latest"}}, "ab", True),
        ("bad", {"LaunchConfigurationName": "bad"}, "a", False),
    ):
        tag = {"ResourceId": name, "ResourceType": "auto-scaling-group", "Key": "Team", "Value": "web"}
        autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=name,
            MinSize=0,
            MaxSize=2,
            AvailabilityZones=[f"eu-central-1{zone}" for zone in zones],
            HealthCheckType="ELB",
            Tags=[tag | {"PropagateAtLaunch": propagated}],
            **launched,
        )
    return template_id


def test_groups_of_the_estate(estate, collected):
    frame = collected("autoscaling_group").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"].str.endswith((":autoScalingGroupName/good", ":autoScalingGroupName/bad")).all()
    assert frame["launch_template_id"].tolist() == [estate, "none"]
    assert frame["launch_template_version"].tolist() == ["$Latest", "none"]
    assert frame["launch_configuration"].tolist() == ["none", "bad"]
    assert frame["availability_zones"].tolist() == [2, 1]
    assert frame["health_check_type"].tolist() == ["ELB", "ELB"]
    assert frame["behind_load_balancer"].tolist() == [False, False]
    assert frame["tags_not_propagated"].tolist() == [0, 1]
    assert frame["tags"].tolist() == ['{"Team": "web"}'] * 2


def test_launch_configurations_of_the_estate(estate, collected):
    frame = collected("autoscaling_launch_configuration").set_index("name").loc[["good", "bad"]]
    assert frame["imds_tokens"].tolist() == ["required", "optional"]
    assert frame["imds_hop_limit"].tolist() == [1, 1]
    assert frame["public_ip"].tolist() == ["no", "yes"]
    assert frame["volumes"].tolist() == [1, 1]
    assert frame["volumes_not_encrypted"].tolist() == [0, 1]
    assert frame["user_data_holds_credential"].tolist() == [True, True]
    assert USER_DATA not in frame.to_csv()


def test_a_launch_configuration_that_leaves_all_open(answered):
    listed = {"LaunchConfigurationName": "old", "ImageId": "ami-1", "InstanceType": "m1.small"}
    listed |= {"CreatedTime": "2014-01-01T00:00:00Z", "LaunchConfigurationARN": "arn:aws:autoscaling:r:1:lc"}
    mappings = [{"DeviceName": "/dev/xvda", "Ebs": {}}, {"DeviceName": "/dev/xvdb", "VirtualName": "ephemeral0"}]
    frame = answered(
        "autoscaling_launch_configuration",
        ("describe_launch_configurations", {"LaunchConfigurations": [listed | {"BlockDeviceMappings": mappings}]}),
    )
    assert frame[["imds_tokens", "imds_hop_limit", "public_ip"]].to_numpy().tolist() == [["none", -1, "subnet"]]
    assert frame[["volumes", "volumes_not_encrypted"]].to_numpy().tolist() == [[1, 1]]


def test_groups_of_mixed_instances_and_behind_load_balancers(answered):
    common = {
        "MinSize": 0,
        "MaxSize": 1,
        "DesiredCapacity": 0,
        "DefaultCooldown": 1,
        "AvailabilityZones": ["a"],
        "HealthCheckType": "EC2",
        "CreatedTime": "2026-01-01T00:00:00Z",
    }
    mixed = {"LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateId": "lt-1", "Version": "3"}}}
    groups = [
        common
        | {
            "AutoScalingGroupName": "mixed",
            "MixedInstancesPolicy": mixed,
            "TargetGroupARNs": ["arn:aws:tg"],
        },
        common
        | {
            "AutoScalingGroupName": "classic",
            "LoadBalancerNames": ["old"],
            "Status": "Delete in progress",
        },
        common
        | {
            "AutoScalingGroupName": "lattice",
            "TrafficSources": [{"Identifier": "arn:aws:lattice"}],
        },
        common | {"AutoScalingGroupName": "none", "TargetGroupARNs": []},
    ]
    groups = [group | {"AutoScalingGroupARN": f"arn:{group['AutoScalingGroupName']}"} for group in groups]
    frame = answered("autoscaling_group", ("describe_auto_scaling_groups", {"AutoScalingGroups": groups}))
    assert frame["launch_template_id"].tolist() == ["lt-1", "none", "none", "none"]
    assert frame["launch_template_version"].tolist()[0] == "3"
    assert frame["behind_load_balancer"].tolist() == [True, True, True, False]
    assert frame["status"].tolist() == ["none", "Delete in progress", "none", "none"]


def test_a_refused_listing_is_no_empty_table(answered):
    frame = answered("autoscaling_group", ("describe_auto_scaling_groups", "AccessDenied"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_groups_that_auto_scaling_counts(answered):
    limits = {"NumberOfAutoScalingGroups": 2, "NumberOfLaunchConfigurations": 0, "MaxNumberOfAutoScalingGroups": 200}
    frame = answered("autoscaling_account", ("describe_account_limits", limits))
    assert frame[["groups", "launch_configurations"]].values.tolist() == [[2, 0]]
