"""Configuration items of AWS Config, in the form of the answers that the tables are declared for."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

import botocore.session
from botocore import xform_name
from botocore.model import OperationModel, Shape, StructureShape
from botocore.utils import parse_timestamp
from jmespath.exceptions import JMESPathTypeError
from jmespath.visitor import TreeInterpreter

from toolkit.collect.jmes import OPTIONS, compiled, search
from toolkit.model import Column, Table

# Answers to a table's details that the supplementary configuration holds, by the names that AWS publishes for advanced
# queries (awslabs/aws-config-resource-schema). A null that an expression makes says that there is none.
SUPPLEMENTS: dict[str, dict[str, str]] = {
    "s3_bucket": {
        "block": "PublicAccessBlockConfiguration && {PublicAccessBlockConfiguration: PublicAccessBlockConfiguration}",
        "encryption": "ServerSideEncryptionConfiguration"
        " && {ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration}",
        "logging": "BucketLoggingConfiguration.destinationBucketName"
        " && {LoggingEnabled: {TargetBucket: BucketLoggingConfiguration.destinationBucketName}}",
        "versions": "BucketVersioningConfiguration.status"
        " && {Status: BucketVersioningConfiguration.status | @ != 'Off' && @ || `null`}",
    },
}
TAGS = {"tags", "taglist", "tagset"}
WHOLE = {"keys", "merge", "to_string", "values"}  # functions whose result depends on all members of a structure
MISSING: Any = object()  # the item does not say it, or in a form that the API's answer does not have
MILLISECONDS = 100_000_000_000  # a larger number of seconds would be in the year 5138


def parsed(text: str) -> dict[str, Any]:
    """Parse a result of an advanced query; a member that is null is left out, as AWS Config may do as well.

    Raises
    ------
    ValueError
        The text is no object in JSON.

    """
    item = json.loads(text, object_pairs_hook=_without_nulls)
    if not isinstance(item, dict):
        raise ValueError("A result of the query is no object.")
    return item


def values_of(
    table: Table, item: Mapping[str, Any], here: Mapping[str, str], condition: str = ""
) -> dict[str, Any] | None:
    """Return the columns of a table for a configuration item, and `resource_id`.

    Parameters
    ----------
    table : Table
        Whose columns.
    item : mapping
        The item, as `parsed` returns it.
    here : mapping
        What `here` means in the declaration.
    condition : str
        JMESPath that tells whether the table lists the resource.

    Returns
    -------
    dict or None
        Value by column; nothing if the table does not list the resource. A value that is None means that the item does
        not hold a member that the column reads: what a column declares for "there is none" is used only where the item
        says so.

    """
    row = _row(table, item, here)
    if condition and _traced(condition, row) == (False, True):  # one that the item says too little of is kept
        return None
    key, whole = _traced(table.key, row)
    resource_id = key if whole and isinstance(key, str) else item.get("arn")
    return {"resource_id": resource_id} | {column.name: _value(column, row) for column in table.columns}


def shaped(value: Any, shape: Shape) -> Any:
    """Bring a value into a shape of botocore's, whichever way its members are spelt; `MISSING` where it does not fit.

    A structure is an `OrderedDict`, of which `_traced` notices what it lacks; maps and documents are plain.
    """
    match value, shape.type_name:
        case None, _:
            return None
        case dict(), "structure":
            given = {name.lower(): one for name, one in value.items()}
            known = ((n, shaped(given[n.lower()], s)) for n, s in shape.members.items() if n.lower() in given)
            return OrderedDict((name, one) for name, one in known if one is not MISSING)
        case dict(), "map":
            pairs = {key: shaped(one, shape.value) for key, one in value.items()}
            return MISSING if MISSING in pairs.values() else pairs
        case list(), "list":
            items = [shaped(one, shape.member) for one in value]
            return MISSING if any(one is MISSING for one in items) else items
        case {"value": str() as text}, "string" if len(value) == 1:  # an enumeration, as `state` of a volume
            return text
        case str(), "string":
            return _document(value) if shape.name == "policyDocumentType" else value
        case ((str() | int() | float()), "timestamp") if not isinstance(value, bool):
            return _time(value)
        case bool(), "boolean":
            return value
        case int(), ("integer" | "long" | "float" | "double") if not isinstance(value, bool):
            return value
        case float(), ("float" | "double"):
            return value
    return MISSING


def row_shape(table: Table) -> StructureShape:
    """Return the shape of a table's rows in the answer that lists them."""
    return _shape_at(table.service, table.operation, table.items)


@cache
def _shape_at(service: str, operation: str, items: str) -> StructureShape:
    model = _operation(service, operation)
    found = search(items or _listed(service, model), _Skeleton(model.output_shape))
    shape: StructureShape = found[0].shape
    return shape


