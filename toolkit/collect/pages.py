"""Every page of what an operation answers."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator
from typing import Any

from botocore.client import BaseClient
from botocore.model import OperationModel

from toolkit.collect.jmes import search
from toolkit.model import Table

REPORT_POLLS = 20
TOKENS = ("NextToken", "nextToken", "NextMarker", "Marker", "NextPageToken", "nextPageToken", "PaginationToken")


def answer_of(client: BaseClient, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return an operation's whole answer, all pages of it."""
    if client.can_paginate(operation):
        return dict(client.get_paginator(operation).paginate(**arguments).build_full_result())
    whole: dict[str, Any] = {}
    for answer in _answers_by_token(client, operation, arguments):
        lists = {n: [*whole.get(n, []), *value] for n, value in answer.items() if isinstance(value, list)}
        whole = answer | whole | lists
    return whole


def pages_of(client: BaseClient, operation: str, arguments: dict[str, Any], items: str) -> Iterator[list[Any]]:
    """Yield what an operation lists, page by page: what stands at `items`, or else where its list is."""
    if client.can_paginate(operation):
        paginator = client.get_paginator(operation)
        for page in paginator.paginate(**arguments):
            yield (search(items, page) if items else paginator.result_keys[0].search(page)) or []
    else:
        for answer in _answers_by_token(client, operation, arguments):
            yield (search(items, answer) if items else _only_list(answer)) or []


def _answers_by_token(client: BaseClient, operation: str, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all pages of an operation that botocore has no paginator for."""
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    sent, received = token_names(model)
    token = None
    while True:
        answer = getattr(client, operation)(**arguments, **({sent: token} if token else {}))
        before, token = token, answer.get(received)
        if token and token == before:
            raise ValueError(f"{operation} gave the same page twice.")
        if not received and any(answer.get(name) for name in answer if name.startswith("HasMore")):
            raise ValueError(f"{operation} has more than a page, and no token for the next.")
        yield answer
        if not token:
            return


def token_names(model: OperationModel) -> tuple[str, str]:
    """Return the names under which an operation takes and gives the token of the next page; empty if it has none."""
    taken, given = (shape.members if shape else {} for shape in (model.input_shape, model.output_shape))
    for name in TOKENS:
        if name in given:
            return next((own for own in (name, name.removeprefix("Next")) if own in taken), ""), name
    return "", ""


def _only_list(answer: dict[str, Any]) -> list[Any]:
    return next((value for value in answer.values() if isinstance(value, list)), [])


def listed(client: BaseClient, table: Table, arguments: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield the rows of a table, page by page."""
    if source := SOURCES.get(f"{table.service}:{table.operation}"):
        yield from source(client)
    elif table.one:
        yield [answer_of(client, table.operation, arguments)]
    else:
        yield from pages_of(client, table.operation, arguments, table.items)


def _credential_report(client: BaseClient) -> Iterator[list[Any]]:
    """Have IAM write its credential report, wait for it, and yield its lines."""
    for _ in range(REPORT_POLLS):
        if client.generate_credential_report()["State"] == "COMPLETE":
            break
        time.sleep(1)
    content = client.get_credential_report()["Content"].decode()
    report = csv.DictReader(io.StringIO(content))
    lines = list(report)
    if "user" not in (report.fieldnames or ()):
        raise ValueError("The credential report has no column for the user.")
    if not lines and client.meta.partition == "aws":  # elsewhere accounts may have no root user, who is always in it
        raise ValueError("The credential report is empty.")
    yield lines


# Rows that are no list call.
SOURCES: dict[str, Callable[[BaseClient], Iterator[list[Any]]]] = {
    "iam:get_credential_report": _credential_report,
}
