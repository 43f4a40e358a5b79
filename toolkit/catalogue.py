"""What there is, as rows: tables, views, checks and frameworks with a sentence on each."""

from __future__ import annotations

from typing import Any

from toolkit.asked import framework_ids
from toolkit.checks import CHECKS
from toolkit.claims import claims, without_direct
from toolkit.frameworks import read_framework
from toolkit.tables import TABLES
from toolkit.views import VIEWS


def catalogue(kind: str) -> list[dict[str, Any]]:
    """Return one row per table, view, check or framework.

    Parameters
    ----------
    kind : str
        `tables`, `views`, `checks` or `frameworks`.

    Returns
    -------
    list of dict
        `name`, `doc` (one sentence) and what else is known of it, sorted by name.

    """
    makers = {"tables": _tables, "views": _views, "checks": _checks, "frameworks": _frameworks}
    return sorted(makers[kind](), key=lambda row: str(row["name"]))


def _summary(doc: str) -> str:
    """Return the first paragraph of a docstring on one line."""
    return doc.split("\n\n")[0].replace("\n", " ")


def _tables() -> list[dict[str, Any]]:
    return [
        {
            "name": t.name,
            "doc": _summary(t.doc),
            "service": t.service,
            "scope": t.scope,
            "operations": list(t.operations),
            "columns": [{"name": c.name, "type": c.kind, "unit": c.unit, "doc": c.doc} for c in t.columns],
        }
        for t in TABLES.values()
    ]


def _views() -> list[dict[str, Any]]:
    return [{"name": v.name, "doc": _summary(v.doc), "tables": list(v.tables)} for v in VIEWS.values()]


def _checks() -> list[dict[str, Any]]:
    return [
        {
            "name": c.name,
            "doc": c.statement,
            "table": c.table,
            "domain": c.domain,
            "severity": c.severity,
            "family": c.family,
            "controls": {framework: list(rows["control_id"]) for framework, rows in _claims_of(c.name)},
            "without_direct": dict(_sentences_on(c.name)),
            "parameters": c.parameters,
        }
        for c in CHECKS.values()
    ]


def _sentences_on(check_id: str) -> Any:
    rows = without_direct()[without_direct()["check_id"].eq(check_id)]
    return zip(rows["framework_id"], rows["reason"], strict=True)


def _claims_of(check_id: str) -> Any:
    return claims()[claims()["check_id"].eq(check_id)].groupby("framework_id")


def _frameworks() -> list[dict[str, Any]]:
    found = [read_framework(name) for name in framework_ids()]
    return [
        {
            "name": f.id,
            "doc": f"{f.title}, {f.edition}: {f.assessable} {f.terms}.",
            "publisher": f.publisher,
            "assessable": f.assessable,
        }
        for f in found
    ]
