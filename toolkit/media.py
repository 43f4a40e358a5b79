"""What stands in the outputs of a notebook for its exporters: light, since they need nothing of what made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BLOCK = "application/vnd.demarc.block+json"  # a block of the report
ENCLOSURE = "application/vnd.demarc.report+json"  # its first page, and what is attached to it
NOT_MADE = "This section could not be made: "


def not_made(block: Mapping[str, Any]) -> str:
    """Return the name and the error of a section that failed; nothing for every other block."""
    title = str(block.get("title", ""))
    if block.get("type") != "note" or not title.startswith(NOT_MADE):
        return ""
    return f"{title.removeprefix(NOT_MADE)} ({str(block['text']).partition(': ')[2]})"
