"""The HTML report in a browser: it asks for nothing, runs nothing foreign, filters and jumps."""

from pathlib import Path

import pytest

from tests.report.examples import HOSTILE, hostile_notebook
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
