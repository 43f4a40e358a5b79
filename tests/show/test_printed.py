"""Whatever a cell ends with prints five lines at most, has no markup of the estate, and completes its keys."""

import pytest

from tests.show import small
from toolkit import workbook as wb
from toolkit.printed import LINES, Printed
from toolkit.show.blocks import SECTIONS

AUDIT = small.audit()
OBJECTS = {
    "audit": AUDIT,
    "base": super(type(AUDIT), AUDIT),
    "inventory": AUDIT.inventory,
    "assessment": AUDIT.assessment,
    "framework": AUDIT.framework,
    "register": AUDIT.register,
    "nobody": type(AUDIT.register)(),
    "control": AUDIT.control("CC6.1"),
    "controls": AUDIT.control,
    "displays": AUDIT.show,
    "checks": wb.CHECKS,
    "tables": wb.TABLES,
    "views": wb.VIEWS,
    "check": wb.CHECKS["s3_bucket_versioned"],
    "table": wb.TABLES["s3_bucket"],
    "view": wb.VIEWS["s3_bucket_exposure"] if "s3_bucket_exposure" in wb.VIEWS else next(iter(wb.VIEWS.values())),
    "column": wb.TABLES["s3_bucket"]["versioning"],
}


@pytest.mark.parametrize("thing", OBJECTS.values(), ids=OBJECTS)
def test_it_prints_five_lines_at_most(thing):
    lines = thing.__repr__().splitlines()

    assert 1 <= len(lines) <= 1 + LINES
    assert max(map(len, lines)) < 400
    assert all(line == line.rstrip() for line in lines)


class Hostile(Printed):
    def _said(self):
        return "<b>title</b>", {"<i>label</i>": "<img src=x>\nsecond\u202eline"}


def test_a_text_of_the_estate_is_no_markup_and_no_line_of_its_own():
    assert repr(Hostile()) == "<b>title</b>\n  <i>label</i>  <img src=x> second<U+202E>line"
    html = Hostile()._repr_html_()
    assert "&lt;b&gt;title" in html and "<img" not in html and "<i>" not in html


def test_an_audit_says_what_it_is_and_where_to_go_on():
    assert repr(AUDIT).splitlines() == [
        "Audit of SOC 2 Trust Services Criteria, 2017, with points of focus revised in 2022: 5 criteria",
        "  estate      1 accounts, 1 Regions",
        "  engagement  Review",
        "  validity    judged for 2026-11-24",
        '  try         audit.show.key_figures(), audit.gaps, audit.control["CC1.1"]',
    ]


def test_tab_knows_tables_columns_controls_and_displays():
    assert "kms_key" in AUDIT.inventory._ipython_key_completions_()
    assert "rotation_enabled" in wb.TABLES["kms_key"]._ipython_key_completions_()
    assert AUDIT.control._ipython_key_completions_() == small.CONTROLS
    assert dir(AUDIT.show) == sorted(SECTIONS)


def test_a_display_that_is_not_there_says_what_is_close():
    with pytest.raises(AttributeError, match=r"No display is called 'key_figure'\. Did you mean 'key_figures'"):
        AUDIT.show.key_figure()


def test_the_facade_is_small():
    assert len(wb.__all__) <= 16
