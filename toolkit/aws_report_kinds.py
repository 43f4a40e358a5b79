"""Kinds of evidence that AWS gives about its own half, and the sets of them that a control asks for."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.errors import did_you_mean
from toolkit.resources import DATA

NONE = "none"  # what a cell says where no report is asked for: what AWS does shows in the customer's setting
NOTHING = "nothing"  # what a kind suffices for that proves something only beside another
FILE = DATA / "responsibility" / "aws_report_kinds.csv"
# What a row of the kind speaks of: the days that were examined, one day, the days it is valid, the days after a report.
SPEAKS_OF = ("period", "day", "validity", "bridge")


@dataclass(frozen=True)
class AwsReportKind:
    """A kind of report, certificate, contract or letter of AWS's: a row of data/responsibility/aws_report_kinds.csv.

    Parameters
    ----------
    kind, title : str
        Its id, and its name in words.
    speaks_of : str
        `period` (the days that were examined), `day` (a point in time), `validity` (the days for which it was issued)
        or `bridge` (the days after a report, which it extends).
    months : int
        How long one speaks at most, from its first day; 0 where nothing limits it.
    scoped : bool
        Whether it holds only for the services and Regions that it names.
    extends : tuple of str
        Kinds that it extends.
    supports, cannot_support, suffices_for, beside : str
        What it can support and what not, what it suffices for alone, and what has to lie beside it.
    pattern : str
        Regular expression for the titles that AWS Artifact gives it; empty where none would tell.
    source : str
        Where that is published, or `practice`.

    """

    kind: str
    title: str
    speaks_of: str
    months: int
    scoped: bool
    extends: tuple[str, ...]
    supports: str
    cannot_support: str
    suffices_for: str
    beside: str
    pattern: str
    source: str


@cache
def aws_report_kinds() -> dict[str, AwsReportKind]:
    """Return all kinds by id, in the order in which their patterns are tried."""
    return {row["kind"]: _kind(row) for row in csv.DictReader(FILE.read_text(encoding="utf-8").splitlines())}


def evidence_sets(text: str) -> list[tuple[str, ...]]:
    """Return the sets of kinds of which one suffices, the first that is named first.

    Parameters
    ----------
    text : str
        A cell of the column `aws_evidence`, such as `pci_aoc+pci_responsibility` or `soc2_t2 | c5_t2`: kinds that
        belong together are joined by `+`, sets by ` | `. `none` asks for no report.

    Returns
    -------
    list of tuple of str
        Kinds by set.

    """
    return [] if text in ("", NONE) else [tuple(one.split("+")) for one in text.split(" | ")]


def wrong_evidence(text: str) -> str:
    """Say what is wrong with a cell of the column `aws_evidence`; nothing if it can be read."""
    known = aws_report_kinds()
    sets = evidence_sets(text)
    for kind in [kind for one in sets for kind in one]:
        if kind not in known:
            return f"{kind!r} is unknown. {did_you_mean(kind, known)}"
        if known[kind].extends:
            return f"{kind!r} only extends another report. Name what it extends."
    for kind in [one[0] for one in sets if len(one) == 1]:
        if known[kind].suffices_for == NOTHING:
            beside = known[kind].beside or "a report of another kind"
            return f"{kind!r} suffices for nothing alone. It needs {beside} beside it."
    if any(len(set(one)) < len(one) for one in sets) or len({frozenset(one) for one in sets}) < len(sets):
        return f"{text!r} says the same twice."
    return ""


def in_words(sets: list[tuple[str, ...]]) -> str:
    """Write sets of kinds for a person: `pci_aoc with pci_responsibility`, `soc2_t2, or c5_t2`."""
    return ", or ".join(" with ".join(one) for one in sets)


def _kind(row: dict[str, str]) -> AwsReportKind:
    read: dict[str, Any] = {"months": int(row["months"]), "scoped": row["scoped"] == "true"}
    return AwsReportKind(**(row | read | {"extends": tuple(row["extends"].split())}))
