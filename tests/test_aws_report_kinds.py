"""Kinds of AWS's evidence: one declaration each, and the grammar by which controls ask for sets of them."""

import re

import pytest

from toolkit.aws_report_kinds import SPEAKS_OF, aws_report_kinds, evidence_sets, in_words, wrong_evidence

KINDS = aws_report_kinds()


def test_each_kind_says_what_it_can_and_cannot_support():
    for each in KINDS.values():
        assert each.title and each.supports and each.cannot_support and each.suffices_for, each.kind
        assert each.speaks_of in SPEAKS_OF, each.kind
        assert each.source == "practice" or re.fullmatch(r"https://\S+", each.source), each.kind
        assert re.compile(each.pattern), each.kind


def test_only_a_bridge_extends_and_what_it_extends_speaks_of_a_period():
    for each in KINDS.values():
        assert bool(each.extends) == (each.speaks_of == "bridge"), each.kind
        assert {KINDS[kind].speaks_of for kind in each.extends} <= {"period"}, each.kind
        assert each.months or not each.extends, each.kind


@pytest.mark.parametrize(
    ("text", "sets", "words"),
    [
        ("", [], ""),
        ("none", [], ""),
        ("soc2_t2", [("soc2_t2",)], "soc2_t2"),
        ("soc2_t2 | c5_t2", [("soc2_t2",), ("c5_t2",)], "soc2_t2, or c5_t2"),
        ("pci_aoc+pci_responsibility", [("pci_aoc", "pci_responsibility")], "pci_aoc with pci_responsibility"),
    ],
)
def test_sets_are_read_and_written(text, sets, words):
    assert evidence_sets(text) == sets
    assert in_words(sets) == words
    assert wrong_evidence(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soc2", "'soc2' is unknown. Did you mean "),
        ("soc2_t2 iso_27001", "'soc2_t2 iso_27001' is unknown. "),
        ("soc2_t2|c5_t2", "'soc2_t2|c5_t2' is unknown. "),
        ("soc2_t2 | ", "'' is unknown. "),
        ("none | soc2_t2", "'none' is unknown. "),
        ("bridge_letter", "'bridge_letter' only extends another report."),
        ("soc2_t2+bridge_letter", "'bridge_letter' only extends another report."),
        ("soc2_t2+soc2_t2", "'soc2_t2+soc2_t2' says the same twice."),
        ("gdpr_dpa+soc2_t2 | soc2_t2+gdpr_dpa", "'gdpr_dpa+soc2_t2 | soc2_t2+gdpr_dpa' says the same twice."),
        ("soc2_t2 | soc3", "'soc3' suffices for nothing alone. It needs soc2_t2 beside it."),
        ("pci_aoc", "'pci_aoc' suffices for nothing alone. It needs pci_responsibility beside it."),
        ("csa_star_1", "'csa_star_1' suffices for nothing alone. It needs a report of another kind beside it."),
    ],
)
def test_what_is_wrong_with_a_cell_is_said(text, why):
    assert wrong_evidence(text).startswith(why)
