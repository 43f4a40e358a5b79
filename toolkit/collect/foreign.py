"""Tell AWS's answers from those that something else gave on the way: botocore would take these for empty lists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from botocore.model import OperationModel, Shape, StructureShape
from botocore.parsers import ResponseParserError

FOREIGN = "Something else than AWS gave this answer"
REQUEST_IDS = ("x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id")
ABOUT = {"requestid", "responsemetadata"}  # elements beside the members of an answer in XML
# Root elements that botocore's model does not name, in S3's API reference.
ROOTS = {
    "GetBucketAcl": "AccessControlPolicy",
    "GetBucketLifecycleConfiguration": "LifecycleConfiguration",
    "GetBucketLogging": "BucketLoggingStatus",
    "GetBucketTagging": "Tagging",
    "GetBucketVersioning": "VersioningConfiguration",
    "ListBuckets": "ListAllMyBucketsResult",
    "ListDirectoryBuckets": "ListAllMyDirectoryBucketsResult",
}
ENVELOPE = re.compile(
    r"(?i)_*(errors?|error_?(code|message|type|detail|description)|fault_?(code|string)?|exceptions?|message"
    r"|code|(http_?)?status_?code|reason|detail)$"
)
OWN_TYPE = re.compile(r"(Response|Result|Output)$")  # how a `__type` ends that is not an error's
PAGING = re.compile(r"(?i)token$|marker$|truncated$|^hasmore")  # members that say nothing of what was asked for
FORMS = {"list": list, "structure": dict, "map": dict}


def refuse_foreign(operation_model: OperationModel, response_dict: Mapping[str, Any], **_: Any) -> None:
    """Refuse an answer that is not the operation's, before botocore parses it.

    Raises
    ------
    ResponseParserError
        Status 200, and something else than this operation's answer.

    """
    if response_dict["status_code"] >= 300 or operation_model.has_streaming_output:
        return
    if flaw := flaw_of(operation_model, response_dict["headers"], response_dict["body"]):
        raise ResponseParserError(f"{FOREIGN}: {flaw}.")


def flaw_of(model: OperationModel, headers: Mapping[str, str], body: bytes) -> str:
    """Say in what an answer with status 200 differs from those of an operation; nothing if it is one.

    Parameters
    ----------
    model : OperationModel
        The operation that was asked.
    headers : mapping
        Headers of the answer, by their names in lower case.
    body : bytes
        The answer.

    Returns
    -------
    str
        What is wrong, in a few words. An answer that says nothing is right where the form proves whose it is: in XML
        by its root, in JSON by the id that AWS gives each request.

    """
    shape = _body_shape(model)
    if shape is None:
        return ""
    if shape.type_name == "string":  # of the operations of tables: a bucket's policy
        return "" if "Statement" in (_object(body) or ()) else "it is no policy"
    if "json" not in model.service_model.resolved_protocol:
        return _flaw_of_xml(model, shape, body)
    answer = _object(body)
    return "it is no object in JSON" if answer is None else _flaw_of_object(shape, headers, answer)


def _body_shape(model: OperationModel) -> Shape | None:
    """Return the shape of what stands in the body."""
    output = model.output_shape
    return output and output.members.get(output.serialization.get("payload"), output)


def _object(body: bytes) -> dict[str, Any] | None:
    """Read a body as botocore does, which takes one in another encoding, or with a mark at its start, for empty."""
    try:
        answer = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _flaw_of_object(shape: StructureShape, headers: Mapping[str, str], answer: dict[str, Any]) -> str:
    known = _names(shape)
    required = {_name(shape.members[member], member) for member in shape.required_members}
    proven = any(name in headers for name in REQUEST_IDS)
    if any(ENVELOPE.match(name) and answer[name] for name in answer.keys() - known):
        return "it speaks of an error"
    if "__type" in answer.keys() - known and not OWN_TYPE.search(str(answer["__type"])):
        return "it speaks of an error"
    if answer and (not answer.keys() & known or (required and not answer.keys() & required)):
        return "it has no member of this operation's answer"
    if not all(_fits(one, answer.get(_name(one, member))) for member, one in shape.members.items()):
        return "a member has another form than this operation's"
    says = any(answer[name] is not None and not PAGING.search(name) for name in answer.keys() & known)
    if not says and answer.keys() - known - {"__type"}:  # what is there is another's, whoever's id came with it
        return "it has no member of this operation's answer"
    if not proven and (not says or "html" in headers.get("content-type", "")):
        return "it has no request id"
    return ""


def _flaw_of_xml(model: OperationModel, shape: StructureShape, body: bytes) -> str:
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, LookupError, ValueError):  # the last two of an encoding that nobody knows
        return "it is no XML"
    output = model.output_shape
    roots: set[str | None] = {f"{model.name}{ending}" for ending in ("Response", "Result", "Output")}
    roots |= {output.name, output.serialization.get("payload"), ROOTS.get(model.name)}
    if _tag(root) not in roots:
        return "its root element is another"
    wrapper = output.serialization.get("resultWrapper")
    result = next((child for child in root if _tag(child) == wrapper), None) if wrapper else root
    if result is None:
        return f"it has no {wrapper}"
    known = _names(shape)
    if any(ENVELOPE.match(_tag(child)) for child in root if _tag(child) not in known):
        return "it speaks of an error"
    if any((one.text or "").strip() for one in (root, result)):
        return "it is a text"
    given = {_tag(child) for child in result if _tag(child).lower() not in ABOUT}
    return "it has no member of this operation's answer" if given and not given & known else ""


def _fits(shape: Shape, value: Any) -> bool:
    """Tell whether a value may be that of a member; a document may have any form."""
    form = object if getattr(shape, "is_document_type", False) else FORMS.get(shape.type_name, object)
    return value is None or isinstance(value, form)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _names(shape: StructureShape) -> set[str]:
    """Return the names under which the members of a structure stand in a body."""
    return {_name(one, member) for member, one in shape.members.items() if "location" not in one.serialization}


def _name(shape: Shape, member: str) -> str:
    flat = shape.type_name == "list" and shape.serialization.get("flattened")
    return str((flat and shape.member.serialization.get("name")) or shape.serialization.get("name", member))
