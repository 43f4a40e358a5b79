"""The ledger: one entry for every call that reached botocore, refused and failed ones too."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from textwrap import shorten
from typing import Any
from unicodedata import category

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError
from botocore.parsers import ResponseParserError

from toolkit.collect.foreign import refuse_foreign
from toolkit.collect.masking import WITHHELD, masked
from toolkit.collect.withholding import masked_answer

PLAN = "plan"  # what stands for a table in calls that belong to none

# Codes with which AWS refuses; a code that contains `AccessDenied` is one too.
DENIED = {
    "AccountNotManagementOrDelegatedAdministratorException",
    "AllAccessDisabled",
    "AuthorizationError",
    "AuthorizationErrorException",
    "Forbidden",
    "ForbiddenException",
    "NotAuthorized",
    "UnauthorizedAccess",
    "UnauthorizedOperation",
}
# Codes with which AWS says that the Region or the service is not on for this account. A Region that is off knows no
# credentials: it answers as if they were wrong, which `sts:GetCallerIdentity` has disproved before.
NOT_ENABLED = {
    "AWSOrganizationsNotInUseException",
    "AuthFailure",
    "InvalidAccessException",
    "InvalidClientTokenId",
    "OptInRequired",
    "OrganizationNotFoundException",
    "OrganizationNotInAllFeaturesModeException",
    "SubscriptionRequiredException",
    "UnrecognizedClientException",
}
GONE_ENDINGS = ("NotFound", "NotFoundException", "NoSuchEntity", "NoSuchBucket", "DoesNotExist", "NotFoundFault")
# Members in which an answer names what it leaves out, and where the reason stands.
LEFT_OUT = {"failures": "reason", "failedAccounts": "errorCode", "projectsNotFound": ""}
GONE = "MISSING"
LONGEST = 1_000  # characters of an error: a proxy may send a whole page; cut between words, so that ids stay whole
CUT = " …"
WITHIN = timedelta(seconds=1, microseconds=-1)  # AWS tells the second in which it answered
UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control and format characters, line and paragraph separators
OUTCOMES = ("ok", "absent", "gone", "denied", "not_enabled", "failed")


class LeftOut(BotoCoreError):  # type: ignore[misc]  # noqa: N818 - it says what an answer does
    """An answer leaves out some of what was asked for."""

    fmt = "AWS left out what was asked for: {reasons}"


@dataclass
class Call:
    """One call: what was asked of AWS, by whom, and what became of it.

    `started_at` is by the local clock; `answered_at` by that of AWS, which was `clock_skew` seconds ahead.
    """

    call_id: str
    account_id: str
    region: str
    table: str
    caller_arn: str
    service: str
    operation: str
    arguments: str
    started_at: datetime
    outcome: str = "failed"
    error_code: str = ""
    error: str = ""
    attempts: int | None = None
    request_id: str = ""
    answer_sha256: str = ""
    resource_id: str = ""
    answered_at: datetime | None = None
    clock_skew: int | None = None
    answer: str = ""


# Columns of the ledger; the order is the file's. The answers have a file of their own.
COLUMNS = {name: "string" for name in Call.__dataclass_fields__ if name != "answer"} | {
    "started_at": "datetime64[us, UTC]",
    "attempts": "Int64",
    "answered_at": "datetime64[us, UTC]",
    "clock_skew": "Int64",
}


@dataclass
class Ledger:
    """The calls of one task: one account, Region and table."""

    account_id: str
    region: str
    table: str
    caller_arn: str
    credentials: Any = None
    prefix: str = ""
    calls: list[Call] = field(default_factory=list)
    _opened: int = field(default=0, init=False)

    def child(self, place: str) -> Ledger:
        """Return a ledger for calls made beside this one's; their ids begin with the place they belong to."""
        return Ledger(self.account_id, self.region, self.table, self.caller_arn, self.credentials, f"{place}.")

    def __enter__(self) -> Ledger:
        self._token = _current.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)

    @property
    def last(self) -> Call:
        """The call that just ended."""
        return self._last

    def repeat(self, call: Call) -> None:
        """Enter a call whose answer was had before, with the same arguments: no request was made for it."""
        self._opened += 1
        number = f"{self.account_id}/{self.region}/{self.table}/{self.prefix}{self._opened:05d}"
        self._last = replace(call, call_id=number, attempts=0, answer="")
        self.calls.append(self._last)

    def take(self) -> list[Call]:
        """Hand over the calls entered so far."""
        taken, self.calls = self.calls, []
        return taken

    def rows(self) -> list[dict[str, Any]]:
        """Return the calls as rows of the ledger."""
        return [asdict(call) for call in self.calls]

    def open(self, service: str, operation: str, arguments: dict[str, Any]) -> Call:
        """Enter a call that is about to be made."""
        self._opened += 1
        call = Call(
            call_id=f"{self.account_id}/{self.region}/{self.table}/{self.prefix}{self._opened:05d}",
            account_id=self.account_id,
            region=self.region,
            table=self.table,
            caller_arn=self.caller_arn,
            service=service,
            operation=operation,
            arguments=json.dumps(_clean(arguments), sort_keys=True, default=str),
            started_at=datetime.now(UTC),
        )
        self._last = call
        self.calls.append(call)
        return call


