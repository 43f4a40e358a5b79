"""Checks of Amazon EC2: VPC endpoints and endpoint services."""

from toolkit.model import check


@check(
    "ec2_vpc_endpoint_service",
    domain="network",
    severity="high",
    family="public_access",
    where="state.str.lower() not in ['deleting', 'deleted', 'failed']",
)
def ec2_vpc_endpoint_service_private(allows_anyone):
    """Not every AWS account may ask to connect to the endpoint service.

    Why: A service that is offered to its partners only becomes one that strangers can find and try.
    Remedy: Remove `*` from the allowed principals of the endpoint service, and name the accounts that use it.
    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html

    | state     | allows_anyone | verdict |
    |-----------|---------------|---------|
    | Available | False         | pass    |
    | Available | True          | fail    |
    | Deleted   | True          | -       |
    | deleting  | True          | -       |
    """
    return ~allows_anyone


@check(
    "ec2_vpc_endpoint_service",
    domain="network",
    severity="medium",
    family="network_segmentation",
    where="state.str.lower() not in ['deleting', 'deleted', 'failed']",
)
def ec2_vpc_endpoint_service_connections_accepted(acceptance_required):
    """Somebody accepts each connection to the endpoint service by hand.

    Why: Otherwise each principal that is allowed connects as many VPCs as it likes, unseen.
    Remedy: Turn on acceptance for the endpoint service.
    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html

    | state     | acceptance_required | verdict |
    |-----------|---------------------|---------|
    | Available | True                | pass    |
    | Available | False               | fail    |
    | Deleted   | False               | -       |
    | deleting  | False               | -       |
    """
    return acceptance_required
