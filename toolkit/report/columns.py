"""How the columns of a table share a line, measured in the report's own typeface."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import quantiles

from fontTools.ttLib import TTFont

from toolkit.report.characters import pieces
from toolkit.report.model import Cell, Column, Table

FONT_PACKAGES = ("fontpkg_ibm_plex_sans", "fontpkg_noto_sans", "fontpkg_jetbrains_mono")

# In em of table text: the space between the PDF's margins, and that between two columns; as audit.typ sets them.
LINE = 174 / (7.8 * 0.3528)
PADDING = 3.4 / (7.8 * 0.3528)


def column_shares(table: Table) -> list[float]:
    """Share a line out among a table's columns.

    Parameters
    ----------
    table : Table
        A column's `width` decides, or, where it has none, the length of its texts.

    Returns
    -------
    list of float
        Widths in em; each holds its column's longest unbreakable piece. Their sum is `LINE`, or more where the pieces
        alone need more.

    """
    cells = [[row[position] for row in table.rows] for position in range(len(table.columns))]
    needs = [_need(column, texts) for column, texts in zip(table.columns, cells, strict=True)]
    usual = [max(_usual(texts), need) for texts, need in zip(cells, needs, strict=True)]
    stated = sum(column.width for column in table.columns)
    if stated:
        # Columns without a width take what their texts take, up to a fifth of the line; the others share the rest.
        wishes = [0 if column.width else min(use, LINE / 5) for column, use in zip(table.columns, usual, strict=True)]
        rest = LINE - sum(wishes)
        wishes = [wish + rest * column.width / stated for column, wish in zip(table.columns, wishes, strict=True)]
    else:
        weights = [min(use, LINE / 2) ** 0.9 for use in usual]
        wishes = [weight / sum(weights) * LINE for weight in weights]
    room = LINE - sum(needs)
    extra = [max(wish - need, 0) for wish, need in zip(wishes, needs, strict=True)]
    if room <= 0 or not any(extra):
        return needs
    return [need + room * more / sum(extra) for need, more in zip(needs, extra, strict=True)]


def font_folders() -> list[Path]:
    """Return the folders of the fonts that reports use, the text face first; they come with the installation."""
    specs = [find_spec(package) for package in FONT_PACKAGES]
    return [Path(spec.origin).parent / "files" for spec in specs if spec and spec.origin]


@cache
def coverage() -> frozenset[int]:
    """Return the code points that some font has; any other would make Typst refuse the whole PDF/A file."""
    points: set[int] = set()
    for folder in font_folders():
        with TTFont(_upright(folder), lazy=True) as font:
            points |= font.getBestCmap().keys()
    return frozenset(points)


def _upright(folder: Path) -> Path:
    return next(file for file in folder.glob("*.ttf") if "Italic" not in file.name)


def _need(column: Column, cells: list[Cell]) -> float:
    words = {word for text in (column.label, *(cell.text for cell in cells if not cell.tone)) for word in text.split()}
    whole = {cell.text + "  " for cell in cells if cell.tone}.union(*map(pieces, words))
    return min(max(map(_width, whole), default=0) * 1.03 + PADDING, LINE / 2)


def _usual(cells: list[Cell]) -> float:
    widths = [_width(cell.text) + PADDING for cell in cells]
    return quantiles(widths, n=10)[-1] if len(widths) > 1 else sum(widths)


def _width(text: str) -> float:
    advances = _advances()
    return sum(advances.get(ord(character), 0.6) for character in text)


@cache
def _advances() -> dict[int, float]:
    """Width in em of each character of the text face."""
    with TTFont(_upright(font_folders()[0]), lazy=True) as font:
        unit, widths = font["head"].unitsPerEm, font["hmtx"]
        return {point: widths[glyph][0] / unit for point, glyph in font.getBestCmap().items()}
