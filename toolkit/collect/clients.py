"""One client per service and Region for all accounts: whose credentials sign a call is settled when it is made."""

from __future__ import annotations

import os
import socket
from socket import gaierror, getaddrinfo
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

import botocore.session
from botocore.awsrequest import AWSRequest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ConnectionClosedError

from toolkit import __version__
from toolkit.collect.ledger import current_account, current_credentials, record
from toolkit.collect.limits import Limits
from toolkit.collect.signin import SignIn

WORKERS = 20
NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}  # the latter not everywhere
# Hosts of operations that not every Region with their service has, which botocore does not list.
APART = {"list_directory_buckets": "s3express-control"}
# Attempts are counted by `limits`.
CONFIG = Config(
    retries={"mode": "standard"},
    connect_timeout=10,
    read_timeout=60,
    max_pool_connections=WORKERS,
    account_id_endpoint_mode="disabled",  # an endpoint of one account would be resolved for all
    user_agent_extra=f"aws-demarc/{__version__}",
)


class Clients:
    """Clients by service and Region, each made once; a call is signed for the account of the running task."""

    def __init__(self, profile: str | None = None) -> None:
        self._session = botocore.session.Session(profile=profile)
        self.own_credentials = self._session.get_credentials()
        self._session._credentials = _RunningCredentials()
        self.limits = Limits(WORKERS)
        self.sign_in = SignIn(self.own_credentials, self.limits.stop)
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._lock = Lock()

    def get(self, service: str, region: str) -> BaseClient:
        """Return the client of a service in a Region; its calls go to the ledger of the running task."""
        with self._lock:  # making a client is not thread-safe
            if (service, region) not in self._clients:
                self._clients[service, region] = self._make(service, region)
            return self._clients[service, region]

    def offers(self, service: str, region: str, operation: str = "") -> bool:
        """Tell whether AWS offers a service in a Region: botocore lists it there, or its host may have an address.

        An operation that has a host of its own is offered where that may have one.

        botocore's list is late for new Regions, and empty for some services. It takes the answer that there is no such
        host: a name service that fails, or that a proxy stands in for, says nothing.
        """
        client = self.get(service, region)
        listed = self._session.get_available_regions(service, client.meta.partition)
        host = str(urlsplit(client.meta.endpoint_url).hostname)
        if operation in APART and "amazonaws" in host:
            host, listed = f"{APART[operation]}.{region}.{host[host.index('amazonaws') :]}", ["elsewhere"]
        if not listed or region in listed or getproxies().get("https"):
            return True
        try:
            return bool(getaddrinfo(host, None))
        except gaierror as error:
            return error.errno not in NO_SUCH_HOST

    def _make(self, service: str, region: str) -> BaseClient:
        client = self._session.create_client(service, region_name=region, config=CONFIG)
        record(client)
        _refuse_broken_off(client)
        self.limits.register(client)
        self.sign_in.watch(client)
        if os.environ.get("AWS_ENDPOINT_URL"):
            client.meta.events.register("before-sign.s3-control", _without_account_in_host)
        return client


class _RunningCredentials(Credentials):  # type: ignore[misc]
    """The credentials of whichever account the running task asks; they renew themselves."""

    def __init__(self) -> None:
        super().__init__("-", "-")

    def get_frozen_credentials(self) -> Any:
        """Return the keys to sign with; none if the account's credentials cannot be found."""
        own = current_credentials()
        return own and own.get_frozen_credentials()


def _refuse_broken_off(client: BaseClient) -> None:
    """Make a client ask again where an answer is shorter than announced: botocore takes one in JSON for empty."""
    session = client._endpoint.http_session
    send = session.send

    def sent(request: Any) -> Any:
        answer = send(request)
        announced = answer.headers.get("Content-Length")
        if announced and not request.stream_output and len(answer.content) < int(announced):
            raise ConnectionClosedError(endpoint_url=request.url)
        return answer

    session.send = sent


def _without_account_in_host(request: AWSRequest, **_: object) -> None:
    """S3 Control writes the account into the host name, which an endpoint of one's own does not resolve."""
    request.url = str(request.url).replace(f"//{current_account()}.", "//", 1)
