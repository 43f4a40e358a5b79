"""The HTML report: one file that asks nothing of any network and runs no script but its own."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from toolkit.characters import LONG, pieces
from toolkit.report.blocks import read_report
from toolkit.report.columns import column_shares
from toolkit.report.model import Report
from toolkit.tones import PALETTE

TEMPLATES = Path(__file__).parent / "templates" / "audit"

_word = re.compile(rf"\S{{{LONG},}}|\S+-\S+")


class AuditHTMLExporter(Exporter):
    """Export an executed notebook as one self-contained HTML page."""

    export_from_notebook = "Audit report (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Export a notebook.

        Parameters
        ----------
        nb : NotebookNode
            Executed notebook.
        resources : dict, optional
            Resources of nbconvert.
        **kw
            Passed on to nbconvert.

        Returns
        -------
        page : str
            The page.
        resources : dict
            Resources of nbconvert.

        Raises
        ------
        ReportError
            If the notebook failed, was not run or holds an output that no report can show.

        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        report = read_report(notebook, resources)
        style = _tones() + (TEMPLATES / "audit.css").read_text(encoding="utf-8") + _accent(report)
        script = (TEMPLATES / "audit.js").read_text(encoding="utf-8")
        own = f"style-src {_hash(style)}; script-src {_hash(script)}"
        logo = report.branding.logo
        pictures = "; img-src data:" if logo else ""
        policy = f"default-src 'none'; {own}{pictures}; base-uri 'none'; form-action 'none'"
        template = _environment().get_template("report.html.j2")
        source = f"data:{logo.type};base64,{base64.b64encode(logo.content).decode()}" if logo else ""
        page = template.render(report=report, logo=source, style=Markup(style), script=Markup(script), policy=policy)
        return page, resources


def breakable(text: str) -> Markup:
    """Escape text and say where its words may break: long ones after separators, short ones such as a Region nowhere.

    Parameters
    ----------
    text : str
        Any text, such as an ARN.

    Returns
    -------
    Markup
        HTML in which `<wbr>` marks the places; a copy of the text does not hold them.

    Examples
    --------
    >>> breakable("arn:aws:s3:::<logs>")
    Markup('arn:<wbr>aws:<wbr>s3:::<wbr>&lt;logs&gt;')

    """
    parts: list[Markup] = []
    end = 0
    for word in _word.finditer(text):
        parts.append(escape(text[end : word.start()]))
        inner = Markup("<wbr>").join(map(escape, pieces(word[0])))
        parts.append(inner if len(word[0]) >= LONG else Markup("<span class=whole>{}</span>").format(inner))
        end = word.end()
    return Markup("").join([*parts, escape(text[end:])])


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _accent(report: Report) -> str:
    """Give the page the accent of an engagement, which was proven against a light one."""
    colour = report.branding.accent
    if not colour:
        return ""
    light = f"@media not screen, (prefers-color-scheme: light){{:root{{--accent:{colour}}}}}"
    return f"{light}header{{border-top-color:{colour}}}"


def _tones() -> str:
    return "".join(
        f".tone-{tone}{{--ink:{colours.foreground};--tint:{colours.background}}}" for tone, colours in PALETTE.items()
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"breakable": breakable, "shares": column_shares}
    return environment
