"""What each display says over the small audit, word for word; one without a text fails.

`python -m tests.show.test_texts` writes the texts anew: read the difference before it is committed.
"""

from pathlib import Path

import pytest

from tests.show import small
from toolkit.media import NOT_MADE
from toolkit.show.blocks import SECTIONS

TEXTS = Path(__file__).parent / "texts"
DISPLAYS = sorted(name for name, make in SECTIONS.items() if make.__module__.startswith("toolkit."))


@pytest.fixture(scope="module")
def audit():
    return small.audit()


def text_of(shown):
    """The text without blanks at the end of a line, which editors take away."""
    return "\n".join(line.rstrip() for line in repr(shown).splitlines()) + "\n"


@pytest.mark.parametrize("name", DISPLAYS)
def test_a_display_says_this(audit, name):
    shown = getattr(audit.show, name)()

    assert text_of(shown) == (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    assert NOT_MADE not in shown.text
    assert "<img" not in shown.html  # the estate has a resource of that name
    assert "<img" not in str(shown.figure)


def test_every_text_is_that_of_a_display():
    assert sorted(path.stem for path in TEXTS.iterdir()) == DISPLAYS


def test_something_of_the_estate_would_be_markup(audit):
    assert small.HOSTILE in "".join(shown.text for shown in (audit.show.failing_resources(), audit.show.traps()))


if __name__ == "__main__":
    whole = small.audit()
    texts = {name: text_of(getattr(whole.show, name)()) for name in DISPLAYS}
    for path in TEXTS.iterdir():
        path.unlink()
    for name, text in texts.items():
        (TEXTS / f"{name}.txt").write_text(text, encoding="utf-8")
