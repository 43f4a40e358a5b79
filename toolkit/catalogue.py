"""What there is, as rows with a sentence on each, and all that is declared about one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.asked import framework_ids
from toolkit.checks import CHECKS
from toolkit.claims import claims, without_direct
from toolkit.errors import UnknownName
from toolkit.framework_rules import Responsibility
from toolkit.frameworks import Framework, read_framework
from toolkit.model import Check, Column, Table, View
from toolkit.resources import DATA
from toolkit.responsibility import SERVICE_MODELS, layers, responsibility
from toolkit.seal import kind_in, verify
from toolkit.signature import read_signatures
from toolkit.tables import TABLES
from toolkit.views import VIEWS

ROLE = ("control_id", "check_id", "strength", "sources", "reason", "origin")


def catalogue(kind: str) -> list[dict[str, Any]]:
    """Return one row per table, view, check, framework or retired check.

    Parameters
    ----------
    kind : str
        `tables`, `views`, `checks`, `frameworks` or `retired` (checks whose names are not given to others).

    Returns
    -------
    list of dict
        `name`, `doc` (one sentence) and what else is known of it, sorted by name.

    """
    makers = {"tables": _tables, "views": _views, "checks": _checks, "frameworks": _frameworks, "retired": _retired}
    return sorted(makers[kind](), key=lambda row: str(row["name"]))


def described(name: str, framework: str = "", engagement: Path | str | None = None) -> list[dict[str, Any]]:
    """Say all that is declared about a check, a table, a view, a framework or a control.

    Parameters
    ----------
    name : str
        Its name, or the id of a control or heading as its publisher writes it.
    framework : str
        Framework whose control is meant, or whose claims are told; all if left out.
    engagement : path, optional
        Engagement folder; its own frameworks and claims count.

    Returns
    -------
    list of dict
        One for each thing that is called so, since several frameworks may have a control of that id: `kind`, `name`,
        and what is declared. Each value is a text, a number, a list of texts, or a list of rows.

    Raises
    ------
    UnknownName
        Nothing is called so, or there is no such framework.

    """
    read = [read_framework(each, engagement) for each in ([framework] if framework else framework_ids(engagement))]
    gone = {row["name"]: row for row in _retired()}
    found = [_check(CHECKS[name], read)] if name in CHECKS else []
    found += [_gone(gone[name])] if name in gone else []
    found += [_table(TABLES[name])] if name in TABLES else []
    found += [_view(VIEWS[name])] if name in VIEWS else []
    found += [_framework(each) for each in read if each.id == name]
    found += [_control(name, each) for each in read if name in each.titles]
    if not found:
        known = [
            *CHECKS,
            *gone,
            *TABLES,
            *VIEWS,
            *framework_ids(engagement),
            *(id_ for each in read for id_ in each.titles),
        ]
        raise UnknownName("check, table, view, framework or control", name, set(known))
    return found


def sealed(folder: Path | str) -> dict[str, Any]:
    """Say what is sealed in a folder, proven to be as it was.

    Parameters
    ----------
    folder : path
        What was sealed.

    Returns
    -------
    dict
        `kind`, `name` (the folder), what its manifest says of it, how many `files` it has, and `signatures`.

    Raises
    ------
    SealError
        It is missing, incomplete or was changed.

    """
    manifest = verify(folder)
    told: dict[str, Any] = {"kind": kind_in(manifest), "name": str(folder)}
    for name, value in manifest.items():
        if isinstance(value, dict) and name != "files":
            told |= {f"{name} {key}": each for key, each in value.items()}
        elif name not in ("complete", "format", "kind"):
            told[name] = value
    signed = [signature.sentence for signature in read_signatures(Path(folder), manifest)]
    return told | {"files": len(manifest["files"]), "signatures": signed}


def _check(check: Check, frameworks: Iterable[Framework]) -> dict[str, Any]:
    base = TABLES[check.tables[0]]
    read = dict.fromkeys((*check.columns, *check.population_columns))
    columns = {column.name: _column(column) for column in base.columns}
    added = {"type": "", "unit": "", "doc": f"Made by the view {check.table}."}
    claimed = [_claims(framework, "check_id", check.name) for framework in frameworks]
    return {
        "kind": "check",
        "name": check.name,
        "statement": check.statement,
        **{title.lower(): check.section(title) for title in ("Why", "Remedy", "Source")},
        "severity": check.severity,
        "domain": check.domain,
        "family": check.family,
        "table": check.table,
        "reads": [columns.get(column, {"name": column} | added) for column in read],
        "population": check.where or f"every row of {check.table}",
        "empty population": "passes: none is required" if check.empty else "nothing to test",
        "parameters": [{"name": key, "default": value} for key, value in check.parameters.items()],
        "declared by": CHECKS.origins[check.name],
        "evidence for": [row for rows in claimed for row in rows],
        "tests the condition of": [
            {"framework_id": framework.id, "control_id": row["control_id"], "reason": row["reason"]}
            for framework in frameworks
            for row in _rows(framework.conditions, "check_id", check.name)
        ],
    }


def _claims(framework: Framework, column: str, name: str) -> list[dict[str, Any]]:
    """Return what a framework claims of a check or a control, without the column that all rows share."""
    rows = _rows(framework.evidence[list(ROLE)], column, name)
    shared = {"framework_id": framework.id} if column == "check_id" else {}
    return [shared | {key: value for key, value in row.items() if key != column} for row in rows]


def _rows(frame: pd.DataFrame, column: str, name: str) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame[frame[column].eq(name)].to_dict("records")]


def _column(column: Column) -> dict[str, Any]:
    return {"name": column.name, "type": column.kind, "unit": column.unit, "doc": column.doc}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "name": table.name,
        "statement": _summary(table.doc),
        "service": table.service,
        "scope": table.scope,
        "resource type": table.resource_type,
        "calls": list(table.operations),
        "leaves out": table.leaves_out,
        "columns": [_column(column) for column in table.columns],
        "views": [view.name for view in VIEWS.values() if table.name in view.tables],
        "checks": _readers(table),
        "inventory only": table.inventory_only,
        "declared by": TABLES.origins[table.name],
    }


def _view(view: View) -> dict[str, Any]:
    kinds = view.empty(TABLES).dtypes
    return {
        "kind": "view",
        "name": view.name,
        "statement": _summary(view.doc),
        "tables": list(view.tables),
        "a row for each": ["resource_id", *view.key],
        "columns": [{"name": str(name), "type": str(kind)} for name, kind in kinds.items()],
        "checks": [check.name for check in CHECKS.values() if check.table == view.name],
        "declared by": VIEWS.origins[view.name],
    }


def _framework(framework: Framework) -> dict[str, Any]:
    controls, strengths = framework.controls, framework.evidence["strength"].value_counts()
    return {
        "kind": "framework",
        "name": framework.id,
        "statement": f"{framework.title}, {framework.edition}: {framework.assessable} {framework.terms}.",
        "publisher": framework.publisher,
        "source": framework.source,
        "licence": framework.licence,
        "baselines": sorted(set(controls["baselines"].str.split().explode().dropna())),
        "sections": [
            {"section": section, framework.terms: len(rows)}
            for section, rows in controls.groupby("section", sort=False)
        ],
        "checks": framework.evidence["check_id"].nunique(),
        "claims": [{"strength": str(name), "claims": int(n)} for name, n in strengths.items()],
    }


def _control(control_id: str, framework: Framework) -> dict[str, Any]:
    said = {"kind": f"{framework.control_term} of {framework.id}", "name": control_id}
    said["statement"] = framework.titles[control_id]
    controls = framework.controls
    below = list(controls.loc[controls["parent_id"].eq(control_id), "control_id"])
    row = controls[controls["control_id"].eq(control_id)]
    if row.empty:
        return said | {"kind": f"heading of {framework.id}", framework.terms: below}
    about = row.iloc[0].to_dict()
    named = about["layers"].split()
    claimed = [
        {"check_id": claim["check_id"], "severity": CHECKS[claim["check_id"]].severity} | claim
        for claim in _claims(framework, "control_id", control_id)
    ]
    return {
        **said,
        "section": about["section"],
        "baselines": about["baselines"].split(),
        "responsibility": f"{responsibility(row, SERVICE_MODELS)['responsibility'].item()}, if all models are in use",
        **{
            name.replace("_", " "): about[name]
            for name in Responsibility.model_fields
            if name not in ("control_id", "layers")
        },
        "layers": [layer for name in named for layer in _layer(name)],
        "checks": claimed,
        "checks of the condition": [
            {"check_id": each["check_id"], "reason": each["reason"]}
            for each in _rows(framework.conditions, "control_id", control_id)
        ],
        f"{framework.terms} below": below,
    }


def _layer(name: str) -> Iterator[dict[str, Any]]:
    """Return who answers for a layer under each service model, models with one answer together."""
    matrix = layers()
    for party, rows in matrix[matrix["layer"].eq(name)].groupby("party", sort=False):
        yield {"layer": name, "party": party, "service models": ", ".join(rows["service_model"])}


def _readers(table: Table) -> list[str]:
    return [check.name for check in CHECKS.values() if table.name in check.tables]


def _summary(doc: str) -> str:
    """Return the first paragraph of a docstring on one line."""
    return doc.split("\n\n")[0].replace("\n", " ")


def _tables() -> list[dict[str, Any]]:
    return [
        {
            "name": t.name,
            "doc": " Inventory only: ".join(filter(None, [_summary(t.doc), t.inventory_only])),
            "checks": _readers(t),
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


def _retired() -> list[dict[str, Any]]:
    """Read which checks are no more; registers and reports of the past still name them."""
    rows = pd.read_csv(DATA / "retired_checks.csv", dtype="string")
    return [
        {"name": r.check_id, "doc": f"{r.retired_on}: {r.reason}", "retired_on": r.retired_on}
        for r in rows.itertuples()
    ]


def _gone(row: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "retired check", "name": row["name"], "statement": row["doc"]}


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
