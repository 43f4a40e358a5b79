"""An assessment: what every check found in an inventory, and all that an audit says of the estate."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd
import pyarrow as pa

from toolkit.assessment.completeness import counters, ranked
from toolkit.assessment.findings import findings_of
from toolkit.checks import CHECKS
from toolkit.errors import AssessmentError, one_line
from toolkit.inventory import Inventory, read_inventory
from toolkit.inventory.read import REFUSED, asked_in_scope, check_scope, clock_words, in_scope
from toolkit.model import PLACE, RESULTS
from toolkit.observe import observation
from toolkit.printed import Printed, few
from toolkit.responsibility import Usage, usage_from
from toolkit.seal import ASSESSMENT, verify
from toolkit.signature import Signature, read_signatures

OBSERVATIONS = "observations"
# Frames of an assessment that stand in files of their own, with a row per account at least; each made of a part.
FRAMES = (
    *(OBSERVATIONS, "findings", "coverage", "off", "calls", "call_counts", "services", "looked_for", "completeness"),
    "tags",
)
DECLARATIONS = "declarations"
INVENTORY_SIGNATURES = "inventory_signatures"

Parameters = Mapping[str, Mapping[str, Any]]
T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class Assessment(Printed):
    """What every check found in an inventory. It knows no framework, scope, exception or day.

    Parameters
    ----------
    manifest : dict
        What it was made of: `inventory` (the root hash and what its manifest says of the collection), `parameters` of
        checks, `tool` and `versions`.
    read : callable
        Reads a frame by its name.
    folder : Path, optional
        Where it was read from.
    signatures : tuple of Signature
        Who signed it, and whether each signature holds.
    inventory_signatures : tuple of Signature
        Who signed the inventory.
    source : callable, optional
        Reads the inventory that it was made of, where that is at hand.
    accounts_in_scope, regions_in_scope : sequence of str
        What `select` kept; all if none is named.

    """

    manifest: dict[str, Any]
    read: Callable[[str], pd.DataFrame]
    folder: Path | None = None
    signatures: tuple[Signature, ...] = ()
    inventory_signatures: tuple[Signature, ...] = ()
    source: Callable[[], Inventory] | None = None
    accounts_in_scope: Sequence[str] = ()
    regions_in_scope: Sequence[str] = ()
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"Assessment of the inventory {self.about.get('root_sha256', '')[:12]}", {
            "accounts": few(self.accounts),
            "observations": f"{len(self.observations)} of {self.observations['check_id'].nunique()} checks",
            "collected": str(self.about.get("started_at", "")),
            "sealed as": str(self.manifest.get("root_sha256", "nothing: it was made in memory")),
        }

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of this assessment under a name before, or make it: an assessment does not change."""
        if what not in self._made:
            self._made[what] = make()
        return cast("T", self._made[what])

    def _frame(self, name: str, everywhere: bool = False) -> pd.DataFrame:
        def make() -> pd.DataFrame:
            frame = self.read(name)
            return frame if everywhere else in_scope(frame, self.accounts_in_scope, self.regions_in_scope)

        return self.once(name, make)

    @property
    def about(self) -> dict[str, Any]:
        """What the manifest of the inventory says of the collection, and its root hash."""
        about: dict[str, Any] = self.manifest["inventory"]
        return about

    @property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """Organization-defined parameters that differ from those which the checks bring, by check."""
        given: dict[str, dict[str, Any]] = self.manifest["parameters"]
        return given

    @property
    def tables(self) -> list[str]:
        """Tables that were collected."""
        return list(self.about["tables"])

    @property
    def observations(self) -> pd.DataFrame:
        """Every check on every resource, as `toolkit.assess.assess` describes it."""
        return self._frame(OBSERVATIONS)

    @property
    def findings(self) -> pd.DataFrame:
        """One row per check and account: `population` (resources tested), `passed`, `failed` and `unknown`."""
        return self.once("findings", lambda: findings_of(self.observations))

    @property
    def coverage(self) -> pd.DataFrame:
        """One row per account, Region and table that was asked for."""

        def make() -> pd.DataFrame:
            return asked_in_scope(self.read("coverage"), self.off, self.accounts_in_scope, self.regions_in_scope)

        return self.once("coverage", make)

    @property
    def off(self) -> pd.DataFrame:
        """Where nothing was asked, in the columns of the coverage."""
        return self._frame("off")

    @property
    def calls(self) -> pd.DataFrame:
        """Calls of the ledger that verdicts rest on, and those that were refused; of all accounts and Regions."""
        return self._frame("calls", everywhere=True)

    @property
    def call_counts(self) -> pd.DataFrame:
        """How many calls the ledger has, by place, table, service and outcome; of all accounts and Regions."""
        return self._frame("call_counts", everywhere=True)

    @property
    def refused_inside(self) -> pd.DataFrame:
        """Calls that were refused or failed for tables that were observed."""
        calls = self.calls
        asked = calls["attempts"].ne(0).fillna(True) if "attempts" in calls else True
        return self._inside(calls[calls["outcome"].isin(REFUSED) & asked]) if len(calls) else calls

    @property
    def calls_inside(self) -> int:
        """How many calls were made for tables that were observed."""
        counts = self.call_counts
        return int(self._inside(counts[counts["asked"]])["calls"].sum())

    def _inside(self, calls: pd.DataFrame) -> pd.DataFrame:
        place = [*PLACE, "table"]
        seen = self.coverage.loc[self.coverage["status"].eq("observed"), place].drop_duplicates()
        return calls.astype({name: "string" for name in place}).merge(seen.astype("string"), on=place)

    @property
    def usage(self) -> Usage:
        """Service models and services in use, with the resources that prove it."""
        return self.once("usage", lambda: usage_from(self._frame("services"), self._frame("looked_for")))

    @property
    def completeness(self) -> pd.DataFrame:
        """Rows of tables beside what AWS itself counts."""
        return self.once("compared", lambda: ranked(self._frame("completeness")))

    @property
    def counters(self) -> pd.DataFrame:
        """Calls with which AWS counts, and in how many places each was asked."""
        return counters(self.coverage, self.completeness)

    @property
    def tags(self) -> pd.DataFrame:
        """Resources with tags: `account_id`, `region`, `resource_id` and `tags` as JSON, NA where not read."""
        return self._frame("tags")

    @property
    def declarations(self) -> pd.DataFrame:
        """Checks, views and tables that it was made with: `kind`, `name`, `sha256` and `origin`."""
        return self._frame(DECLARATIONS, everywhere=True)

    @property
    def accounts(self) -> list[str]:
        """Accounts that were asked."""
        return sorted(self.coverage["account_id"].unique())

    @property
    def regions(self) -> list[str]:
        """Regions that were asked, without `global`."""
        return sorted(set(self.coverage["region"]) - {"global"})

    @property
    def clock(self) -> str:
        """What is to be said of the clock of the collection; nothing if it went with that of AWS."""
        return clock_words(int(self.about.get("clock_skew", 0)))

    @property
    def inventory(self) -> Inventory:
        """The inventory that it was made of.

        Raises
        ------
        AssessmentError
            It is not at hand: the assessment was opened without it.

        """
        if self.source is None:
            raise AssessmentError(
                f"{self.folder} does not hold the inventory it was made of ({self.about['root_sha256']}). "
                "Open the audit on that inventory."
            )
        return self.source().select(self.accounts_in_scope, self.regions_in_scope)

    def unsealed(self, inventory: Path | str) -> Assessment:
        """Return it as if it had been made in memory of an inventory: its folder ends before anybody can look at it."""
        manifest = {name: self.manifest[name] for name in ("inventory", "parameters", "tool", "versions")}
        source = partial(read_inventory, inventory)
        return replace(self, manifest=manifest, folder=None, signatures=(), source=source)

    def select(self, accounts: Sequence[str] = (), regions: Sequence[str] = ()) -> Assessment:
        """Keep only some accounts and Regions; what is global stays.

        Raises
        ------
        UnknownName
            There is no such account or Region.

        """
        check_scope(accounts, regions, self.accounts, self.regions)
        if not (accounts or regions):
            return self
        return replace(self, accounts_in_scope=tuple(accounts), regions_in_scope=tuple(regions))

    def check_declared(self) -> None:
        """Refuse to audit what was assessed with other checks than are here: their evidence would be silence.

        Raises
        ------
        AssessmentError
            There are checks here that it lacks, or the other way round, or one that others declared.

        """
        made = self.declarations[self.declarations["kind"].eq("check")]
        known = set(made["name"])
        for names, words in ((known - CHECKS.keys(), "not here"), (CHECKS.keys() - known, "not in it")):
            if names:
                more = f" and {len(names) - 1} more" if len(names) > 1 else ""
                raise AssessmentError(
                    f"{self.folder or 'The assessment'} was made with other checks: {min(names)}{more} ({words}). "
                    "Assess the inventory again, or allow the same code and packages."
                )
        for name, origin in zip(made["name"], made["origin"], strict=True):
            if origin != CHECKS.origins[name]:
                raise AssessmentError(
                    f"{self.folder or 'The assessment'} has {name} of {origin}, and here it is of "
                    f"{CHECKS.origins[name]}. Assess the inventory again, or allow the same code and packages."
                )


