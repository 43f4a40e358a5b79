"""Checks of Amazon EC2: Elastic IP addresses and network interfaces."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "ec2_address",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="managed_by.str.lower() == 'none'",
)
def ec2_address_in_use(associated):
    """The Elastic IP address belongs to an instance or a network interface.

    Why: An address that is let go while records and allow lists still name it is the next owner's way in.
    Remedy: Remove the address from DNS and allow lists, then release it.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html

    | managed_by | associated | verdict |
    |------------|------------|---------|
    | none       | True       | pass    |
    | none       | False      | fail    |
    | alb        | False      | -       |
    """
    return associated


@check(
    "ec2_network_interface",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="not managed_by_aws and status.str.lower() not in ['attaching', 'detaching', 'pending']",
)
def ec2_network_interface_in_use(status):
    """The network interface is in use.

    Why: What is left over holds addresses and security groups that nobody dares to change.
    Remedy: Delete the network interface.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html

    | managed_by_aws | status     | verdict |
    |----------------|------------|---------|
    | False          | in-use     | pass    |
    | False          | Available  | fail    |
    | False          | associated | pass    |
    | False          | new        | unknown |
    | False          | attaching  | -       |
    | False          | detaching  | -       |
    | True           | available  | -       |
    """
    return among(status, ["in-use", "associated"], ["available"])


@check(
    "ec2_network_interface",
    domain="network",
    severity="low",
    family="network_segmentation",
    where="not managed_by_aws and type.str.lower() == 'interface'",
)
def ec2_network_interface_source_checked(checks_source):
    """The network interface drops traffic that is neither from nor for itself.

    Why: Without the check an instance can pass on traffic between networks, past the routes that were planned.
    Remedy: Enable the source/destination check, unless the instance is a router that was reviewed.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html

    | type        | managed_by_aws | checks_source | verdict |
    |-------------|----------------|---------------|---------|
    | interface   | False          | True          | pass    |
    | Interface   | False          | False         | fail    |
    | interface   | True           | False         | -       |
    | nat_gateway | False          | False         | -       |
    """
    return checks_source
