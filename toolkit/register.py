"""The human side: an engagement folder with owners, attestations, exceptions, AWS reports and scope decisions."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import pandas as pd
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from toolkit.errors import RegisterError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
AWS_REPORT_KINDS = (
    "soc1",
    "soc2",
    "soc3",
    "iso_27001",
    "iso_27017",
    "iso_27018",
    "iso_27701",
    "iso_22301",
    "pci_aoc",
    "c5",
    "fips_140",
    "gdpr_dpa",
)


class Row(BaseModel):
    """A row of a register file: every column is known, and none is missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Engagement(Row):
    """What is audited, for whom, by whom, over which period."""

    title: Text
    client: Text
    auditor: Text
    prepared_by: Text
    period_start: date
    period_end: date

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Engagement:
        _ordered(self.period_start, self.period_end, "period_start", "period_end")
        return self


class Owner(Row):
    """Who owns a control: the accountable person and a backup."""

    framework_id: Text
    control_id: Text
    role: Text
    accountable: Text
    backup: str


class Attestation(Row):
    """A reviewed statement of a person about a control that no check can conclude on."""

    framework_id: Text
    control_id: Text
    statement: Text
    method: Literal["examine", "interview", "observe", "test"]
    conclusion: Literal["effective", "effective_with_exceptions", "ineffective"]
    attested_by: Text
    attested_at: date
    reviewed_by: Text
    reviewed_at: date
    period_start: date
    period_end: date
    expires_at: date
    evidence: Text

    @model_validator(mode="after")
    def _reviewed_by_another(self) -> Attestation:
        _two_people(self.attested_by, self.reviewed_by, "attested_by", "reviewed_by")
        _ordered(self.attested_at, self.reviewed_at, "attested_at", "reviewed_at")
        _ordered(self.period_start, self.period_end, "period_start", "period_end")
        return self


class Waiver(Row):
    """An exception: a failing resource that is accepted, for a reason, until a date. `resource_id` may hold `*`."""

    exception_id: Text
    check_id: Text
    resource_id: Text
    account_id: Text
    reason: Text
    compensating_control: Text
    requested_by: Text
    approved_by: Text
    approved_at: date
    expires_at: date

    @model_validator(mode="after")
    def _approved_by_another(self) -> Waiver:
        _two_people(self.requested_by, self.approved_by, "requested_by", "approved_by")
        _ordered(self.approved_at, self.expires_at, "approved_at", "expires_at")
        if not self.resource_id.strip("*"):
            raise ValueError("resource_id '*' accepts every failure there will ever be; name what is accepted")
        return self


class AwsReport(Row):
    """A report of AWS's auditors, taken from AWS Artifact and read by the customer."""

    report_id: Text
    kind: Text
    title: Text
    version: Text
    period_start: date
    period_end: date
    retrieved_at: date
    read_by: Text
    exceptions_noted: bool

    @model_validator(mode="after")
    def _known_kind(self) -> AwsReport:
        if self.kind not in AWS_REPORT_KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(AWS_REPORT_KINDS)}")
        _ordered(self.period_start, self.period_end, "period_start", "period_end")
        return self


class Exclusion(Row):
    """A control that is not applicable, and who decided so and why."""

    framework_id: Text
    control_id: Text
    reason: Text
    approved_by: Text
    approved_at: date


FILES: dict[str, type[Row]] = {
    "owners": Owner,
    "attestations": Attestation,
    "exceptions": Waiver,
    "aws_reports": AwsReport,
    "applicability": Exclusion,
}


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype="object") for column in FILES[name].model_fields})


