"""Checks of Amazon EC2: what the internet can reach."""

from toolkit.model import check

# A NAT gateway and a function take no connections that others begin; what is not attached answers nobody.
RECEIVING = "status.str.lower() != 'available' and type.str.lower() not in ['nat_gateway', 'natgateway', 'lambda']"


@check(
    "ec2_network_interface_reachability",
    domain="network",
    severity="high",
    family="network_exposure",
    where=RECEIVING,
)
def ec2_network_interface_reachability_admin_ports_restricted(admin_ports_path):
    """The internet cannot reach the network interface on SSH (22) or RDP (3389).

    Why: Address, routes, network ACL and security groups together let strangers try passwords and flaws here.
    Remedy: Break the path where it is not needed: limit the security group's rule, take the public address away or
    move the instance to a private subnet and administer it through Session Manager.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-igw-internet-access.html

    | status     | type          | admin_ports_path               | verdict |
    |------------|---------------|--------------------------------|---------|
    | in-use     | interface     | none                           | pass    |
    | in-use     | interface     | tcp 22: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | in-use     | interface     | ?                              | unknown |
    | In-Use     | load_balancer | tcp 22: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | associated | interface     | tcp 22: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | attaching  | interface     | tcp 22: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | available  | interface     | tcp 22: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | nat_gateway   | tcp 22: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | natGateway    | tcp 22: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | Lambda        | tcp 22: igw-1 rtb-1 acl-1 sg-1 | -       |
    """
    return admin_ports_path == "none"


@check(
    "ec2_network_interface_reachability",
    domain="network",
    severity="critical",
    family="network_exposure",
    where=RECEIVING,
)
def ec2_network_interface_reachability_database_ports_restricted(database_ports_path):
    """The internet cannot reach the network interface on ports of databases.

    Why: A database that the internet reaches is one stolen password, or one flaw, away from being copied whole.
    Remedy: Limit the security group's rule to the groups of the applications, and move the database to a subnet without
    a route to an internet gateway.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-igw-internet-access.html

    | status     | type          | database_ports_path              | verdict |
    |------------|---------------|----------------------------------|---------|
    | in-use     | interface     | none                             | pass    |
    | in-use     | interface     | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | in-use     | interface     | ?                                | unknown |
    | In-Use     | load_balancer | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | associated | interface     | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | attaching  | interface     | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | available  | interface     | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | nat_gateway   | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | natGateway    | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | Lambda        | tcp 5432: igw-1 rtb-1 acl-1 sg-1 | -       |
    """
    return database_ports_path == "none"


@check(
    "ec2_network_interface_reachability",
    domain="network",
    severity="high",
    family="network_exposure",
    where=RECEIVING,
)
def ec2_network_interface_reachability_risky_ports_restricted(risky_ports_path):
    """The internet cannot reach the network interface on ports of services that were made for trusted networks.

    Why: FTP, Telnet, SMB, NFS, VNC, Docker and their like send passwords in clear, or ask for none.
    Remedy: Remove the security group's rule or limit it to the networks that need the service; a rule with a lower
    number in the network ACL denies it for the whole subnet.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-igw-internet-access.html

    | status     | type          | risky_ports_path                | verdict |
    |------------|---------------|---------------------------------|---------|
    | in-use     | interface     | none                            | pass    |
    | in-use     | interface     | tcp 445: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | in-use     | interface     | ?                               | unknown |
    | In-Use     | load_balancer | tcp 445: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | associated | interface     | tcp 445: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | attaching  | interface     | tcp 445: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | available  | interface     | tcp 445: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | nat_gateway   | tcp 445: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | natGateway    | tcp 445: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | Lambda        | tcp 445: igw-1 rtb-1 acl-1 sg-1 | -       |
    """
    return risky_ports_path == "none"


@check(
    "ec2_network_interface_reachability",
    domain="network",
    severity="medium",
    family="network_exposure",
    where=RECEIVING,
)
def ec2_network_interface_reachability_web_ports_only(other_ports_path):
    """The internet can reach the network interface on no TCP or UDP port but 80 and 443.

    Why: Each further port is a service that strangers may try, and that nobody may have meant to offer.
    Remedy: Remove the security group's rule, limit it to known addresses, or place the service behind a load balancer
    and take the public address away.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-igw-internet-access.html

    | status     | type          | other_ports_path                 | verdict |
    |------------|---------------|----------------------------------|---------|
    | in-use     | interface     | none                             | pass    |
    | in-use     | interface     | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | in-use     | interface     | ?                                | unknown |
    | In-Use     | load_balancer | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | associated | interface     | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | attaching  | interface     | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | fail    |
    | available  | interface     | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | nat_gateway   | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | natGateway    | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | -       |
    | in-use     | Lambda        | tcp 8080: igw-1 rtb-1 acl-1 sg-1 | -       |
    """
    return other_ports_path == "none"
