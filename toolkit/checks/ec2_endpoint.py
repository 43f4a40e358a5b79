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


@check(
    "ec2_vpc_endpoint_policy",
    domain="network",
    severity="medium",
    family="network_segmentation",
    where="own and has_policy and not managed_by_aws"
    " and state.str.lower() not in ['deleting', 'deleted', 'failed', 'rejected', 'expired']",
)
def ec2_vpc_endpoint_policy_limited(allows_everything):
    """The endpoint policy of the VPC endpoint does not let everybody do everything with all resources of the service.

    Why: Through such an endpoint data can be carried to a bucket or queue of a foreign account, past every proxy.
    Remedy: Name the principals, actions and resources in the endpoint policy (`aws ec2 modify-vpc-endpoint`).
    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html

    | own   | managed_by_aws | state     | has_policy | allows_everything | verdict |
    |-------|----------------|-----------|------------|-------------------|---------|
    | True  | False          | available | True       | False             | pass    |
    | True  | False          | Available | True       | True              | fail    |
    | True  | False          | available | True       | ?                 | unknown |
    | True  | False          | available | False      | False             | -       |
    | True  | True           | available | True       | True              | -       |
    | True  | False          | deleting  | True       | True              | -       |
    | True  | False          | Deleted   | True       | True              | -       |
    | False | False          | available | True       | True              | -       |
    """
    return ~allows_everything
