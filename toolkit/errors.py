"""Every error the toolkit raises on purpose.

ToolkitError               something failed: exit code 1
├── DeclarationError       a table, view, check or framework is written wrongly (found at import or by `make check`)
├── CredentialsError       AWS credentials are missing, expired or of another account than asked for
├── ExecutorError          the cluster that should do the work is not there
├── OutputError            a file or folder cannot be written
├── ReportError            a notebook failed, so there is no report
├── SealError              what is sealed is incomplete, truncated or changed
│   ├── InventoryError     it is an inventory, or an inventory lacks what is asked of it
│   └── AssessmentError    it is an assessment, or an assessment lacks what is asked of it
├── SignatureError         a signature does not hold
├── GateError              it is done, and `--fail-on` found what it names: exit code 3
└── UsageError             what was asked for cannot be: exit code 2
    ├── UnknownName        a name that nothing is registered under; says which names are close
    ├── ParameterError     a notebook or command-line parameter that cannot be used
    ├── MissingExtra       what asks for it is there, and the extra that brings it is not installed
    ├── NotSealed          a folder that holds nothing sealed, or something of another kind (a SealError too)
    ├── UnusableKey        a key that cannot sign or be read (a SignatureError too)
    ├── OccupiedError      a folder that holds something else, and is not written into (an OutputError too)
    └── RegisterError      an engagement file is malformed; names file, row and column
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import IntEnum

MOST = 400  # names that one sentence may hold


class Exit(IntEnum):
    """What `demarc` ends with, and what that says."""

    says: str

    def __new__(cls, code: int, says: str) -> Exit:
        """Make one of a code and its sentence."""
        member = int.__new__(cls, code)
        member._value_, member.says = code, says
        return member

    DONE = 0, "Done."
    FAILED = 1, "Something failed, or does not hold."
    REFUSED = 2, "Refused before anything was done: what is asked for is not there, or cannot be."
    GATE = 3, "Done, and --fail-on found what it names."
    STOPPED = 130, "Stopped by SIGINT or SIGTERM; the same command goes on."


class ToolkitError(Exception):
    """Base of the toolkit's own errors."""

    exit_code = Exit.FAILED

    def _render_traceback_(self) -> list[str]:  # what JupyterLab shows of it: a sentence, no traceback
        return [f"{type(self).__name__}: {self}"]


class DeclarationError(ToolkitError):
    """A declaration contradicts the data it refers to."""


class CredentialsError(ToolkitError):
    """AWS credentials are missing, expired or of another account than asked for."""


class ExecutorError(ToolkitError):
    """The cluster that should do the work is not there."""


class OutputError(ToolkitError):
    """A file or folder cannot be written."""


class GateError(ToolkitError):
    """What was asked for is done, and `--fail-on` found what it names."""

    exit_code = Exit.GATE


class ReportError(ToolkitError):
    """A notebook failed, so there is no report."""


class SealError(ToolkitError):
    """What is sealed is missing, incomplete, truncated or changed."""


class InventoryError(SealError):
    """An inventory is incomplete, truncated or changed, or lacks what is asked of it."""


class AssessmentError(SealError):
    """An assessment is incomplete, truncated or changed, or lacks what is asked of it."""


class SignatureError(ToolkitError):
    """A signature does not hold."""


class UsageError(ToolkitError):
    """What was asked for cannot be."""

    exit_code = Exit.REFUSED


class UnknownName(UsageError, KeyError):  # noqa: N818 - it says what is wrong
    """A name that nothing is registered under."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"No {kind} is called {name!r}. {did_you_mean(name, known)}")

    def __str__(self) -> str:  # KeyError would print the repr
        return str(self.args[0])


class ParameterError(UsageError):
    """A notebook or command-line parameter that cannot be used."""


class MissingExtra(UsageError):  # noqa: N818 - it says what is wrong
    """An extra of the distribution that is not installed."""


class NotSealed(UsageError, SealError):  # noqa: N818 - it says what is wrong
    """A folder that holds nothing sealed, or something of another kind than is needed."""


class UnusableKey(UsageError, SignatureError):  # noqa: N818 - it says what is wrong
    """A key that cannot sign or be read."""


class OccupiedError(UsageError, OutputError):
    """A folder that holds something else, so that nothing is written into it."""


class RegisterError(UsageError):
    """An engagement file is malformed."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Say which of the known names are close to a name, or all of them if none is and they are not too many."""
    known = sorted(known)
    if close := get_close_matches(name, known, n=3):
        return f"Did you mean {' or '.join(map(repr, close))}?"
    return f"Known: {', '.join(known) or 'none'}." if len(known) <= MOST else "`demarc list` says what there is."


def one_line(error: BaseException) -> str:
    """Write an error that nobody foresaw as one line: its kind and its first words."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said[:200]}{'…' if len(said) > 200 else ''}" if said else type(error).__name__
