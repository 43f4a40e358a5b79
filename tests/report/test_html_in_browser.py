"""The HTML report in a browser: it asks for nothing, runs nothing foreign, filters and jumps."""

from pathlib import Path

import pytest

from tests.report.examples import HOSTILE, enclosing, hostile_notebook, shown_notebook
from toolkit.report.html import AuditHTMLExporter

sync_api = pytest.importorskip("playwright.sync_api")

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium")


@pytest.fixture(scope="module")
def browser():
    """A Chromium without profile."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The hostile report as a file."""
    folder = tmp_path_factory.mktemp("html")
    path = folder / "report.html"
    path.write_text(AuditHTMLExporter().from_notebook_node(hostile_notebook())[0], encoding="utf-8")
    return path


@pytest.fixture
def page(browser, report):
    """The opened report; what it asked for is in `page.asked`, what the console said in `page.said`."""
    page = browser.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(report.as_uri())
    yield page
    page.close()


def test_nothing_leaves_and_nothing_foreign_runs(page, report):
    page.locator("#filter").wait_for()

    assert [report.as_uri()] == page.asked
    assert page.said == []
    assert page.title().startswith("Gap <analysis>")


def test_policy_stops_an_injected_script(page):
    page.evaluate(
        """() => new Promise(resolve => {
            document.addEventListener("securitypolicyviolation", resolve, {once: true});
            const script = document.createElement("script");
            script.textContent = "document.title = 'owned'";
            document.body.append(script);
        })"""
    )

    assert page.title().startswith("Gap <analysis>")


def test_filter_shows_matching_rows_only(page):
    rows = page.locator("table.data tbody tr:visible")
    before = rows.count()
    page.get_by_label("Filter all tables").fill("organizations 1012")

    assert before > len(HOSTILE)
    assert rows.count() == 1
    assert page.locator("#filter-count").inner_text() == f"1 of {before} rows match"

    page.keyboard.press("Escape")

    assert before == rows.count()


def test_filtered_rows_are_printed(page):
    rows = page.locator("table.data tbody tr:visible")
    before = rows.count()
    page.get_by_label("Filter all tables").fill("organizations 1012")
    page.emulate_media(media="print")

    assert before == rows.count()


def test_contents_jump(page):
    page.get_by_label("Contents").get_by_text("Findings", exact=True).last.click()

    assert page.url.endswith("#section-findings-2")
    assert page.locator("#section-findings-2").bounding_box()["y"] < page.viewport_size["height"]


def test_narrow_page_does_not_scroll_sideways(page):
    page.set_viewport_size({"width": 400, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") == 400


LONG = ["W" * 42, "Donaudampfschifffahrtsgesellschaft" * 3, "team-" + "x" * 251]


@pytest.fixture(scope="module")
def long_report(tmp_path_factory):
    """A report in which everything is one long word, and a cell whose text runs from right to left."""
    rows = [[long, {"text": long, "tone": "gap"}] for long in LONG] + [["דוד (prod) 42", "x"]]
    word = LONG[1]
    notebook = shown_notebook(
        *({"type": "heading", "level": level, "spans": [{"kind": "text", "text": word}]} for level in (2, 3)),
        {"type": "facts", "items": [[word, word, word]] * 2},
        {"type": "note", "title": word, "text": word},
        {"type": "code", "text": word},
        {
            "type": "table",
            "title": word,
            "note": word,
            "columns": [{"label": word}, {"label": word}],
            "rows": rows,
            "total": 4,
        },
    )
    about = {"title": word, "subtitle": word, "framework_title": word, "cover": [[word, word]], "digest": "ab" * 32}
    notebook.cells.append(enclosing({**about, "as_of": "2026-11-24T09:30:00Z", "attachments": []}))
    path = tmp_path_factory.mktemp("long") / "report.html"
    path.write_text(AuditHTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [400, 1280])
def test_long_words_wrap(browser, long_report, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(long_report.as_uri())
    wider = """() => [...document.querySelectorAll("h1, h2, h3, p, dt, dd, pre, aside, nav, figcaption")]
        .filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.tagName)"""

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(wider) == []
    page.close()


def test_text_from_right_to_left_is_in_order(browser, long_report):
    page = browser.new_page()
    page.goto(long_report.as_uri())
    lefts = """() => {
        const text = [...document.querySelectorAll("td")].find(it => it.textContent.includes("prod")).firstChild;
        return ["דוד", "prod", "42"].map(word => {
            const range = document.createRange(), start = text.data.indexOf(word);
            range.setStart(text, start);
            range.setEnd(text, start + word.length);
            return range.getBoundingClientRect().left;
        });
    }"""
    first, second, third = page.evaluate(lefts)

    assert first > second > third
    page.close()
