"""What an engagement gives a report of its looks: proven before it is shown, and the report stays what it claims."""

import base64
import io
import struct
import zlib

import pikepdf
import pytest
from bs4 import BeautifulSoup

from tests import engagement_files
from tests.report.examples import enclosing, shown_notebook
from toolkit.errors import RegisterError, ReportError
from toolkit.logos import LARGEST, check_accent, logo_type
from toolkit.register import read_register
from toolkit.report.html import AuditHTMLExporter
from toolkit.report.pdf import AuditPDFExporter


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(side=2, *more):
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x17\x40\x6d\x80" * min(side, 2)) * min(side, 2))
    parts = (chunk(b"IHDR", head), *more, chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def svg(inside="", attributes="", before=""):
    space = "http://www.w3.org/2000/svg"
    more = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<svg xmlns="{space}" {more} viewBox="0 0 9 9" {attributes}>{inside}</svg>'.encode()


DRAWN = svg('<defs><linearGradient id="a"/></defs><path d="M0 0h9v9z" fill="url(#a)"/><use href="#a"/>')
BAD = {
    "too large": b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST,
    "broken": png()[:-9],
    "more behind it": png() + b"<script>",
    "animated": png(2, chunk(b"acTL", b"\0" * 8)),
    "wide": png(5000),
    "no picture": b"GIF89a",
    "nothing": b"",
    "script": svg("<script>alert(1)</script>"),
    "handler": svg("", 'onload="alert(1)"'),
    "picture from elsewhere": svg('<image href="https://example.com/a.png"/>'),
    "use from elsewhere": svg('<use xlink:href="https://example.com/a.svg#b"/>'),
    "fill from elsewhere": svg('<path fill="url(https://example.com/a.svg#b)"/>'),
    "fill from elsewhere, hidden": svg('<path style="fill: u\\72l(https://example.com/a)"/>'),
    "style sheet": svg("<style>@import url(https://example.com/a.css)</style>"),
    "sheet as instruction": svg("", "", '<?xml-stylesheet href="https://example.com/a.css"?>'),
    "entities": svg("", "", '<!DOCTYPE svg [<!ENTITY a "b">]>'),
    "page inside": svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    "link": svg('<a href="#b"/>'),
    "no drawing": b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
}


@pytest.mark.parametrize(("content", "kind"), [(png(), "image/png"), (DRAWN, "image/svg+xml")])
def test_a_picture_that_stands_for_itself_is_a_logo(content, kind):
    assert logo_type(content) == kind


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_what_is_more_than_a_picture_is_no_logo(content):
    with pytest.raises(ValueError, match=r"^(it|its) "):
        logo_type(content)


def test_text_in_the_accent_can_be_read():
    assert check_accent("#17406d") == "#17406d"
    for colour in ("#7f7f7f", "#ff8800", "#FFF", "red", "#17406D", "#17406d;x"):
        with pytest.raises(ValueError, match=r"contrast of|is no colour"):
            check_accent(colour)


@pytest.fixture
def section(tmp_path):
    """`section('logo = "a.png"', **files)` is an engagement with these lines in the section [report]."""

    def write(lines, **files):
        folder = tmp_path
        (folder / "engagement.toml").write_text(f"{engagement_files.TOML}\n[report]\n{lines}\n")
        for name, content in files.items():
            (folder / name.replace("_", ".")).write_bytes(content)
        return folder

    return write


def test_an_engagement_may_bring_logo_colour_and_a_line(section):
    folder = section('logo = "a.png"\naccent = "#5b2a86"\nconfidentiality = "For Example Ltd only"', a_png=png())

    looks = read_register(folder).branding

    assert (looks.accent, looks.confidentiality, looks.logo) == ("#5b2a86", "For Example Ltd only", png())


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('logo = "b.png"', r"logo names 'b\.png', which is no file beside engagement\.toml"),
        ('logo = "../a.png"', r"logo names '\.\./a\.png', which is no file beside"),
        ('logo = "bad.svg"', r"bad\.svg cannot be a logo: its element 'script' is more than a drawing"),
        ('accent = "#ff8800"', r"'#ff8800' has a contrast of 2\.\d to the page"),
        ('confidentiality = ""', "confidentiality"),
        ('colour = "#17406d"', "colour"),
    ],
)
def test_what_a_report_cannot_take_is_refused_by_name(section, lines, sentence):
    folder = section(lines, a_png=png(), bad_svg=BAD["script"])

    with pytest.raises(RegisterError, match=sentence):
        read_register(folder)


def branded(logo=DRAWN, **more):
    looks = {"accent": "#5b2a86", "confidentiality": "For <Example> only", "owner": "Northgate"} | more
    looks["logo"] = base64.b64encode(zlib.compress(logo)).decode()
    notebook = shown_notebook({"type": "note", "text": "Body"})
    about = {"as_of": "2026-11-24T09:30:00Z", "title": "Report", "attachments": [], "branding": looks}
    notebook.cells.append(enclosing(about))
    return notebook


@pytest.mark.parametrize("logo", [png(), DRAWN], ids=["png", "svg"])
def test_the_page_shows_it_and_asks_for_nothing(logo):
    soup = BeautifulSoup(AuditHTMLExporter().from_notebook_node(branded(logo))[0], "html.parser")

    (picture,) = soup.find_all("img")
    assert (picture["alt"], picture["src"].partition(",")[2]) == ("Northgate", base64.b64encode(logo).decode())
    assert [tag.get_text() for tag in soup.find_all(class_="confidential")] == ["For <Example> only"] * 2
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert "; img-src data:;" in policy and "unsafe" not in policy
    assert "--accent:#5b2a86" in soup.style.string


@pytest.mark.parametrize("logo", [png(), DRAWN], ids=["png", "svg"])
def test_the_pdf_stays_archivable_and_accessible(logo):
    document = AuditPDFExporter().from_notebook_node(branded(logo))[0]

    with pikepdf.open(io.BytesIO(document)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        texts = [str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert "Northgate" in texts


def test_what_a_notebook_encloses_is_proven_again():
    for notebook in (branded(BAD["script"]), branded(accent="#ff8800"), branded(accent="red;}")):
        with pytest.raises(ReportError, match="What the notebook encloses cannot be used"):
            AuditHTMLExporter().from_notebook_node(notebook)
