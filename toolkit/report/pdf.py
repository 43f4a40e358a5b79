"""The PDF report: PDF/A-3 and PDF/UA-1 with its evidence attached, set by Typst from data, never from markup."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import DEVNULL, run
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from toolkit.characters import printable
from toolkit.errors import ReportError
from toolkit.files import private_file, work_folder
from toolkit.report.apart import command, environment
from toolkit.report.blocks import read_report
from toolkit.report.columns import LINE, column_shares
from toolkit.report.fonts import CJK, font_folders, has
from toolkit.report.model import Bars, Block, Listing, Quote, Report, Table
from toolkit.tones import PALETTE

LOGOS = {"image/png": "logo.png", "image/svg+xml": "logo.svg"}
TEMPLATE = Path(__file__).parent / "templates" / "audit.typ"


class AuditPDFExporter(Exporter):
    """Export an executed notebook as an archivable, accessible PDF; the same notebook gives the same bytes."""

    export_from_notebook = "Audit report (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
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
        document : bytes
            The PDF file.
        resources : dict
            Resources of nbconvert.

        Raises
        ------
        ReportError
            If the notebook failed, was not run or holds an output that no report can show.

        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        report = read_report(notebook, resources)
        document, warnings = typeset(report)
        for warning in warnings:
            self.log.warning("Typst: %s", warning)
        return document, resources


def typeset(report: Report) -> tuple[bytes, list[str]]:
    """Set a report.

    Parameters
    ----------
    report : Report
        The report; its as-of time is the file's creation time.

    Returns
    -------
    document : bytes
        PDF/A-3a and PDF/UA-1.
    warnings : list of str
        What Typst warns of; none is expected.

    Raises
    ------
    ReportError
        If the report states no as-of time, or Typst refuses the document.

    """
    if not report.as_of:
        raise ReportError(
            "A PDF/A file needs a date, and the notebook has none. Show `audit.enclose()` in a cell, or export HTML."
        )
    data, lacking = printable(_template_data(report), has)
    if lacking:
        data["cover"].append(("Not printable", _lacking(lacking)))
    with work_folder() as folder:
        for position, attachment in enumerate(report.attachments):
            private_file(folder / str(position)).write_bytes(attachment.content)
        if report.branding.logo:
            data["branding"]["logo"]["file"] = logo = LOGOS[report.branding.logo.type]
            private_file(folder / logo).write_bytes(report.branding.logo.content)
        private_file(folder / "template.typ").write_bytes(TEMPLATE.read_bytes())
        private_file(folder / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return _set(folder, int(report.as_of.timestamp()))


def _set(folder: Path, seconds: int) -> tuple[bytes, list[str]]:
    """Have another process set what lies in a folder; the memory that it takes ends with it."""
    arguments = [str(folder), str(seconds), *map(str, font_folders().values())]
    done = run(command("toolkit.report.typesetting", *arguments), env=environment(), stdin=DEVNULL, capture_output=True)
    outcome = folder / "outcome.json"
    if done.returncode or not outcome.exists():
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        why = said[0] if said else "it was killed, or out of memory"
        raise ReportError(f"The process that sets the PDF ended with code {done.returncode} ({why}).")
    told = json.loads(outcome.read_text(encoding="utf-8"))
    if "error" in told:
        raise ReportError(f"Typst refuses the report: {told['error']}")
    return (folder / "report.pdf").read_bytes(), told["warnings"]


def _template_data(report: Report) -> dict[str, Any]:
    data = report.model_dump(mode="json", exclude={"blocks", "as_of"})
    data["blocks"] = [_block_data(block, report) for block in report.blocks]
    data["as_of"] = report.as_of_text
    data["tones"] = {tone: colours._asdict() for tone, colours in PALETTE.items()}
    return data


def _block_data(block: Block, report: Report) -> dict[str, Any]:
    data = block.model_dump(mode="json")
    match block:
        case Table():
            shares = column_shares(block)
            # A table whose unbreakable pieces need more than the line is set smaller, so that no text is cut.
            data |= {"shares": shares, "scale": min(1, LINE / sum(shares)), "extent": report.extent(block)}
        case Bars():
            alt = ". ".join([block.alt.rstrip("."), *map(block.in_words, block.rows)])
            data |= {"largest": block.largest, "alt": alt}
        case Listing():
            data["items"] = [[_block_data(part, report) for part in item] for item in block.items]
        case Quote():
            data["blocks"] = [_block_data(part, report) for part in block.blocks]
    return data


def _lacking(count: int) -> str:
    said = f"Characters without a typeface here, which stand as their code points, such as <U+682A>: {count:,}."
    return said if CJK in font_folders() else f"{said} The extra `cjk` brings Chinese, Japanese and Korean."
