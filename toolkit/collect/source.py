"""Where tables come from, whatever answers: a source gives some of them, as jobs that write parts of an inventory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from toolkit.collect.accounts import Account
from toolkit.model import Table


class Job(NamedTuple):
    """One part of an inventory, by its name, and the call that writes it."""

    name: str
    run: Callable[[], None]


class Source(Protocol):
    """AWS's API, an AWS Config aggregator, or whatever else has rows of tables and can say what was observed.

    A table comes from the first source of a run that gives it; the last one gives all.
    """

    def gives(self, table: Table) -> bool:
        """Tell whether it has a table."""

    def jobs(self, tables: Sequence[Table], accounts: Sequence[Account], folder: Path) -> Iterator[Job]:
        """Yield what there is to do for tables of some accounts in an inventory's folder.

        A job writes the rows, the calls behind them and a line of the coverage for each place, refused ones too.
        """

    def executor(self) -> AbstractContextManager[Executor]:
        """Return what works the jobs off."""