@dataclass(frozen=True)
class Register:
    """Everything that people say in an engagement; without one, nobody has said anything.

    Parameters
    ----------
    engagement : Engagement or None
        Title, client, auditor and period.
    owners, attestations, exceptions, aws_reports, applicability : DataFrame
        One row per line of the file of that name; the columns are those of `Owner`, `Attestation`, `Waiver`,
        `AwsReport` and `Exclusion`; dates are `datetime.date`.
    parameters : dict
        Organization-defined parameters by check.

    """

    engagement: Engagement | None = None
    owners: pd.DataFrame = field(default_factory=lambda: _empty("owners"))
    attestations: pd.DataFrame = field(default_factory=lambda: _empty("attestations"))
    exceptions: pd.DataFrame = field(default_factory=lambda: _empty("exceptions"))
    aws_reports: pd.DataFrame = field(default_factory=lambda: _empty("aws_reports"))
    applicability: pd.DataFrame = field(default_factory=lambda: _empty("applicability"))
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_register(folder: Path | str | None) -> Register:
    """Read an engagement folder: engagement.toml, and the CSV files that it has.

    Parameters
    ----------
    folder : path, optional
        The engagement; none means an empty register.

    Returns
    -------
    Register
        All of it, or nothing: a malformed row is never left out silently.

    Raises
    ------
    RegisterError
        A file is missing or malformed; the message names file, row and column.

    """
    if not folder:
        return Register()
    folder = Path(folder)
    path = folder / "engagement.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise RegisterError(f"{folder} is no engagement: it has no engagement.toml.") from None
    except (OSError, ValueError) as error:
        raise RegisterError(f"{path} cannot be read: {error}") from None
    if unknown := content.keys() - {"engagement", "parameters"}:
        raise RegisterError(f"{path}: unknown section {sorted(unknown)[0]!r}; it has [engagement] and [parameters].")
    if not isinstance(content.get("engagement"), dict):
        raise RegisterError(f"{path} has no section [engagement].")
    parameters = content.get("parameters", {})
    if not (isinstance(parameters, dict) and all(isinstance(values, dict) for values in parameters.values())):
        raise RegisterError(f"{path}, [parameters]: write one section [parameters.<check>] for each check.")
    engagement = _validated(Engagement, content["engagement"], f"{path}, [engagement]")
    tables = {name: _rows(folder / f"{name}.csv", name) for name in FILES}
    return Register(engagement=engagement, parameters=parameters, **tables)


def _rows(path: Path, name: str) -> pd.DataFrame:
    if not path.exists():
        return _empty(name)
    rows = [_validated(FILES[name], row, f"{path}, row {number}").model_dump() for number, row in _lines(path, name)]
    return pd.DataFrame(rows, columns=list(FILES[name].model_fields)) if rows else _empty(name)


def _lines(path: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file as a spreadsheet numbers them: the header is row 1."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            wanted, found = list(FILES[name].model_fields), next(reader, [])
            if found != wanted:
                raise RegisterError(f"{path}, row 1: the columns are {', '.join(found)}; write {','.join(wanted)}.")
            for number, cells in enumerate(reader, 2):
                if cells and len(cells) != len(wanted):
                    raise RegisterError(f"{path}, row {number}: it has not {len(wanted)} columns.")
                if cells:  # an empty line says nothing, but a spreadsheet counts it
                    yield number, dict(zip(wanted, cells, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(f"{path} cannot be read: {error}") from None


R = TypeVar("R", bound=Row)


def _validated(kind: type[R], values: dict[str, Any], where: str) -> R:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(map(str, first["loc"]))
        message = first["msg"].removeprefix("Value error, ")
        raise RegisterError(f"{where}{f', column {column}' if column else ''}: {message}.") from None


def _two_people(one: str, other: str, first: str, second: str) -> None:
    if _spelled_alike(one) == _spelled_alike(other):
        raise ValueError(f"{first} and {second} are both {one!r}; another person has to")


def _spelled_alike(name: str) -> str:
    """Drop what two spellings of one name may differ in: case, spaces, and how an accent is encoded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _ordered(start: date, end: date, first: str, second: str) -> None:
    if end < start:
        raise ValueError(f"{second} {end} is before {first} {start}")
