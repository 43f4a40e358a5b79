"""Full answers in the form in which AWS sends them: any operation, shaped by botocore's model, written by moto."""

import re
from functools import cache
from urllib.parse import urlsplit

from botocore import xform_name
from botocore.model import OperationModel
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

from tests.conftest import ACCOUNT
from tests.endpoint import Answer, Request, identity
from tests.models import MODELS, full
from toolkit.tables import TABLES

RESOURCES = 3  # in every list
PAGING = re.compile(r"(?i)(token|marker|truncated|failures|hasmore\w*|lastevaluated\w*)$")
DATE = re.compile(r"(?i)(date|modified|at|deprecationtime)$")
REPORT = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active,"
    "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date\n"
    "<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,2026-05-01T00:00:00+00:00,"
    "not_supported,true,false,N/A,N/A,false,N/A,N/A\n"
)


def operation_of(request: Request) -> tuple[str, str]:
    """Return the service and the operation, in snake case, that a request is for."""
    if (request.service, request.path) == ("s3express", "/"):  # the address of `list_buckets`
        return "s3", "list_directory_buckets"
    for service in _services()["s3" if request.service == "s3express" else request.service]:
        model = MODELS.get_service_model(service)
        if request.operation:
            version = request.parameters.get("Version", model.api_version)  # two services may have a name in common
            if request.operation in model.operation_names and version == model.api_version:
                return service, xform_name(request.operation)
            continue
        for method, pattern, query, name in _routes(service):
            url = urlsplit(request.path)
            if method == request.method and pattern.fullmatch(url.path) and query <= set(re.split("[&=]", url.query)):
                return service, name
    raise AssertionError(f"no table asks for {request}")


def estate(request: Request) -> Answer:
    """Answer as an estate in which every list has some resources, and every resource every property."""
    service, name = operation_of(request)
    return identity(ACCOUNT) if name == "get_caller_identity" else _estate(service, name)


@cache
def _estate(service: str, name: str) -> Answer:
    return written(service, name, content(service, name))


def content(service: str, name: str) -> dict:
    """Return a full answer in which each item of a list has names of its own, and no further page."""
    answer = _dated(full(_model(service, name).output_shape))
    if name == "get_credential_report":
        return answer | {"Content": REPORT.encode()}
    if name == "generate_credential_report":
        return answer | {"State": "COMPLETE"}
    kept = {member: value for member, value in answer.items() if not PAGING.search(member)}
    return {
        member: [_numbered(value[0], n) for n in range(1, RESOURCES + 1)] if isinstance(value, list) else value
        for member, value in kept.items()
    }


def written(service: str, name: str, answer: dict) -> Answer:
    """Write an answer in the protocol of the service."""
    model = _model(service, name)
    serializer = get_serializer_class(service, model.service_model.resolved_protocol)(model)
    sent = serializer.serialize(answer)
    body = sent["body"]
    return sent["status_code"], dict(sent["headers"]), body.encode() if isinstance(body, str) else body


def _dated(value, name=""):
    """Put a date where AWS's model has a text that our tables take for one."""
    match value:
        case "1" if DATE.search(name):
            return "2030-01-01T00:00:00Z"
        case dict():
            return {member: _dated(inner, member) for member, inner in value.items()}
        case list():
            return [_dated(inner, name) for inner in value]
    return value


def _numbered(value, number):
    match value:
        case "1":
            return str(number)
        case dict():
            return {name: _numbered(inner, number) for name, inner in value.items()}
        case list():
            return [_numbered(inner, number) for inner in value]
    return value


@cache
def _services() -> dict[str, list[str]]:
    """Return the services of all tables by the name in a signature."""
    by_name: dict[str, list[str]] = {}
    for service in dict.fromkeys(["sts", *(table.service for table in TABLES.values())]):
        by_name.setdefault(MODELS.get_service_model(service).signing_name, []).append(service)
    return by_name


@cache
def _model(service: str, name: str) -> OperationModel:
    model = get_service_model(service)
    return model.operation_model(next(n for n in model.operation_names if xform_name(n) == name))


@cache
def _routes(service: str) -> list[tuple[str, re.Pattern, set[str], str]]:
    """Return the routes of a REST service; those that ask for most come first."""
    routes = []
    wanted = {name for table in TABLES.values() if table.service == service for name in table.operations}
    wanted.discard("list_directory_buckets")  # see above
    for name in wanted:
        http = _model(service, name).http
        path, _, query = http["requestUri"].partition("?")
        pattern = re.sub(r"\\\{\w+\\\+\\\}", "(.+)", re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(path)))
        routes.append(
            (http["method"], re.compile(pattern.rstrip("/") + "/?"), {q for q in re.split("[&=]", query) if q}, name)
        )
    return sorted(routes, key=lambda route: (-len(route[2]), -len(route[1].pattern)))
