"""VPCs, security groups, instances, images, volumes and snapshots of the demo accounts."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from toolkit.demo.accounts import (
    CJK,
    EMOJI,
    FORMULA,
    HOSTILE_TAGS,
    MANAGEMENT,
    MEMBER,
    RESTRICTED,
    RIGHT_TO_LEFT,
    SCRIPT,
    TAG_CANARY,
    USER_DATA_CANARY,
)
from toolkit.demo.connection import Account

# Group name, description (EC2 takes only ASCII), rules as protocol, from port, to port, source.
_SECURITY_GROUPS: list[tuple[str, str, list[tuple[str, int, int, str]]]] = [
    ("web", "Public web", [("tcp", 443, 443, "0.0.0.0/0"), ("tcp", 80, 80, "0.0.0.0/0")]),
    ("database", "Database from the application subnets", [("tcp", 5432, 5432, "10.0.0.0/16")]),
    ("bastion", "Administration from the office", [("tcp", 22, 22, "203.0.113.0/24")]),
]
_OPEN_SECURITY_GROUPS: list[tuple[str, str, list[tuple[str, int, int, str]]]] = [
    ("ssh-open", "Temporary, ticket 4711", [("tcp", 22, 22, "0.0.0.0/0"), ("tcp", 3389, 3389, "::/0")]),
    ("everything-open", "For tests", [("-1", -1, -1, "0.0.0.0/0")]),
]

_USER_DATA = f"#!/bin/sh\nexport DB_PASSWORD={USER_DATA_CANARY}\n"


@dataclass(frozen=True)
class Network:
    """What later services need of the production VPC."""

    vpc_id: str
    subnet_ids: tuple[str, ...]
    security_group_id: str


def build_network(account: Account, region: str) -> Network:
    """Build the EC2 side of one account and Region."""
    ec2 = account.client("ec2", region)
    vpc_id, subnet_ids = _vpc(ec2, region, account)
    groups = _security_groups(ec2, vpc_id, account)
    _default_groups(ec2, vpc_id, account)
    if region == "eu-central-1" and account.id != RESTRICTED:
        ec2.enable_ebs_encryption_by_default()
    images = _images(ec2, account)
    _instances(ec2, account, images, subnet_ids[0], groups)
    if account.id != RESTRICTED:
        _launch_template(ec2, images["base-recent"], groups["web"], tokens_required=account.id == MANAGEMENT)
        _volumes(ec2, region, account)
    return Network(vpc_id, subnet_ids, groups["web"])


def named(kind: str, name: str, **tags: str) -> list[dict[str, Any]]:
    """Write EC2's tag specification for a new resource."""
    pairs = {"Name": name, **tags}
    return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in pairs.items()]}]


def _vpc(ec2: Any, region: str, account: Account) -> tuple[str, tuple[str, ...]]:
    ec2.describe_vpcs()  # moto makes the default VPC at the first call: now, so that its identifiers stay the same
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=named("vpc", "production"))["Vpc"]["VpcId"]
    subnets = tuple(
        ec2.create_subnet(
            VpcId=vpc_id,
            CidrBlock=f"10.0.{number}.0/24",
            AvailabilityZone=f"{region}{zone}",
            TagSpecifications=named("subnet", f"application-{zone}"),
        )["Subnet"]["SubnetId"]
        for number, zone in enumerate("ab")
    )
    if account.id == MANAGEMENT:
        ec2.create_flow_logs(
            ResourceIds=[vpc_id],
            ResourceType="VPC",
            TrafficType="ALL",
            LogDestinationType="cloud-watch-logs",
            LogGroupName="/vpc/production",
            DeliverLogsPermissionArn=f"arn:aws:iam::{account.id}:role/flow-logs",
        )
    elif account.id == MEMBER:
        ec2.create_vpc(CidrBlock="10.9.0.0/16", TagSpecifications=named("vpc", "sandbox", Note=EMOJI))
    return vpc_id, subnets


