"""One audit: an assessment seen through a framework and an engagement, and the files that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.asked import day as read_day
from toolkit.assess import failures
from toolkit.assessment import Assessment, check_same_parameters, make_assessment, read_assessment
from toolkit.declarations import admit
from toolkit.errors import ParameterError
from toolkit.files import private_folder, put, writing
from toolkit.frameworks import Framework, read_framework
from toolkit.gaps.age import aged
from toolkit.gaps.analysis import gap_analysis, summary
from toolkit.gaps.concluded import concluded
from toolkit.gaps.exceptions import exception_standings, with_waivers
from toolkit.gaps.findings import failing, findings
from toolkit.gaps.scoped import scope_standings, with_scope
from toolkit.inventory import UNREADABLE, Inventory
from toolkit.printed import Printed
from toolkit.register import Register, read_register
from toolkit.responsibility import Usage
from toolkit.seal import INVENTORY, kind_of
from toolkit.spreadsheets import write_csv

ENDINGS = ("parquet", "csv")
_RESOURCE = ["account_id", "region", "resource_id"]
EXAMPLES = {"accounts": "111111111111", "regions": "eu-central-1"}


@dataclass(frozen=True, repr=False)
class Audit(Printed):
    """An assessment, a framework and an engagement on a day; everything else follows from these.

    Parameters
    ----------
    framework : Framework
        The controls.
    assessment : Assessment
        What was found, restricted to the accounts and Regions in scope.
    register : Register
        What people say.
    as_of : date
        Day for which validity is judged.

    """

    framework: Framework
    assessment: Assessment
    register: Register
    as_of: date

    def _said(self) -> tuple[str, Mapping[str, str]]:
        engagement, framework = self.register.engagement, self.framework
        return f"Audit of {framework.title}, {framework.edition}: {framework.assessable} {framework.terms}", {
            "estate": f"{len(self.assessment.accounts)} accounts, {len(self.assessment.regions)} Regions",
            "engagement": engagement.title if engagement else "none, so nobody has said anything",
            "validity": f"judged for {self.as_of}",
        }

    @property
    def inventory(self) -> Inventory:
        """The inventory, if the audit was opened on one."""
        return self.assessment.inventory

    @cached_property
    def observations(self) -> pd.DataFrame:
        """Every check on every resource, with the exceptions that apply and with what is out of scope."""
        waived = with_waivers(self.assessment.observations, self.register.exceptions, self.as_of)
        return with_scope(waived, self.assessment.tags, self.framework.id, self.register, self.as_of)

    @property
    def scope(self) -> pd.DataFrame:
        """One row per row of the register's scope, and how it stands."""
        return scope_standings(self.observations, self.assessment.tags, self.framework.id, self.register, self.as_of)

    @cached_property
    def failed(self) -> list[str]:
        """What failed over the data, each with its error: tables that cannot be read, views and checks."""
        coverage = self.assessment.coverage
        error = coverage["error"].fillna("")
        tables = coverage[error.str.startswith(UNREADABLE)]
        said = "table " + tables["table"] + ": " + tables["error"].str.removeprefix(UNREADABLE)
        judged = failures(self.observations)
        return [*said.unique(), *(judged["name"] + ": " + judged["error"]).unique()]

    @property
    def usage(self) -> Usage:
        """Service models and services in use, with the resources that prove it."""
        return self.assessment.usage

    @property
    def models(self) -> pd.DataFrame:
        """Service models, and whether the estate uses them."""
        return self.usage.models

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """One row per control."""
        gaps = gap_analysis(self.framework, self.observations, self.usage, self.register, self.as_of)
        collected = datetime.fromisoformat(self.assessment.about["started_at"]).date()
        gaps = aged(gaps, collected, self.register.aws_reports, self.as_of)
        return concluded(gaps, self.framework, self.register, self.as_of)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row per check: of how many it fails, how grave that is, where, and how far it reaches."""
        return findings(self.observations, self.register.tolerances, self.as_of)

    @cached_property
    def failing(self) -> pd.DataFrame:
        """One row per failing resource and check of the framework."""
        return failing(self.observations, self.findings, self.framework)

    @cached_property
    def outside(self) -> pd.DataFrame:
        """Failures of resources that are out of scope, in the columns of `failing`, with `out_of_scope`: why."""
        out = self.observations[self.observations["out_of_scope"].ne("")]
        listed = failing(out.assign(out_of_scope=""), self.findings, self.framework)
        why = out.drop_duplicates(_RESOURCE)[[*_RESOURCE, "out_of_scope"]]
        return listed.merge(why, on=_RESOURCE, how="left", validate="many_to_one")

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
    inventory: Path | str | Inventory | Assessment,
    *,
    engagement: Path | str | None = None,
    accounts: Sequence[str] = (),
    regions: Sequence[str] = (),
    as_of: str | None = None,
    baseline: str = "",
    allow_code: str = "",
) -> Audit:
    """Open an audit.

    Parameters
    ----------
    framework_id : str
        Framework, such as `soc2_2017`.
    inventory : path, Inventory or Assessment
        What `demarc assess` or `demarc collect` wrote. An inventory is assessed first, in memory.
    engagement : path, optional
        Engagement folder.
    accounts, regions : sequence of str
        Scope; none means all that were collected. A single name is a list of one.
    as_of : str, optional
        Day for which validity is judged, as YYYY-MM-DD; the day of collection if left out.
    baseline : str
        Baseline of the framework, such as `moderate`; all controls if left out.
    allow_code : str
        SHA-256 of the code that the engagement brings, by which the caller lets it run.

    Returns
    -------
    Audit
        Nothing is computed before it is asked for.

    Raises
    ------
    UnknownName
        The framework, its baseline, an account or a Region does not exist.
    ParameterError
        The day or the scope cannot be read.
    SealError, RegisterError
        Inventory, assessment or engagement cannot be used, or the assessment was made with other parameters or checks.

    """
    texts = {"framework_id": framework_id, "engagement": engagement or "", "baseline": baseline, "as_of": as_of or ""}
    texts["allow_code"] = allow_code
    for name, value in (
        texts | ({} if isinstance(inventory, Inventory | Assessment) else {"inventory": inventory})
    ).items():
        if not isinstance(value, str | Path):
            raise ParameterError(f"{name} is {value!r}; write a text.")
    scope = _several("accounts", accounts), _several("regions", regions)
    day = read_day(as_of or "")
    admit(engagement, allow_code)
    framework = read_framework(framework_id, engagement).profile(baseline)
    register = read_register(engagement)
    whole = _opened(inventory, register)
    collected = datetime.fromisoformat(whole.about["started_at"]).date()
    return Audit(framework, whole.select(*scope), register, day or collected)


def _opened(source: Path | str | Inventory | Assessment, register: Register) -> Assessment:
    """Open an assessment that fits an engagement, or make it of an inventory."""
    if isinstance(source, Inventory) or (isinstance(source, Path | str) and kind_of(Path(source)) == INVENTORY):
        return make_assessment(source, register.parameters)
    assessment = source if isinstance(source, Assessment) else read_assessment(source)
    assessment.check_declared()
    check_same_parameters(assessment, register.parameters)
    return assessment


def _several(name: str, value: Any) -> list[str]:
    """Read one name as a list of one, and an account that lost its zeros on the way as a number with them."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    items = list(value) if isinstance(value, Iterable) else [value]
    texts = [f"{item:012d}" if type(item) is int and name == "accounts" else item for item in items]
    if wrong := [item for item in texts if not isinstance(item, str)]:
        raise ParameterError(f'{name} has {wrong[0]!r}; write a list of texts, such as ["{EXAMPLES[name]}"].')
    return texts


