"""Exploring is searching the controls, and looking into one; what is saved without a kernel still shows them."""

import pytest

from tests.show import small
from toolkit.media import BLOCK
from toolkit.show.widgets import found


@pytest.fixture(scope="module")
def audit():
    return small.audit()


def ids(shown):
    return [row[0] for row in shown.block["rows"]]


def test_words_are_looked_for_in_controls_checks_and_resources(audit):
    assert ids(found(audit)) == small.CONTROLS
    assert ids(found(audit, "PHYSICAL facilities restricted")) == ["CC6.4"]
    assert ids(found(audit, "key/3")) == ids(found(audit, "KMS rotation_enabled")) == ["CC6.1"]
    assert ids(found(audit, "nobody has this")) == []


def test_a_value_of_a_column_narrows_what_is_found(audit):
    assert ids(found(audit, state="attested")) == ["CC1.1"]
    assert ids(found(audit, "physical", responsibility="customer")) == []


def test_a_menu_narrows_the_table_and_a_control_opens(audit):
    pytest.importorskip("ipywidgets")
    search, menus, listed, control, shown = audit.explore().widget.children
    assert "<b>5 of 5 criteria</b>" in listed.value

    menus.children[2].value = "attested"
    assert "<b>1 of 5 criteria</b>" in listed.value
    assert control.options == ("choose a control", "CC1.1")

    menus.children[2].value = "any"
    search.value = "key/3"
    control.value = "CC6.1"
    assert "kms_key_rotation_enabled" in shown.value and "<img" not in shown.value


def test_what_is_saved_shows_the_table_without_a_kernel(audit):
    bundle = audit.explore()._repr_mimebundle_()

    assert bundle[BLOCK]["title"] == "5 of 5 criteria"
    assert "<img" not in bundle["text/html"] and "CC6.4" in bundle["text/plain"]
