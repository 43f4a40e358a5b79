"""Both exporters: everything is there, nothing is interpreted, a failed run is refused."""

import io
import re
import shutil
import subprocess

import pikepdf
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.report.examples import ARN, HOSTILE, enclosing, failed_notebook, hostile_notebook, shown_notebook
from toolkit.characters import printable, reveal
from toolkit.errors import ReportError
from toolkit.report.blocks import read_report
from toolkit.report.columns import LINE, column_shares
from toolkit.report.fonts import has
from toolkit.report.html import AuditHTMLExporter
from toolkit.report.model import Column, Heading, Table
from toolkit.report.pdf import AuditPDFExporter, typeset
from toolkit.tones import PALETTE, contrast

EXPORTERS = [AuditHTMLExporter, AuditPDFExporter]


@pytest.fixture(scope="module")
def notebook():
    """The hostile notebook."""
    return hostile_notebook()


@pytest.fixture(scope="module")
def page(notebook):
    """The HTML report."""
    return AuditHTMLExporter().from_notebook_node(notebook)[0]


@pytest.fixture(scope="module")
def document(notebook):
    """The PDF report."""
    return AuditPDFExporter().from_notebook_node(notebook)[0]


@pytest.mark.parametrize("tone", PALETTE)
def test_tone_is_readable(tone):
    colours = PALETTE[tone]

    assert contrast(colours.foreground, colours.background) >= 4.5
    assert contrast(colours.foreground, "#ffffff") >= 4.5
    assert contrast(colours.foreground, "#10161d") >= 3  # the dark page


def test_html_asks_for_nothing(page):
    soup = BeautifulSoup(page, "html.parser")

    assert not soup.find_all(["link", "img", "iframe", "object", "embed", "base", "audio", "video", "image", "use"])
    assert not soup.find_all(src=True)
    assert not soup.find_all(style=True)
    assert not [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]
    assert {"https", "#"} == {re.match(r"https|#|.*", a["href"])[0] for a in soup.find_all("a")}
    assert "url(" not in soup.style.string
    assert "@import" not in soup.style.string
    assert len(soup.find_all("script")) == 1


def test_html_policy_has_no_unsafe_source(page):
    soup = BeautifulSoup(page, "html.parser")
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_html_shows_every_string(page):
    text = BeautifulSoup(page, "html.parser").find("table", class_="data").get_text()

    for hostile in HOSTILE:
        assert reveal(hostile) in text
    assert "\u202e" not in page


def test_html_anchors_are_unique_and_linked(page):
    soup = BeautifulSoup(page, "html.parser")
    ids = [tag["id"] for tag in soup.find_all(id=True)]

    assert len(set(ids)) == len(ids)
    assert {a["href"][1:] for a in soup.nav.find_all("a")} <= set(ids)


def test_html_says_how_much_is_shown(page):
    assert f"First {len(HOSTILE)} of 4,321 rows; the rest is attached." in page


def test_pdf_claims_its_standards_and_its_date(document):
    with pikepdf.open(io.BytesIO(document)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        assert metadata["xmp:CreateDate"].startswith("2026-11-24T09:30:00")
        assert metadata["dc:title"] == "Gap <analysis>"


def test_pdf_carries_its_attachments(document):
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert list(pdf.attachments) == ["evidence.csv", "notebook.ipynb"]
        attached = pdf.attachments["evidence.csv"]
        assert f"resource\n{ARN}\n".encode() == attached.get_file().read_bytes()
        assert attached.description == "All <resources>"
        assert attached.obj.AFRelationship == "/Data"
        assert attached.get_file().mime_type == "text/csv"


def test_pdf_is_the_same_twice(notebook, document):
    assert document == AuditPDFExporter().from_notebook_node(notebook)[0]


def test_pdf_sets_without_warning(notebook):
    assert typeset(read_report(notebook))[1] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
def test_pdf_shows_every_string(document, tmp_path):
    (tmp_path / "report.pdf").write_bytes(document)
    done = subprocess.run(["pdftotext", "-raw", tmp_path / "report.pdf", "-"], capture_output=True, check=True)
    text = "".join(done.stdout.decode().split())

    for hostile in HOSTILE:
        shown, _ = printable(reveal(hostile), has)
        # A hyphen at the end of a line is lost in this extraction.
        assert "".join(shown.split()).replace("-", "") in text.replace("-", "")
    for words in ("Prosewithstrong", "CC1<script>", "eusouth1", "eusouth2", "2rows", "printed<b>text</b>", "4,321"):
        assert words in text.replace("-", "")


def test_pdf_describes_its_figures(document):
    with pikepdf.open(io.BytesIO(document)) as pdf:
        texts = [str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]

    assert any("Two sections with gaps" in text and "2 Gap, 5 Met; 7 in total" in text for text in texts)


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_failed_run_is_refused(exporter):
    with pytest.raises(ReportError, match="Cell 2 failed: ValueError: no inventory"):
        exporter().from_notebook_node(failed_notebook())


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_run_that_stopped_is_refused(exporter):
    cells = [new_code_cell("1", execution_count=1, outputs=[]), new_code_cell("2")]

    with pytest.raises(ReportError, match="Cell 2 was not run"):
        exporter().from_notebook_node(new_notebook(cells=cells))


def test_papermill_failure_is_refused():
    cell = new_code_cell("1", execution_count=1, metadata={"papermill": {"status": "failed"}})

    with pytest.raises(ReportError, match="did not finish"):
        read_report(new_notebook(cells=[cell]))


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ({"type": "chart"}, "does not match any of the expected tags"),
        ({"type": "note", "tone": "green", "title": "", "text": "x"}, "note.tone"),
        ({"type": "table", "columns": [{"label": "a"}], "rows": [["1", "2"]], "total": 1}, "2 cells for 1 columns"),
        ({"type": "table", "columns": [{"label": "a"}], "rows": [["1"]], "total": 0}, "total is 0"),
        ({"type": "bars", "title": "", "alt": "", "series": [], "rows": [{"label": "a", "values": [1]}]}, "1 values"),
        ({"type": "facts", "items": [["a", "b", "c"]], "colour": "red"}, "facts.colour"),
        *(
            ({"type": "paragraph", "spans": [{"kind": "link", "href": href}]}, "a link begins with https://")
            for href in (
                "",
                "http://a.example",
                "javascript:alert(1)",
                "HTTPS://a.example",
                "https://a.example/\u202ecod",
            )
        ),
        ({"type": "paragraph", "spans": [{"kind": "text", "href": "https://a.example"}]}, "a text may not lead to"),
    ],
)
def test_malformed_block_is_refused(block, reason):
    with pytest.raises(ReportError, match=reason):
        read_report(shown_notebook(block))


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_only_https_is_linked(exporter):
    to = [
        "http://a.example/1",
        "javascript:alert(2)",
        "//a.example/3",
        "https://",
        "data:text/html,5",
        "mailto:a@b.example",
    ]
    lines = [f"[shown {href}]({href}) <{href}>" for href in to] + ["[good](https://a.example/?q=1&r=ü)"]
    cells = [new_markdown_cell("\n\n".join(lines)), enclosing({"as_of": "2026-11-24T09:30:00Z", "attachments": []})]
    document = exporter().from_notebook_node(new_notebook(cells=cells))[0]

    assert links(document) == ["https://a.example/?q=1&r=%C3%BC"]


