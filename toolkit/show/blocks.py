"""Display objects: each carries its data for the exporters, escaped HTML for JupyterLab, and plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

import pandas as pd

from toolkit.characters import as_html, reveal
from toolkit.errors import ToolkitError, one_line
from toolkit.media import BLOCK, NOT_MADE
from toolkit.tones import PALETTE

SECTIONS: dict[str, Callable[..., Shown]] = {}
P = ParamSpec("P")


@dataclass(frozen=True, repr=False)
class Shown:
    """One block of a report: a table, key figures, a boxed note or a chart.

    Parameters
    ----------
    block : mapping
        Its data, as the exporters read it.
    html, text : str
        What JupyterLab and a terminal show.
    figure : mapping, optional
        The same as a Plotly figure.

    """

    block: Mapping[str, Any]
    html: str
    text: str
    figure: Mapping[str, Any] | None = None

    def __repr__(self) -> str:
        return reveal(self.text)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002
        bundle = {"text/plain": repr(self), "text/html": self.html, BLOCK: dict(self.block)}
        return bundle | ({"application/vnd.plotly.v1+json": dict(self.figure)} if self.figure else {})


def section(make: Callable[P, Shown]) -> Callable[P, Shown]:
    """Declare the decorated function as a section of a report, a display of each audit by its name.

    One that fails over the data says so in its place.
    """

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Shown:
        try:
            return make(*args, **kwargs)
        except ToolkitError:
            raise
        except Exception as error:  # whatever it is, the other sections stand
            return note("no_data", f"{NOT_MADE}{words(make.__name__)}", f"It failed over the data: {one_line(error)}")

    SECTIONS[make.__name__] = made
    return made


def words(name: str) -> str:
    """Write a name for a reader: `no_data` is "no data"."""
    return name.replace("_", " ")


def badge(name: str) -> dict[str, str]:
    """Return a table cell that shows a state, party or severity by word and colour."""
    return {"text": words(name), "tone": name}


def table(
    frame: pd.DataFrame,
    title: str,
    *,
    labels: Mapping[str, str],
    badges: Iterable[str] = (),
    widths: Mapping[str, float] | None = None,
    note: str = "",
    total: int | None = None,
) -> Shown:
    """Show a frame as a table.

    Parameters
    ----------
    frame : DataFrame
        One row per line of the table.
    title : str
        Caption.
    labels : mapping of str to str
        Columns to show, in order, and their headings.
    badges : iterable of str
        Columns whose values are states, parties or severities.
    widths : mapping of str to float, optional
        Relative width of a column; from its content where not given.
    note : str
        Sentence below the caption.
    total : int, optional
        Rows of the full set, where the frame holds only the first of them.

    Returns
    -------
    Shown
        The table.

    """
    columns = [
        {
            "name": name,
            "label": label,
            "align": "right" if pd.api.types.is_numeric_dtype(frame[name]) else "left",
            "width": (widths or {}).get(name, 0),
        }
        for name, label in labels.items()
    ]
    coloured = set(badges)
    cells = {name: [_cell(value, name in coloured) for value in frame[name]] for name in labels}
    rows = [list(row) for row in zip(*cells.values(), strict=True)] if len(frame) else []
    block = {
        "type": "table",
        "title": title,
        "note": note,
        "columns": columns,
        "rows": rows,
        "total": len(frame) if total is None else total,
    }
    said = frame[list(labels)].rename(columns=dict(labels)).to_string(index=False) if len(frame) else "(no rows)"
    text = "\n".join(filter(None, [title, note, said]))
    return Shown(block, _table_html(title, note, columns, rows), text)


def facts(items: Sequence[tuple[str, str, str]]) -> Shown:
    """Show key figures: label, value and a note on each."""
    cells = "".join(
        f'<div style="border:1px solid #8884;border-radius:6px;padding:8px 14px;min-width:9em">{as_html(label)}<br>'
        f'<b style="font-size:1.5em">{as_html(value)}</b><br><small>{as_html(note)}</small></div>'
        for label, value, note in items
    )
    text = "\n".join(f"{label}: {value} ({note})" for label, value, note in items)
    html = f'<div style="display:flex;gap:10px;flex-wrap:wrap">{cells}</div>'
    return Shown({"type": "facts", "items": [list(item) for item in items]}, html, text)


def note(tone: str, title: str, text: str) -> Shown:
    """Show a boxed sentence."""
    html = f'<div style="border-left:4px solid;padding:4px 12px"><b>{as_html(title)}</b><br>{as_html(text)}</div>'
    return Shown({"type": "note", "tone": tone, "title": title, "text": text}, html, f"{title}: {text}")


def _cell(value: Any, coloured: bool) -> Any:
    if value is None or value is pd.NA or value != value:
        return ""
    return badge(str(value)) if coloured and value else str(value)


def _table_html(title: str, note: str, columns: list[dict[str, Any]], rows: list[list[Any]]) -> str:
    head = "".join(f'<th style="text-align:{c["align"]}">{as_html(c["label"])}</th>' for c in columns)
    aligns = [c["align"] for c in columns]
    body = "".join(
        "<tr>" + "".join(_cell_html(cell, align) for cell, align in zip(row, aligns, strict=True)) + "</tr>"
        for row in rows
    )
    caption = f"<caption style='text-align:left'><b>{as_html(title)}</b> {as_html(note)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell_html(cell: Any, align: str) -> str:
    if isinstance(cell, dict):
        colours = PALETTE[cell["tone"]]
        style = f"color:{colours.foreground};background:{colours.background};font-weight:600;white-space:nowrap"
        return f'<td><span style="{style};border-radius:4px;padding:1px 6px">{as_html(cell["text"])}</span></td>'
    return f'<td style="text-align:{align};max-width:32em;overflow-wrap:break-word">{as_html(cell)}</td>'
