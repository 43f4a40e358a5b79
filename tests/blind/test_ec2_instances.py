"""Instances, images, templates and what else EC2 starts."""

import base64

import pytest

KEY = "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMP1EKEY\n"
HARMLESS = "#!/bin/sh\nyum install -y httpd\n"


@pytest.fixture
def image(aws):
    return aws("ec2").register_image(Name="mine", RootDeviceName="/dev/xvda", VirtualizationType="hvm")["ImageId"]


@pytest.fixture
def place(aws):
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]


def start(ec2, image, **more):
    return ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, **more)["Instances"][0]["InstanceId"]


def test_metadata_of_instances(aws, judged, image, place):
    ec2 = aws("ec2")
    required = start(ec2, image, SubnetId=place, MetadataOptions={"HttpTokens": "required"})
    optional = start(ec2, image, SubnetId=place, MetadataOptions={"HttpTokens": "optional"})
    off = start(ec2, image, SubnetId=place, MetadataOptions={"HttpEndpoint": "disabled", "HttpTokens": "optional"})

    assert judged("ec2_instance_imdsv2_required") == {required: "pass", optional: "fail", off: "pass"}


def test_addresses_interfaces_and_profiles(aws, judged, image, place):
    ec2, iam = aws("ec2"), aws("iam")
    iam.create_instance_profile(InstanceProfileName="profile")
    one = {"DeviceIndex": 0, "SubnetId": place, "AssociatePublicIpAddress": False}
    two = {"DeviceIndex": 1, "SubnetId": place}
    private = start(ec2, image, NetworkInterfaces=[one], IamInstanceProfile={"Name": "profile"})
    public = start(ec2, image, NetworkInterfaces=[one | {"AssociatePublicIpAddress": True}])
    bridging = start(ec2, image, NetworkInterfaces=[one, two])

    names = (private, public, bridging)
    for check, verdicts in {
        "ec2_instance_privately_addressed": ("pass", "fail", "pass"),
        "ec2_instance_network_interface_single": ("pass", "pass", "fail"),
        "ec2_instance_profile_attached": ("pass", "fail", "fail"),
        "ec2_instance_image_recent": ("pass", "pass", "pass"),
    }.items():
        assert judged(check) == dict(zip(names, verdicts, strict=True)), check
    assert judged("ec2_instance_network_interface_single", max_interfaces=2)[bridging] == "pass"


def test_an_address_of_a_second_interface_is_public_too(aws, judged, image, place):
    ec2 = aws("ec2")
    instance = start(ec2, image, SubnetId=place)
    interface = ec2.create_network_interface(SubnetId=place)["NetworkInterface"]["NetworkInterfaceId"]
    ec2.attach_network_interface(NetworkInterfaceId=interface, InstanceId=instance, DeviceIndex=1)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=address, NetworkInterfaceId=interface)

    assert judged("ec2_instance_privately_addressed") == {instance: "fail"}


def test_user_data(aws, judged, image, place):
    ec2 = aws("ec2")
    none = start(ec2, image, SubnetId=place)
    harmless = start(ec2, image, SubnetId=place, UserData=HARMLESS)
    secret = start(ec2, image, SubnetId=place, UserData=KEY)

    assert judged("ec2_instance_user_data_credential_free") == {harmless: "pass", secret: "fail"}
    assert none


def test_stopped_instances_are_not_running(aws, judged, image, place):
    ec2 = aws("ec2")
    stopped = start(ec2, image, SubnetId=place)
    ec2.stop_instances(InstanceIds=[stopped])
    gone = start(ec2, image, SubnetId=place)
    ec2.terminate_instances(InstanceIds=[gone])

    for check in ("ec2_instance_monitoring_detailed", "ec2_instance_image_recent"):
        assert judged(check) == {}, check
    assert judged("ec2_instance_imdsv2_required").keys() == {stopped}


