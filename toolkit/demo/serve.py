"""The demo server's child process: moto with fixed identifiers, accounts by access key, backdating and denied calls.

Run by `toolkit.demo.server`. Everything here happens around moto's WSGI application, except what must be set before
moto loads its services: the seed, the clock and the cache of botocore's files.
"""

import functools
import io
import json
import logging
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import parse_qs

import moto.core.utils
from botocore.loaders import JSONFileLoader
from moto.moto_api._internal import mock_random

from toolkit.demo import lacking as lacks
from toolkit.demo.accounts import RESTRICTED, ROLE_NAME, account_of

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

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

# What the audit role may not do in the restricted account: signing name, call as `_call` writes it, IAM action.
_DENIED = (
    ("iam", "ListUsers", "iam:ListUsers"),
    ("iam", "GenerateCredentialReport", "iam:GenerateCredentialReport"),
    ("iam", "GetAccountAuthorizationDetails", "iam:GetAccountAuthorizationDetails"),
    ("iam", "GetAccountPasswordPolicy", "iam:GetAccountPasswordPolicy"),
    ("kms", "ListKeys", "kms:ListKeys"),
    ("s3", "GET /*?policy", "s3:GetBucketPolicy"),
    ("s3", "GET /*?encryption", "s3:GetEncryptionConfiguration"),
    ("guardduty", "*", "guardduty:ListDetectors"),
    ("securityhub", "*", "securityhub:DescribeHub"),
    ("ec2", "DescribeFlowLogs", "ec2:DescribeFlowLogs"),
    ("rds", "DescribeDBInstances", "rds:DescribeDBInstances"),
    ("lambda", "GET /2015-03-31/functions*", "lambda:ListFunctions"),
    ("cloudtrail", "DescribeTrails", "cloudtrail:DescribeTrails"),
)


class DemoApplication:
    """Moto's application, told per request which account acts, how old the result is to look, and what is denied."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        _age_days.set(float(environ.get("HTTP_X_DEMO_AGE_DAYS", 0)))
        key_id, region, service = _credential(environ)
        account, call = account_of(key_id), _call(environ)
        if account is not None:
            environ["HTTP_X_MOTO_ACCOUNT_ID"] = account
        elif key_id:
            account = _account_of_role_session(key_id)
            for denied_service, pattern, action in _DENIED if account == RESTRICTED else ():
                if service == denied_service and fnmatchcase(call, pattern):
                    return _deny(service, action, environ, start_response)
        lacking = lacks.answer(service, call, account or "", region)
        if lacking is not None:
            return _respond(lacking, environ, start_response)
        return self._application(environ, start_response)


def _credential(environ: Environ) -> tuple[str, str, str]:
    """Return access key id, Region and signing name of a signed request."""
    found = re.search(r"Credential=([^/,]+)/\d+/([^/]+)/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    return (found[1], found[2], found[3]) if found else ("", "", "")


def _account_of_role_session(key_id: str) -> str:
    from moto.iam.models import get_account_id_from

    return str(get_account_id_from(key_id))


def _call(environ: Environ) -> str:
    """Name the call: the operation for query and JSON protocols, `METHOD /path?first-parameter` for REST."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return str(target).rsplit(".", 1)[-1]
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        action = parse_qs(body.decode()).get("Action")
        if action:
            return str(action[0])
    parameter = re.split("[=&]", environ.get("QUERY_STRING", ""))[0]
    return f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}" + (f"?{parameter}" if parameter else "")


def _deny(service: str, action: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer as AWS does when IAM refuses, in the protocol of the service."""
    text = f"User: arn:aws:sts::{RESTRICTED}:assumed-role/{ROLE_NAME}/audit is not authorized to perform: {action}"
    request_id = "00000000-0000-4000-8000-000000000000"
    kind = "text/xml"
    headers = [("x-amzn-RequestId", request_id)]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    environ["wsgi.input"].read(length)  # an unread body would break the connection
    error = f"<Code>AccessDenied</Code><Message>{text}</Message>"
    if service == "ec2":
        error = error.replace("AccessDenied", "UnauthorizedOperation")
        body = f"<Response><Errors><Error>{error}</Error></Errors><RequestID>{request_id}</RequestID></Response>"
    elif service == "s3":
        body = f"<Error>{error}<RequestId>{request_id}</RequestId></Error>"
    elif service in ("iam", "rds"):
        error = f"<Error><Type>Sender</Type>{error}</Error>"
        body = f"<ErrorResponse>{error}<RequestId>{request_id}</RequestId></ErrorResponse>"
    else:
        kind = "application/json"
        headers.append(("x-amzn-ErrorType", "AccessDeniedException"))
        body = json.dumps({"__type": "AccessDeniedException", "message": text})
    answer = body.encode()
    start_response("403 Forbidden", [("Content-Type", kind), ("Content-Length", str(len(answer))), *headers])
    return [answer]


def _respond(answer: dict[str, Any], environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    body = json.dumps(answer).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


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
