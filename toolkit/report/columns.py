"""How the columns of a table share a line, measured in the report's own typeface."""

from __future__ import annotations

from statistics import quantiles

from toolkit.characters import pieces
from toolkit.report.fonts import advances
from toolkit.report.model import Cell, Column, Table

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


def _need(column: Column, cells: list[Cell]) -> float:
    words = {word for text in (column.label, *(cell.text for cell in cells if not cell.tone)) for word in text.split()}
    whole = {cell.text + "  " for cell in cells if cell.tone}.union(*map(pieces, words))
    return min(max(map(_width, whole), default=0) * 1.03 + PADDING, LINE / 2)


def _usual(cells: list[Cell]) -> float:
    widths = [_width(cell.text) + PADDING for cell in cells]
    return quantiles(widths, n=10)[-1] if len(widths) > 1 else sum(widths)


def _width(text: str) -> float:
    widths = advances()
    return sum(widths.get(ord(character), 1) for character in text)  # of other scripts none is much wider than high
