"""Which members of an answer may hold secrets: those that AWS's model calls sensitive, and some that it does not."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.model import ListShape, MapShape, OperationModel, Shape, StringShape, StructureShape

from toolkit.collect.masking import (
    masked,
    masked_by_key,
    masked_option,
    masked_tags,
    masked_throughout,
    masked_words,
    may_have_credentials,
    withheld,
)
from toolkit.tables import TABLES

# Names that AWS calls sensitive, and that tell resources and accounts apart.
KEPT = {"AccountName", "GuardrailName", "SSEKMSKeyId"}
SECRETS = re.compile(r"(?i)(password|secret|secretaccesskey|(auth|session)token|presharedkey|hectoken|activationcode)$")
# Of CloudFormation; parameters of databases have other shapes, and are no secrets.
VALUES = {"ParameterValue", "OutputValue"}
USER_DATA = re.compile(r"(?i)userdata$")
ENVIRONMENTS = re.compile(r"(?i)(environment|variables|arguments|overrides)$")
TAGS = re.compile(r"(?i)tag(s|set|list)$")
# Members that tell resources apart or are given back to AWS as arguments: never masked, whatever they look like.
SHAPE = re.compile(r"(?:Arn|ARN|Id|ID|Identifier|Name)s?$")
IDENTIFIER = re.compile(
    r"(?:Arn|ARN|Id|ID|Identifier|Name|Account|Alias|Digest|Engine|Number|Owner|Prefix|Region|Role|Status|State|Type|Version"
    r"|RouteKey|EncryptionKey|K(?:ms|MS)Key|kmsKey|QueueUrl|[cC]apacityProvider|[rR]esource|[tT]askDefinition)s?$"
    r"|^(?:arn|id|identifier|name|owner|status|type)s?$"
)
# Maps of which AWS gives the keys, as to members.
MEMBERS = {"Attributes"}
# Whose answer has resources of other services in it, each as a text.
QUERIES = {"SelectAggregateResourceConfig"}
# The token of the next page is sent back as it came.
PAGE = re.compile(r"(?i)(token|marker)$")


def masked_answer(model: OperationModel, answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer of AWS without what may be secret.

    Parameters
    ----------
    model : OperationModel
        The operation, as botocore models it.
    answer : dict
        What it answered, without the metadata of the response.

    Returns
    -------
    dict
        The same members: tags masked by their names and forms, sensitive members withheld, ids and names as they came,
        and every other text without the credentials in it. What had to be masked is a new object; the answer itself is
        not changed.

    """
    places = _places(model)
    clean: dict[str, Any] = _applied(places, answer) if places else answer
    if model.name in QUERIES:
        return clean | {"Results": [_masked_item(text) for text in clean.get("Results", [])]}
    pages = {name: value for name, value in clean.items() if PAGE.search(name)}
    rest = {name: value for name, value in clean.items() if name not in pages} if pages else clean
    if not may_have_credentials(rest):
        return clean
    names = {name: value for name, value in rest.items() if _is_texts(model.output_shape.members.get(name))}
    scanned: dict[str, Any] = _scanned(model.output_shape, "", rest)
    return scanned | names | pages  # names and ARNs are listed as they are


def _scanned(shape: Shape | None, name: str, value: Any) -> Any:
    """Mask the texts of an answer that are the customer's words, not ids; the model tells which."""
    if shape is not None and _action(shape, name):  # masked before, by its place
        return value
    match value, shape:
        case dict(), StructureShape():
            return {k: _scanned(shape.members.get(k), k, one) for k, one in value.items()}
        case dict(), MapShape():
            return {k: _scanned(shape.value, k if name in MEMBERS else "", one) for k, one in value.items()}
        case list(), ListShape() if _is_texts(shape):
            return value if _identifies(shape.member, name) else masked_words(value)
        case list(), ListShape():
            return [_scanned(shape.member, name, one) for one in value]
        case str(), Shape() if _identifies(shape, name):
            return value
    return masked_throughout(value)


def _identifies(shape: Shape, name: str) -> bool:
    enumerated = isinstance(shape, StringShape) and shape.enum
    return bool(enumerated or IDENTIFIER.search(name) or SHAPE.search(shape.name))


def _is_texts(shape: Shape | None) -> bool:
    return isinstance(shape, ListShape) and bool(shape.member.type_name == "string")


def _masked_item(text: str) -> str:
    """Mask a configuration item of AWS Config, of which no model tells what is in it: the members' names have to."""
    try:
        item = json.loads(text)
    except ValueError:
        return masked(text)
    sensitive = _sensitive(str(item.get("resourceType", ""))) if isinstance(item, dict) else frozenset()
    return json.dumps(_by_name("", item, sensitive), ensure_ascii=False)