_current: ContextVar[Ledger] = ContextVar("ledger")


def current_account() -> str:
    """Return the account that the running task asks."""
    return _current.get().account_id


def current_credentials() -> Any:
    """Return the credentials that the running task asks with."""
    return _current.get().credentials


def record(client: BaseClient) -> None:
    """Make a client enter its calls into the ledger of the running task."""
    events = client.meta.events
    events.register("before-parameter-build", _opened)
    events.register_last("before-parse", refuse_foreign)
    events.register_last("after-call", _answered)
    events.register("after-call-error", _broke)


def words_of(error: Exception) -> str:
    """Return what an error says, without a credential that stands in it, and without the answer it is about."""
    text = str(error)
    return readable(text.partition("\n")[0] if isinstance(error, ResponseParserError) else text)


def readable(text: str) -> str:
    """Return a text on one line of bounded length, without credentials and what a terminal takes for a command."""
    plain = "".join(" " if category(character) in UNPRINTABLE else character for character in masked(text))
    short = shorten(plain, LONGEST, placeholder=CUT)
    return short if short != CUT.strip() else plain[:LONGEST] + CUT


def outcome_of(code: str) -> str:
    """Classify an error code of AWS."""
    if "AccessDenied" in code or code in DENIED:
        return "denied"
    if code in NOT_ENABLED:
        return "not_enabled"
    return "gone" if code.endswith(GONE_ENDINGS) else "failed"


def _opened(params: dict[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
    context["demarc_call"] = _current.get().open(model.service_model.service_name, model.name, params)


def _answered(http_response: Any, parsed: dict[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
    call: Call = context["demarc_call"]
    about = parsed.get("ResponseMetadata", {})
    _take_time(call, http_response.headers.get("date", ""))
    call.request_id = about.get("RequestId", "")
    call.attempts = about.get("RetryAttempts", 0) + 1
    error = parsed.get("Error", {})
    if http_response.status_code < 300:
        call.outcome = "ok"
        answer = masked_answer(model, {name: value for name, value in parsed.items() if name != "ResponseMetadata"})
        call.answer = json.dumps(answer, sort_keys=True, default=_as_text)
        call.answer_sha256 = hashlib.sha256(call.answer.encode()).hexdigest()
        if call.table != PLAN:  # who fetches credentials needs them
            parsed.update(answer)
        _take_left_out(call, answer)
    else:
        call.error_code = readable(str(error.get("Code", http_response.status_code)))
        call.error = readable(str(error.get("Message", "")))
        call.outcome = outcome_of(call.error_code)


def _take_time(call: Call, date: str) -> None:
    """Enter when AWS answered, by its own clock if it says so."""
    here = call.answered_at = datetime.now(UTC)
    with suppress(ValueError, OverflowError):
        told = parsedate_to_datetime(date)
        told = told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
        call.answered_at = min(max(here, told), told + WITHIN)
        call.clock_skew = round((call.answered_at - here).total_seconds())


def _take_left_out(call: Call, answer: dict[str, Any]) -> None:
    """Enter what an answer leaves out; refuse the answer unless that is gone, or it would be missing without a word."""
    named = [(item, reason) for name, reason in LEFT_OUT.items() for item in answer.get(name) or ()]
    if not named:
        return
    reasons = {str(item.get(reason, "")) if isinstance(item, dict) else GONE for item, reason in named}
    call.error_code = readable(" ".join(sorted(reasons)))
    call.error = readable(json.dumps([item for item, _ in named], default=_as_text))
    if reasons != {GONE}:
        call.outcome = "failed"
        raise LeftOut(reasons=", ".join(sorted(reasons)))
    if not any(value for name, value in answer.items() if name not in LEFT_OUT):
        call.outcome = "gone"


def _clean(arguments: dict[str, Any]) -> Any:
    """Return the arguments of a call as they came, since they are ids; who may assume a role stays a secret."""
    return arguments | {"ExternalId": WITHHELD} if "ExternalId" in arguments else arguments


def _as_text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _broke(exception: Exception, context: dict[str, Any], **_: Any) -> None:
    call: Call = context["demarc_call"]
    call.error_code, call.error = type(exception).__name__, words_of(exception)
