"""Builds the demo estate: the accounts' good and bad configurations, the same in each run."""

from toolkit.demo.accounts import (
    ACCOUNTS,
    CANARIES,
    EXTERNAL_ID,
    MANAGEMENT,
    MEMBER,
    REGIONS,
    RESTRICTED,
    ROLE_NAME,
    SECRET_ACCESS_KEY,
    access_key_id,
)
from toolkit.demo.connection import Account, open_accounts
from toolkit.demo.estate_clusters import build_clusters
from toolkit.demo.estate_compute import build_applications, build_containers
from toolkit.demo.estate_data import build_buckets, build_data, build_keys
from toolkit.demo.estate_delivery import build_delivery
from toolkit.demo.estate_edge import build_edge
from toolkit.demo.estate_identity import build_identity
from toolkit.demo.estate_logging import build_logging
from toolkit.demo.estate_network import build_network

__all__ = [
    "ACCOUNTS",
    "CANARIES",
    "EXTERNAL_ID",
    "MANAGEMENT",
    "MEMBER",
    "REGIONS",
    "RESTRICTED",
    "ROLE_NAME",
    "SECRET_ACCESS_KEY",
    "access_key_id",
    "build",
]


def build(endpoint: str) -> None:
    """Fill the demo server at *endpoint* with the estate.

    The management account is mostly well configured, the member account mostly not, and the restricted account is
    small: what it shows is denied calls. Calls run one after the other, since the order decides the identifiers.

    Raises
    ------
    ToolkitError
        The endpoint is not `http://127.0.0.1:PORT`: the demo never touches a real account.

    Notes
    -----
    Identifiers, names and ages in days are the same in each run. Points in time follow the clock; session
    credentials and the QR codes of MFA devices are random.

    """
    for account in open_accounts(endpoint, ACCOUNTS):
        build_identity(account)
        for region in REGIONS:
            _build_region(account, region)


def _build_region(account: Account, region: str) -> None:
    account.client("sso-admin", region).list_instances()  # moto makes one at the first call: now, for the same id
    key_arn = build_keys(account, region)
    build_buckets(account, region, key_arn)
    build_logging(account, region, key_arn)
    network = build_network(account, region)
    if account.id == RESTRICTED:
        return
    build_data(account, region, key_arn, network)
    build_applications(account, region, network)
    build_containers(account, region, key_arn, network)
    if region == REGIONS[0]:
        build_clusters(account, region, key_arn)
        build_delivery(account, region, key_arn)
        build_edge(account, region, network)
