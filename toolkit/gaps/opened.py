"""The audit that a report's process has opened for its notebook, so that the notebook need not open it again."""

from __future__ import annotations

import os
from inspect import signature
from pathlib import Path
from typing import Any

from toolkit.gaps.audit import Audit, open_audit

_signature = signature(open_audit)
_held: dict[str, Audit] = {}


def hold(audit: Audit, *args: Any, **kwargs: Any) -> None:
    """Keep an audit for whoever asks for it first, with the arguments that open it."""
    _held[_asked(*args, **kwargs)] = audit


def take(*args: Any, **kwargs: Any) -> Audit | None:
    """Return what is kept for these arguments of `open_audit`, once; a notebook that asks again opens it anew."""
    return _held.pop(_asked(*args, **kwargs), None) if _held else None


def _asked(*args: Any, **kwargs: Any) -> str:
    try:
        asked = _signature.bind(*args, **kwargs)
    except TypeError:  # which `open_audit` says better
        return ""
    asked.apply_defaults()
    return repr([_plain(name, value) for name, value in asked.arguments.items()])


def _plain(name: str, value: Any) -> Any:
    if name in ("inventory", "engagement") and isinstance(value, str | Path) and value:
        return os.path.abspath(value)
    return value or None
