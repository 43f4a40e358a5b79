"""What JupyterLab shows of a block: text of the estate is text, never markup."""

from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest

from toolkit.printed import some
from toolkit.show import blocks
from toolkit.show.charts import stacked_bars
from toolkit.show.enclosure import Enclosure
from toolkit.states import STATES

HOSTILE = (
    "<script>alert(1)</script></style></td></table><img src=x onerror='a(\"b\")'>&amp;"
    '<a href="javascript:alert(1)">txt\u202eexe\u2066\x1b[31m\u200b'
)
READ = (
    "<script>alert(1)</script></style></td></table><img src=x onerror='a(\"b\")'>&amp;"
    '<a href="javascript:alert(1)">txt<U+202E>exe<U+2066><U+001B>[31m<U+200B>'
)
OURS = {"b", "br", "caption", "div", "li", "p", "small", "span", "table", "tbody", "td", "th", "thead", "tr", "ul"}
FRAME = pd.DataFrame({"name": [HOSTILE], "state": ["gap"], "number": [3]}, dtype="object")
SHOWN = {
    "title of a table": blocks.table(FRAME, HOSTILE, labels={"number": "N"}),
    "note of a table": blocks.table(FRAME, "T", note=HOSTILE, labels={"number": "N"}),
    "heading of a table": blocks.table(FRAME, "T", labels={"number": HOSTILE}),
    "cell of a table": blocks.table(FRAME, "T", labels={"name": "Name"}),
    "label of a figure": blocks.facts([(HOSTILE, "1 of 2", "controls")]),
    "value of a figure": blocks.facts([("Gaps", HOSTILE, "controls")]),
    "note on a figure": blocks.facts([("Gaps", "1 of 2", HOSTILE)]),
    "title of a note": blocks.note("gap", HOSTILE, "said"),
    "text of a note": blocks.note("gap", "said", HOSTILE),
    "title of a chart": stacked_bars(pd.DataFrame({"gap": {"A": 1}}), HOSTILE, unit="controls"),
    "bar of a chart": stacked_bars(pd.DataFrame({"gap": {HOSTILE: 1}}), "T", unit="controls"),
    "name of an attachment": Enclosure({"attachments": [{"name": HOSTILE}]}),
}


class Read(HTMLParser):
    """The elements and the text of a piece of HTML, as a browser reads it."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.said = set(), set(), []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.said.append(data)


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)
def test_text_is_shown_as_text(shown):
    bundle = shown._repr_mimebundle_()
    read = Read(bundle["text/html"])

    assert READ in "".join(read.said)
    assert read.tags <= OURS
    assert read.attributes <= {"style"}
    assert not {"\u202e", "\u2066", "\x1b", "\u200b"} & {*bundle["text/html"], *bundle["text/plain"]}


def test_plotly_reads_no_markup():
    figure = stacked_bars(pd.DataFrame({"gap": {HOSTILE: 1}}), HOSTILE, unit=HOSTILE).figure
    (bars,), layout = figure["data"], figure["layout"]

    for text in (bars["y"][0], layout["title"]["text"], layout["xaxis"]["title"]["text"]):
        assert unescape(text) == READ
        assert "<" not in text


def test_a_badge_shows_words_and_a_colour_for_every_state():
    frame = pd.DataFrame({"state": [*STATES, None]})

    shown = blocks.table(frame, "States", labels={"state": "State"}, badges=["state"])

    read = Read(shown.html)
    assert [text for text in read.said if text in {blocks.words(state) for state in STATES}] == [
        blocks.words(state) for state in STATES
    ]
    assert shown.html.count("background:#") == len(STATES)
    assert shown.block["rows"][-1] == [""]


@pytest.mark.parametrize(("total", "said"), [(None, 2), (0, 0), (7, 7)])
def test_a_table_says_how_many_rows_there_are(total, said):
    assert blocks.table(pd.DataFrame({"a": [1, 2]}), "T", labels={"a": "A"}, total=total).block["total"] == said


def test_long_lists_are_shortened_and_say_by_how_much():
    assert some("a, b, c", 3) == "a, b, c"
    assert some("a, b, c, d", 3) == "a, b, c and 1 more"
