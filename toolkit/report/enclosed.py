"""Executed notebook → what its report has beside blocks: the first page, and what is attached."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import nbformat
from nbformat import NotebookNode

from toolkit.errors import ReportError
from toolkit.media import ENCLOSURE

NOTEBOOK_MIME = "application/x-ipynb+json"
KEPT = ("parameters", "version")  # of papermill's metadata; the rest says when and where the notebook ran


def enclosure_of(notebook: NotebookNode) -> Mapping[str, Any]:
    """Return what `audit.enclose` has put into a notebook; nothing if it was not called."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    found: Mapping[str, Any] = next((o.data[ENCLOSURE] for o in outputs if ENCLOSURE in o.get("data", {})), {})
    return found


def first_page(notebook: NotebookNode, enclosure: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a report that no block gives; the notebook itself is the first attachment.

    Raises
    ------
    ReportError
        An attachment cannot be read.

    """
    if not enclosure:
        return {}
    source: dict[str, Any] = {"name": "notebook.ipynb", "description": "Executed notebook", "mime": NOTEBOOK_MIME}
    source |= {"relationship": "source", "content": _source(notebook)}
    try:
        branding = dict(enclosure.get("branding", {}))
        if "logo" in branding:
            branding["logo"] = {"content": _content(branding["logo"])}
        files = [source, *({**file, "content": _content(file["zlib"])} for file in enclosure["attachments"])]
    except (KeyError, TypeError, ValueError, binascii.Error, zlib.error) as error:
        raise ReportError(f"An attachment of the notebook cannot be read ({error}). Run the notebook again.") from None
    for file in files:
        file.pop("zlib", None)
    return {**enclosure, "attachments": files, "branding": branding}


def _content(packed: str) -> bytes:
    return zlib.decompress(base64.b64decode(packed, validate=True))


def _source(notebook: NotebookNode) -> bytes:
    """Write a notebook without when and where it ran: the same inventory has to give the same bytes."""
    plain = deepcopy(notebook)
    ran = plain.metadata.get("papermill", {})
    plain.metadata["papermill"] = {name: ran[name] for name in KEPT if name in ran}
    for name in ("widgets", "language_info"):
        plain.metadata.pop(name, None)
    for number, cell in enumerate(plain.cells):
        cell["id"] = f"cell-{number:02d}"
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(ENCLOSURE, None)  # attached beside it
    text: str = nbformat.writes(plain)  # type: ignore[no-untyped-call]
    return text.encode(errors="backslashreplace")  # half a surrogate pair is written as JSON writes it
