"""What a run will ask of AWS, known before it asks: the tables, the calls by service, and how long they take."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.checks import CHECKS
from toolkit.collect.clients import WORKERS
from toolkit.frameworks import read_framework
from toolkit.model import Table
from toolkit.resources import DATA
from toolkit.tables import TABLES

LATENCY = 0.040  # seconds that a call takes within the Region, as a rule
DEFAULT_REGIONS = 17  # Regions that are on in every account


@dataclass(frozen=True)
class ServiceCalls:
    """What a service is asked: calls that list, whatever there is, and the operations called once per resource."""

    service: str
    listing: int
    per_resource: tuple[str, ...]


def chosen_tables(
    table_names: Iterable[str] = (), frameworks: Iterable[str] = (), checks: Iterable[str] = ()
) -> list[Table]:
    """Return the tables that were named, and those that chosen frameworks and checks need.

    Parameters
    ----------
    table_names, frameworks, checks : iterable of str
        What was chosen; nothing at all means every table.

    Returns
    -------
    list of Table
        Each once, in the order of the registry. Beside the tables of checks, those that show which services are in use
        (the responsibility for a control depends on them), and those that hold what AWS itself counts.

    Raises
    ------
    UnknownName
        A table, framework or check does not exist.

    """
    frameworks, names = list(frameworks), {TABLES[name].name for name in table_names}
    wanted = [CHECKS[name] for name in checks]
    for name in frameworks:
        framework = read_framework(name)
        wanted += [CHECKS[check] for check in {*framework.evidence["check_id"], *framework.conditions["check_id"]}]
    if wanted or frameworks:
        names |= _shows_use() | {table.name for table in TABLES.values() if any(c.counts for c in table.columns)}
    for check in wanted:
        names |= set(check.tables)
    return [table for table in TABLES.values() if table.name in names or not names]


def planned_calls(tables: Iterable[Table], accounts: int, regions: int) -> list[ServiceCalls]:
    """Count the calls of a run by service, for a number of accounts and of Regions in each."""
    listing: dict[str, int] = {}
    per_resource: dict[str, list[str]] = {}
    for table in tables:
        places = accounts * (1 if table.is_global else regions)
        beforehand = 2 if table.operation == "get_credential_report" else 1  # the report has to be made first
        listing[table.service] = listing.get(table.service, 0) + places * beforehand
        more = [table.operation] if table.parent else []
        per_resource.setdefault(table.service, []).extend([*more, *(detail.operation for detail in table.details)])
    return [ServiceCalls(service, listing[service], tuple(per_resource[service])) for service in sorted(listing)]


def seconds(calls: Sequence[ServiceCalls]) -> float:
    """Estimate how long the listing calls take, side by side; calls per resource come on top."""
    return sum(service.listing for service in calls) * LATENCY / WORKERS


@cache
def _shows_use() -> frozenset[str]:
    with (DATA / "responsibility" / "services.csv").open(newline="", encoding="utf-8") as file:
        return frozenset(row["table"] for row in csv.DictReader(file) if row["table"])