def write_gaps(audits: Sequence[Audit], out: Path | str) -> list[Path]:
    """Write one gap analysis per framework beside the seal of an assessment, as Parquet and CSV.

    Parameters
    ----------
    audits : sequence of Audit
        Audits of one assessment.
    out : path
        Folder to write into; files of the same name are replaced, each in one step.

    Returns
    -------
    list of path
        The files: `gaps_<framework>[_<baseline>].parquet|csv`, with the columns of the gap analysis, and `as_of`,
        `accounts_in_scope` and `regions_in_scope` (ids, or `all`).

    Raises
    ------
    OutputError
        The folder cannot be written.

    """
    written = []
    with writing(Path(out)):
        private_folder(Path(out))
        for audit in audits:
            frame = _dated(audit)
            for path in files_of_gaps(out, [audit.framework]):
                written.append(write_frame(frame, path))
    return written


def write_observations(audit: Audit, out: Path | str) -> Path:
    """Write the observations of an audit as CSV beside the seal of its assessment."""
    with writing(Path(out)):
        return write_frame(audit.assessment.observations, Path(out) / "observations.csv")


def files_of_gaps(out: Path | str, frameworks: Iterable[Framework]) -> list[Path]:
    """Name the files that the gap analyses of these frameworks make."""
    names = ["_".join(filter(None, ["gaps", framework.id, framework.baseline])) for framework in frameworks]
    return [Path(out) / f"{name}.{ending}" for name in names for ending in ENDINGS]


def _dated(audit: Audit) -> pd.DataFrame:
    """Add to a gap analysis the day and the scope, which its name does not tell."""
    scope = audit.assessment.accounts_in_scope, audit.assessment.regions_in_scope
    accounts, regions = (" ".join(names) or "all" for names in scope)
    return audit.gaps.assign(as_of=str(audit.as_of), accounts_in_scope=accounts, regions_in_scope=regions)


def write_frame(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as Parquet or CSV, by the ending of its file, in one step."""
    return put(path, partial(frame.to_parquet, index=False) if path.suffix == ".parquet" else partial(write_csv, frame))
