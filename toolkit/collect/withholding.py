"""Which members of an answer may hold secrets: those that AWS's model calls sensitive, and some that it does not."""

from __future__ import annotations

import re
from typing import Any

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from toolkit.collect.masking import masked_tags, masked_throughout, may_have_credentials, withheld

# Names that AWS calls sensitive, and that tell resources and accounts apart.
KEPT = {"AccountName", "GuardrailName", "SSEKMSKeyId"}
SECRETS = re.compile(r"(?i)(password|secret|secretaccesskey|(auth|session)token|presharedkey)$")
# Of CloudFormation; parameters of databases have other shapes, and are no secrets.
VALUES = {"ParameterValue", "OutputValue"}
USER_DATA = re.compile(r"(?i)userdata$")
ENVIRONMENTS = re.compile(r"(?i)(environment|variables|arguments|parameteroverrides)$")
TAGS = re.compile(r"(?i)tag(s|set|list)$")
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
        The same members: tags masked by their names and forms, sensitive members withheld, and every other text masked
        if a credential stands in it. What had to be masked is a new object; the answer itself is not changed.

    """
    places = _places(model)
    clean: dict[str, Any] = _applied(places, answer) if places else answer
    pages = {name: value for name, value in clean.items() if PAGE.search(name)}
    rest = {name: value for name, value in clean.items() if name not in pages} if pages else clean
    return masked_throughout(rest) | pages if may_have_credentials(rest) else clean


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
    if shape.name in KEPT:
        return None
    secret = shape.metadata.get("sensitive") or USER_DATA.search(name) or shape.name in VALUES
    secret = secret or (SECRETS.search(name) and shape.type_name == "string")
    return withheld if secret or (ENVIRONMENTS.search(name) and _is_pairs(shape)) else None


def _is_pairs(shape: Shape) -> bool:
    """Tell whether a shape is a map of texts, or a list of names and values."""
    if isinstance(shape, MapShape):
        return bool(shape.value.type_name == "string")
    members = shape.member.members if isinstance(shape, ListShape) and isinstance(shape.member, StructureShape) else {}
    return any(member.lower().endswith("value") for member in members)