class _Skeleton(dict[str, Any]):
    """An answer that holds shapes instead of values, so that a JMESPath leads to a shape."""

    def __init__(self, shape: StructureShape) -> None:
        super().__init__()
        self.shape = shape

    def get(self, name: str, _: Any = None) -> Any:
        """Return what stands for a member."""
        return _skeleton(self.shape.members.get(name))


def _skeleton(shape: Shape | None) -> Any:
    if shape is not None and shape.type_name == "list":
        return [_skeleton(shape.member)]
    return _Skeleton(shape) if shape is not None and shape.type_name == "structure" else None


@cache
def _operation(service: str, name: str) -> OperationModel:
    model = botocore.session.get_session().get_service_model(service)
    return model.operation_model({xform_name(n): n for n in model.operation_names}[name])


def _listed(service: str, model: OperationModel) -> str:
    """Return where the rows stand in an answer: where botocore's paginator has them, or else the first list."""
    try:
        pages = botocore.session.get_session().get_paginator_model(service).get_paginator(model.name)
    except ValueError:
        return str(next(name for name, shape in model.output_shape.members.items() if shape.type_name == "list"))
    key = pages["result_key"]
    return str(key if isinstance(key, str) else key[0])


def _row(table: Table, item: Mapping[str, Any], here: Mapping[str, str]) -> OrderedDict[str, Any]:
    shape = row_shape(table)
    row = shaped(_object(item.get("configuration")), shape)
    tagged = {name: shaped(item.get("tags") or MISSING, s) for name, s in shape.members.items() if name.lower() in TAGS}
    row |= {name: tags for name, tags in tagged.items() if tags is not MISSING}
    more = _object(item.get("supplementaryConfiguration"))
    operations = {detail.name: detail.operation for detail in table.details}
    for name, path in SUPPLEMENTS.get(table.name, {}).items():
        if answer := search(path, more):
            row[name] = shaped(answer, _operation(table.service, operations[name]).output_shape)
    row["here"] = dict(here)
    return row  # type: ignore[no-any-return]


def _value(column: Column, row: OrderedDict[str, Any]) -> Any:
    found, whole = _traced(column.path, row)
    if not whole:
        return None
    if found is None:
        return column.absent
    return str(found) if column.kind == "str" else found


def _traced(path: str, row: OrderedDict[str, Any]) -> tuple[Any, bool]:
    """Return what a path finds, and whether every member was there that it asked for on the way."""
    tracer = _Tracer(OPTIONS)
    try:
        return tracer.visit(compiled(path).parsed, row), not tracer.missed
    except JMESPathTypeError:  # as in `search`
        return None, not tracer.missed


class _Tracer(TreeInterpreter):  # type: ignore[misc]
    """Evaluates a JMESPath and notices whether it asked for a member that the item does not have.

    What functions of ours and those over whole structures read, it does not see: they get none that may lack something.
    """

    missed = False

    def visit_function_expression(self, node: dict[str, Any], value: Any) -> Any:
        """Call a function."""
        arguments = [self.visit(child, value) for child in node["children"]]
        if node["value"] == "tags_json" and not all(map(_is_whole_tag, _structures(arguments))):
            self.missed = True
            return None
        if node["value"] in WHOLE and any(_structures(arguments)):
            self.missed = True
        return self._functions.call_function(node["value"], arguments)

    def visit_field(self, node: dict[str, Any], value: Any) -> Any:
        """Look a member up."""
        if isinstance(value, OrderedDict) and node["value"] not in value:
            self.missed = True
        return super().visit_field(node, value)


def _structures(value: Any) -> Iterator[OrderedDict[str, Any]]:
    if isinstance(value, OrderedDict):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _structures(one)


def _is_whole_tag(tag: OrderedDict[str, Any]) -> bool:
    return {name.lower().removeprefix("tag") for name in tag} >= {"key", "value"}


def _without_nulls(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value is not None}


def _object(value: Any) -> dict[str, Any]:
    """Return a part of an item as an object; some sources of items write it as text."""
    try:
        found = parsed(value) if isinstance(value, str) else value
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _document(text: str) -> Any:
    """Decode a policy as botocore decodes those of IAM."""
    try:
        return json.loads(unquote(text))
    except ValueError:
        return MISSING


def _time(value: str | float) -> Any:
    try:
        if isinstance(value, str):
            return parse_timestamp(value)
        return datetime.fromtimestamp(value / 1000 if value > MILLISECONDS else value, UTC)
    except (ValueError, OverflowError, OSError):
        return MISSING
