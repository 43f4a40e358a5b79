"""What a row of each engagement file may say: the columns, their types, and the rules between them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SHORTEST = 3  # letters that a selector with `*` has to name in one piece
NOBODY = "nobody yet"  # who has read an AWS report that was only listed
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
    """A row of a register file: every column is known, and none is missing but those that have a default."""

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
    """Who owns a control: the accountable person and a backup.

    With the framework id `layer`, the control id names a layer; its owner answers for controls that have none.
    """

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
    files: str = ""

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
        own = re.sub(r"^(arn:[^:]*:[^:]*:[^:]*:[^:]*:)", "", self.resource_id)
        named = max(map(len, re.split(r"[*:/]+", own.removeprefix("arn:"))))
        if "*" in own and named < SHORTEST:
            raise ValueError(f"resource_id {self.resource_id!r} accepts failures that nobody has seen; name resources")
        return self


class AwsReport(Row):
    """A report of AWS's auditors, taken from AWS Artifact and read by the customer.

    A bridge letter is a row of the kind that it extends. `services` are AWS service ids in scope, such as `ec2 s3`.
    A report that is `read_by` nobody yet is not on file.
    """

    report_id: Text
    kind: Text
    title: Text
    version: Text
    period_start: date
    period_end: date
    retrieved_at: date
    read_by: Text
    exceptions_noted: bool
    arn: str = ""
    series: str = ""
    category: str = ""
    services: str = ""
    regions: str = ""
    terms_accepted: bool = False

    @field_validator("read_by")
    @classmethod
    def _nobody_in_any_letters(cls, name: str) -> str:
        return NOBODY if _spelled_alike(name) == NOBODY else name

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


def _two_people(one: str, other: str, first: str, second: str) -> None:
    if _spelled_alike(one) == _spelled_alike(other):
        raise ValueError(f"{first} and {second} are both {one!r}; another person has to")


def _spelled_alike(name: str) -> str:
    """Drop what two spellings of one name may differ in: case, spaces, and how an accent is encoded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _ordered(start: date, end: date, first: str, second: str) -> None:
    if end < start:
        raise ValueError(f"{second} {end} is before {first} {start}")
