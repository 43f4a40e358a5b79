"""Checks of Amazon RDS Proxy."""

from toolkit.model import check

LIVING = "status.str.lower() not in ['creating', 'deleting']"


@check(
    "rds_proxy",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=LIVING,
)
def rds_proxy_tls_required(requires_tls):
    """The proxy refuses clients that connect without TLS.

    Why: Over plain connections, passwords, queries and results can be read on the way to the proxy.
    Remedy: Modify the proxy and require Transport Layer Security (`--require-tls`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html

    | requires_tls | status    | verdict |
    |--------------|-----------|---------|
    | True         | available | pass    |
    | False        | available | fail    |
    | False        | deleting  | -       |
    """
    return requires_tls


@check(
    "rds_proxy",
    domain="identity",
    severity="low",
    family="authentication",
    where=LIVING,
)
def rds_proxy_iam_required(requires_iam):
    """Clients of the proxy must sign in with IAM credentials.

    Why: Tokens of IAM expire after minutes and are governed centrally; a database's passwords stay until changed.
    Remedy: Modify the authentication of the proxy and set IAM authentication to required (`IAMAuth`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html

    | requires_iam | status    | verdict |
    |--------------|-----------|---------|
    | True         | available | pass    |
    | False        | available | fail    |
    | ?            | available | unknown |
    | False        | deleting  | -       |
    """
    return requires_iam


@check(
    "rds_proxy_subnets",
    domain="network",
    severity="low",
    family="network_segmentation",
    where=LIVING,
)
def rds_proxy_subnets_private(internet_route):
    """No subnet of the proxy has a route to an internet gateway.

    Why: What stands behind such a route needs only an address and a mistake in a security group to be on the internet.
    Remedy: Make the proxy anew in private subnets, or change their route tables.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-creating.html

    | internet_route | status    | verdict |
    |----------------|-----------|---------|
    | False          | available | pass    |
    | True           | available | fail    |
    | ?              | available | unknown |
    | True           | deleting  | -       |
    """
    return ~internet_route
