"""JMESPath as the declarations use it: the standard functions and five of our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import jmespath
from jmespath import functions
from jmespath.exceptions import JMESPathTypeError

from toolkit.policy_documents import listed, parsed


class Functions(functions.Functions):  # type: ignore[misc]
    """The standard functions, `among`, `from_json`, `from_millis`, `statements_json` (of policies) and `tags_json`."""

    # Of a word in neither list nobody has said what it means: it is unknown, as in `readings.among`.
    @functions.signature({"types": ["string"]}, {"types": ["array"]}, {"types": ["array"]})  # type: ignore[untyped-decorator]
    def _func_among(self, word: str, good: list[str], bad: list[str]) -> bool | None:
        return True if word.lower() in good else False if word.lower() in bad else None

    @functions.signature({"types": ["string"]})  # type: ignore[untyped-decorator]
    def _func_from_json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None

    @functions.signature({"types": ["string", "array"]})  # type: ignore[untyped-decorator]
    def _func_statements_json(self, policy: Any) -> str | None:
        """Take one policy as text, or several as objects: one that is still text there was encoded twice."""
        try:
            documents = [parsed(policy)] if isinstance(policy, str) else policy
        except (ValueError, RecursionError):
            return None
        found = [document.get("Statement") if isinstance(document, dict) else None for document in documents]
        if not all(isinstance(one, dict | list) for one in found):
            return None
        return json.dumps([statement for one in found for statement in listed(one)], separators=(",", ":"))

    @functions.signature({"types": ["number"]})  # type: ignore[untyped-decorator]
    def _func_from_millis(self, milliseconds: float) -> datetime:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)

    @functions.signature({"types": ["array", "object"]})  # type: ignore[untyped-decorator]
    def _func_tags_json(self, tags: Any) -> str:
        pairs = tags.items() if isinstance(tags, dict) else (_pair(tag) for tag in tags)
        return json.dumps(dict(sorted(pairs)), ensure_ascii=False)


def _pair(tag: dict[str, str]) -> tuple[str, str]:
    """Return key and value of a tag, whichever way the service spells them."""
    named = {name.lower().removeprefix("tag"): value for name, value in tag.items()}
    return named["key"], named.get("value", "")


OPTIONS = jmespath.Options(custom_functions=Functions())
compiled = lru_cache(maxsize=None)(jmespath.compile)


def search(path: str, answers: Any) -> Any:
    """Return what a path finds in an answer, None where it finds nothing."""
    try:
        return compiled(path).search(answers, options=OPTIONS)
    except JMESPathTypeError:  # a function over something that is not there
        return None
