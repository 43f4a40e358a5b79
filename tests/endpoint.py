"""An endpoint of AWS that answers what a test says: for refusals and failures that no emulator gives."""

import json
import os
import re
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

Answer = tuple[int, dict[str, str], bytes]
RESET: Answer = (0, {}, b"")  # no answer: the connection breaks
ROLE_KEY = "ASIA"  # what an access key starts with that `assumed` gave


@dataclass(frozen=True)
class Request:
    """One signed request; `operation` is empty where it stands in the path."""

    service: str
    region: str
    operation: str
    key_id: str
    parameters: dict[str, Any]
    method: str = ""
    path: str = ""


@contextmanager
def endpoint(answer: Callable[[Request], Answer], regions: bool = False) -> Iterator[str]:
    """Serve answers on this computer; yield the URL. Which Regions are on is asked in every run: few tests care."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            request = _request(self)
            about_regions = request.operation == "DescribeRegions" and not regions
            status, headers, body = _xml(200, "<DescribeRegionsResponse/>") if about_regions else answer(request)
            if not status:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                os.close(self.connection.detach())
                self.close_connection = True
                return
            self.send_response_only(status)
            headers = {"Date": self.date_time_string()} | headers
            for name, value in ({"x-amzn-RequestId": "request-1", "Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = handle_any  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False  # a request that a test holds back must not hold back its end

        def handle_error(self, *_: object) -> None:
            """A client that is gone, since a test killed it, is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()  # its end waits for the next poll
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _request(handler: BaseHTTPRequestHandler) -> Request:
    body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    scope = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", handler.headers.get("Authorization", ""))
    key_id, region, service = scope.groups() if scope else ("", "", "")
    form = "x-www-form-urlencoded" in handler.headers.get("Content-Type", "")
    parameters = {name: values[0] for name, values in parse_qs(body.decode()).items()} if form else {}
    if target := handler.headers.get("X-Amz-Target", ""):
        parameters = json.loads(body or b"{}")
    operation = parameters.get("Action") or target.rpartition(".")[2]
    return Request(service, region, operation, key_id, parameters, handler.command, handler.path)


def json_answer(content: object) -> Answer:
    """Answer as a service of the JSON protocol."""
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(content).encode()


def identity(account_id: str) -> Answer:
    """Answer sts:GetCallerIdentity."""
    arn = f"arn:aws:iam::{account_id}:user/auditor"
    result = f"<Arn>{arn}</Arn><UserId>AIDA1</UserId><Account>{account_id}</Account>"
    return _query("GetCallerIdentity", result)


def assumed(account_id: str) -> Answer:
    """Answer sts:AssumeRole; the access key names the account."""
    keys = f"<AccessKeyId>{ROLE_KEY}{account_id}</AccessKeyId><SecretAccessKey>s3cr3t</SecretAccessKey>"
    keys += "<SessionToken>t0k3n</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
    user = f"<Arn>arn:aws:sts::{account_id}:assumed-role/audit/demarc</Arn><AssumedRoleId>A:demarc</AssumedRoleId>"
    result = f"<Credentials>{keys}</Credentials><AssumedRoleUser>{user}</AssumedRoleUser>"
    return _query("AssumeRole", result)


def refusal(request: Request, code: str = "AccessDenied", status: int = 403) -> Answer:
    """Refuse as AWS does, in the protocol of the service."""
    error = f"<Error><Code>{code}</Code><Message>Refused by the test.</Message></Error>"
    match request.service:
        case "ec2":
            return _xml(status, f"<Response><Errors>{error}</Errors></Response>")
        case "s3" | "s3express":
            return _xml(status, error)
        case "cloudfront" | "route53":
            return _xml(status, f"<ErrorResponse>{error}</ErrorResponse>")
    if "Action" in request.parameters:  # the query protocol
        return _xml(status, f"<ErrorResponse>{error}</ErrorResponse>")
    body = json.dumps({"__type": code, "message": "Refused by the test."}).encode()
    return status, {"Content-Type": "application/json", "x-amzn-ErrorType": code}, body


def _query(operation: str, result: str) -> Answer:
    return _xml(200, f"<{operation}Response><{operation}Result>{result}</{operation}Result></{operation}Response>")


def _xml(status: int, body: str) -> Answer:
    return status, {"Content-Type": "text/xml"}, body.encode()
