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
