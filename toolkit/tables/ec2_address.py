"""Amazon EC2: Elastic IP addresses and network interfaces."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "ec2:describe_addresses",
    resource_type="AWS::EC2::EIP",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':elastic-ip/',"
    " AllocationId || PublicIp])",
)
class ec2_address:
    """Elastic IP addresses of the account."""

    allocation_id: str = column("AllocationId", "Id of the address.", absent="none")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    public_ip: str = column("PublicIp || CarrierIp || CustomerOwnedIp", "The address itself.")
    associated: bool = column("AssociationId != `null`", "Belongs to an instance or a network interface at present.")
    instance_id: str = column("InstanceId || 'none'", "Instance that has it, or `none`.")
    network_interface_id: str = column("NetworkInterfaceId || 'none'", "Network interface that has it, or `none`.")
    managed_by: str = column("ServiceManaged", "AWS service that manages the address, or `none`.", absent="none")


# The owner of a shared VPC sees the interfaces of the others in it. They are kept: they use its groups and subnets.
@table(
    "ec2:describe_network_interfaces",
    resource_type="AWS::EC2::NetworkInterface",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', OwnerId, ':network-interface/',"
    " NetworkInterfaceId])",
    IncludeManagedResources="`true`",
)
class ec2_network_interface:
    """Network interfaces: the account's own, and those of other accounts in VPCs that it shares (see `owner_id`)."""

    network_interface_id: str = column("NetworkInterfaceId", "Id of the network interface.")
    name: str = column("TagSet[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(TagSet)", "Tags as JSON.", absent="{}")
    owner_id: str = column("OwnerId", "Account that owns the network interface.")
    description: str = column("Description", "What its author or the AWS service wrote.", absent="")
    type: str = column("InterfaceType", "`interface`, `nat_gateway`, `vpc_endpoint`, `lambda` and the like.")
    status: str = column("Status", "`available` (in use by nothing), `in-use` or in between.")
    attached_at: datetime = column("Attachment.AttachTime", "When it was attached; missing if it is not.")
    instance_id: str = column("Attachment.InstanceId", "Instance that it is attached to, or `none`.", absent="none")
    vpc_id: str = column("VpcId", "VPC of the network interface.")
    subnet_id: str = column("SubnetId", "Subnet of the network interface.")
    security_group_ids: str = column(
        "join(' ', sort(Groups[].GroupId)) || 'none'", "Its security groups, separated by spaces, or `none`."
    )
    public_ips: str = column(
        "join(' ', (PrivateIpAddresses || `[]`)[].Association.PublicIp) || Association.PublicIp || 'none'",
        "Public IPv4 addresses, separated by spaces, or `none`.",
    )
    private_ip: str = column("PrivateIpAddress", "Primary private IPv4 address.", absent="none")
    ipv6_addresses: int = column("length(Ipv6Addresses)", "IPv6 addresses it has.", absent=0)
    checks_source: bool = column(
        "SourceDestCheck", "Drops traffic that is neither from nor for itself; a router has this off."
    )
    managed_by_aws: bool = column("RequesterManaged", "An AWS service made it and manages it.", absent=False)