def links(document):
    """The addresses outside of a document that it links to."""
    if isinstance(document, str):
        found = (a["href"] for a in BeautifulSoup(document, "html.parser").find_all("a"))
        return [href for href in found if not href.startswith("#")]
    with pikepdf.open(io.BytesIO(document)) as pdf:
        actions = [note.A for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
        return [str(action.URI) for action in actions if "/URI" in action]


def test_bare_notebook_becomes_html_but_no_pdf():
    notebook = new_notebook(cells=[new_markdown_cell("# Bare\n\nText.")])

    assert "<h1>Bare</h1>" in AuditHTMLExporter().from_notebook_node(notebook)[0]
    with pytest.raises(ReportError, match="needs a date"):
        AuditPDFExporter().from_notebook_node(notebook)


def test_an_attachment_that_was_changed_is_refused():
    changed = {"name": "a.csv", "description": "", "mime": "text/csv", "relationship": "data", "zlib": "AAAA"}

    with pytest.raises(ReportError, match="An attachment of the notebook cannot be read"):
        read_report(new_notebook(cells=[enclosing({"attachments": [changed]})]))


def test_time_without_zone_is_refused():
    with pytest.raises(ReportError, match="no time zone"):
        read_report(new_notebook(cells=[enclosing({"as_of": "2026-11-24T09:30:00", "attachments": []})]))


def test_headings_skip_no_level():
    text = "# Title\n\n#### Deep\n\n# Chapter\n\n### Section\n\n##### Deeper"
    report = read_report(new_notebook(cells=[new_markdown_cell(text)]))

    assert report.title == "Title"
    assert [block.level for block in report.blocks if isinstance(block, Heading)] == [2, 2, 3, 4]


def test_html_output_keeps_its_columns():
    html = (
        "<table><thead><tr><th colspan=2>Split</th></tr><tr><th>Side</th><th>Count</th></tr></thead>"
        "<tr><td>AWS</td><td>1,024</td></tr><tr><td>Customer</td><td>-3.5%</td></tr></table>"
    )
    output = new_output("display_data", data={"text/html": html})
    (table,) = read_report(new_notebook(cells=[new_code_cell("x", outputs=[output])])).blocks

    assert [column.label for column in table.columns] == ["Split Side", "Split Count"]
    assert [column.align for column in table.columns] == ["left", "right"]
    assert [[cell.text for cell in row] for row in table.rows] == [["AWS", "1,024"], ["Customer", "-3.5%"]]


def test_column_holds_its_longest_piece():
    columns = [Column(label="Id", width=0.01), Column(label="Text", width=100)]
    table = Table(columns=columns, rows=[[{"text": "123456789012"}, {"text": "word " * 100}]], total=1)
    first, second = column_shares(table)

    assert 0.1 < first / (first + second) < 0.2


def test_column_without_width_takes_what_it_needs():
    columns = [Column(label="Id"), Column(label="Why", width=4), Column(label="Title", width=2)]
    table = Table(columns=columns, rows=[[{"text": text} for text in ("CC6.1", "a b " * 90, "c d " * 90)]], total=1)
    first, second, third = column_shares(table)

    assert pytest.approx(LINE) == first + second + third
    assert first < LINE / 10
    assert pytest.approx(2) == second / third


def test_table_too_wide_for_a_line_is_set_smaller():
    columns = [Column(label=f"Long{number:04}") for number in range(20)]
    row = [{"text": f"1234567890{number:02}"} for number in range(20)]
    table = Table(columns=columns, rows=[row], total=1)

    assert sum(column_shares(table)) > LINE
