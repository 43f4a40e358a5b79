"""How an object prints itself: in five lines at most, in a terminal as in JupyterLab."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import shorten

from toolkit.characters import as_html, reveal

LINES = 4  # below the first
WIDTH = 110


class Printed:
    """An object that says what it is in a line, and what is worth knowing of it in at most four more.

    Who derives from this gives `_said`: the first line, and a value for each label. Estates are large, and a repr that
    writes them out is of use to nobody.
    """

    def _said(self) -> tuple[str, Mapping[str, str]]:
        raise NotImplementedError

    def _printed(self) -> tuple[str, list[tuple[str, str]]]:
        title, said = self._said()
        lines = [(label, _flat(value)) for label, value in said.items() if value]
        return _flat(title), lines[:LINES]

    def __repr__(self) -> str:
        title, said = self._printed()
        width = max((len(label) for label, _ in said), default=0)
        return "\n".join([title, *(f"  {label:<{width}}  {value}" for label, value in said)])

    def _repr_html_(self) -> str:
        title, said = self._printed()
        cells = '<tr><th style="text-align:left">{}</th><td style="text-align:left">{}</td></tr>'
        rows = "".join(cells.format(as_html(label), as_html(value)) for label, value in said)
        return f"<b>{as_html(title)}</b><table>{rows}</table>"


def _flat(text: str) -> str:
    """Write a text on one line, with what nobody would see made visible."""
    return reveal(" ".join(text.split()))


def sentence(text: str, width: int = WIDTH) -> str:
    """Shorten prose, which may end after any word, to a line; ids are never shortened."""
    return shorten(text, width, placeholder=" …")


def some(listed: str, most: int = 10) -> str:
    """Shorten a list, `a, b, c`, for a place that has little room."""
    items = listed.split(", ")
    return listed if len(items) <= most else ", ".join(items[:most]) + f" and {len(items) - most} more"


def few(items: Iterable[str]) -> str:
    """Write how many items there are, and the first of them."""
    names = list(items)
    return f"{len(names)}: {some(', '.join(names), 6)}" if names else "none"
