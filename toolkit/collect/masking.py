"""Keep secrets off the disk: text that looks like a credential is replaced before it becomes a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.keyword import KeywordDetector

MASK = "[masked]"


@lru_cache(maxsize=65_536)
def masked(value: str) -> str:
    """Return a text unless some known kind of credential stands in it; then only the mask."""
    return MASK if _tokens().search(value) else value


def masked_by_key(key: str, value: str) -> str:
    """Return a named value unless its name or its form says that it is a credential."""
    named = any(KeywordDetector().analyze_string(f'{key} = "{value}"'))
    return MASK if named else masked(value)


@lru_cache(maxsize=1)
def _tokens() -> re.Pattern[str]:
    """Every token format that detect-secrets knows, as one pattern: entropy is no sign here, since ids have it too."""
    plugins: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    formats = [p.denylist for p in plugins if issubclass(p, RegexBasedDetector) and not _guesses(p)]
    return re.compile("|".join(f"(?:{_ungrouped(pattern)})" for patterns in formats for pattern in patterns))


def _guesses(plugin: type) -> bool:
    """Tell whether a detector looks for something that is no credential (addresses) or needs source code around it."""
    return plugin.__name__ in {"IPPublicDetector", "KeywordDetector"}


def _ungrouped(pattern: re.Pattern[str]) -> str:
    """Write a pattern's flags into itself, so that patterns with other flags can stand beside it."""
    flags = "i" * bool(pattern.flags & re.IGNORECASE) + "x" * bool(pattern.flags & re.VERBOSE)
    end = "\n" if "x" in flags else ""  # a comment on the last line must not swallow what follows
    return f"(?{flags}:{pattern.pattern}{end})"
