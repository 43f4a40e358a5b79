"""The vocabulary: what a table, a view and a check are, and the words of a verdict. No I/O, no AWS."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal, get_args, overload

import pandas as pd

from toolkit.errors import DeclarationError, UnknownName
from toolkit.printed import Printed, few, sentence

DTYPES = {
    "str": "string",
    "bool": "boolean",
    "int": "Int64",
    "float": "Float64",
    "datetime": "datetime64[us, UTC]",
}

Severity = Literal["critical", "high", "medium", "low"]
Domain = Literal["identity", "compute", "network", "data", "logging", "application", "resilience", "governance"]
Scope = Literal["regional", "global", "us-east-1"]  # a global service is asked once; some answer only in us-east-1

SEVERITIES: tuple[str, ...] = get_args(Severity)
DOMAINS: dict[str, str] = {
    "identity": "Identity and access management",
    "compute": "Operating systems and patching",
    "network": "Network configuration",
    "data": "Data protection",
    "logging": "Logging, monitoring and incident response",
    "application": "Application configuration and vulnerabilities",
    "resilience": "Resilience and backup",
    "governance": "Governance and asset inventory",
}
RESULTS = ("fail", "unknown", "pass")
PARTIES = ("aws", "shared", "customer")
DETAILS_TAKE = timedelta(days=1)  # no run takes longer between a listing and the details of what it lists


@dataclass(frozen=True, repr=False)
class Column(Printed):
    """One column of a table.

    `path` is a JMESPath into AWS's answers about the resource. `absent` stands for "AWS answered, and it is not there";
    a missing value (NA) means only that it could not be observed. `counts` is set where the value is AWS's own count of
    resources: their type, or the column that names it. `values` are all that there can be, where AWS closes the set. A
    time may lie after its observation only if it is a `future` one.
    """

    path: str
    doc: str
    absent: Any = None
    unit: str = ""
    counts: str = ""
    values: tuple[Any, ...] = ()
    future: bool = False
    name: str = ""
    kind: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        kind = getattr(owner.__annotations__.get(name), "__name__", owner.__annotations__.get(name))
        if kind not in DTYPES:
            raise DeclarationError(f"Column {owner.__name__}.{name} has the type {kind!r}; use {', '.join(DTYPES)}.")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "kind", kind)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"Column {self.name} ({self.kind}): {self.doc}", {"path": self.path, "absent": str(self.absent)}


@dataclass(frozen=True)
class Detail:
    """One more read-only call per resource.

    Its arguments are JMESPaths into the row. `absent` is the error code with which the operation says "there is none",
    or `Code: words` where only the words of the message tell that apart from a refusal; several are separated by ` | `.
    `items` is for parents only: the JMESPath of what they list, where it is not the paginator's own.
    """

    operation: str
    arguments: dict[str, str]
    absent: str = ""
    items: str = ""
    name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)


def column(
    path: str,
    doc: str,
    *,
    absent: Any = None,
    unit: str = "",
    counts: str = "",
    values: tuple[Any, ...] = (),
    future: bool = False,
) -> Any:
    """Declare a column; its name and type are those of the class attribute."""
    return Column(path, doc, absent, unit, counts, values, future)


def detail(operation: str, *, absent: str = "", items: str = "", **arguments: str) -> Any:
    """Declare a call per resource; columns refer to its answer by the attribute's name."""
    return Detail(operation, arguments, absent, items)


