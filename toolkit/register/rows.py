"""What a row of each engagement file may say: the columns, their types, and the rules between them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import field_validator, model_validator

from toolkit.aws_report_kinds import aws_report_kinds
from toolkit.cells import (
    AccountId,
    Cell,
    Count,
    Day,
    Id,
    Perhaps,
    PerhapsDay,
    Person,
    Text,
    Truth,
    one_of,
    person,
    some_of,
)
from toolkit.likeness import may_be_one_person, words
from toolkit.register.selectors import check_resource, check_selector
from toolkit.rows import Row

NOBODY = "nobody yet"  # who has read an AWS report that was only listed


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
    """A reviewed statement of a person about a control, or about what AWS's half of it asks of the customer.

    `kind` is `control`, or `cuec` for the condition of an inheritance. A roll-forward extends an earlier statement to
    its own date. `checks` are those whose failures it speaks of.
    """

    framework_id: Id
    control_id: Id
    statement: Text
    method: Annotated[Text, some_of("examine", "interview", "observe", "test")]
    conclusion: Annotated[Text, one_of("effective", "effective_with_exceptions", "ineffective")]
    attested_by: Person
    attested_at: Day
    reviewed_by: Person
    reviewed_at: Day
    period_start: Day
    period_end: Day
    expires_at: Day
    evidence: Text
    files: str = ""
    # Who says nothing of their capacity speaks for management, which concludes nothing.
    capacity: Annotated[Text, one_of("management", "owner", "internal_audit", "assessor")] = "management"
    kind: Annotated[Text, one_of("control", "cuec")] = "control"
    roll_forward: Truth = False
    checks: str = ""

    @model_validator(mode="after")
    def _reviewed_by_another(self) -> Attestation:
        _two_people(self.attested_by, self.reviewed_by, "attested_by", "reviewed_by")
        _ordered(self.attested_at, self.reviewed_at, "attested_at", "reviewed_at")
        _ordered(self.period_start, self.period_end, "period_start", "period_end")
        _ordered(self.period_start, self.attested_at, "period_start", "attested_at")  # it speaks of no day to come
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
    def _of_resources(cls, selector: str) -> str:
        return check_resource(selector)

    @model_validator(mode="after")
    def _approved_by_another(self) -> Waiver:
        _approved(self.requested_by, self.approved_by, self.approved_at, self.expires_at)
        return self


class AwsReport(Row):
    """A report of AWS's auditors, or a certificate, contract or letter of AWS's, which the customer has read.

    `period_start` and `period_end` are the days of which it speaks, `dated` is the day that it bears: after it, it says
    nothing. `services` and `regions` are those that it names, such as `ec2 s3` and `eu-central-1`. `exceptions` are the
    controls or criteria that its exceptions touch, separated by `, `: ids of the framework that is audited, or its own.
    One that is `read_by` nobody yet is not on file.
    """

    key = ("report_id", "version")
    report_id: Id
    kind: Annotated[Id, one_of(*aws_report_kinds())]
    title: Text
    version: Text
    period_start: Day
    period_end: Day
    retrieved_at: Day
    read_by: Text
    exceptions_noted: Truth
    dated: PerhapsDay = None
    exceptions: str = ""
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
    def _days_in_order(self) -> AwsReport:
        _ordered(self.period_start, self.period_end, "period_start", "period_end")
        about = aws_report_kinds()[self.kind]
        if about.speaks_of == "day" and self.period_start != self.period_end:
            raise ValueError(f"{self.kind} speaks of one day; write it as period_start and period_end")
        if self.dated:
            _ordered(self.dated, self.retrieved_at, "dated", "retrieved_at")
            if about.speaks_of != "validity":
                _ordered(self.period_start, self.dated, "period_start", "dated")
        return self

    @model_validator(mode="after")
    def _exceptions_are_noted(self) -> AwsReport:
        if self.exceptions and not self.exceptions_noted:
            raise ValueError(f"exceptions names {self.exceptions}, and exceptions_noted is false")
        return self


class Boundary(Row):
    """What is in the scope of an audit, or out of it: `tag:Key=value`, `account:…`, `region:…`, or an ARN with `*`."""

    key = ("framework_id", "direction", "selector")
    framework_id: Id
    direction: Annotated[Text, one_of("in", "out")]
    selector: Id
    reason: Text
    requested_by: Person
    approved_by: Person
    approved_at: Day
    expires_at: Day

    @field_validator("selector")
    @classmethod
    def _of_a_known_form(cls, selector: str) -> str:
        return check_selector(selector)

    @model_validator(mode="after")
    def _approved_by_another(self) -> Boundary:
        _approved(self.requested_by, self.approved_by, self.approved_at, self.expires_at)
        return self


class Exclusion(Row):
    """A control that does not apply, or that was agreed to be outside the scope; who decided so, and why."""

    key = ("framework_id", "control_id")
    framework_id: Id
    control_id: Id
    kind: Annotated[Text, one_of("not_applicable", "out_of_scope")]
    reason: Text
    requested_by: Person
    approved_by: Person
    approved_at: Day
    expires_at: Day

    @model_validator(mode="after")
    def _approved_by_another(self) -> Exclusion:
        _approved(self.requested_by, self.approved_by, self.approved_at, self.expires_at)
        return self


class Tolerance(Row):
    """How many resources of a check may stay unobserved before that leaves its controls without data."""

    key = ("check_id",)
    check_id: Id
    most: Count
    reason: Text
    requested_by: Person
    approved_by: Person
    approved_at: Day
    expires_at: Day

    @model_validator(mode="after")
    def _approved_by_another(self) -> Tolerance:
        _approved(self.requested_by, self.approved_by, self.approved_at, self.expires_at)
        return self


class Conclusion(Row):
    """What a person concludes on a control, in the terms of its framework, and how grave they find it."""

    key = ("framework_id", "control_id")
    framework_id: Id
    control_id: Id
    conclusion: Text
    grade: Cell
    concluded_by: Person
    concluded_at: Day
    reviewed_by: Person

    @model_validator(mode="after")
    def _reviewed_by_another(self) -> Conclusion:
        _two_people(self.concluded_by, self.reviewed_by, "concluded_by", "reviewed_by")
        return self


FILES: dict[str, type[Row]] = {
    "owners": Owner,
    "attestations": Attestation,
    "exceptions": Waiver,
    "aws_reports": AwsReport,
    "scope": Boundary,
    "applicability": Exclusion,
    "tolerances": Tolerance,
    "conclusions": Conclusion,
}


def _approved(requested_by: str, approved_by: str, approved_at: date, expires_at: date) -> None:
    _two_people(requested_by, approved_by, "requested_by", "approved_by")
    _ordered(approved_at, expires_at, "approved_at", "expires_at")


def _two_people(one: str, other: str, first: str, second: str) -> None:
    if may_be_one_person(one, other):
        both = f"both {one!r}" if words(one) == words(other) else f"{one!r} and {other!r}, which may be one person"
        raise ValueError(f"{first} and {second} are {both}; another person has to")


def _ordered(start: date, end: date, first: str, second: str) -> None:
    if end < start:
        raise ValueError(f"{second} {end} is before {first} {start}")