def _by_name(name: str, value: Any, sensitive: frozenset[str]) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _masked_text(value, sensitive)
    paired = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    paired = paired or (isinstance(value, list) and any("value" in str(one).lower() for one in value))
    if TAGS.search(name) and paired:
        return _masked_config_tags(value)
    secret = name.lower() in sensitive or USER_DATA.search(name) or (ENVIRONMENTS.search(name) and paired)
    if secret or (SECRETS.search(name) and isinstance(value, str)):
        return withheld(value, name)
    if isinstance(value, dict):
        return {member: _by_name(member, one, sensitive) for member, one in value.items()}
    if isinstance(value, list):
        texts = all(isinstance(one, str) and one[:1] not in ("{", "[") for one in value)
        return masked_words(value) if texts else [_by_name(name, one, sensitive) for one in value]
    return masked_by_key(name, value) if isinstance(value, str) and not IDENTIFIER.search(name) else value


def _masked_text(text: str, sensitive: frozenset[str]) -> str:
    """Mask a part of an item that is text itself; one in which nothing is secret stays as it came."""
    try:
        found = json.loads(text)
    except ValueError:
        return masked(text)
    clean = _by_name("", found, sensitive)
    return text if clean == found else json.dumps(clean, ensure_ascii=False)


def _masked_config_tags(tags: Any) -> Any:
    """Mask tags, which AWS Config writes twice: as key and value, and as `tag`, both in one."""
    clean = masked_tags(tags)
    if not isinstance(clean, list):
        return clean
    both = [one for one in clean if isinstance(one, dict) and "tag" in one]
    for one in both:
        one["tag"] = f"{one.get('key', '')}={one.get('value', '')}"
    return clean


@cache
def _sensitive(resource_type: str) -> frozenset[str]:
    """Return the names of all members that are withheld where the API answers about such a resource, in lower case."""
    found = {value.lower() for value in VALUES}
    for table in TABLES.values():
        if table.resource_type == resource_type:
            service = botocore.session.get_session().get_service_model(table.service)
            names = {xform_name(name): name for name in service.operation_names}
            for operation in table.operations:
                found |= set(_withheld_names(_places(service.operation_model(names[operation]))))
    return frozenset(found)


def _withheld_names(places: Any) -> list[str]:
    if not isinstance(places, dict):
        return []
    own = [name.lower() for name, action in places.items() if action is withheld and name != "*"]
    return own + [name for inner in places.values() for name in _withheld_names(inner)]


def _applied(places: Any, value: Any) -> Any:
    if callable(places):
        return places(value)
    if isinstance(value, list):
        return [_applied(places["*"], item) for item in value]
    if isinstance(value, dict):
        inner = places.get("*")
        return {k: _applied(places.get(k, inner), v) if k in places or inner else v for k, v in value.items()}
    return value


_known: dict[tuple[str, str], Any] = {}


def _places(model: OperationModel) -> Any:
    """Return where in an operation's answer something has to be withheld: a tree of members, `*` for each item."""
    known = (model.service_model.service_name, model.name)
    if known not in _known:
        _known[known] = _found(model.output_shape, "", ()) if model.output_shape else None
    return _known[known]


def _found(shape: Shape, name: str, above: tuple[str, ...]) -> Any:
    if shape.name in above:
        return None
    if action := _action(shape, name):
        return action
    above = (*above, shape.name)
    match shape:
        case StructureShape():
            inner = {member: _found(its, member, above) for member, its in shape.members.items()}
        case ListShape():
            inner = {"*": _found(shape.member, name, above)}
        case MapShape():
            inner = {"*": _found(shape.value, "", above)}
        case _:
            return None
    return {member: found for member, found in inner.items() if found} or None


def _action(shape: Shape, name: str) -> Any:
    if TAGS.search(name) and _is_pairs(shape):
        return masked_tags
    if shape.name == "ConfigurationOptionSetting":
        return masked_option
    if shape.name in KEPT or (shape.type_name == "string" and re.search(r"(Arn|Id)$", name)):
        return None
    if getattr(shape, "is_document_type", False):  # no model tells what is in it, so the names of its members have to
        return masked_throughout
    secret = shape.metadata.get("sensitive") or USER_DATA.search(name) or shape.name in VALUES
    secret = secret or (SECRETS.search(name) and shape.type_name == "string")
    if secret or (ENVIRONMENTS.search(name) and _is_pairs(shape)):
        return withheld
    # Of any other map of texts, such as log options, a value goes by its name and form, as with tags.
    texts = isinstance(shape, MapShape) and shape.value.type_name == "string"
    return masked_tags if texts and name not in MEMBERS else None


def _is_pairs(shape: Shape) -> bool:
    """Tell whether a shape is a map of texts, or a list of names and values."""
    if isinstance(shape, MapShape):
        return bool(shape.value.type_name == "string")
    members = shape.member.members if isinstance(shape, ListShape) and isinstance(shape.member, StructureShape) else {}
    return any(member.lower().endswith("value") for member in members)
