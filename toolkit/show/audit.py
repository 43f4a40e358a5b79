"""An audit as an analyst holds it: frames as properties, displays under `show`, verbs as methods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cached_property, partial, wraps
from types import MethodType
from typing import Any

import pandas as pd

from toolkit.assessment.evidence import evidence_in, evidence_of
from toolkit.checks import CHECKS
from toolkit.errors import did_you_mean
from toolkit.gaps import Audit, open_audit
from toolkit.gaps.opened import take
from toolkit.gaps.unobserved import unobserved
from toolkit.gaps.worklist import aws_report_services, reach, requests
from toolkit.printed import Printed, few
from toolkit.query import query, tables_of
from toolkit.responsibility import ALWAYS, responsibility_change
from toolkit.show import charts, failures, layers, observed, people, sections, summary, worklist  # noqa: F401
from toolkit.show import completeness as _completeness  # noqa: F401
from toolkit.show.blocks import SECTIONS, Shown
from toolkit.show.control import Controls
from toolkit.show.enclosure import Enclosure, enclose
from toolkit.show.injected import refuse_undeclared_here
from toolkit.show.widgets import Explorer

CELL = 300  # characters that a cell of a frame shows; pandas would cut most ids


class Displays(Printed):
    """The displays of an audit, each a method: `audit.show.key_figures()`.

    Parameters
    ----------
    audit : Audit
        What they show.

    """

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    def __getattr__(self, name: str) -> Callable[..., Shown]:
        if name not in SECTIONS:
            raise AttributeError(f"No display is called {name!r}. {did_you_mean(name, SECTIONS)}")
        return MethodType(SECTIONS[name], self._audit)

    def __dir__(self) -> list[str]:
        return sorted(SECTIONS)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"Displays of an audit: {few(sorted(SECTIONS))}", {"such as": "audit.show.key_figures()"}


class Workbook(Audit):
    """An audit with faces: every frame and display of it is behind a dot, so that Tab is the manual.

    Frames are properties (`gaps`, `failing`, `requests` …), displays are methods of `show`, and what is asked of one
    control, check or resource is a method (`control`, `evidence`, `what_if`).
    """

    def _said(self) -> tuple[str, Mapping[str, str]]:
        title, said = super()._said()
        return title, {**said, "try": f'audit.show.key_figures(), audit.gaps, audit.control["{self._first}"]'}

    @property
    def _first(self) -> str:
        return str(self.framework.controls["control_id"].iloc[0])

    @cached_property
    def show(self) -> Displays:
        """Its displays: `audit.show.` and Tab names them."""
        return Displays(self)

    @cached_property
    def control(self) -> Controls:
        """Its controls: `audit.control("CC6.1")`, or `audit.control["` and Tab."""
        return Controls(self)

    @cached_property
    def requests(self) -> pd.DataFrame:
        """What is still needed, and from whom: one row per request."""
        return requests(self)

    @cached_property
    def reach(self) -> pd.DataFrame:
        """Failing checks by how many controls, in every framework, a fix would help."""
        return reach(self)

    @cached_property
    def not_observed(self) -> pd.DataFrame:
        """What could not be seen, and why: one row per account, table and reason."""
        return unobserved(self)

    @cached_property
    def completeness(self) -> pd.DataFrame:
        """Rows of tables beside what AWS itself counts: one row per number of AWS's."""
        return self.assessment.completeness

    @cached_property
    def report_services(self) -> pd.DataFrame:
        """AWS services in use, and which AWS reports on file name each: one row per service."""
        return aws_report_services(self)

    @cached_property
    def services(self) -> pd.DataFrame:
        """AWS services in use: one row per service, way of running it, account and Region."""
        return self.usage.services

    def evidence(self, what: str | Mapping[str, Any] | pd.DataFrame) -> pd.DataFrame:
        """Return the calls that a verdict or a resource stands on, each with AWS's raw answer.

        Parameters
        ----------
        what : str, mapping or DataFrame
            An ARN or another `resource_id`, a check, which stands for all of its verdicts, or a row of a table or of
            the observations, such as `frame.iloc[0]`, or a frame of such rows.

        Returns
        -------
        DataFrame
            One row per call, as `toolkit.inventory.evidence` describes it; of an assessment without its inventory, the
            calls that it holds, and no answers.

        """
        if isinstance(what, str) and what in CHECKS:
            return evidence_in(self.assessment, self.observations[self.observations["check_id"].eq(what)])
        if isinstance(what, str):
            return pd.DataFrame(evidence_of(self.assessment, what))
        return evidence_in(self.assessment, what)

    def what_if(self, models: str | Iterable[str]) -> pd.DataFrame:
        """Say what moves between AWS and the customer if the estate used other service models.

        Parameters
        ----------
        models : str or iterable of str
            Service models, such as `containers_fargate`; those that every estate uses need not be named.

        Returns
        -------
        DataFrame
            One row per control and layer that moves, as `toolkit.responsibility.responsibility_change` describes it.

        """
        then = [models] if isinstance(models, str) else list(models)
        now = self.models.loc[self.models["in_use"], "service_model"]
        return responsibility_change(self.framework.controls, now, dict.fromkeys([*then, *ALWAYS]))

    def sql(self, text: str) -> pd.DataFrame:
        """Answer a SELECT over the frames of the audit, and those of what it rests on.

        Parameters
        ----------
        text : str
            One SELECT in DuckDB's dialect: `audit.sql("SELECT state, count(*) FROM gaps GROUP BY state")`. Tables are
            the audit's frames by their names, then those of the assessment and of the inventory, if it is at hand.

        Returns
        -------
        DataFrame
            One row per row of the answer.

        """
        made = {name: member for base in type(self).__mro__ for name, member in vars(base).items()}
        frames = {name: partial(getattr, self, name) for name, member in made.items() if _is_frame(member)}
        return query(tables_of(self.assessment) | frames, text)

    def explore(self) -> Explorer:
        """Search the controls by words, section, party and state, and look into each."""
        return Explorer(self)

    def enclose(self) -> Enclosure:
        """Give the exporters the first page of a report, and what is attached to it: shown by the last cell."""
        return enclose(self)


def _is_frame(member: Any) -> bool:
    """Tell whether a member of a class is a property that gives a frame."""
    made = getattr(member, "func", None) or getattr(member, "fget", None)
    return bool(made) and made.__annotations__.get("return") == "pd.DataFrame"


@wraps(open_audit, assigned=("__doc__",))
def audit(*args: Any, **kwargs: Any) -> Workbook:  # what it takes is told once, where it is done
    refuse_undeclared_here()
    pd.set_option("display.max_colwidth", CELL)
    opened = take(*args, **kwargs) or open_audit(*args, **kwargs)
    workbook = Workbook(**{field.name: getattr(opened, field.name) for field in fields(opened)})
    vars(workbook).update(vars(opened))  # what was computed of it already
    return workbook
