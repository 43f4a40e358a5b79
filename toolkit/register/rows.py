"""What a row of each engagement file may say: the columns, their types, and the rules between them."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from toolkit.likeness import may_be_one_person, words
from toolkit.register.cells import AccountId, Day, Id, Perhaps, Person, Text, Truth, person

SHORTEST = 3  # letters that a selector with `*` has to name in one piece
ARN = re.compile(r"arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)")
UNTYPED = ("s3", "sns", "sqs")  # services whose ARNs may end in a name without a type before it
NUMBERED = ("ec2", "elasticfilesystem", "fsx")  # whose ids are made of a prefix, such as `sg-`, and digits
COMMON = re.compile(r"[0-9]{12}|[a-z]{2}(?:-[a-z]+)+-[0-9]|access-key")  # what ids of all resources share
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
    """A row of a register file: every column is known, and none is missing but those that have a default.

    No two rows of a file agree in all columns of its `key`; without one, in all columns.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: ClassVar[tuple[str, ...]] = ()


class Engagement(Row):
    """What is audited, for whom, by whom, over which period."""

    title: Text
    client: Text
    auditor: Text
    prepared_by: Person
    period_start: Day
    period_end: Day

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Engagement:
        _ordered(self.period_start, self.period_end, "period_start", "period_end")
        return self


class Owner(Row):
    """Who owns a control: the accountable person and a backup.

    With the framework id `layer`, the control id names a layer; its owner answers for controls that have none.
    """

    key = ("framework_id", "control_id")
    framework_id: Id
    control_id: Id
    role: Text
    accountable: Person
    backup: Perhaps

    @model_validator(mode="after")
    def _backed_by_another(self) -> Owner:
        if self.backup:
            _two_people(self.accountable, self.backup, "accountable", "backup")
        return self


class Attestation(Row):
    """A reviewed statement of a person about a control that no check can conclude on."""

    framework_id: Id
    control_id: Id
    statement: Text
    method: Literal["examine", "interview", "observe", "test"]
    conclusion: Literal["effective", "effective_with_exceptions", "ineffective"]
    attested_by: Person
    attested_at: Day
    reviewed_by: Person
    reviewed_at: Day
    period_start: Day
    period_end: Day
    expires_at: Day
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

    key = ("exception_id",)
    exception_id: Id
    check_id: Id
    resource_id: Id
    account_id: AccountId
    reason: Text
    compensating_control: Text
    requested_by: Person
    approved_by: Person
    approved_at: Day
    expires_at: Day

    @field_validator("resource_id")
    @classmethod
    def _not_mangled(cls, selector: str) -> str:
        account = re.match(r"arn:[^:]*:[^:]*:[^:]*:([^:*]*\d[^:*]*):", selector)
        if (account and not re.fullmatch(r"[0-9]{12}", account[1])) or re.fullmatch(r"[\d.,]+[eE][+-]?\d+", selector):
            raise ValueError(f"{selector!r} is no id of a resource: its digits were changed, by a spreadsheet perhaps")
        return selector

    @model_validator(mode="after")
    def _approved_by_another(self) -> Waiver:
        _two_people(self.requested_by, self.approved_by, "requested_by", "approved_by")
        _ordered(self.approved_at, self.expires_at, "approved_at", "expires_at")
        if "*" in self.resource_id and _named(self.resource_id) < SHORTEST:
            raise ValueError(f"resource_id {self.resource_id!r} accepts failures that nobody has seen; name resources")
        return self


class AwsReport(Row):
    """A report of AWS's auditors, taken from AWS Artifact and read by the customer.

    A bridge letter is a row of the kind that it extends. `services` are AWS service ids in scope, such as `ec2 s3`.
    A report that is `read_by` nobody yet is not on file.
    """

    key = ("report_id", "version")
    report_id: Id
    kind: Id
    title: Text
    version: Text
    period_start: Day
    period_end: Day
    retrieved_at: Day
    read_by: Text
    exceptions_noted: Truth
    arn: str = ""
    series: str = ""
    category: str = ""
    services: str = ""
    regions: str = ""
    terms_accepted: Truth = False

    @field_validator("read_by")
    @classmethod
    def _nobody_in_any_letters(cls, name: str) -> str:
        return NOBODY if may_be_one_person(name, NOBODY) else person(name)

    @model_validator(mode="after")
    def _known_kind(self) -> AwsReport:
        if self.kind not in AWS_REPORT_KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(AWS_REPORT_KINDS)}")
        _ordered(self.period_start, self.period_end, "period_start", "period_end")
        return self


class Exclusion(Row):
    """A control that is not applicable, and who decided so and why."""

    key = ("framework_id", "control_id")
    framework_id: Id
    control_id: Id
    reason: Text
    approved_by: Person
    approved_at: Day


FILES: dict[str, type[Row]] = {
    "owners": Owner,
    "attestations": Attestation,
    "exceptions": Waiver,
    "aws_reports": AwsReport,
    "applicability": Exclusion,
}


def _named(selector: str) -> int:
    """Return the length of the longest piece of a selector that stands in a resource's own name.

    The place, the service and the type of an ARN are no name, nor is the prefix that all ids of a kind have.
    """
    if not (arn := ARN.fullmatch(selector)):  # an id of another form, such as an account's
        return 0 if selector.startswith(("*", "arn")) else len(COMMON.sub("", selector.partition("*")[0]))
    service, own = arn.groups()
    typed = re.fullmatch(r"[^:/]*[:/](.*)", own)
    if not typed and service not in UNTYPED:
        return 0
    prefix = r"^[a-z]+-" if service in NUMBERED else "^$"
    pieces = re.split(r"[*:/]+", typed[1] if typed else own)
    return max(len(re.sub(prefix, "", COMMON.sub("", piece))) for piece in pieces)


def _two_people(one: str, other: str, first: str, second: str) -> None:
    if may_be_one_person(one, other):
        both = f"both {one!r}" if words(one) == words(other) else f"{one!r} and {other!r}, which may be one person"
        raise ValueError(f"{first} and {second} are {both}; another person has to")


def _ordered(start: date, end: date, first: str, second: str) -> None:
    if end < start:
        raise ValueError(f"{second} {end} is before {first} {start}")
