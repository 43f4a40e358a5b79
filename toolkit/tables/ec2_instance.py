"""Amazon EC2: instances and the images they are made from."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ec2:describe_instances",
    resource_type="AWS::EC2::Instance",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':instance/', InstanceId])",
    items="Reservations[].Instances[]",
    Filters="[{Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped']}]",
    IncludeManagedResources="`true`",
)
class ec2_instance:
    """EC2 instances that exist: those being terminated, or terminated within the last hour, are left out."""

    image = detail("describe_images", ImageIds="[ImageId]", IncludeDeprecated="`true`", IncludeDisabled="`true`")

    instance_id: str = column("InstanceId", "Id of the instance.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("LaunchTime", "When it was last launched: a stop and start renews it.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    state: str = column("State.Name", "`pending`, `running`, `stopping` or `stopped`.")
    state_reason: str = column(
        "StateTransitionReason",
        "Why it has that state, often with the time, such as `User initiated (2026-01-31 12:00:00 GMT)`.",
        absent="",
    )
    managed_by: str = column(
        "Operator.Principal || (Operator.Managed && 'unnamed') || 'none'",
        "AWS service that manages the instance, such as EKS Auto Mode; `unnamed` if AWS does not say which, or `none`.",
    )
    instance_type: str = column("InstanceType", "Type of the instance.")
    platform: str = column("PlatformDetails", "Operating system that AWS bills, such as `Linux/UNIX` or `Windows`.")
    image_id: str = column("ImageId", "Image (AMI) that it was launched from.")
    image_created_at: datetime = column(
        "image.Images[0].CreationDate",
        "When that image was made, whoever owns it; missing if the image is gone or no longer shared.",
    )
    image_deprecated_at: datetime = column(
        "image.Images[0].DeprecationTime",
        "When that image is to be deprecated; NA also where no time is set.",
        future=True,
    )
    image_known: bool = column(
        "length(image.Images) > `0`", "AWS still tells of that image: it exists, and the account may use it."
    )
    image_owner_id: str = column("image.Images[0].OwnerId", "Account that owns the image.")
    image_is_public: bool = column("image.Images[0].Public", "Anyone may launch the image.")
    imds_endpoint: str = column(
        "MetadataOptions.HttpEndpoint", "Metadata service: `enabled` or `disabled`.", values=("enabled", "disabled")
    )
    imds_tokens: str = column(
        "MetadataOptions.HttpTokens",
        "Session tokens of the metadata service: `required` (IMDSv2) or `optional`.",
        values=("required", "optional"),
    )
    public_ips: str = column(
        "join(', ', (NetworkInterfaces || `[]`)[].PrivateIpAddresses[].Association.PublicIp)"
        " || PublicIpAddress || 'none'",
        "Public IPv4 addresses of all its network interfaces, or `none`.",
    )
    ipv6_addresses: int = column("length(NetworkInterfaces[].Ipv6Addresses[])", "IPv6 addresses it has.", absent=0)
    network_interfaces: int = column("length(NetworkInterfaces)", "Network interfaces it has.", absent=0)
    vpc_id: str = column("VpcId", "VPC of its first network interface.", absent="none")
    subnet_id: str = column("SubnetId", "Subnet of its first network interface.", absent="none")
    instance_profile: str = column("IamInstanceProfile.Arn", "ARN of its instance profile.", absent="none")
    virtualization_type: str = column("VirtualizationType", "`hvm`, or `paravirtual` as in the first years of EC2.")
    monitoring: str = column("Monitoring.State", "Detailed monitoring: `enabled`, `disabled` or in between.")


@table(
    "ec2:describe_instance_attribute",
    resource_type="AWS::EC2::Instance",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':instance/', InstanceId])",
    parent=detail(
        "describe_instances",
        items="Reservations[].Instances[]",
        Filters="[{Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped']}]",
        IncludeManagedResources="`true`",
    ),
    one=True,
    InstanceId="parent.InstanceId",
    Attribute="'userData'",
)
class ec2_instance_user_data:
    """User data of EC2 instances: whether there is any. The text itself is not kept."""

    name: str = column("parent.Tags[?Key=='Name'].Value | [0]", "The tag `Name` of the instance.", absent="")
    instance_id: str = column("InstanceId", "Id of the instance.")
    present: bool = column("UserData.Value && `true` || `false`", "The instance has user data.")
    holds_credential: bool = column("UserData.Value == '[masked]'", "A credential was recognised in it.")


@table(
    "ec2:describe_images",
    resource_type="AWS::EC2::Image",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, '::image/', ImageId])",
    Owners="['self']",
    IncludeDisabled="`true`",
)
class ec2_image:
    """Images (AMIs) that the account owns, disabled ones included."""

    sharing = detail("describe_image_attribute", ImageId="ImageId", Attribute="'launchPermission'")

    image_id: str = column("ImageId", "Id of the image.")
    name: str = column("Name", "Name of the image.")
    created_at: datetime = column("CreationDate", "When the image was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    state: str = column("State", "`available`, `disabled`, `pending` and the like.")
    is_public: bool = column("Public", "Anyone may launch the image.")
    launched_by_anyone: bool = column(
        "length(sharing.LaunchPermissions[?Group]) > `0`",  # there is no group but `all`
        "Its launch permissions say so too.",
    )
    shared_with: str = column(
        "join(' ', sort(sharing.LaunchPermissions[].[UserId, OrganizationArn, OrganizationalUnitArn][] | [?@]))",
        "Accounts, organizations and their units that may launch the image, separated by spaces.",
    )
