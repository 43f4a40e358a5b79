"""Read policy documents: one reader for all that AWS may answer, which never raises and never guesses."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# Every element that a statement may have; the language knows no other, and writes them so.
ELEMENTS = {
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
}
KINDS = {"AWS", "Federated", "Service", "CanonicalUser"}
HIDDEN = re.compile(r"\[(masked|withheld)\]")


@dataclass(frozen=True)
class Condition:
    """One test of a statement: operator and key in lower case, and the values that the key is held against."""

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """One statement of a policy; an element that it does not have is None.

    Principals are pairs of kind and name. Actions are in lower case, since AWS compares them so.
    """

    allows: bool
    principals: tuple[tuple[str, str], ...] | None
    not_principals: tuple[tuple[str, str], ...] | None
    actions: tuple[str, ...] | None
    not_actions: tuple[str, ...] | None
    resources: tuple[str, ...] | None
    not_resources: tuple[str, ...] | None
    conditions: tuple[Condition, ...]


class _OddError(ValueError):
    """A document is not written as the language of policies is."""


def statements(text: str) -> list[Statement] | None:
    """Read the statements of a policy, as the tables hold them.

    Parameters
    ----------
    text : str
        JSON: one statement or a list of them.

    Returns
    -------
    list of Statement or None
        None where any of them is not what the language of policies allows, such as one that is masked, encoded twice,
        without an effect, or has an element twice: what AWS makes of such a document is not known.

    """
    read = _statements(text)
    return None if read is None else list(read)


def parsed(text: str) -> Any:
    """Parse JSON, in which no name may stand twice in one object: which of them holds, the reader would have to guess.

    Raises
    ------
    ValueError
        It is no such JSON.
    RecursionError
        It is nested too deeply to be read.

    """
    return json.loads(text, object_pairs_hook=_members)


def listed(value: Any) -> list[Any]:
    """Return what a policy may write as one value or as a list."""
    return value if isinstance(value, list) else [value]


@lru_cache(maxsize=1024)  # many resources have the same policy
def _statements(text: str) -> tuple[Statement, ...] | None:
    try:
        return tuple(_statement(one) for one in listed(parsed(text)))
    except (ValueError, RecursionError):
        return None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len({name.lower() for name in members}) < len(pairs):
        raise _OddError("A name stands twice in one object.")
    return members


def _statement(found: Any) -> Statement:
    if not isinstance(found, dict) or not found.keys() <= ELEMENTS or found.get("Effect") not in ("Allow", "Deny"):
        raise _OddError("That is no statement.")
    if any(found.keys() >= {name, f"Not{name}"} for name in ("Principal", "Action", "Resource")):
        raise _OddError("A statement has an element and its negation.")
    return Statement(
        allows=found["Effect"] == "Allow",
        principals=_principals(found, "Principal"),
        not_principals=_principals(found, "NotPrincipal"),
        actions=_lower(_texts(found, "Action")),
        not_actions=_lower(_texts(found, "NotAction")),
        resources=_texts(found, "Resource"),
        not_resources=_texts(found, "NotResource"),
        conditions=tuple(_conditions(found.get("Condition", {}))),
    )


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    """Return an element's texts. A list without any is in no policy that AWS accepts."""
    if name not in found:
        return None
    texts = listed(found[name])
    if not texts or not all(isinstance(text, str) and text and not HIDDEN.search(text) for text in texts):
        raise _OddError(f"{name} holds no texts.")
    return tuple(texts)


def _lower(texts: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if texts is None else tuple(text.lower() for text in texts)


def _principals(found: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...] | None:
    if name not in found:
        return None
    kinds = found[name] if isinstance(found[name], dict) else {"AWS": found[name]}
    if not kinds or not kinds.keys() <= KINDS:
        raise _OddError(f"{name} names no principals.")
    return tuple((kind, text) for kind in kinds for text in _texts(kinds, kind) or ())


def _conditions(found: Any) -> list[Condition]:
    if not isinstance(found, dict) or not all(isinstance(tests, dict) for tests in found.values()):
        raise _OddError("A condition is no map of maps.")
    return [
        Condition(operator.lower(), key.lower(), tuple(_value(one) for one in listed(values)))
        for operator, tests in found.items()
        for key, values in tests.items()
    ]


def _value(value: Any) -> str:
    """Write a value as AWS compares it; numbers and truth values may stand without quotation marks."""
    if not isinstance(value, str | int | float):
        raise _OddError("A condition compares with no value.")
    return str(value).lower() if isinstance(value, bool) else str(value)
