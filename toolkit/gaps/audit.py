"""One audit: an inventory seen through a framework and an engagement, and the files that it makes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import pandas as pd

from toolkit.assess import assess, failures
from toolkit.errors import OutputError, ParameterError
from toolkit.frameworks import Framework, read_framework
from toolkit.gaps.analysis import gap_analysis, summary
from toolkit.gaps.exceptions import exception_standings, with_waivers
from toolkit.gaps.findings import failing
from toolkit.inventory import UNREADABLE, Inventory, read_inventory
from toolkit.register import Register, read_register
from toolkit.responsibility import models_in_use
from toolkit.spreadsheets import write_csv


@dataclass(frozen=True)
class Audit:
    """An inventory, a framework and an engagement on a day; everything else follows from these.

    Parameters
    ----------
    framework : Framework
        The controls.
    inventory : Inventory
        What was collected, restricted to the accounts and Regions in scope.
    register : Register
        What people say.
    as_of : date
        Day for which validity is judged.

    """

    framework: Framework
    inventory: Inventory
    register: Register
    as_of: date

    @cached_property
    def observations(self) -> pd.DataFrame:
        """Every check on every resource, with the exceptions that apply."""
        seen = assess(self.inventory, self.register.parameters)
        return with_waivers(seen, self.register.exceptions, self.as_of)

    @cached_property
    def failed(self) -> list[str]:
        """What failed over the data, each with its error: tables that cannot be read, views and checks."""
        error = self.inventory.coverage["error"]
        tables = self.inventory.coverage[error.str.startswith(UNREADABLE)]
        said = "table " + tables["table"] + ": " + tables["error"].str.removeprefix(UNREADABLE)
        judged = failures(self.observations)
        return [*said.unique(), *(judged["name"] + ": " + judged["error"]).unique()]

    @cached_property
    def models(self) -> pd.DataFrame:
        """Service models, and whether the estate uses them."""
        return models_in_use(self.inventory)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """One row per control."""
        return gap_analysis(self.framework, self.observations, self.models, self.register, self.as_of)

    @cached_property
    def failing(self) -> pd.DataFrame:
        """One row per failing resource and check of the framework."""
        return failing(self.observations, self.framework)

    @cached_property
    def exceptions(self) -> pd.DataFrame:
        """One row per exception of the register, and how it stands."""
        return exception_standings(self.register.exceptions, self.observations, self.framework, self.as_of)

    @property
    def summary(self) -> dict[str, int]:
        """The figures of the gap analysis."""
        return summary(self.gaps)


def open_audit(
    framework_id: str,
    inventory: Path | str | Inventory,
    *,
    engagement: Path | str | None = None,
    accounts: Sequence[str] = (),
    regions: Sequence[str] = (),
    as_of: str | None = None,
    baseline: str = "",
) -> Audit:
    """Open an audit.

    Parameters
    ----------
    framework_id : str
        Framework, such as `soc2_2017`.
    inventory : path or Inventory
        What `demarc collect` wrote.
    engagement : path, optional
        Engagement folder.
    accounts, regions : sequence of str
        Scope; none means all that were collected.
    as_of : str, optional
        Day for which validity is judged, as YYYY-MM-DD; the day of collection if left out.
    baseline : str
        Baseline of the framework, such as `moderate`; all controls if left out.

    Returns
    -------
    Audit
        Nothing is computed before it is asked for.

    Raises
    ------
    UnknownName
        The framework, its baseline, an account or a Region does not exist.
    ParameterError
        The day cannot be read.
    InventoryError, RegisterError
        Inventory or engagement cannot be used.

    """
    framework = read_framework(framework_id, engagement).profile(baseline)
    register = read_register(engagement)
    whole = inventory if isinstance(inventory, Inventory) else read_inventory(inventory)
    collected = datetime.fromisoformat(whole.manifest["started_at"]).date()
    try:
        day = date.fromisoformat(as_of) if as_of else collected
    except ValueError:
        raise ParameterError(f"as_of is {as_of!r}; write a day as YYYY-MM-DD.") from None
    return Audit(framework, whole.select(accounts, regions), register, day)


def write_audit(audits: Sequence[Audit], out: Path | str) -> list[Path]:
    """Write observations, and one gap analysis per framework, as Parquet and CSV.

    Parameters
    ----------
    audits : sequence of Audit
        Audits of one inventory.
    out : path
        Folder to write into; files of the same name are replaced, each in one step.

    Returns
    -------
    list of path
        The files: `observations.parquet|csv` and `gaps_<framework>.parquet|csv`.

    Raises
    ------
    OutputError
        The folder cannot be written.

    """
    frames = {"observations": audits[0].observations}
    frames |= {f"gaps_{audit.framework.id}": audit.gaps for audit in audits}
    folder, written = Path(out), []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in frames.items():
            for ending in ("parquet", "csv"):
                path = folder / f"{name}.{ending}"
                new = path.with_name(f".{path.name}.new")
                if ending == "parquet":
                    frame.to_parquet(new, index=False)
                else:
                    write_csv(frame, new)
                os.replace(new, path)
                written.append(path)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error.strerror}). Name another folder.") from None
    return written
