"""Which operation a request calls, and how the service answers it: by AWS's own models, as moto holds them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.serialize import SerializationContext, get_serializer_class
from moto.core.utils import get_service_model
from werkzeug.exceptions import NotFound

from toolkit.tables import TABLES

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

REQUEST_ID = "00000000-0000-4000-8000-000000000000"


class Refusal(ServiceException):
    """What AWS says instead of an answer: a code and a message."""


@dataclass(frozen=True)
class Call:
    """A signed request: who calls what where. `operation` is None where no table is of the service."""

    key_id: str
    region: str
    operation: Any
    request: Request

    @property
    def name(self) -> str:
        """Service and operation, such as `ec2:DescribeVpcs`; empty where the operation is not known."""
        return f"{self.operation.service_model.service_name}:{self.operation.name}" if self.operation else ""

    @property
    def protocol(self) -> str:
        """The protocol of the request, which the answer keeps to."""
        return str(determine_request_protocol(self.operation.service_model, self.request.content_type))


def call_of(environ: Environ) -> Call:
    """Read a request; its body can be read again afterwards."""
    found = re.search(r"Credential=([^/,]+)/\d+/([^/]+)/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    key_id, region, signing_name = found.groups() if found else ("", "", "")
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    request = Request(environ | {"wsgi.input": io.BytesIO(body)})
    return Call(key_id, region, _operation(request, signing_name), request)


def _operation(request: Request, signing_name: str) -> Any:
    if signing_name == "s3express":  # the list of directory buckets, which is asked for as that of all others
        return get_service_model("s3").operation_model("ListDirectoryBuckets")
    for service in _services().get(signing_name, ()):
        try:
            return get_service_router(service).match(request)[0]
        except NotFound:  # another service of the same signing name
            continue
    return None


@cache
def _services() -> dict[str, list[str]]:
    """Group the services of the tables by signing name; first the one that it names."""
    groups: dict[str, list[str]] = {}
    for service in sorted({table.service for table in TABLES.values()}):
        groups.setdefault(get_service_model(service).signing_name, []).append(service)
    return {name: sorted(services, key=name.__ne__) for name, services in groups.items()}


def respond(call: Call, result: dict[str, Any] | Refusal, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a call in the protocol of its service."""
    serializer = get_serializer_class(call.operation.service_model.service_name, call.protocol)
    answer = serializer(call.operation, SerializationContext(REQUEST_ID)).serialize(result)
    body = str(answer["body"]).encode()
    headers = {**answer["headers"], "Content-Length": str(len(body)), "x-amzn-RequestId": REQUEST_ID}
    start_response(f"{answer['status_code']} -", list(headers.items()))
    return [body]
