"""A check tried on the estate of an audit before it is anybody's: its verdicts at once, and in no registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from toolkit.checks import prove, resolved
from toolkit.errors import DeclarationError, ToolkitError, one_line
from toolkit.gaps import Audit
from toolkit.model import Check, check
from toolkit.observe import observe
from toolkit.printed import Printed, few
from toolkit.show.blocks import facts, table
from toolkit.show.observed import SHOWN_ROWS
from toolkit.tables import TABLES
from toolkit.views import VIEWS


@dataclass(frozen=True, repr=False)
class Trial(Printed):
    """What a check says of an estate; no control counts it.

    Parameters
    ----------
    check : Check
        What was tried.
    observations : DataFrame
        Its verdicts: one row per resource of its population, as `observe` returns them.
    rows : int
        Rows of its table or view, those outside the population too.
    unseen : int
        Accounts and Regions in which a table that gives it rows was not observed.

    """

    check: Check
    observations: pd.DataFrame
    rows: int
    unseen: int

    @property
    def failing(self) -> pd.DataFrame:
        """Its failures: one row per resource, with what the check read."""
        return self.observations[self.observations["result"].eq("fail")].reset_index(drop=True)

    @property
    def counts(self) -> dict[str, int]:
        """How many of its population pass, fail and are unknown."""
        found = self.observations["result"].value_counts()
        return {result: int(found[result]) for result in ("pass", "fail", "unknown")}

    def _said(self) -> tuple[str, Mapping[str, str]]:
        said = ", ".join(f"{number} {result}" for result, number in self.counts.items())
        return f"Trial of {self.check.name}: {said}", {
            "states": self.check.statement or "nothing: give it a docstring",
            "population": self._population,
            "failing": few(self.failing["resource_id"]),
            "counted": "by no control: it is in no registry",
        }

    @property
    def _population(self) -> str:
        unseen = f"; not observed in {self.unseen} accounts and Regions" if self.unseen else ""
        return f"{len(self.observations)} of {self.rows} rows of {self.check.table}{unseen}"

    def _repr_html_(self) -> str:
        of = f"of {len(self.observations)} in the population"
        head = facts([(result.capitalize(), str(number), of) for result, number in self.counts.items()])
        labels = {"resource_id": "Resource", "account_id": "Account", "region": "Region", "evidence": "Evidence"}
        title = f"{len(self.failing)} failures of {self.check.name}"
        note = f"{self._population}. No control counts them: the check is in no registry."
        rows = self.failing.head(SHOWN_ROWS)
        return head.html + table(rows, title, labels=labels, note=note, total=len(self.failing)).html


def try_check(function: Check | Callable[..., pd.Series], audit: Audit) -> Trial:
    """Try a check on the estate of an audit.

    Parameters
    ----------
    function : Check or callable
        What `@wb.check(…)` made of a function, or a function whose parameters are columns and whose name begins with
        the table or view that it reads: `s3_bucket_versioned(versioning)`.
    audit : Audit
        Whose inventory it is tried on, and whose parameters it takes.

    Returns
    -------
    Trial
        Verdicts and failures. The check is registered nowhere, so no state changes.

    Raises
    ------
    DeclarationError
        It reads what is not there, it raised, or it did not answer for each row.
    InventoryError
        What it reads was not collected.

    """
    tried = resolved(function if isinstance(function, Check) else _declared(function))
    prove(tried)
    frame = audit.inventory[tried.table]
    try:
        found = observe(tried, frame, **audit.register.parameters.get(tried.name, {}))
    except ToolkitError:
        raise
    except Exception as error:  # whatever it is, it is the check's
        raise DeclarationError(f"Check {tried.name!r} failed over {tried.table}: {one_line(error)}") from None
    coverage = audit.inventory.coverage
    unseen = coverage["table"].isin(tried.rows) & coverage["status"].ne("observed")
    return Trial(tried, found, len(frame), int(unseen.sum()))


def _declared(function: Callable[..., pd.Series]) -> Check:
    """Declare a function as a check of the table that its name begins with; nobody has weighed it yet."""
    name = getattr(function, "__name__", "")
    tables = [table for table in (*TABLES, *VIEWS) if name.startswith(f"{table}_")]
    if not tables:
        raise DeclarationError(
            f"{name or function!r} names no table that it reads. Call it `<table>_<good property>`, such as "
            "`s3_bucket_versioned`, or declare it with `@wb.check(table, domain=…, severity=…)`."
        )
    return check(max(tables, key=len), domain="governance", severity="low")(function)