@dataclass(frozen=True, repr=False)
class Table(Printed):
    """One kind of AWS resource: one row per resource.

    `items` is the JMESPath of the rows in an answer, where it is not the paginator's own. With `one`, the whole answer
    is the only row. `absent` is the error code that says "there is none", as for a detail: no row, or with `one` a row
    of what the columns declare for that. `parent` lists what `operation` is called for, once each. `population` is off
    where another table stands for the resources of the type when they are counted. `leaves_out` names, in a sentence,
    what AWS lists elsewhere though a reader looks here; `inventory_only`, why no check reads it. `module` declares it.
    """

    name: str
    doc: str
    service: str
    operation: str
    key: str
    resource_type: str
    scope: Scope
    arguments: dict[str, str]
    items: str
    one: bool
    absent: str
    parent: Detail | None
    details: tuple[Detail, ...]
    columns: tuple[Column, ...]
    population: bool = True
    leaves_out: str = ""
    inventory_only: str = ""
    module: str = ""

    @property
    def dtypes(self) -> dict[str, str]:
        """Dtype of each column, the common ones included."""
        return {c.name: DTYPES[c.kind] for c in (*COMMON, *DESCRIPTIVE, *self.columns)}

    @property
    def closed(self) -> dict[str, tuple[Any, ...]]:
        """All values that a column can have, by its name, where that is known; Boolean columns need no declaration."""
        return {c.name: c.values for c in self.columns if c.values}

    @property
    def past(self) -> dict[str, timedelta]:
        """How long after the listing each time may lie that cannot be a future one: details are asked later."""
        details = {detail.name for detail in self.details}
        times = [c for c in (*DESCRIPTIVE, *self.columns) if c.kind == "datetime" and not c.future]
        return {c.name: DETAILS_TAKE if c.path.split(".")[0] in details else timedelta() for c in times}

    @property
    def tagged(self) -> bool:
        """Whether AWS tells the tags of its rows."""
        return any(c.name == "tags" for c in self.columns)

    @property
    def is_global(self) -> bool:
        """Whether its rows belong to no Region."""
        return self.scope != "regional"

    @property
    def operations(self) -> tuple[str, ...]:
        """Every operation that collecting the table may call."""
        return (*(d.operation for d in (self.parent, *self.details) if d), self.operation)

    def empty(self) -> pd.DataFrame:
        """Return the table with no rows and the declared dtypes."""
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in self.dtypes.items()})

    def __getitem__(self, name: str) -> Column:
        """Return a column by its name."""
        found = {c.name: c for c in (*COMMON, *DESCRIPTIVE, *self.columns)}
        if name in found:
            return found[name]
        raise UnknownName(f"column of {self.name}", name, found)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.dtypes)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        said = {"one row": self.resource_type, "asks": f"{self.service}: {few(dict.fromkeys(self.operations))}"}
        return f"Table {self.name}: {sentence(self.doc)}", {**said, "columns": few(c.name for c in self.columns)}


def table(
    rows: str,
    *,
    key: str,
    resource_type: str,
    scope: Scope = "regional",
    items: str = "",
    one: bool = False,
    absent: str = "",
    parent: str | Detail = "",
    population: bool = True,
    leaves_out: str = "",
    inventory_only: str = "",
    **arguments: str,
) -> Callable[[type], Table]:
    """Declare the decorated class as a table, with what it inherits; see CONTRIBUTING, "Add a table"."""
    listed_for = Detail(parent, {}) if isinstance(parent, str) and parent else parent or None

    def declare(declaration: type) -> Table:
        service, operation = rows.split(":")
        members = [member for part in reversed(declaration.__mro__) for member in vars(part).values()]
        return Table(
            name=declaration.__name__,
            doc=inspect.getdoc(declaration) or "",
            service=service,
            operation=operation,
            key=key,
            resource_type=resource_type,
            scope=scope,
            arguments=arguments,
            items=items,
            one=one,
            absent=absent,
            parent=listed_for,
            details=tuple(m for m in members if isinstance(m, Detail)),
            columns=tuple(m for m in members if isinstance(m, Column)),
            population=population,
            leaves_out=leaves_out,
            inventory_only=inventory_only,
            module=declaration.__module__,
        )

    return declare


class _Common:
    account_id: str = column("", "AWS account that owns the resource.")
    region: str = column("", "AWS Region of the call, or `global`.")
    resource_id: str = column("", "ARN, or the resource's own id where AWS gives none.")
    resource_type: str = column("", "Its type as CloudFormation names it.")
    call_id: str = column("", "The call in the ledger that listed the resource.")
    observed_at: datetime = column("", "When AWS answered that call.")  # type: ignore[name-defined]  # noqa: F821


class _Descriptive:  # every table has these too; what fills them, if anything, its declaration says
    name: str = column("", "Name of the resource; NA where AWS gives none with it.")
    tags: str = column("", "Tags as JSON; NA where AWS gives none with it.")
    created_at: datetime = column("", "When it was made; NA where AWS does not tell.")  # type: ignore[name-defined]  # noqa: F821


COMMON: tuple[Column, ...] = tuple(vars(_Common)[name] for name in _Common.__annotations__)
DESCRIPTIVE: tuple[Column, ...] = tuple(vars(_Descriptive)[name] for name in _Descriptive.__annotations__)
PLACE = ["account_id", "region"]


