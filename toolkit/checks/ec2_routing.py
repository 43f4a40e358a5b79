"""Checks of Amazon EC2: subnets, routes and network ACLs."""

from toolkit.model import check


@check("ec2_subnet", domain="network", severity="medium", family="network_segmentation")
def ec2_subnet_addresses_private(assigns_public_ip):
    """New network interfaces in the subnet get no public IPv4 address by themselves.

    Why: What is launched there would be on the internet without anybody having decided it.
    Remedy: Turn off auto-assign public IPv4 address in the subnet's settings; give addresses where they are needed.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html

    | assigns_public_ip | verdict |
    |-------------------|---------|
    | False             | pass    |
    | True              | fail    |
    """
    return ~assigns_public_ip


@check("ec2_network_acl", domain="governance", severity="low", family="unused_resources", where="not is_default")
def ec2_network_acl_in_use(subnets):
    """The network ACL filters the traffic of a subnet.

    Why: An ACL that filters nothing looks like a protection in a review, and is none.
    Remedy: Associate the ACL with the subnets that it was written for, or delete it.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html

    | is_default | subnets | verdict |
    |------------|---------|---------|
    | False      | 1       | pass    |
    | False      | 0       | fail    |
    | True       | 0       | -       |
    """
    return subnets > 0


@check("ec2_internet_gateway", domain="governance", severity="low", family="unused_resources")
def ec2_internet_gateway_in_use(vpc_id):
    """The internet gateway is attached to a VPC.

    Why: A gateway that stands ready can be attached in one step, and nobody expects it.
    Remedy: Delete the internet gateway.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html

    | vpc_id | verdict |
    |--------|---------|
    | vpc-1  | pass    |
    | none   | fail    |
    """
    return vpc_id != "none"


@check(
    "ec2_network_acl_exposure", domain="network", severity="medium", family="network_segmentation", where="subnets > 0"
)
def ec2_network_acl_admin_ports_restricted(opens_admin_ports):
    """The network ACL does not let the whole internet reach SSH (22) or RDP (3389).

    Why: It is the last barrier where a security group is opened by mistake.
    Remedy: Remove the inbound rule, limit it to known addresses, or deny the ports by a rule with a lower number.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html

    | subnets | opens_admin_ports | verdict |
    |---------|-------------------|---------|
    | 1       | False             | pass    |
    | 1       | True              | fail    |
    | 1       | ?                 | unknown |
    | 0       | True              | -       |
    """
    return ~opens_admin_ports


@check("ec2_network_acl_exposure", domain="network", severity="low", family="network_segmentation", where="subnets > 0")
def ec2_network_acl_inbound_narrow(opens_all_ports):
    """The network ACL does not let the whole internet in on all ports.

    Why: An ACL that lets in everything is no second barrier: each mistake in a security group takes effect.
    Remedy: Replace the inbound rule for all traffic by rules for the ports that the subnets serve and for answers.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html

    | subnets | opens_all_ports | verdict |
    |---------|-----------------|---------|
    | 1       | False           | pass    |
    | 1       | True            | fail    |
    | 0       | True            | -       |
    """
    return ~opens_all_ports


@check("ec2_route_table_routes", domain="network", severity="low", family="network_segmentation", where="is_main")
def ec2_route_table_main_private(internet_routes):
    """The main route table of the VPC has no route to an internet gateway.

    Why: It serves each subnet that names no table, so a new subnet would be on the internet by default.
    Remedy: Move the route to a table of its own and associate the public subnets with that.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html

    | is_main | internet_routes | verdict |
    |---------|-----------------|---------|
    | True    | 0               | pass    |
    | True    | 1               | fail    |
    | True    | ?               | unknown |
    | False   | 1               | -       |
    """
    return internet_routes == 0


@check("ec2_route_table_routes", domain="network", severity="low", family="network_segmentation")
def ec2_route_table_peering_narrow(wide_peering_routes):
    """No route of the table to a peering connection is for a wider range than a VPC can have.

    Why: Such a route sends traffic for networks to the other side that are not its own.
    Remedy: Replace the route by one for each subnet or range of the other VPC that must be reached.
    Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html

    | wide_peering_routes | verdict |
    |---------------------|---------|
    | 0                   | pass    |
    | 1                   | fail    |
    | ?                   | unknown |
    """
    return wide_peering_routes == 0


@check("ec2_route_table_routes", domain="network", severity="low", family="unused_resources")
def ec2_route_table_targets_present(lost_routes):
    """Each route of the table leads to a target that exists.

    Why: Traffic for a route without target is dropped, and such a route shows a change that was not finished.
    Remedy: Delete the route in the state `blackhole`, or give it a new target.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html

    | lost_routes | verdict |
    |-------------|---------|
    | 0           | pass    |
    | 1           | fail    |
    | ?           | unknown |
    """
    return lost_routes == 0