def read_assessment(folder: Path | str) -> Assessment:
    """Read a complete and unchanged assessment.

    Parameters
    ----------
    folder : path
        What `demarc assess --out` wrote.

    Returns
    -------
    Assessment
        Its frames are read when they are first asked for.

    Raises
    ------
    SealError
        It is missing, incomplete, truncated or changed, or is no assessment.

    """
    folder = Path(folder)
    manifest = verify(folder, ASSESSMENT)
    try:
        root = {"kind": "inventory", "root_sha256": manifest["inventory"]["root_sha256"]}
        datetime.fromisoformat(manifest["inventory"]["started_at"])
        _ = int(manifest["inventory"]["clock_skew"]), list(manifest["inventory"]["tables"])
        plain(manifest["parameters"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise AssessmentError(f"{folder} does not say of what it was made. Assess the inventory again.") from None

    own, of_inventory = (
        tuple(read_signatures(folder, manifest)),
        tuple(read_signatures(folder, root, INVENTORY_SIGNATURES)),
    )
    return Assessment(manifest, partial(_read, folder), folder, own, of_inventory)


def _read(folder: Path, name: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    try:
        return _typed(name, pd.read_parquet(path, dtype_backend="numpy_nullable"))
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise AssessmentError(f"{path} cannot be read ({one_line(error)}). Assess the inventory again.") from None


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give observations the dtypes that they were made with."""
    if name != OBSERVATIONS:
        return frame
    dtypes = observation()
    ids = frame["check_id"]
    if unknown := set(ids.unique()) - set(dtypes["check_id"].categories):
        dtypes["check_id"] = pd.CategoricalDtype([*dtypes["check_id"].categories, *sorted(unknown)])
    if not frame["result"].isin(RESULTS).all():  # it would count as nothing
        raise ValueError(f"a result is none of {', '.join(RESULTS)}")
    return frame[list(dtypes)].astype(dtypes)


def plain(parameters: Parameters) -> dict[str, dict[str, Any]]:
    """Return parameters as a manifest holds them."""
    said: dict[str, dict[str, Any]] = json.loads(json.dumps({k: dict(v) for k, v in parameters.items() if v}))
    return said


def check_same_parameters(assessment: Assessment, given: Parameters) -> None:
    """Refuse to audit what was assessed with other parameters than an engagement sets.

    Raises
    ------
    AssessmentError
        One differs.

    """
    made, asked = assessment.parameters, plain(given)
    for check in sorted({*made, *asked}):
        if made.get(check) != asked.get(check):
            raise AssessmentError(
                f"{assessment.folder or 'The assessment'} was made with other parameters of {check} than the "
                f"engagement sets ({made.get(check, 'none')}, not {asked.get(check, 'none')}). Assess the "
                "inventory again with --engagement."
            )