def _security_groups(ec2: Any, vpc_id: str, account: Account) -> dict[str, str]:
    groups = _SECURITY_GROUPS + (_OPEN_SECURITY_GROUPS if account.id == MEMBER else [])
    ids = {}
    for name, description, rules in groups:
        ids[name] = ec2.create_security_group(
            VpcId=vpc_id,
            GroupName=name,
            Description=description,
            TagSpecifications=named("security-group", name, Note=FORMULA),
        )["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=ids[name], IpPermissions=[_permission(*rule) for rule in rules])
    return ids


def _permission(protocol: str, from_port: int, to_port: int, source: str) -> dict[str, Any]:
    ranges = {"Ipv6Ranges": [{"CidrIpv6": source}]} if ":" in source else {"IpRanges": [{"CidrIp": source}]}
    ports = {} if protocol == "-1" else {"FromPort": from_port, "ToPort": to_port}
    return {"IpProtocol": protocol, **ports, **ranges}


def _default_groups(ec2: Any, vpc_id: str, account: Account) -> None:
    """Close the default group of the production VPC; give the member account's others AWS's rule, which moto omits."""
    filters = [{"Name": "group-name", "Values": ["default"]}]
    for group in ec2.describe_security_groups(Filters=filters)["SecurityGroups"]:
        group_id = group["GroupId"]
        if group["VpcId"] == vpc_id:
            ec2.revoke_security_group_egress(GroupId=group_id, IpPermissions=group["IpPermissionsEgress"])
        elif account.id == MEMBER:
            among_themselves = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group_id}]}
            ec2.authorize_security_group_ingress(GroupId=group_id, IpPermissions=[among_themselves])


def _images(ec2: Any, account: Account) -> dict[str, str]:
    """Register a recent and an old image."""
    images = {}
    for name, days in (("base-recent", 30), ("base-old", 900)):
        with account.aged(days):
            images[name] = ec2.register_image(
                Name=name,
                Architecture="x86_64",
                RootDeviceName="/dev/xvda",
                VirtualizationType="hvm",
                Description=f"Base image {name}",
            )["ImageId"]
    return images


def _instances(ec2: Any, account: Account, images: dict[str, str], subnet_id: str, groups: dict[str, str]) -> None:
    """Start instances: name, image, IMDSv2 required, public address, security group, tags."""
    good = account.id != MEMBER
    instances = [
        ("web-1", "base-recent", True, False, "web", HOSTILE_TAGS),
        ("web-2", "base-recent", good, False, "web", {"Owner": CJK}),
    ]
    if account.id == MEMBER:
        instances += [
            ("legacy-1", "base-old", False, True, "ssh-open", {"Deployed-With": TAG_CANARY, "Note": SCRIPT}),
            (RIGHT_TO_LEFT, "base-old", False, True, "everything-open", {"Note": FORMULA}),
        ]
    for name, image, tokens_required, public, group, tags in instances:
        with account.aged(60):
            _instance(ec2, name, images[image], tokens_required, public, subnet_id, groups[group], tags)


def _instance(
    ec2: Any,
    name: str,
    image_id: str,
    tokens_required: bool,
    public: bool,
    subnet_id: str,
    group_id: str,
    tags: dict[str, str],
) -> None:
    ec2.run_instances(
        ImageId=image_id,
        InstanceType="t3.micro",
        MinCount=1,
        MaxCount=1,
        UserData=_USER_DATA,
        MetadataOptions={"HttpTokens": "required" if tokens_required else "optional", "HttpEndpoint": "enabled"},
        NetworkInterfaces=[
            {"DeviceIndex": 0, "SubnetId": subnet_id, "AssociatePublicIpAddress": public, "Groups": [group_id]}
        ],
        BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 8, "Encrypted": tokens_required}}],
        TagSpecifications=named("instance", name, **tags),
    )


def _launch_template(ec2: Any, image_id: str, group_id: str, *, tokens_required: bool) -> None:
    ec2.create_launch_template(
        LaunchTemplateName="workers",
        LaunchTemplateData={
            "ImageId": image_id,
            "InstanceType": "t3.micro",
            "UserData": b64encode(_USER_DATA.encode()).decode(),
            "MetadataOptions": {"HttpTokens": "required" if tokens_required else "optional"},
            "SecurityGroupIds": [group_id],
        },
        TagSpecifications=named("launch-template", "workers", Note=SCRIPT),
    )


def _volumes(ec2: Any, region: str, account: Account) -> None:
    """Create volumes and a snapshot of each; in the member account one snapshot is public."""
    for name, encrypted in (("data", True), ("scratch", account.id == MANAGEMENT)):
        volume_id = ec2.create_volume(
            AvailabilityZone=f"{region}a",
            Size=20,
            VolumeType="gp3",
            Encrypted=encrypted,
            TagSpecifications=named("volume", name, Note=EMOJI),
        )["VolumeId"]
        with account.aged(45):
            snapshot_id = ec2.create_snapshot(
                VolumeId=volume_id,
                Description=f"{name} {CJK}",
                TagSpecifications=named("snapshot", name, Note=SCRIPT),
            )["SnapshotId"]
        if not encrypted:
            ec2.modify_snapshot_attribute(
                SnapshotId=snapshot_id,
                Attribute="createVolumePermission",
                OperationType="add",
                GroupNames=["all"],
            )