def test_launch_templates(aws, judged):
    ec2 = aws("ec2")

    def template(name, **data):
        made = ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data | {"ImageId": "ami-1"})
        return made["LaunchTemplate"]["LaunchTemplateId"]

    def coded(text):
        return base64.b64encode(text.encode()).decode()

    public = {"DeviceIndex": 0, "AssociatePublicIpAddress": True}
    strict = template(
        "strict",
        MetadataOptions={"HttpTokens": "required"},
        UserData=coded(HARMLESS),
        NetworkInterfaces=[public | {"AssociatePublicIpAddress": False}],
    )
    lax = template("lax", MetadataOptions={"HttpTokens": "optional"}, UserData=coded(KEY), NetworkInterfaces=[public])
    silent = template("silent", InstanceType="t3.micro")
    mended = template("mended", MetadataOptions={"HttpTokens": "optional"})
    ec2.create_launch_template_version(  # and not made the default
        LaunchTemplateId=mended, LaunchTemplateData={"MetadataOptions": {"HttpTokens": "required"}}
    )
    names = (strict, lax, silent, mended)
    for check, verdicts in {
        "ec2_launch_template_user_data_credential_free": ("pass", "fail", "pass", "pass"),
        "ec2_launch_template_privately_addressed": ("pass", "fail", "pass", "pass"),
    }.items():
        assert judged(check) == dict(zip(names, verdicts, strict=True)), check


def test_launch_configurations_and_groups(aws, judged, place):
    scaling, elb = aws("autoscaling"), aws("elb")
    elb.create_load_balancer(
        LoadBalancerName="lb",
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}],
        AvailabilityZones=["eu-central-1a"],
    )
    some = {"ImageId": "ami-1", "InstanceType": "t3.micro"}
    scaling.create_launch_configuration(
        LaunchConfigurationName="strict",
        MetadataOptions={"HttpTokens": "required", "HttpPutResponseHopLimit": 1},
        AssociatePublicIpAddress=False,
        UserData=HARMLESS,
        **some,
    )
    scaling.create_launch_configuration(
        LaunchConfigurationName="lax",
        MetadataOptions={"HttpTokens": "optional", "HttpPutResponseHopLimit": 2},
        AssociatePublicIpAddress=True,
        UserData=KEY,
        **some,
    )
    scaling.create_launch_configuration(LaunchConfigurationName="silent", **some)
    for check, verdicts in {
        "autoscaling_launch_configuration_imdsv2_required": ("pass", "fail", "fail"),
        "autoscaling_launch_configuration_metadata_hops_limited": ("pass", "fail", None),
        "autoscaling_launch_configuration_user_data_credential_free": ("pass", "fail", "pass"),
        "autoscaling_launch_configuration_privately_addressed": ("pass", "fail", "pass"),
    }.items():
        results = judged(check)
        assert tuple(map(results.get, ("strict", "lax", "silent"))) == verdicts, check

    size = {"MinSize": 0, "MaxSize": 0}
    template = aws("ec2").create_launch_template(LaunchTemplateName="t", LaunchTemplateData=some)["LaunchTemplate"]
    template = {"LaunchTemplateId": template["LaunchTemplateId"], "Version": "$Default"}
    zones = ["eu-central-1a", "eu-central-1b"]
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="good", LaunchTemplate=template, AvailabilityZones=zones, LoadBalancerNames=["lb"],
        HealthCheckType="ELB", **size,
    )  # fmt: skip
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="bad", LaunchConfigurationName="lax", AvailabilityZones=zones[:1],
        LoadBalancerNames=["lb"], HealthCheckType="EC2", **size,
    )  # fmt: skip
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="alone", LaunchTemplate=template, AvailabilityZones=zones, **size
    )
    for check, verdicts in {
        "autoscaling_group_launch_template_used": ("pass", "fail", "pass"),
        "autoscaling_group_multi_zone": ("pass", "fail", "pass"),
        "autoscaling_group_load_balancer_health_checked": ("pass", "fail", None),
    }.items():
        results = judged(check)
        assert tuple(map(results.get, ("good", "bad", "alone"))) == verdicts, check


def test_images_that_are_shared(aws, judged, image):
    ec2 = aws("ec2")
    shared = ec2.register_image(Name="shared", RootDeviceName="/dev/xvda")["ImageId"]
    ec2.modify_image_attribute(
        ImageId=shared, Attribute="launchPermission", OperationType="add", UserIds=["111111111111"]
    )

    results = judged("ec2_image_accounts_approved")
    assert (results[image], results[shared]) == ("pass", "fail")
    assert judged("ec2_image_accounts_approved", known_accounts=["111111111111"])[shared] == "pass"
    assert judged("ec2_image_recent")[image] == "pass"
