"""Markdown → blocks. Raw HTML and anything else that is not prose stays visible as text; links are https only."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import mistune

from toolkit.report.model import ADDRESS, Block, Cell, Code, Column, Heading, Listing, Paragraph, Quote, Span, Table

Token = dict[str, Any]

_parse = mistune.create_markdown(renderer=None, plugins=["table"])


def blocks(markdown: str) -> list[Block]:
    """Read a text in Markdown.

    Parameters
    ----------
    markdown : str
        CommonMark with tables.

    Returns
    -------
    list of Block
        Headings, paragraphs, lists, quotes, code and tables, in order.

    """
    return list(_blocks(_parse(markdown)))  # type: ignore[arg-type]


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    for token in tokens:
        match token["type"]:
            case "heading":
                yield Heading(level=token["attrs"]["level"], spans=_spans(token["children"]))
            case "paragraph" | "block_text":
                yield Paragraph(spans=_spans(token["children"]))
            case "list":
                items = [list(_blocks(item["children"])) for item in token["children"]]
                yield Listing(ordered=token["attrs"]["ordered"], items=items)
            case "block_quote":
                yield Quote(blocks=list(_blocks(token["children"])))
            case "table":
                yield _table(token)
            case "block_code":
                yield Code(text=token["raw"].rstrip("\n"))
            case "blank_line" | "thematic_break":
                pass
            case _:
                yield Paragraph(spans=[Span(kind="text", text=token.get("raw", "").strip())])


def _spans(tokens: list[Token]) -> list[Span]:
    return [span for token in tokens for span in _span(token)]


def _span(token: Token) -> list[Span]:
    children = token.get("children", [])
    match token["type"]:
        case "text":
            return [Span(kind="text", text=html.unescape(token["raw"]))]
        case "codespan":
            return [Span(kind="code", text=token["raw"])]
        case "strong" | "emphasis" as kind:
            return [Span(kind=kind, spans=_spans(children))]
        case "linebreak":
            return [Span(kind="break")]
        case "softbreak":
            return [Span(kind="text", text=" ")]
        case "link" if ADDRESS.fullmatch(token["attrs"]["url"]):
            return [Span(kind="link", href=token["attrs"]["url"], spans=_spans(children))]
        case _ if children:
            return _spans(children)
        case _:
            return [Span(kind="text", text=token.get("raw", ""))]


def _table(token: Token) -> Table:
    head, *bodies = token["children"]
    columns = [Column(label=_plain(cell), align=_align(cell)) for cell in head["children"]]
    rows = [[Cell(text=_plain(cell)) for cell in row["children"]] for body in bodies for row in body["children"]]
    return Table(columns=columns, rows=rows, total=len(rows))


def _plain(cell: Token) -> str:
    return "".join(span.plain for span in _spans(cell["children"]))


def _align(cell: Token) -> Any:
    return "right" if cell["attrs"]["align"] == "right" else "left"
