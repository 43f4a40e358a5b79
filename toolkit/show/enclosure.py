"""What a report has beside what its notebook shows: its first page, and the full tables that are attached to it."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.assessment.calls import refused, resting
from toolkit.characters import as_html, reveal
from toolkit.errors import ToolkitError, one_line
from toolkit.gaps import Audit
from toolkit.gaps.findings import checks_of
from toolkit.gaps.unobserved import unobserved
from toolkit.gaps.worklist import reach, requests
from toolkit.media import ENCLOSURE
from toolkit.register import Register
from toolkit.show.sections import cover
from toolkit.spreadsheets import write_csv


@dataclass(frozen=True)
class Enclosure:
    """An output that the exporters read, so that an executed notebook carries all that its report needs.

    Parameters
    ----------
    about : mapping
        Title, cover, as-of time, root hash and attachments.

    """

    about: Mapping[str, Any]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002
        names = ", ".join(file["name"] for file in self.about["attachments"])
        text = f"A report of this notebook has attached: {names}."
        return {"text/plain": reveal(text), "text/html": f"<p>{as_html(text)}</p>", ENCLOSURE: dict(self.about)}


def enclose(audit: Audit) -> Enclosure:
    """Give the exporters the first page of a report, and what is attached to it.

    Parameters
    ----------
    audit : Audit
        The audit that the notebook shows.

    Returns
    -------
    Enclosure
        Shown by a cell, it makes `jupyter nbconvert --to audit_html` and `audit_pdf` give what `demarc report` gives.

    """
    frames: dict[str, tuple[Callable[[], pd.DataFrame], str]] = {
        f"gaps_{audit.framework.id}": (lambda: audit.gaps, "Gap analysis, one row per control"),
        "observations": (lambda: _ordered(audit.observations), "Every check on every resource"),
        "failing_resources": (lambda: audit.failing, "Every failing resource, with controls and remedy"),
        "fixes_by_reach": (lambda: reach(audit), "Failing checks by how many controls they hold back"),
        "exceptions": (lambda: audit.exceptions, "Every exception of the engagement, and how it stands"),
        "requests": (lambda: requests(audit), "What is needed, and from whom"),
        "not_observed": (lambda: unobserved(audit), "What could not be seen, and why"),
        "completeness": (lambda: audit.assessment.completeness, "Rows of each table beside what AWS itself counts"),
        "coverage": (lambda: audit.assessment.coverage, "What was asked for, and what was observed"),
        "calls": (lambda: calls_behind(audit), _calls_said(audit)),
    }
    attached, failed = [], []
    for name, (make, description) in frames.items():
        try:
            attached.append(_csv(name, make(), description))
        except ToolkitError:
            raise
        except Exception as error:  # the other tables stand
            failed.append(f"{name} ({one_line(error)})")
    engagement = audit.register.engagement
    return Enclosure(
        {
            "title": engagement.title if engagement else f"{audit.framework.title}: gap analysis",
            "subtitle": "Who answers for what on AWS, and where the customer's side has gaps",
            "framework_title": f"{audit.framework.title}, {audit.framework.edition}",
            "cover": [*cover(audit), *([["Not attached", "; ".join(failed)]] if failed else [])],
            "as_of": audit.assessment.about["started_at"],
            "digest": audit.assessment.about["root_sha256"],
            "branding": _branding(audit.register),
            "attachments": attached,
        }
    )


def _branding(register: Register) -> dict[str, str]:
    looks, engagement = register.branding, register.engagement
    said = {"accent": looks.accent, "confidentiality": looks.confidentiality}
    if not looks.logo:
        return said
    owner = engagement.auditor if engagement else ""
    return said | {"owner": owner, "logo": _packed(looks.logo)}


def _packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content)).decode()


def _ordered(observations: pd.DataFrame) -> pd.DataFrame:
    """Order observations by check and place: an assessment in memory and a sealed one hold them in other orders."""
    by = ["check_id", "account_id", "region", "resource_id"]
    return observations.sort_values(by, kind="stable", ignore_index=True)


def calls_behind(audit: Audit) -> pd.DataFrame:
    """Return the calls that the verdicts of an audit's checks rest on, and those that were refused."""
    seen, calls = audit.observations, audit.assessment.calls
    mine = seen[seen["check_id"].isin(checks_of(audit.framework))]
    return calls[resting(calls, mine) | refused(calls)] if len(calls) else calls


def _calls_said(audit: Audit) -> str:
    """Name the ledger, of which most calls are not attached."""
    total, digest = audit.assessment.call_counts["calls"].sum(), audit.assessment.about.get("ledger_sha256", "unknown")
    return f"Calls that the verdicts rest on, and refused ones, of {total} in the ledger with the SHA-256 {digest}"


def _csv(name: str, frame: pd.DataFrame, description: str) -> dict[str, str]:
    file = io.BytesIO()
    write_csv(frame, file)
    about = {"name": f"{name}.csv", "description": description, "mime": "text/csv", "relationship": "data"}
    return about | {"zlib": _packed(file.getvalue())}
