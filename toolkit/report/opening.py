"""An audit as the notebook of a report opens it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.gaps import Audit, open_audit
from toolkit.inventory import Inventory
from toolkit.show.sections import cover

SCOPE = ("engagement", "accounts", "regions", "as_of", "baseline", "allow_code")


def scope_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of a notebook's parameters that narrow its audit."""
    return {name: values[name] for name in SCOPE if name in values}


def opened(values: Mapping[str, Any], estate: Inventory | str) -> Audit:
    """Open the audit that a notebook with these parameters opens, and have it say its first page."""
    audit = open_audit(values["framework_id"], estate, **scope_of(values))
    cover(audit)
    return audit