@dataclass(frozen=True, repr=False)
class View(Printed):
    """A table made of others: one row per thing that a check judges.

    The first table is the base: each row of the view is of one account and Region of it. Columns that the base does not
    have come from the others, and are NA where one of those could not be observed. Of a union, `rows` names every
    table: where one of them could not be observed, rows are missing, and its checks say so. A table in `gaps`, and any
    that has one row a place, takes nothing back: where it could not be observed, the view finds one row of it in which
    everything but the place is NA. `key` names what tells the rows of one resource apart. A table in `estate` is read
    of all accounts, any other only of a row's own: with `()` whole, which is for tables of few rows an account, else
    those rows that have in the second column named a value of the first, which is a `table.column`.
    """

    name: str
    doc: str
    tables: tuple[str, ...]
    build: Callable[..., pd.DataFrame]
    rows: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    estate: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def empty(self, tables: Mapping[str, Table]) -> pd.DataFrame:
        """Return the view over empty tables."""
        return self.build(*(tables[name].empty() for name in self.tables))

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"View {self.name}: {sentence(self.doc)}", {"made of": few(self.tables)}


@overload
def view(function: Callable[..., pd.DataFrame]) -> View: ...
@overload
def view(
    *, gaps: tuple[str, ...] = (), key: tuple[str, ...] = (), estate: Mapping[str, tuple[str, ...]] | None = None
) -> Callable[[Callable[..., pd.DataFrame]], View]: ...
def view(
    function: Callable[..., pd.DataFrame] | None = None,
    *,
    gaps: tuple[str, ...] = (),
    key: tuple[str, ...] = (),
    estate: Mapping[str, tuple[str, ...]] | None = None,
) -> View | Callable[[Callable[..., pd.DataFrame]], View]:
    """Declare the decorated function as a view; its parameters are the names of the tables it needs."""

    def declare(function: Callable[..., pd.DataFrame]) -> View:
        tables = tuple(inspect.signature(function).parameters)
        doc = inspect.getdoc(function) or ""
        return View(function.__name__, doc, tables, function, tables[:1], gaps, key, estate or {})

    return declare(function) if function else declare


def union(function: Callable[..., pd.DataFrame]) -> View:
    """Declare the decorated function as a view like `view`, whose rows come from all of its tables."""
    tables = tuple(inspect.signature(function).parameters)
    return View(function.__name__, inspect.getdoc(function) or "", tables, function, tables)


@dataclass(frozen=True, repr=False)
class Check(Printed):
    """One automated test of one property of one kind of resource.

    `columns` are the function's positional parameters: what the check reads is exactly what it reports as evidence.
    `parameters` are its keyword-only ones: NIST's organization-defined parameters. `where` names the population.
    `empty` says what a population without members means: nothing was tested, or (`pass`) none is required. `family`
    names what is tested alike of several kinds of resources.
    """

    name: str
    table: str
    domain: Domain
    severity: Severity
    statement: str
    doc: str
    columns: tuple[str, ...]
    parameters: dict[str, Any]
    passes: Callable[..., pd.Series]
    where: str = ""
    empty: Literal["", "pass"] = ""
    family: str = ""
    view: View | None = None

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that it needs, the base first."""
        return self.view.tables if self.view else (self.table,)

    @property
    def rows(self) -> tuple[str, ...]:
        """Tables that give it rows: where one of them could not be observed, some are missing."""
        return self.view.rows if self.view else (self.table,)

    @property
    def population_columns(self) -> tuple[str, ...]:
        """Columns that `where` reads."""
        nodes = ast.walk(ast.parse(self.where, mode="eval")) if self.where else ()
        return tuple(dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name)))

    def _said(self) -> tuple[str, Mapping[str, str]]:
        said = {"severity": self.severity, "reads": f"{self.table}: {', '.join(self.columns)}", "where": self.where}
        return f"Check {self.name}: {self.statement}", {**said, "why": sentence(self.section("Why"))}

    def section(self, title: str) -> str:
        """Return one section of the docstring: `Why`, `Remedy` or `Source`."""
        found = re.search(rf"^{title}: (.*?)(?=\n\w+: |\n\n|\Z)", self.doc, re.M | re.S)
        return " ".join(found[1].split()) if found else ""


def check(
    table: str,
    *,
    domain: Domain,
    severity: Severity,
    where: str = "",
    empty: Literal["", "pass"] = "",
    family: str = "",
) -> Callable[[Callable[..., pd.Series]], Check]:
    """Declare the decorated function as a check of `table`; see CONTRIBUTING, "Add a check"."""

    def declare(function: Callable[..., pd.Series]) -> Check:
        doc = inspect.getdoc(function) or ""
        signature = inspect.signature(function).parameters.values()
        return Check(
            name=function.__name__,
            table=table,
            domain=domain,
            severity=severity,
            statement=doc.split("\n", 1)[0],
            doc=doc,
            columns=tuple(p.name for p in signature if p.kind is p.POSITIONAL_OR_KEYWORD),
            parameters={p.name: p.default for p in signature if p.kind is p.KEYWORD_ONLY},
            passes=function,
            where=where,
            empty=empty,
            family=family,
        )

    return declare
