"""Amazon EC2: what connects VPCs with each other and with other networks."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ec2:describe_transit_gateways",
    resource_type="AWS::EC2::TransitGateway",
    key="TransitGatewayArn",
    Filters="[{Name: 'owner-id', Values: [here.account_id]},"
    " {Name: 'state', Values: ['pending', 'available', 'modifying']}]",
)
class ec2_transit_gateway:
    """Transit gateways that the account owns and that exist: those being deleted are left out."""

    transit_gateway_id: str = column("TransitGatewayId", "Id of the transit gateway.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("CreationTime", "When the transit gateway was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    state: str = column("State", "`pending`, `available` or `modifying`.")
    auto_accepts_attachments: str = column(
        "Options.AutoAcceptSharedAttachments",
        "Attachments of other accounts are accepted without a person: `enable` or `disable`.",
    )
    default_association: str = column(
        "Options.DefaultRouteTableAssociation",
        "New attachments use the default route table: `enable` or `disable`.",
    )
    default_propagation: str = column(
        "Options.DefaultRouteTablePropagation",
        "New attachments make their routes known to the default route table: `enable` or `disable`.",
    )


@table(
    "ec2:describe_vpc_peering_connections",
    resource_type="AWS::EC2::VPCPeeringConnection",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':vpc-peering-connection/',"
    " VpcPeeringConnectionId])",
    Filters="[{Name: 'status-code', Values: ['initiating-request', 'pending-acceptance', 'provisioning', 'active']}]",
)
class ec2_vpc_peering:
    """VPC peering connections in which a VPC of the account takes part, also while not yet accepted."""

    peering_id: str = column("VpcPeeringConnectionId", "Id of the peering connection.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    status: str = column("Status.Code", "`active`, `pending-acceptance` and the like.")
    requester_account_id: str = column("RequesterVpcInfo.OwnerId", "Account that asked for it.")
    requester_region: str = column("RequesterVpcInfo.Region", "AWS Region of the VPC that asked.")
    requester_vpc_id: str = column("RequesterVpcInfo.VpcId", "VPC that asked.")
    requester_cidrs: str = column(
        "RequesterVpcInfo.[CidrBlockSet[].CidrBlock || [CidrBlock], Ipv6CidrBlockSet[].Ipv6CidrBlock][][]"
        " | join(' ', @) || 'none'",
        "Ranges of that VPC, separated by spaces.",
    )
    accepter_account_id: str = column("AccepterVpcInfo.OwnerId", "Account that was asked.")
    accepter_region: str = column("AccepterVpcInfo.Region", "AWS Region of the VPC that was asked.")
    accepter_vpc_id: str = column("AccepterVpcInfo.VpcId", "VPC that was asked.")
    accepter_cidrs: str = column(
        "AccepterVpcInfo.[CidrBlockSet[].CidrBlock || [CidrBlock], Ipv6CidrBlockSet[].Ipv6CidrBlock][][]"
        " | join(' ', @) || 'none'",
        "Ranges of that VPC, separated by spaces; `none` until it accepts.",
    )


# The answer holds pre-shared keys and the device's configuration: no column may read those.
@table(
    "ec2:describe_vpn_connections",
    resource_type="AWS::EC2::VPNConnection",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':vpn-connection/',"
    " VpnConnectionId])",
    Filters="[{Name: 'state', Values: ['pending', 'available']}]",
)
class ec2_vpn_connection:
    """Site-to-Site VPN connections that exist: those being deleted are left out."""

    vpn_connection_id: str = column("VpnConnectionId", "Id of the VPN connection.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    state: str = column("State", "`pending` or `available`.")
    customer_gateway_id: str = column("CustomerGatewayId", "Device on the other side.", absent="none")
    gateway_id: str = column(
        "VpnGatewayId || TransitGatewayId || CoreNetworkArn || 'none'",
        "Virtual private gateway, transit gateway or core network on the side of AWS.",
    )
    static_routes_only: bool = column("Options.StaticRoutesOnly", "Routes are written by hand; BGP is not used.")
    tunnels: int = column("length(VgwTelemetry)", "Tunnels whose state AWS tells: two in use.", absent=0)
    tunnels_up: int = column("length(VgwTelemetry[?Status == 'UP'])", "Those that are up.", absent=0)
    tunnels_json: str = column(
        "Options.TunnelOptions[].{outside_ip: OutsideIpAddress, ike_versions: IkeVersions[].Value,"
        " phase1_encryption: Phase1EncryptionAlgorithms[].Value, phase2_encryption: Phase2EncryptionAlgorithms[].Value,"
        " phase1_integrity: Phase1IntegrityAlgorithms[].Value, phase2_integrity: Phase2IntegrityAlgorithms[].Value,"
        " phase1_dh_groups: Phase1DHGroupNumbers[].Value, phase2_dh_groups: Phase2DHGroupNumbers[].Value,"
        " logs: LogOptions.CloudWatchLogOptions.LogEnabled} | to_string(@ || `[]`)",
        "Options of the tunnels as JSON, without keys: IKE versions, algorithms and logging; null where AWS's defaults"
        " hold.",
    )


@table(
    "ec2:describe_client_vpn_endpoints",
    resource_type="AWS::EC2::ClientVpnEndpoint",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':client-vpn-endpoint/',"
    " ClientVpnEndpointId])",
)
class ec2_client_vpn_endpoint:
    """Client VPN endpoints: where people's computers enter a VPC."""

    rules = detail("describe_client_vpn_authorization_rules", ClientVpnEndpointId="ClientVpnEndpointId")

    endpoint_id: str = column("ClientVpnEndpointId", "Id of the endpoint.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("CreationTime", "When the endpoint was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    status: str = column("Status.Code", "`pending-associate`, `available`, `deleting` and the like.")
    vpc_id: str = column("VpcId", "VPC whose security groups it uses.", absent="none")
    client_cidr: str = column("ClientCidrBlock", "Range from which clients get addresses.", absent="none")
    authentication: str = column(
        "join(' ', sort(AuthenticationOptions[].Type))", "How people prove who they are, separated by spaces."
    )
    split_tunnel: bool = column("SplitTunnel", "Only traffic to its routes goes through the tunnel.")
    logs_connections: bool = column("ConnectionLogOptions.Enabled", "Connections are logged in CloudWatch Logs.")
    security_group_ids: str = column(
        "join(' ', sort(SecurityGroupIds || `[]`)) || 'none'", "Its security groups, separated by spaces, or `none`."
    )
    authorizes_everyone: bool = column(
        "length(rules.AuthorizationRules[?AccessAll && Status.Code != 'failed']) > `0`",
        "A rule lets every client in, whatever group it belongs to.",
    )
    authorization_rules_json: str = column(
        "rules.AuthorizationRules[].{destination: DestinationCidr, everyone: AccessAll, group: GroupId,"
        " status: Status.Code} | to_string(@)",
        "Authorization rules as JSON: which range, for everyone or which group.",
    )
