"""Make an assessment: the accounts of an inventory, some at a time, in this process or in several."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit import __version__
from toolkit.assess import assess, check_parameters
from toolkit.assessment.assessment import DECLARATIONS, FRAMES, OBSERVATIONS, Assessment, Parameters, plain
from toolkit.assessment.calls import call_counts, calls_of
from toolkit.assessment.completeness import completeness
from toolkit.assessment.findings import findings_of
from toolkit.declarations import declarations
from toolkit.inventory import Inventory, read_inventory
from toolkit.inventory.read import read_coverage
from toolkit.responsibility import looked_for, services_in_use
from toolkit.tables import TABLES

ROWS = 250_000  # resources that are judged at a time, unless one account has more
LIBRARIES = ("numpy", "pandas", "pyarrow")
SAID = ("root_sha256", "started_at", "finished_at", "caller_arn", "tool", "versions")


def make_assessment(source: Path | str | Inventory, parameters: Parameters | None = None) -> Assessment:
    """Judge an inventory with every check, in memory.

    Parameters
    ----------
    source : path or Inventory
        What `demarc collect` wrote.
    parameters : mapping of str to mapping, optional
        Organization-defined parameters by check: `{"iam_access_key_rotated": {"max_days": 60}}`.

    Returns
    -------
    Assessment
        Each of its frames is made when it is first asked for.

    Raises
    ------
    UnknownName, ParameterError
        A check does not exist, or has no such parameter.
    SealError
        The inventory is missing, incomplete, truncated or changed.

    """
    given = parameters or {}
    check_parameters(given)
    inventory = source if isinstance(source, Inventory) else read_inventory(source)
    made = inventory.once(("assessment", repr(given), tuple(declared()["sha256"])), lambda: _lazy(inventory, given))
    return Assessment(
        about(inventory.manifest, inventory.tables, inventory.clock_skew) | {"parameters": plain(given)},
        lambda name: made[name](),
        inventory_signatures=inventory.signatures,
        source=lambda: inventory,
    )


def _lazy(inventory: Inventory, parameters: Parameters) -> dict[str, Callable[[], pd.DataFrame]]:
    return {name: cache(make) for name, make in frames_of(inventory, parameters).items()} | {DECLARATIONS: declared}


def frames_of(inventory: Inventory, parameters: Parameters) -> dict[str, Callable[[], pd.DataFrame]]:
    """Return what makes each frame of an assessment of some accounts; each row is of one account."""
    # By account, as a sealed one has them.
    by = {"by": "account_id", "kind": "stable", "ignore_index": True}
    observed = cache(lambda: assess(inventory, parameters).sort_values(**by))
    made: dict[str, Callable[[], pd.DataFrame]] = {
        OBSERVATIONS: observed,
        "findings": lambda: findings_of(observed()),
        "coverage": lambda: inventory.coverage,
        "off": lambda: inventory.off if len(inventory.off) else inventory.coverage.head(0),
        "calls": lambda: calls_of(inventory, observed()),
        "call_counts": lambda: call_counts(inventory),
        "services": lambda: services_in_use(inventory),
        "looked_for": lambda: looked_for(inventory),
        "completeness": lambda: completeness(inventory),
        "tags": lambda: _tags(inventory),
    }
    assert made.keys() == set(FRAMES)
    return made


def _tags(inventory: Inventory) -> pd.DataFrame:
    """Return the tags of resources: those that have some, and NA for those whose tags were not read."""
    columns = ["account_id", "region", "resource_id", "tags"]
    tables = (frame for name, frame in inventory.tables.items() if TABLES[name].tagged)
    parts = [frame.loc[frame["tags"].ne("{}").fillna(True), columns] for frame in tables]
    whole = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=columns)]).astype("string")
    return whole.drop_duplicates(ignore_index=True)


@cache
def _declared(names: tuple[str, ...]) -> pd.DataFrame:  # noqa: ARG001 - what a registry holds may change
    return declarations()


def declared() -> pd.DataFrame:
    """Return the declarations that an assessment is made with."""
    from toolkit.checks import REGISTRIES

    return _declared(tuple(origin + name for registry in REGISTRIES for name, origin in registry.origins.items()))


def about(manifest: Mapping[str, Any], tables: Iterable[str], clock_skew: int) -> dict[str, Any]:
    """Say of what an assessment is made, and with what."""
    said = {name: manifest[name] for name in SAID if name in manifest} | {"clock_skew": clock_skew}
    if "merged_from" in manifest:
        said["merged_from"] = [{name: one[name] for name in SAID[:3]} for one in manifest["merged_from"]]
    files = manifest.get("files", {})
    said |= {"ledger_sha256": files["ledger.parquet"]} if "ledger.parquet" in files else {}
    said["tables"] = sorted(tables)
    return {
        "inventory": said,
        "tool": f"aws-demarc {__version__}",
        "versions": {name: version(name) for name in LIBRARIES} | {"python": platform.python_version()},
    }


def parts_of(folder: Path) -> Iterator[list[str]]:
    """Yield the accounts of an inventory, as many at a time as have few resources together.

    They follow from the inventory alone, so that every run judges the same ones together.
    """
    rows = read_coverage(folder).astype({"rows": "Int64"}).groupby("account_id")["rows"].sum().sort_index()
    held: list[str] = []
    size = 0
    for account, more in rows.items():
        if held and size + more > ROWS:
            yield held
            held, size = [], 0
        held.append(str(account))
        size += int(more)
    if held:
        yield held


def joined(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put the frames of parts together in the order of the accounts, which no division into parts changes."""
    parts = list(frames)
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return whole.sort_values("account_id", kind="stable", ignore_index=True)
