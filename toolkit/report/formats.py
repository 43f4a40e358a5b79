"""The formats of reports: the exporters of nbconvert that are called `audit_…`, whatever package brings them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points

from toolkit.errors import UnknownName

GROUP, PREFIX = "nbconvert.exporters", "audit_"


def formats() -> dict[str, EntryPoint]:
    """Return what is installed: each format, which is the ending of its files too, with its exporter."""
    found = (entry for entry in entry_points(group=GROUP) if entry.name.startswith(PREFIX))
    return {entry.name.removeprefix(PREFIX): entry for entry in sorted(found, key=lambda entry: entry.name)}


def check_formats(names: Sequence[str]) -> None:
    """Refuse a format that no report is made in.

    Raises
    ------
    UnknownName
        There is no such format.

    """
    known = formats()
    for name in names:
        if name not in known:
            raise UnknownName("format", name, known)
