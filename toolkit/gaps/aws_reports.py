"""What the AWS reports on file cover: which days, which services, which Regions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from toolkit.aws_report_kinds import aws_report_kinds
from toolkit.register import NOBODY, Engagement, Register
from toolkit.responsibility import GLOBAL, Usage

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The days for which one report speaks, with the letters that extend it, and what it names.

    Parameters
    ----------
    kind : str
        Kind of the report.
    report_ids : tuple of str
        The report, then its letters.
    start, end : date
        First and last day.
    services, regions : frozenset of str
        What it names as its scope; empty where that is not written down.
    exceptions : tuple of (str, str)
        Id of each of these that notes exceptions, and what controls and criteria it says that they touch.

    """

    kind: str
    report_ids: tuple[str, ...]
    start: date
    end: date
    services: frozenset[str]
    regions: frozenset[str]
    exceptions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cover:
    """What reports of one kind leave out of a period, and of the services and Regions in use.

    Where a service and a Region are named, and by no report together, the service is left out in that Region.
    """

    kind: str
    spans: tuple[Span, ...]
    days: tuple[tuple[date, date], ...]
    services: tuple[str, ...]
    regions: tuple[str, ...]

    @property
    def report_ids(self) -> list[str]:
        """Ids of the reports, each once."""
        return list(dict.fromkeys(name for span in self.spans for name in span.report_ids))


def period(engagement: Engagement, as_of: date) -> tuple[date, date]:
    """Return the days that AWS's reports have to cover: those of the period so far, its first at least."""
    return engagement.period_start, max(engagement.period_start, min(engagement.period_end, as_of))


def known(register: Register, as_of: date) -> pd.DataFrame:
    """Return the reports that were there on a day, those that nobody has read included."""
    reports = register.aws_reports
    return reports[reports["retrieved_at"].map(lambda day: day <= as_of).astype(bool)]


def on_file(register: Register, as_of: date) -> list[Span]:
    """Return for each report that somebody had read by a day the days for which it speaks."""
    reports = known(register, as_of)
    read = list(reports[reports["read_by"].ne(NOBODY)].itertuples())
    letters = sorted((row for row in read if _extends(row.kind)), key=lambda row: row.period_start)
    return [
        _span(row, [letter for letter in letters if row.kind in _extends(letter.kind)])
        for row in read
        if not _extends(row.kind)
    ]


def cover(kind: str, spans: Iterable[Span], usage: Usage, start: date, end: date) -> Cover:
    """Say what the reports of a kind leave out."""
    mine = tuple(span for span in spans if span.kind == kind and span.start <= end and span.end >= start)
    scoped = aws_report_kinds()[kind].scoped

    def open_(name: str, named: str) -> bool:
        return bool(left_out([span for span in mine if name in getattr(span, named)], start, end))

    services = [name for name in usage.service_ids if scoped and open_(name, "services")]
    regions = [name for name in usage.regions if scoped and open_(name, "regions")]
    apart = []
    for place in usage.services[["service", "region"]].drop_duplicates().itertuples() if scoped else ():
        both = [each for each in mine if place.service in each.services and place.region in {*each.regions, GLOBAL}]
        if place.service not in services and place.region not in regions and left_out(both, start, end):
            apart.append(f"{place.service} in {place.region}")
    return Cover(kind, mine, left_out(mine, start, end), (*services, *apart), tuple(regions))


def left_out(spans: Iterable[Span], start: date, end: date) -> tuple[tuple[date, date], ...]:
    """Return the days of a period of which no report speaks, as first and last day."""
    gaps, reached = [], start - DAY
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > reached + DAY:
            gaps.append((reached + DAY, min(span.start - DAY, end)))
        reached = max(reached, min(span.end, end))
    if reached < end:
        gaps.append((reached + DAY, end))
    return tuple(gaps)


def _span(row: Any, letters: list[Any]) -> Span:
    """Read a report, and extend it by the letters that lie beside it: never by more months than a letter may speak."""
    end, used = _last_day(row), [row]
    for letter in letters if end >= row.period_end else []:
        until = min(_last_day(letter), _after(row.period_end + DAY, aws_report_kinds()[letter.kind].months))
        if letter.period_start <= end + DAY <= until:
            end, used = until, [*used, letter]
    services, regions = (frozenset(cell.lower().replace(",", " ").split()) for cell in (row.services, row.regions))
    names, noted = (each.report_id for each in used), ((each.report_id, each.exceptions) for each in used)
    return Span(row.kind, tuple(names), row.period_start, end, services, regions, tuple(noted))


def _extends(kind: str) -> tuple[str, ...]:
    return aws_report_kinds()[kind].extends


def _last_day(row: Any) -> date:
    """Return the last day of which a report speaks: nothing is stated of days after its own date.

    A report of which that date is not known was written when it was retrieved at the latest; for a letter, whose worth
    hangs on it, that is not enough.
    """
    about = aws_report_kinds()[row.kind]
    if about.speaks_of == "validity":
        stated = _after(row.period_start, about.months) if about.months else row.period_end
    elif about.speaks_of == "bridge":
        stated = row.dated or row.period_start - DAY
    else:
        stated = row.dated or row.retrieved_at
    last: date = min(row.period_end, stated)
    return last


def _after(first: date, months: int) -> date:
    """Return the last day of so many months that begin with a day; no calendar goes beyond the year 9999."""
    try:
        next_ = pd.Timestamp(first) + pd.DateOffset(months=months)
        return date(next_.year, next_.month, next_.day) - DAY
    except (OverflowError, ValueError):
        return date.max
