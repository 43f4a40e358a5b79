"""One control of an audit: its checks, resources, evidence, parts, owner, conditions, state and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from toolkit.assessment.evidence import evidence_in
from toolkit.crosswalks import crosswalk
from toolkit.errors import UnknownName
from toolkit.gaps import Audit
from toolkit.gaps.parts import by_party, parts, proof
from toolkit.printed import WIDTH, Printed, few, sentence, some
from toolkit.show.blocks import Shown, facts, table, words
from toolkit.show.failures import readable, tested
from toolkit.show.layers import TEXTS

FIRST = 15  # failures that a control shows of itself
PARTY = {"aws": "AWS", "shared": "AWS and customer", "customer": "customer"}


@dataclass(frozen=True, repr=False)
class Control(Printed):
    """One control as an audit sees it; what it says of itself is read from the audit's frames.

    Parameters
    ----------
    audit : Audit
        The audit.
    id : str
        Id of the control, as its publisher writes it.

    """

    audit: Audit
    id: str

    def _said(self) -> tuple[str, Mapping[str, str]]:
        failing = self.checks.loc[self.checks["failed"].gt(0), "check_id"]
        return f"{self.id} {self.title}: {words(self.state)}", {
            "why": sentence(self.basis, 3 * WIDTH),
            "answers": f"{PARTY[self.responsibility]}; owner: {self.owner}",
            "checks": f"{len(self.checks)}, {len(failing)} with failures",
            "failing": few(failing),
        }

    def _repr_html_(self) -> str:
        head = facts(
            [
                ("State", words(self.state), self.basis),
                ("Answers", PARTY[self.responsibility], f"owner: {self.owner}"),
            ]
        )
        shown = [head, *self._tables()]
        return f"<h4>{super()._repr_html_().partition('<table>')[0]}</h4>" + "".join(block.html for block in shown)

    def _tables(self) -> Iterator[Shown]:
        """Make a table of each frame that has rows."""
        yield table(
            self.checks,
            f"{len(self.checks)} checks are evidence",
            labels={
                "check_id": "Check",
                "strength": "Strength",
                "severity": "Severity",
                "failed": "Fail",
                "tested": "Tested",
                "reach": "Reach",
                "unknown": "Not observed",
                "statement": "Should be true",
            },
            badges=["severity"],
        )
        labels = {"check_id": "Check", "resource_id": "Resource", "account_id": "Account", "evidence": "Evidence"}
        if len(self.resources):
            shown = self.resources.head(FIRST).assign(evidence=lambda rows: rows["evidence"].map(readable))
            title, total = f"{len(self.resources)} failures; all are in `resources`", len(self.resources)
            yield table(shown, title, labels=labels | {"region": "Region"}, total=total)
        if len(moving := self.parts[self.parts["moves"]]):
            moving = moving.assign(services=moving["services"].map(some))
            labels = {"title": "Layer", "model": "Service model", "party": "Answers", "services": "Shown by"}
            labels |= {name: label for name, label in TEXTS.items() if moving[name].ne("").any()}
            yield table(moving, "Who answers moves with the service model", labels=labels)
        if len(self.conditions):
            labels = {"check_id": "Check", "failed": "Fail", "tested": "Tested", "reason": "What it tests"}
            yield table(self.conditions, "Conditions of the inheritance from AWS", labels=labels)

    @cached_property
    def row(self) -> Mapping[str, Any]:
        """Its row of the gap analysis."""
        gaps = self.audit.gaps
        return dict(gaps[gaps["control_id"].eq(self.id)].iloc[0])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.row["title"])

    @property
    def state(self) -> str:
        """Its state: proposed, not concluded."""
        return str(self.row["state"])

    @property
    def basis(self) -> str:
        """Why it has this state."""
        return str(self.row["basis"])

    @property
    def responsibility(self) -> str:
        """Who answers for it: `aws`, `shared` or `customer`."""
        return str(self.row["responsibility"])

    @property
    def owner(self) -> str:
        """The accountable person, or the role that has to name one."""
        return str(self.row["accountable"] or f"{self.row['owner_role']} (no person named)")

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Checks that are evidence for it: one row per check, with its strength and what it found."""
        return tested(self.audit, self._mine(self.audit.framework.evidence))

    @cached_property
    def conditions(self) -> pd.DataFrame:
        """Checks that test the condition of its inheritance: one row per check, with what it found."""
        return tested(self.audit, self._mine(self.audit.framework.conditions))

    @cached_property
    def observations(self) -> pd.DataFrame:
        """What these checks saw: one row per check and resource."""
        names = {*self.checks["check_id"], *self.conditions["check_id"]}
        seen = self.audit.observations
        return seen[seen["check_id"].isin(names)].reset_index(drop=True)

    @cached_property
    def resources(self) -> pd.DataFrame:
        """Failures: one row per check and resource, with what the check read and the exception that accepts it."""
        return self.observations[self.observations["result"].eq("fail")].reset_index(drop=True)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """Calls to AWS behind its failures, each with the raw answer: one row per call."""
        return evidence_in(self.audit.assessment, self.resources)

    @cached_property
    def parts(self) -> pd.DataFrame:
        """Who answers for each of its layers under each service model in use, and the first resources that show it."""
        found = parts(self._mine(self.audit.framework.controls), self.audit.models)
        shows = proof(self.audit.usage.services)
        return found.drop(columns="control_id").assign(resource_ids=found["service_model"].map(shows).fillna(""))

    @property
    def answers(self) -> dict[str, str]:
        """By layer, who answers under which service models in use."""
        layers = self.parts.groupby("title", sort=False)
        return {str(title): by_party(zip(rows["party"], rows["model"], strict=True)) for title, rows in layers}

    @cached_property
    def attestations(self) -> pd.DataFrame:
        """What people say of it: one row per attestation of the register."""
        said = self.audit.register.attestations
        return self._mine(said[said["framework_id"].eq(self.audit.framework.id)])

    @cached_property
    def related(self) -> pd.DataFrame:
        """Controls of other frameworks, by published relations: one row per control; derived, so it moves no state."""
        return crosswalk(self.audit.framework.id, self.id)

    def _mine(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["control_id"].eq(self.id)].reset_index(drop=True)


class Controls(Printed, Mapping[str, Control]):
    """The controls of an audit by id: `audit.control("CC6.1")`, or `audit.control["` and Tab.

    Parameters
    ----------
    audit : Audit
        The audit.

    """

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    def __call__(self, control_id: str) -> Control:
        return self[control_id]

    def __getitem__(self, control_id: str) -> Control:
        if control_id not in (known := list(self)):
            raise UnknownName(f"control of {self._audit.framework.id}", str(control_id), known)
        return Control(self._audit, control_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._audit.framework.controls["control_id"])

    def __len__(self) -> int:
        return len(self._audit.framework.controls)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"Controls of {self._audit.framework.title}: {few(self)}", {}
