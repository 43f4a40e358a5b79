"""What belongs to nobody, organizations and rights to unmake evidence, made by API."""

import json

import pytest

ACCOUNT = "123456789012"


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(*actions, resource="*", effect="Allow", **condition):
    return {"Effect": effect, "Action": list(actions), "Resource": resource} | condition


RIGHTS = {
    "reader": [allow("s3:GetObject")],
    "stops-trail": [allow("cloudtrail:StopLogging")],
    "stops-by-star": [allow("cloudtrail:*")],
    "stops-by-pattern": [allow("CLOUDTRAIL:Stop*")],
    "stops-but-denied": [allow("cloudtrail:StopLogging"), allow("cloudtrail:StopLogging", effect="Deny")],
    "stops-detector": [allow("guardduty:DeleteDetector")],
    "decrypts": [allow("kms:Decrypt")],
    "decrypts-one": [allow("kms:Decrypt", resource=f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/a")],
    "decrypts-here": [allow("kms:Decrypt", resource=f"arn:aws:kms:*:{ACCOUNT}:key/*")],
    "reads-secrets": [allow("secretsmanager:GetSecretValue")],
    "reads-one": [
        allow("secretsmanager:GetSecretValue", resource=f"arn:aws:secretsmanager:eu-central-1:{ACCOUNT}:secret:a-*")
    ],
    "leaves": [allow("organizations:LeaveOrganization")],
    "closes": [allow("account:CloseAccount")],
    "all-but-iam": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
}


def test_rights(aws, judged):
    iam = aws("iam")
    for name, statements in RIGHTS.items():
        iam.create_user(UserName=name)
        iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=document(*statements))

    everyone = dict.fromkeys(RIGHTS, "pass") | {"all-but-iam": "fail"}
    trails = dict.fromkeys(("stops-trail", "stops-by-star", "stops-by-pattern"), "fail")
    assert judged("iam_principal_rights_recording_kept") == everyone | trails
    assert judged("iam_principal_rights_detection_kept") == everyone | {"stops-detector": "fail"}
    keys = dict.fromkeys(("decrypts", "decrypts-here"), "fail")
    assert judged("iam_principal_rights_decryption_limited") == everyone | keys
    assert judged("iam_principal_rights_secrets_named") == everyone | {"reads-secrets": "fail"}
    assert judged("iam_principal_rights_membership_kept") == everyone | {"leaves": "fail", "closes": "fail"}


def test_idle_identities(aws, judged):
    iam = aws("iam")
    for name in ("used", "idle"):
        iam.create_policy(PolicyName=name, PolicyDocument=document(allow("s3:GetObject")))
    iam.create_user(UserName="u")
    for name in ("people", "nobody"):
        iam.create_group(GroupName=name)
    iam.add_user_to_group(GroupName="people", UserName="u")
    iam.attach_group_policy(GroupName="people", PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/used")

    assert judged("iam_group_populated") == {"people": "pass", "nobody": "fail"}
    assert judged("iam_policy_in_use") == {"used": "pass", "idle": "fail"}


def test_idle_network(aws, judged):
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    used, idle = (ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"] for _ in range(2))
    ec2.attach_internet_gateway(InternetGatewayId=used, VpcId=vpc)
    free = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    held, loose = (ec2.allocate_address(Domain="vpc")["AllocationId"] for _ in range(2))
    ec2.associate_address(AllocationId=held, NetworkInterfaceId=free)

    assert judged("ec2_internet_gateway_in_use") == {used: "pass", idle: "fail"}
    assert judged("ec2_network_acl_in_use") == {acl: "fail"}
    assert judged("ec2_network_interface_in_use")[free] == "fail"
    assert judged("ec2_address_in_use") == {held: "pass", loose: "fail"}


def test_group_tags(aws, judged):
    ec2, client = aws("ec2"), aws("autoscaling")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    client.create_launch_configuration(LaunchConfigurationName="l", ImageId=image, InstanceType="t3.micro")
    for name, passed_on in {"all": [True, True], "half": [True, False], "bare": []}.items():
        tags = [{"Key": f"k{n}", "Value": "v", "PropagateAtLaunch": on} for n, on in enumerate(passed_on)]
        client.create_auto_scaling_group(
            AutoScalingGroupName=name,
            LaunchConfigurationName="l",
            MinSize=0,
            MaxSize=0,
            AvailabilityZones=["eu-central-1a"],
            Tags=tags,
        )

    assert judged("autoscaling_group_tags_propagated") == {"all": "pass", "half": "fail"}


GUARDS = {
    "organizations_organization_leaving_denied": ["organizations:LeaveOrganization"],
    "organizations_organization_trails_guarded": [
        "cloudtrail:StopLogging",
        "cloudtrail:DeleteTrail",
        "cloudtrail:UpdateTrail",
        "cloudtrail:PutEventSelectors",
    ],
    "organizations_organization_recorders_guarded": [
        "config:StopConfigurationRecorder",
        "config:DeleteConfigurationRecorder",
    ],
    "organizations_organization_service_control_attached": [],
}


def organization(aws, *statements, attached=True):
    """An organization with one policy of the customer's."""
    client = aws("organizations")
    client.create_organization(FeatureSet="ALL")
    root = client.list_roots()["Roots"][0]["Id"]
    client.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    policy = client.create_policy(
        Name="guards", Description="d", Type="SERVICE_CONTROL_POLICY", Content=document(*statements)
    )["Policy"]["PolicySummary"]["Id"]
    if attached:
        client.attach_policy(PolicyId=policy, TargetId=root)
    return policy


def test_guarded(aws, judged):
    actions = sorted(action for wanted in GUARDS.values() for action in wanted)
    policy = organization(aws, allow(*actions, effect="Deny"))

    for check in GUARDS:
        assert list(judged(check).values()) == ["pass"], check
    assert judged("organizations_policy_attached") == {policy: "pass"}
    assert list(judged("organizations_organization_features_complete").values()) == ["pass"]
    assert list(judged("organizations_organization_joined").values()) == ["pass"]
    assert list(judged("organizations_organization_regions_limited").values()) == ["fail"]
    assert list(judged("organizations_organization_detectors_guarded").values()) == ["fail"]


def test_unattached_guard(aws, judged):
    policy = organization(aws, allow("*", effect="Deny"), attached=False)

    for check in GUARDS:
        assert list(judged(check).values()) == ["fail"], check
    assert judged("organizations_policy_attached") == {policy: "fail"}


@pytest.mark.parametrize("condition", [{}, {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}}}])
def test_guard_with_a_condition(aws, judged, condition):
    organization(aws, allow("organizations:LeaveOrganization", effect="Deny", **condition))

    assert list(judged("organizations_organization_leaving_denied").values()) == ["fail" if condition else "pass"]


def test_regions_limited(aws, judged):
    elsewhere = {"Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "us-east-1"]}}}
    deny = {"Effect": "Deny", "NotAction": ["iam:*", "sts:*", "organizations:*"], "Resource": "*"}
    organization(aws, deny | elsewhere)

    assert list(judged("organizations_organization_regions_limited").values()) == ["pass"]


def test_billing_alone(aws, judged):
    aws("organizations").create_organization(FeatureSet="CONSOLIDATED_BILLING")

    assert list(judged("organizations_organization_features_complete").values()) == ["fail"]


def test_no_organization(aws, judged):
    assert list(judged("organizations_organization_joined").values()) == ["fail"]
    assert judged("organizations_organization_features_complete") == {}


@pytest.mark.parametrize("kind", ["BILLING", "OPERATIONS", "SECURITY", ""])
def test_contacts(aws, judged, kind):
    if kind:
        aws("account").put_alternate_contact(
            AlternateContactType=kind, EmailAddress="a@example.com", Name="n", PhoneNumber="+49 1", Title="t"
        )

    billing = list(judged("account_alternate_contact_billing_registered").values())
    assert billing == ["pass" if kind == "BILLING" else "fail"]
    operations = list(judged("account_alternate_contact_operations_registered").values())
    assert operations == ["pass" if kind == "OPERATIONS" else "fail"]
    security = list(judged("account_contact_security_registered").values())
    assert security == ["pass" if kind == "SECURITY" else "fail"]
