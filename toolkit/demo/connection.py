"""The only way the demo talks to AWS APIs: to a server on this computer, with the demo's own credentials."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import UUID

import boto3
import botocore.session
from botocore.config import Config

from toolkit.demo.accounts import SECRET_ACCESS_KEY, access_key_id
from toolkit.errors import ToolkitError

_ENDPOINT = re.compile(r"http://127\.0\.0\.1:\d{1,5}")
_CONFIG = Config(
    proxies={},
    retries={"total_max_attempts": 1},
    use_dualstack_endpoint=False,
    use_fips_endpoint=False,
    request_checksum_calculation="when_required",
)
# No profile, no configuration or credentials file, no endpoint of the reader's own environment plays a part.
_SESSION_VARIABLES: dict[str, Any] = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}


class Account:
    """One demo account: a client per service and Region, all signed with the access key that names the account."""

    def __init__(self, endpoint: str, account_id: str, session: boto3.Session) -> None:
        self.id = account_id
        self._endpoint = endpoint
        self._session = session
        self._clients: dict[tuple[str, str], Any] = {}
        self._age_days = 0
        self._tokens = count(1)

    def client(self, service: str, region: str = "us-east-1") -> Any:
        """Return the client of *service*, made once per Region."""
        if (service, region) not in self._clients:
            self._clients[service, region] = self._open(service, region, access_key_id(self.id), SECRET_ACCESS_KEY)
        return self._clients[service, region]

    def use_key(self, key_id: str, secret: str) -> None:
        """Make one call with a user's own access key, so that it counts as used."""
        self._open("sts", "us-east-1", key_id, secret).get_caller_identity()

    def _open(self, service: str, region: str, key_id: str, secret: str) -> Any:
        client: Any = self._session.client(
            service,
            region_name=region,
            endpoint_url=self._endpoint,
            aws_access_key_id=key_id,
            aws_secret_access_key=secret,
            config=_CONFIG,
        )
        client.meta.events.register_first("before-parameter-build", self._add_token)
        client.meta.events.register("before-sign", self._add_age)
        client.meta.events.register("before-sign.s3-control", self._keep_host)
        return client

    @contextmanager
    def aged(self, days: int) -> Iterator[None]:
        """Let everything created inside the block look *days* days old."""
        self._age_days = days
        try:
            yield
        finally:
            self._age_days = 0

    def _add_token(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        """Set the idempotency tokens that botocore would draw at random: they show up in answers."""
        for name in model.idempotent_members:
            params.setdefault(name, str(UUID(int=next(self._tokens), version=4)))

    def _add_age(self, request: Any, **_: Any) -> None:
        if self._age_days:
            request.headers["X-Demo-Age-Days"] = str(self._age_days)

    def _keep_host(self, request: Any, **_: Any) -> None:
        """Take back the account that S3 Control writes into the host name: no loopback address resolves it."""
        request.url = request.url.replace(f"//{self.id}.", "//", 1)


def open_accounts(endpoint: str, account_ids: tuple[str, ...]) -> list[Account]:
    """Open the demo accounts at *endpoint*, which must be on this computer.

    Raises
    ------
    ToolkitError
        The endpoint is not `http://127.0.0.1:PORT`.

    """
    if not _ENDPOINT.fullmatch(endpoint):
        raise ToolkitError(f"The demo estate is only built at http://127.0.0.1:PORT, not at '{endpoint}'.")
    session = boto3.Session(botocore_session=botocore.session.Session(session_vars=_SESSION_VARIABLES))
    return [Account(endpoint, account_id, session) for account_id in account_ids]
