"""Amazon EC2: VPCs, flow logs, security groups and prefix lists."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ec2:describe_vpcs",
    resource_type="AWS::EC2::VPC",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', OwnerId, ':vpc/', VpcId])",
    Filters="[{Name: 'owner-id', Values: [here.account_id]}]",
)
class ec2_vpc:
    """VPCs that the account owns; those that others share with it belong to their owner."""

    vpc_id: str = column("VpcId", "Id of the VPC.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    cidr_block: str = column("CidrBlock", "Primary IPv4 range.")
    is_default: bool = column("IsDefault", "AWS made it with the account.")
    state: str = column("State", "`pending` or `available`.")


@table(
    "ec2:describe_flow_logs",
    resource_type="AWS::EC2::FlowLog",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':vpc-flow-log/', FlowLogId])",
)
class ec2_flow_log:
    """Flow logs of VPCs, subnets, network interfaces and transit gateways."""

    flow_log_id: str = column("FlowLogId", "Id of the flow log.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("CreationTime", "When the flow log was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    logged_id: str = column("ResourceId", "Id of the VPC, subnet, network interface or gateway that it logs.")
    traffic_type: str = column("TrafficType", "`ACCEPT`, `REJECT` or `ALL`.", absent="none")
    status: str = column("FlowLogStatus", "`ACTIVE` while the flow log works.")
    delivery_status: str = column(
        "DeliverLogsStatus", "Delivery of the records: `SUCCESS`, `FAILED`, or `none` before the first.", absent="none"
    )
    destination_type: str = column("LogDestinationType", "`cloud-watch-logs`, `s3` or `kinesis-data-firehose`.")


@table(
    "ec2:describe_security_groups",
    resource_type="AWS::EC2::SecurityGroup",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', OwnerId, ':security-group/', GroupId])",
    Filters="[{Name: 'owner-id', Values: [here.account_id]}]",
)
class ec2_security_group:
    """Security groups that the account owns; those that others share with it belong to their owner."""

    group_id: str = column("GroupId", "Id of the group.")
    name: str = column("GroupName", "Name of the group: `default` is the one AWS makes with each VPC.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    vpc_id: str = column("VpcId", "VPC of the group.", absent="none")
    inbound_permissions: int = column("length(IpPermissions)", "Inbound permissions: protocol and port range.")
    outbound_permissions: int = column("length(IpPermissionsEgress)", "Outbound permissions: protocol and port range.")


@table(
    "ec2:describe_security_group_rules",
    resource_type="AWS::EC2::SecurityGroupRule",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', GroupOwnerId || here.account_id,"
    " ':security-group-rule/', SecurityGroupRuleId])",
)
class ec2_security_group_rule:
    """Rules of security groups: one protocol, port range and source or destination each."""

    rule_id: str = column("SecurityGroupRuleId", "Id of the rule.")
    group_id: str = column("GroupId", "Security group of the rule.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    description: str = column("Description", "What its author wrote.", absent="")
    is_egress: bool = column("IsEgress", "Outbound; otherwise inbound.")
    protocol: str = column("IpProtocol", "`tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all.")
    from_port: int = column("FromPort", "First port (ICMP: type); -1 for all.", absent=-1)
    to_port: int = column("ToPort", "Last port (ICMP: code); -1 for all.", absent=-1)
    cidr_ipv4: str = column("CidrIpv4", "IPv4 range on the other side.", absent="none")
    cidr_ipv6: str = column("CidrIpv6", "IPv6 range on the other side.", absent="none")
    prefix_list_id: str = column("PrefixListId", "Prefix list on the other side.", absent="none")
    referenced_group_id: str = column("ReferencedGroupInfo.GroupId", "Group on the other side.", absent="none")


@table("ec2:describe_managed_prefix_lists", resource_type="AWS::EC2::PrefixList", key="PrefixListArn")
class ec2_prefix_list:
    """Prefix lists that security group rules may name: the account's own, those shared with it, and AWS's."""

    entries = detail("get_managed_prefix_list_entries", PrefixListId="PrefixListId")

    prefix_list_id: str = column("PrefixListId", "Id of the list.")
    name: str = column("PrefixListName", "Name of the list.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    owner_id: str = column("OwnerId", "Account that owns the list, `AWS` for AWS's own.")
    cidrs: str = column("join(' ', entries.Entries[].Cidr)", "Ranges of its entries, separated by spaces.")
