"""An audit as the notebook of a report opens it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.assessment import Assessment, read_assessment, write_assessment
from toolkit.declarations import admit
from toolkit.gaps import Audit, open_audit
from toolkit.register import read_register
from toolkit.show.sections import cover

SCOPE = ("engagement", "accounts", "regions", "as_of", "baseline", "allow_code")


def scope_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of a notebook's parameters that narrow its audit."""
    return {name: values[name] for name in SCOPE if name in values}


def assess_for(values: Mapping[str, Any], place: str) -> str:
    """Assess the inventory that a notebook's parameters name into a folder, and return that."""
    engagement, allowed = values.get("engagement"), values.get("allow_code", "")
    admit(engagement, allowed)
    code = (str(engagement), allowed) if allowed else ("", "")
    write_assessment(values["inventory"], place, read_register(engagement).parameters, code=code)
    return place


def assessment_of(values: Mapping[str, Any], path: str) -> Assessment:
    """Read the assessment of a notebook's parameters; one that ends with the run is as one made in memory."""
    assessment = read_assessment(path)
    return assessment if path == str(values["inventory"]) else assessment.unsealed(values["inventory"])


def opened(values: Mapping[str, Any], assessment: Assessment | str) -> Audit:
    """Open the audit that a notebook with these parameters opens, and have it say its first page."""
    audit = open_audit(values["framework_id"], assessment, **scope_of(values))
    cover(audit)
    return audit
