"""Executed notebook → report: prose from its Markdown cells, blocks from its outputs; a run that failed is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from bs4 import BeautifulSoup, Tag
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from pydantic import TypeAdapter, ValidationError

from toolkit.errors import ReportError
from toolkit.media import BLOCK, ENCLOSURE, not_made
from toolkit.report import prose
from toolkit.report.enclosed import enclosure_of, first_page
from toolkit.report.model import Block, Cell, Code, Column, Heading, Paragraph, Report, Span, Table

ABOUT = "about"  # tag of a cell that speaks to whoever runs the notebook, not to whoever reads its report

_block = TypeAdapter[Block](Block)
_number = re.compile("[-+\u2212]?[0-9,]+(\\.[0-9]+)?\\s?%?")


def read_report(notebook: NotebookNode, resources: Mapping[str, Any] | None = None) -> Report:
    """Read an executed notebook as a report.

    Parameters
    ----------
    notebook : NotebookNode
        Executed notebook; what `audit.enclose` put into it gives title, cover, as-of time, digest and attachments.
    resources : mapping, optional
        Resources of nbconvert: `enclosure` stands for a notebook without one, and the name of its metadata for a title.

    Returns
    -------
    Report
        Cover, blocks in the notebook's order, and attachments with their size and SHA-256.

    Raises
    ------
    ReportError
        If a cell failed or was not run, an output is no known block, or the enclosure cannot be used.

    """
    _refuse_unfinished(notebook)
    heading, body = _settle_headings([block for cell in notebook.cells for block in _cell_blocks(cell)])
    given = resources or {}
    said = first_page(notebook, enclosure_of(notebook) or given.get("enclosure", {}))
    if failed := "; ".join(filter(None, (not_made(block.model_dump()) for block in body))):
        said["cover"] = [*said.get("cover", []), ("Not made", failed)]
    said["title"] = said.get("title") or heading or given.get("metadata", {}).get("name", "Report")
    try:
        report = Report.model_validate({**said, "blocks": body})
    except ValidationError as error:
        raise ReportError(f"What the notebook encloses cannot be used. {_first(error)}") from None
    if report.as_of and report.as_of.tzinfo is None:
        raise ReportError(f"as_of is {said['as_of']!r}, which has no time zone. End it with 'Z' or '+00:00'.")
    return report


def _refuse_unfinished(notebook: NotebookNode) -> None:
    code = [(n, cell) for n, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in code:
        for output in cell.outputs:
            if output.output_type == "error":
                reason = _plain(f"{output.ename}: {output.evalue}")
                raise ReportError(f"Cell {number} failed: {reason}. A failed run makes no report; run it again.")
        status = cell.metadata.get("papermill", {}).get("status", "completed")
        if status != "completed":
            raise ReportError(f"Cell {number} did not finish (papermill status {status!r}). Run the notebook again.")
    not_run = [number for number, cell in code if cell.execution_count is None and not cell.outputs]
    if not_run and (len(not_run) == len(code) or any(cell.execution_count for _, cell in code)):
        raise ReportError(f"Cell {not_run[0]} was not run. Run the whole notebook before you export it.")


def _cell_blocks(cell: NotebookNode) -> Iterator[Block]:
    if cell.cell_type == "markdown":
        if ABOUT not in cell.metadata.get("tags", []):
            yield from prose.blocks(cell.source)
    elif cell.cell_type == "code":
        for output in cell.outputs:
            yield from _output_blocks(output)


def _output_blocks(output: NotebookNode) -> Iterator[Block]:
    if output.output_type == "stream":
        yield from _code(output.text)
        return
    data = output.data
    if ENCLOSURE in data:
        return
    if BLOCK in data:
        try:
            yield _block.validate_python(data[BLOCK])
        except ValidationError as error:
            raise ReportError(f"An output is not a block that reports know. {_first(error)}") from None
    elif "<table" in data.get("text/html", ""):
        yield from _html_blocks(data["text/html"])
    elif "text/markdown" in data:
        yield from prose.blocks(data["text/markdown"])
    else:
        yield from _code(data.get("text/plain", ""))


def _code(text: str) -> Iterator[Block]:
    text = _plain(text).strip("\n")
    if text.strip():
        yield Code(text=text)


def _plain(text: str) -> str:
    return str(strip_ansi(text))  # type: ignore[no-untyped-call]


def _html_blocks(source: str) -> Iterator[Block]:
    page = BeautifulSoup(source, "html.parser")
    for hidden in page.find_all(["script", "style", "template"]):
        hidden.decompose()
    tables = [table for table in page.find_all("table") if not table.find_parent("table")]
    for table in tables:
        table.extract()
        yield _html_table(table)
    rest = " ".join(page.get_text(" ").split())
    if rest:
        yield Paragraph(spans=[Span(kind="text", text=rest)])


def _html_table(table: Tag) -> Table:
    caption = table.caption.extract().get_text(" ", strip=True) if table.caption else ""
    lines = table.find_all("tr")
    grid = _grid(lines)
    size = sum(1 for line in lines if line.find_parent("thead"))
    if not size and lines and not lines[0].find("td"):
        size = 1
    head, body = grid[:size], grid[size:]
    labels = [" ".join(dict.fromkeys(filter(None, names))) for names in zip(*head, strict=True)] or [""] * len(grid[0])
    columns = [Column(label=label, align=_align(row[place] for row in body)) for place, label in enumerate(labels)]
    return Table(title=caption, columns=columns, rows=[[Cell(text=t) for t in row] for row in body], total=len(body))


def _align(texts: Iterable[str]) -> Literal["left", "right"]:
    stated = [text for text in texts if text]
    return "right" if stated and all(map(_number.fullmatch, stated)) else "left"


def _grid(lines: list[Tag]) -> list[list[str]]:
    """Lay a table out as a full rectangle: a spanning cell's text stands in every place that it covers."""
    places: dict[tuple[int, int], str] = {}
    for y, line in enumerate(lines):
        x = 0
        for cell in line.find_all(["th", "td"], recursive=False):
            while (y, x) in places:
                x += 1
            wide, high = _span(cell, "colspan", 100), _span(cell, "rowspan", len(lines) - y)
            text = cell.get_text(" ", strip=True).replace("\xa0", " ")
            places |= {(y + down, x + right): text for down in range(high) for right in range(wide)}
            x += wide
    width = max((x for _, x in places), default=0) + 1
    return [[places.get((y, x), "") for x in range(width)] for y in range(len(lines))] or [[""]]


def _span(cell: Tag, attribute: str, most: int) -> int:
    value = str(cell.get(attribute, "1"))
    return min(max(int(value), 1), most) if value.isdecimal() else 1


def _settle_headings(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Take the first heading of level 1 as title; give the others levels without a jump, and unique anchors."""
    title = ""
    level = 1
    settled: list[Block] = []
    anchors: set[str] = set()
    for block in blocks:
        if isinstance(block, Heading):
            if block.level == 1 and not title and level == 1:
                title = block.plain
                continue
            level = min(max(block.level, 2), level + 1)
            block = Heading(level=level, spans=block.spans, anchor=_anchor(block.plain, anchors))
        settled.append(block)
    return title, settled


def _anchor(text: str, taken: set[str]) -> str:
    stem = "section-" + (re.sub(r"\W+", "-", text.lower()).strip("-") or "untitled")
    anchor, count = stem, 1
    while anchor in taken:
        count += 1
        anchor = f"{stem}-{count}"
    taken.add(anchor)
    return anchor


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}."
