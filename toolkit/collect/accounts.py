"""Which accounts and Regions a run reaches, and with whose credentials."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import boto3
import botocore.session
from botocore.awsrequest import AWSRequest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from toolkit import __version__
from toolkit.collect.ledger import Ledger, record
from toolkit.errors import CredentialsError, ParameterError, UnknownName

SESSION_NAME = "demarc"
WORKERS = 16
FAILURES = (BotoCoreError, ClientError, ResponseParserError)  # the last is what a proxy's own page gives


@dataclass
class Account:
    """An account that a run asks, and who asks it.

    `error` says why its credentials could not be had; then none of its tables is observed.
    """

    account_id: str
    partition: str
    session: boto3.Session
    caller_arn: str = ""
    error: str = ""

    def __post_init__(self) -> None:
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._lock = Lock()

    def client(self, service: str, region: str) -> BaseClient:
        """Return the account's client of a service in a Region; its calls go to the ledger of the running task."""
        with self._lock:  # making a client is not thread-safe
            if (service, region) not in self._clients:
                client = self.session.client(service, region_name=region, config=_config())
                record(client)
                if os.environ.get("AWS_ENDPOINT_URL"):
                    client.meta.events.register("before-sign.s3-control", self._without_account_in_host)
                self._clients[service, region] = client
            return self._clients[service, region]

    def _without_account_in_host(self, request: AWSRequest, **_: object) -> None:
        """S3 Control writes the account into the host name, which an endpoint of one's own does not resolve."""
        request.url = str(request.url).replace(f"//{self.account_id}.", "//", 1)


def _config() -> Config:
    return Config(
        retries={"mode": "adaptive", "total_max_attempts": 10},
        connect_timeout=10,
        read_timeout=60,
        max_pool_connections=WORKERS,
        user_agent_extra=f"aws-demarc/{__version__}",
    )


def accounts(
    session: boto3.Session, account_ids: Sequence[str], role_name: str, region: str, ledgers: list[Ledger]
) -> tuple[str, list[Account]]:
    """Find the accounts of a run, and take on the role in each that is not the caller's own.

    Parameters
    ----------
    session : boto3.Session
        Credentials to start from.
    account_ids : sequence of str
        Accounts to ask; none means the caller's own.
    role_name : str
        Role to assume in accounts that are not the caller's own.
    region : str
        Region whose STS endpoint is asked.
    ledgers : list of Ledger
        Takes the calls made on the way.

    Returns
    -------
    tuple of str and list of Account
        ARN of the caller, and the accounts in the order asked for; one that refuses has an `error`.

    Raises
    ------
    CredentialsError
        There are no credentials, or AWS does not accept them.
    ParameterError
        Another account is asked for without a role to take on there.

    """
    me = Account("", "aws", session)
    arn, error = _identity(me, region, ledgers)
    if error:
        raise CredentialsError(
            f"AWS accepts no credentials here ({error}). Set AWS_PROFILE, pass --profile or sign in again."
        )
    _, partition, _, _, own, _ = arn.split(":", 5)
    foreign = [a for a in account_ids if a != own]
    if foreign and not role_name:
        raise ParameterError(
            f"The credentials are those of account {own}, not of {', '.join(foreign)}. "
            "Pass --role-name with a role that can be assumed there."
        )
    found = []
    for account_id in account_ids or [own]:
        role = f"arn:{partition}:iam::{account_id}:role/{role_name}"
        its = session if account_id == own else _assumed(session, account_id, role, region, arn, ledgers)
        account = Account(account_id, partition, its)
        account.caller_arn, account.error = _identity(account, region, ledgers)
        found.append(account)
    return arn, found


def regions(account: Account, ask: str, ledgers: list[Ledger]) -> list[str]:
    """Return the Regions that are enabled in an account.

    Raises
    ------
    ParameterError
        AWS would not list them, so they have to be named.

    """
    with Ledger(account.account_id, ask, "plan", account.caller_arn) as ledger:
        ledgers.append(ledger)
        try:
            answer = account.client("ec2", ask).describe_regions()
        except FAILURES as error:
            raise ParameterError(
                f"The enabled Regions of account {account.account_id} could not be listed ({error}). Pass --region."
            ) from None
    return sorted(region["RegionName"] for region in answer["Regions"])


def check_regions(names: Iterable[str]) -> None:
    """Refuse a Region that AWS does not have, in any partition.

    Raises
    ------
    UnknownName
        A Region is not in botocore's list.

    """
    session = botocore.session.get_session()
    known = {r for p in session.get_available_partitions() for r in session.get_available_regions("ec2", p)}
    for name in names:
        if name not in known:
            raise UnknownName("Region", name, known)


def _identity(account: Account, region: str, ledgers: list[Ledger]) -> tuple[str, str]:
    """Ask who the credentials are; return the ARN, or what went wrong."""
    with Ledger(account.account_id, region, "plan", "") as ledger:
        ledgers.append(ledger)
        try:
            answer = account.client("sts", region).get_caller_identity()
        except FAILURES as error:
            return "", str(error)
        return str(answer["Arn"]), ""


def _assumed(
    session: boto3.Session, account_id: str, role_arn: str, region: str, caller_arn: str, ledgers: list[Ledger]
) -> boto3.Session:
    """Return a session under another role; its credentials are fetched when first used, and renewed when they age."""

    def recorded(service: str, **kwargs: Any) -> BaseClient:
        client = session.client(service, region_name=region, config=_config(), **kwargs)
        record(client)
        return client

    def fetch() -> Any:
        with Ledger(account_id, region, "plan", caller_arn) as ledger:  # not that of the task that needs credentials
            ledgers.append(ledger)
            return fetcher.fetch_credentials()

    core = botocore.session.get_session()
    fetcher = AssumeRoleCredentialFetcher(
        client_creator=recorded,
        source_credentials=session.get_credentials(),
        role_arn=role_arn,
        extra_args={"RoleSessionName": SESSION_NAME},
    )
    core._credentials = DeferredRefreshableCredentials(fetch, "assume-role")
    return boto3.Session(botocore_session=core)
