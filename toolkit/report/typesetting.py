"""Typst, in a process of its own: what a document takes of memory, Typst keeps until its process ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]


def main(arguments: Sequence[str]) -> None:
    """Set the document of a folder: `report.json` by `template.typ` into `report.pdf`, with `outcome.json` beside it.

    Parameters
    ----------
    arguments : sequence of str
        The folder, the document's time in seconds, and the folders of the typefaces, that of the text first.

    """
    folder, seconds, *faces = arguments
    root = Path(folder)
    paths: list[Any] = list(faces)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    compiler = typst.Compiler(
        (root / "template.typ").read_bytes(),
        root=folder,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"faces": json.dumps(_faces(fonts))},
    )
    try:
        document, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=STANDARDS, timestamp=int(seconds)
        )
    except typst.TypstError as error:
        outcome: dict[str, Any] = {"error": f"{error.message} {' '.join(error.hints)}".rstrip()}
    else:
        assert isinstance(document, bytes)  # several files come only from image formats
        (root / "report.pdf").write_bytes(document)
        outcome = {"warnings": [warning.message for warning in warnings]}
    (root / "outcome.json").write_text(json.dumps(outcome), encoding="utf-8")


def _faces(fonts: typst.Fonts) -> list[str]:
    """Name the typefaces that are tried after that of the text, in order."""
    names = fonts.families()
    first = [name for name in names if name.startswith("Noto Sans") and "CJK" not in name]
    return [*first, *(name for name in ("Noto Emoji", "Noto Sans CJK JP") if name in names)]
