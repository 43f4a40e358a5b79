"""The demo server's child process: moto with fixed identifiers, accounts by access key, backdating and denied calls.

Run by `toolkit.demo.server`. Everything here happens around moto's WSGI application, except what must be set before
moto loads its services: the seed, the clock and the cache of botocore's files.
"""

import functools
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

import moto.backends
import moto.core.utils
from botocore.loaders import JSONFileLoader
from moto.core.loaders import create_loader
from moto.moto_api._internal import mock_random

from toolkit.demo import lacking
from toolkit.demo.accounts import RESTRICTED, ROLE_NAME, account_of
from toolkit.demo.calls import Call, Environ, Refusal, StartResponse, call_of, respond

# What moto imports to read API documents takes two seconds over a grammar of IRIs, which it can do without.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

_SEED = 20261125
_age_days: ContextVar[float] = ContextVar("age_days", default=0.0)
_real_utcnow = moto.core.utils.utcnow


def _utcnow() -> datetime:
    return _real_utcnow() - timedelta(days=_age_days.get())


# moto's services take this function by name when they load: replace it before any of them is imported.
moto.core.utils.utcnow = _utcnow

# moto opens a new botocore session for many answers, and each reads the same files again: keep them.
_load_file = functools.cache(JSONFileLoader().load_file)
JSONFileLoader.load_file = staticmethod(_load_file)

# moto looks through its own folders at each request, and through botocore's for each service: once is enough.
_modules = tuple(moto.backends.list_of_moto_modules())
moto.backends.list_of_moto_modules = lambda: _modules
moto.core.utils.create_loader = functools.cache(create_loader)  # type: ignore[attr-defined]

# What the audit role may not do in the restricted account: operation, and IAM action where it has another name.
_DENIED = {
    "cloudtrail:DescribeTrails": "",
    "ec2:DescribeFlowLogs": "",
    "guardduty:ListDetectors": "",
    "iam:GenerateCredentialReport": "",
    "iam:GetAccountAuthorizationDetails": "",
    "iam:GetAccountPasswordPolicy": "",
    "iam:ListUsers": "",
    "kms:ListKeys": "",
    "lambda:ListFunctions": "",
    "rds:DescribeDBInstances": "",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:GetBucketPolicy": "",
    "securityhub:DescribeHub": "",
}


class DemoApplication:
    """Moto's application, told per request which account acts, how old the result is to look, and what is denied."""

    def __init__(self, application: Any) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        _age_days.set(float(environ.get("HTTP_X_DEMO_AGE_DAYS", 0)))
        call = call_of(environ)
        account = account_of(call.key_id)
        if account is not None:
            environ["HTTP_X_MOTO_ACCOUNT_ID"] = account
        elif call.key_id:
            account = _account_of_role_session(call.key_id)
            if account == RESTRICTED and call.name in _DENIED:
                return respond(call, _refusal(call), start_response)
        answer = lacking.answer(call, account or "", self._backend(environ))
        if answer is not None:
            return respond(call, answer, start_response)
        answered: Iterable[bytes] = self._application(environ, start_response)
        return answered

    def _backend(self, environ: Environ) -> str | None:
        """Name the part of moto that a request goes to."""
        host = self._application.infer_service_region_host(environ, environ["PATH_INFO"])
        backend: str | None = self._application.get_backend_for_host(host)
        return backend


def _account_of_role_session(key_id: str) -> str:
    from moto.iam.models import get_account_id_from

    return str(get_account_id_from(key_id))


def _refusal(call: Call) -> Refusal:
    """Refuse as IAM does, with the code of the service's protocol."""
    code = "AccessDeniedException" if "json" in call.protocol else "AccessDenied"
    action = _DENIED[call.name] or call.name
    text = f"User: arn:aws:sts::{RESTRICTED}:assumed-role/{ROLE_NAME}/audit is not authorized to perform: {action}"
    return Refusal("UnauthorizedOperation" if call.protocol == "ec2" else code, text)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve on a free loopback port and write its number to standard output."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when the demo ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    mock_random.seed(_SEED)
    application = DemoApplication(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
