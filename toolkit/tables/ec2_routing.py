"""Amazon EC2: subnets and what decides where their traffic goes: route tables, gateways and network ACLs."""

from __future__ import annotations

from toolkit.model import column, table


@table(
    "ec2:describe_subnets",
    resource_type="AWS::EC2::Subnet",
    key="SubnetArn",
    Filters="[{Name: 'owner-id', Values: [here.account_id]}]",
)
class ec2_subnet:
    """Subnets that the account owns; those that others share with it belong to their owner."""

    subnet_id: str = column("SubnetId", "Id of the subnet.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    vpc_id: str = column("VpcId", "VPC of the subnet.")
    cidr_block: str = column("CidrBlock", "IPv4 range; `none` where it has IPv6 only.", absent="none")
    availability_zone: str = column("AvailabilityZone", "Availability Zone, by the account's own name for it.")
    availability_zone_id: str = column("AvailabilityZoneId", "Availability Zone, by the id that all accounts share.")
    is_default: bool = column("DefaultForAz", "AWS made it as the default subnet of the Availability Zone.")
    state: str = column("State", "`pending`, `available` and the like.")
    assigns_public_ip: bool = column("MapPublicIpOnLaunch", "New network interfaces get a public IPv4 address.")
    assigns_ipv6: bool = column("AssignIpv6AddressOnCreation", "New network interfaces get an IPv6 address.")
    block_public_access: str = column(
        "BlockPublicAccessStates.InternetGatewayBlockMode",
        "VPC Block Public Access as it holds here: `off`, `block-ingress` or `block-bidirectional`.",
    )


@table(
    "ec2:describe_route_tables",
    resource_type="AWS::EC2::RouteTable",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', OwnerId, ':route-table/', RouteTableId])",
    Filters="[{Name: 'owner-id', Values: [here.account_id]}]",
)
class ec2_route_table:
    """Route tables that the account owns, with their routes."""

    route_table_id: str = column("RouteTableId", "Id of the route table.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    vpc_id: str = column("VpcId", "VPC of the route table.")
    is_main: bool = column(
        "contains(Associations[].Main, `true`)", "Serves every subnet of the VPC that names no route table."
    )
    subnet_ids: str = column(
        "join(' ', sort(Associations[].SubnetId)) || 'none'", "Subnets that name it, separated by spaces, or `none`."
    )
    gateway_ids: str = column(
        "join(' ', sort(Associations[].GatewayId)) || 'none'",
        "Gateways whose incoming traffic it routes, separated by spaces, or `none`.",
    )
    routes_json: str = column(
        "Routes[].{destination: DestinationCidrBlock || DestinationIpv6CidrBlock || DestinationPrefixListId,"
        " target: GatewayId || NatGatewayId || TransitGatewayId || VpcPeeringConnectionId || NetworkInterfaceId"
        " || InstanceId || EgressOnlyInternetGatewayId || LocalGatewayId || CarrierGatewayId || CoreNetworkArn"
        " || OdbNetworkArn || IpAddress, state: State, origin: Origin} | [?destination] | to_string(@)",
        "Routes as JSON: destination (range or prefix list), target (its id tells the kind: `igw-`, `nat-`, `pcx-` and"
        " the like), state and origin.",
    )


@table(
    "ec2:describe_internet_gateways",
    resource_type="AWS::EC2::InternetGateway",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', OwnerId, ':internet-gateway/',"
    " InternetGatewayId])",
)
class ec2_internet_gateway:
    """Internet gateways: the account's own, and those of VPCs that others share with it (see `owner_id`)."""

    internet_gateway_id: str = column("InternetGatewayId", "Id of the gateway.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    owner_id: str = column("OwnerId", "Account that owns the gateway.")
    vpc_id: str = column("Attachments[0].VpcId", "VPC that it is attached to, or `none`.", absent="none")


@table(
    "ec2:describe_network_acls",
    resource_type="AWS::EC2::NetworkAcl",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', OwnerId, ':network-acl/', NetworkAclId])",
    Filters="[{Name: 'owner-id', Values: [here.account_id]}]",
)
class ec2_network_acl:
    """Network ACLs that the account owns, with their entries."""

    network_acl_id: str = column("NetworkAclId", "Id of the network ACL.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    vpc_id: str = column("VpcId", "VPC of the network ACL.")
    is_default: bool = column("IsDefault", "AWS made it with the VPC.")
    subnets: int = column("length(Associations)", "Subnets whose traffic it filters.")
    subnet_ids: str = column(
        "join(' ', sort(Associations[].SubnetId)) || 'none'", "Those subnets, separated by spaces, or `none`."
    )
    entries_json: str = column(
        "sort_by(Entries, &RuleNumber)[].{number: RuleNumber, egress: Egress, action: RuleAction, protocol: Protocol,"
        " cidr_ipv4: CidrBlock, cidr_ipv6: Ipv6CidrBlock, from_port: PortRange.From, to_port: PortRange.To}"
        " | to_string(@)",
        "Entries as JSON, in the order in which they are tried: the first that matches decides. Protocol -1 is all;"
        " number 32767 is the final refusal.",
    )
