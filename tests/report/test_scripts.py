"""Names of every script are readable in the PDF, no word is cut at an edge, and no text makes Typst refuse."""

import io
import re
import shutil
import subprocess
import unicodedata

import pikepdf
import pytest

from tests.report.examples import enclosing, shown_notebook
from toolkit.characters import pieces, printable, reveal
from toolkit.report import fonts
from toolkit.report.blocks import read_report
from toolkit.report.pdf import typeset

NAMES = {  # the typeface that has a name, and the name
    "IBMPlexSans": "Γιώργος Παπαδόπουλος, Мария Иванова",
    "NotoSansArabic": "محمد بن عبد الله",
    "NotoSansArmenian": "Արամ",
    "NotoSansBengali": "সুমন",
    "NotoSansDevanagari": "अमित क्षत्रिय",
    "NotoSansEthiopic": "ሰላም",
    "NotoSansGeorgian": "გიორგი",
    "NotoSansHebrew": "דוד כהן",
    "NotoSansKhmer": "សុខា ភ្នំពេញ",
    "NotoSansSinhala": "ශ්‍රී ලංකා",
    "NotoSansTamil": "தமிழ்ச்செல்வன்",
    "NotoSansThai": "สมชาย ใจดี",
    "NotoEmoji": "\U0001f680 \U0001f469\U0001f3fd",
}
EAST_ASIAN = "株式会社 カタカナ 김철수 张伟 這裡"
WIDE = "W" * 42
LONG = "Donaudampfschifffahrtsgesellschaft" * 3
TAG = "team-" + "x" * 251
ARN = f"arn:aws:iam::123456789012:role/{LONG}"

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")


def table(*rows, label="Name"):
    columns = [{"label": "Kind"}, {"label": label}, {"label": "State"}]
    full = [[text, text, {"text": text, "tone": "gap"}] for text in rows]
    return {"type": "table", "title": label, "note": label, "columns": columns, "rows": full, "total": len(full)}


def pdf(*blocks, **about):
    notebook = shown_notebook(*blocks)
    notebook.cells.append(enclosing({"as_of": "2026-11-24T09:30:00Z", "attachments": [], "title": "Report", **about}))
    document, warnings = typeset(read_report(notebook))
    assert warnings == []
    return document


def words(document, folder):
    """Each page's width and words: text, and where its left and right edges are."""
    (folder / "report.pdf").write_bytes(document)
    done = subprocess.run(["pdftotext", "-bbox", folder / "report.pdf", "-"], capture_output=True, check=True)
    for page in done.stdout.decode().split("<page ")[1:]:
        width, height = (float(re.search(f'{side}="([0-9.]+)"', page)[1]) for side in ("width", "height"))
        found = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
        yield width, height, [(word, *map(float, edges)) for *edges, word in found]


def embedded(document):
    with pikepdf.open(io.BytesIO(document)) as opened:
        names = [
            str(item.BaseFont) for item in opened.objects if isinstance(item, pikepdf.Dictionary) if "/BaseFont" in item
        ]
    return {re.sub(r"^/[A-Z]{6}\+|-.*", "", name) for name in names}


def test_names_are_set_in_the_typeface_of_their_script():
    assert set(NAMES) <= embedded(pdf(table(*NAMES.values()), title=NAMES["NotoSansHebrew"]))
    assert printable(list(map(reveal, NAMES.values())), fonts.has) == (list(NAMES.values()), 0)


def test_east_asian_names_are_readable_where_the_extra_is_installed():
    pytest.importorskip(fonts.CJK)

    assert any(name.startswith("NotoSansCJK") for name in embedded(pdf(table(EAST_ASIAN))))
    assert printable(EAST_ASIAN, fonts.has) == (EAST_ASIAN, 0)


@needs_poppler
def test_one_sentence_says_what_is_not_printable(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "PACKAGES", fonts.PACKAGES[:3])
    ((*_, first), *_) = words(pdf(table("株")), tmp_path)
    text = " ".join(word for word, *_ in first)

    assert "Not printable" in text
    assert "code points, such as &lt;U+682A&gt;: 3. The extra `cjk` brings" in text


@needs_poppler
def test_all_that_is_printable_needs_no_sentence(tmp_path):
    ((*_, first), *_) = words(pdf(table("Zoë")), tmp_path)

    assert "printable" not in {word for word, *_ in first}


@needs_poppler
def test_text_from_right_to_left_is_in_order(tmp_path):
    *_, last = words(pdf(table("ראשון שני 42 (prod)")), tmp_path)
    at = {word: left for word, left, *_ in last[2]}  # pdftotext names words as they stand, from left to right

    assert at["ןושאר"] > at["ינש"] > at["42"] > at["prod"]


@needs_poppler
@pytest.mark.parametrize("long", [WIDE, WIDE * 3, LONG, TAG, ARN, "Mixed " + LONG.upper()])
def test_no_word_is_cut_at_an_edge(long, tmp_path):
    prose = [{"kind": kind, "text": long} for kind in ("text", "code")] + [
        {"kind": "strong", "spans": [{"kind": "text", "text": long}]}
    ]
    many = {"type": "table", "columns": [{"label": long}] * 12, "rows": [[long] * 12], "total": 1}
    document = pdf(
        *({"type": "heading", "level": level, "spans": prose} for level in (2, 3, 4)),
        {"type": "paragraph", "spans": prose},
        {"type": "list", "items": [[{"type": "quote", "blocks": [{"type": "paragraph", "spans": prose}]}]]},
        {"type": "code", "text": " " * 300 + long},
        {"type": "facts", "items": [[long, long, long]] * 8},
        {"type": "note", "title": long, "text": long},
        {
            "type": "bars",
            "title": long,
            "alt": "x",
            "unit": long,
            "series": [{"name": long, "tone": "gap"}] * 3,
            "rows": [{"label": long, "values": [1, 2, 3]}],
        },
        table(long, label=long),
        many,
        title=long,
        subtitle=long,
        framework_title=long,
        cover=[[long, long]],
    )

    for width, height, found in words(document, tmp_path):
        assert [
            word for word, left, top, right, bottom in found if left < 0 or top < 0 or right > width or bottom > height
        ] == []


def test_a_letter_and_its_marks_come_from_one_typeface_or_the_marks_are_named():
    marks = [chr(point) for point in range(0x300, 0x20000) if unicodedata.category(chr(point))[0] == "M"][::29]
    text = " ".join(base + mark for base in "xא한字क\U0001f680" for mark in [*marks, "\u064e", "\u20dd", "\u20e3"])

    assert pdf({"type": "paragraph", "spans": [{"kind": "text", "text": text}]})
    assert printable("א\u20dd", fonts.has) == ("א<U+20DD>", 1)


def test_marks_that_overprint_and_blanks_that_hide_are_shown():
    assert reveal("a" + "\u0301" * 8) == "a" + "\u0301" * 6 + "<U+0301>" * 2
    assert reveal("\u0301a") == "<U+0301>a"
    assert reveal("pay\u3164pal\u2800") == "pay<U+3164>pal<U+2800>"
    assert reveal("Car\u200dla") == "Car<U+200D>la"


def test_letters_keep_their_marks_where_a_word_is_parted():
    word = "e\u0301" * 30

    assert pieces(word) == ["e\u0301" * 20, "e\u0301" * 10]
