"""Whether the caller is still signed in: credentials that end in the middle of a run stop it, and nothing is sealed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from threading import Lock
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import (
    ClientError,
    CredentialRetrievalError,
    LoginError,
    NoCredentialsError,
    PartialCredentialsError,
    SSOError,
    TokenRetrievalError,
)

from toolkit.collect.ledger import Call, current_credentials, words_of
from toolkit.errors import CredentialsError

# Codes with which AWS says that credentials ended. The token of a page may end too, and is told with some of them.
ENDED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
# Codes with which it says that it does not know them; so does a Region that is off.
UNKNOWN = {
    "AuthFailure",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "InvalidToken",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
# What botocore raises where it has no keys to sign with, or cannot renew them; a plain RuntimeError is one of them.
UNSIGNED = (
    ClientError,  # of the call that should have renewed them
    CredentialRetrievalError,
    LoginError,
    NoCredentialsError,
    PartialCredentialsError,
    RuntimeError,
    SSOError,
    TokenRetrievalError,
)
WHO = "GetCallerIdentity"
PAGE_TOKEN = re.compile(r"(?i)token|marker|position|startname|startidentifier")


class SignIn:
    """The credentials that a run began with.

    Where an answer lets doubt them, AWS is asked again who they are: `identify` does it and returns what went wrong.
    Once they are lost, `stop` lets no request out any more.
    """

    def __init__(self, credentials: Any, stop: Callable[[], None]) -> None:
        self.identify: Callable[[], Exception | None] = lambda: None
        self._credentials, self._stop = credentials, stop
        self._lost = ""
        self._lock = Lock()

    def watch(self, client: BaseClient) -> None:
        """Look at what becomes of the calls of a client."""
        client.meta.events.register_last("after-call", self._answered)
        client.meta.events.register_last("after-call-error", self._broke)

    def check(self) -> None:
        """Refuse to go on without credentials.

        Raises
        ------
        CredentialsError
            They ended.

        """
        if self._lost:
            raise CredentialsError(
                f"The credentials ended in the middle of the run ({self._lost}). The inventory is incomplete: sign in "
                "again and give the same command to go on with it."
            )

    def _answered(self, http_response: Any, parsed: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        call: Call = context["demarc_call"]
        if http_response.status_code < 300 or self._is_itself(call):
            return
        code = parsed.get("Error", {}).get("Code")
        if code in ENDED and current_credentials() is self._credentials and not _has_page_token(call):
            self._lose(f"{code}: {call.error}")
        elif code in ENDED | UNKNOWN:
            self._ask()

    def _broke(self, exception: Exception, context: dict[str, Any], **_: Any) -> None:
        if isinstance(exception, UNSIGNED) and not self._is_itself(context["demarc_call"]):
            self._ask()

    def _is_itself(self, call: Call) -> bool:
        return call.operation == WHO and current_credentials() is self._credentials

    def _ask(self) -> None:
        with self._lock:
            error = None if self._lost else self.identify()
            code = error.response["Error"].get("Code") if isinstance(error, ClientError) else ""
            if isinstance(error, UNSIGNED) and (not code or code in ENDED | UNKNOWN):
                self._lose(words_of(error))

    def _lose(self, words: str) -> None:
        self._lost = self._lost or words
        self._stop()


def _has_page_token(call: Call) -> bool:
    return any(PAGE_TOKEN.search(name) for name in json.loads(call.arguments))
