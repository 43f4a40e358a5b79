"""What checks are declared by whom, what each of them hangs on, and the code that an engagement brings."""

from __future__ import annotations

import ast
import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec, resolve_name
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from toolkit.asked import check_code, code_of
from toolkit.checks import CHECKS, REGISTRIES, prove
from toolkit.errors import DeclarationError, RegisterError, one_line
from toolkit.model import Check, Table, View
from toolkit.registry import SHIPPED
from toolkit.tables import TABLES
from toolkit.views import VIEWS

ENGAGEMENT = "engagement code "  # before the hash that was allowed
_admitted: dict[str, dict[str, bytes]] = {}  # of one engagement at a time, by its hash: the source of each module


def admit(engagement: Path | str | None, allow_code: str = "") -> None:
    """Take in what the code of an engagement declares, if the caller consents; what another one brought goes.

    Parameters
    ----------
    engagement : path, optional
        Engagement folder; the Python files in its folder `code` declare tables, views and checks.
    allow_code : str
        SHA-256 of all of them, as the refusal names it.

    Raises
    ------
    RegisterError
        It has code that is not the allowed one, or that fails, or none although some was allowed.

    """
    check_code(engagement, allow_code)
    files, digest = code_of(engagement)
    if list(_admitted) == ([digest] if digest else []):
        return
    _dismiss()
    if not files:
        return
    try:
        sources, origin = _admitted.setdefault(digest, {}), ENGAGEMENT + digest
        for name, content in files.items():
            module = _run(name, content, digest)
            sources[module.__name__] = content
            for registry in REGISTRIES:
                registry.add(module, origin)
        for name in [name for name, whose in CHECKS.origins.items() if whose == origin]:
            prove(CHECKS[name])
    except DeclarationError as error:
        _dismiss()
        raise RegisterError(f"The code of {engagement} cannot be used. {error}") from None


def _dismiss() -> None:
    for digest, sources in _admitted.items():
        for registry in REGISTRIES:
            registry.drop(ENGAGEMENT + digest)
        for module in sources:
            sys.modules.pop(module, None)
    _admitted.clear()


def _run(name: str, content: bytes, digest: str) -> ModuleType:
    """Run a file as a module of its own; the bytes that were hashed are those that run."""
    module = ModuleType(f"demarc_engagement_{digest[:12]}.{name.removesuffix('.py').replace('/', '.')}")
    module.__file__ = name
    sys.modules[module.__name__] = module
    try:
        exec(compile(content, name, "exec"), vars(module))
    except (Exception, SystemExit) as error:  # whatever it is: a check that is missing would be a silent hole
        raise DeclarationError(f"{name} fails: {one_line(error)}.") from None
    return module


def declarations() -> pd.DataFrame:
    """Say for each check, and for what it reads, who declares it and on which code it hangs.

    Returns
    -------
    DataFrame
        One row per check, view and table, by kind and name: `kind` (`check`, `view` or `table`), `name`, `sha256` (of
        the files that declare it and what it reads, and of the modules that these use) and `origin` (`shipped`, a
        distribution with its version, or `engagement code` with its hash).

    """
    rows = [
        (registry.kind, name, _hash(_modules(item)), registry.origins[name])
        for registry in REGISTRIES
        for name, item in registry.items()
    ]
    frame = pd.DataFrame(rows, columns=["kind", "name", "sha256", "origin"], dtype="string")
    return frame.sort_values(["kind", "name"], ignore_index=True)


def foreign() -> pd.DataFrame:
    """Return the declarations that do not ship, in the columns of `declarations`."""
    frame = declarations()
    return frame[frame["origin"].ne(SHIPPED)].reset_index(drop=True)


def _modules(item: Check | View | Table) -> frozenset[str]:
    """Name the modules that a declaration stands in, with those of all that it reads."""
    if isinstance(item, Table):
        return _used(item.module)
    names = [VIEWS[item.table]] if isinstance(item, Check) and item.view else []
    parts: list[Any] = [*names, *(TABLES[name] for name in item.tables)]
    function = item.passes if isinstance(item, Check) else item.build
    return _used(function.__module__).union(*map(_modules, parts))


@cache
def _used(module: str) -> frozenset[str]:
    """Name a module and those of its own package that it uses, and these use."""
    top, found, open_ = module.partition(".")[0], {module}, [module]
    while open_:
        for name in _imported(open_.pop(), top):
            if name not in found and _is_module(name):
                found.add(name)
                open_.append(name)
    return frozenset(found)


@cache
def _imported(module: str, top: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(_source(module))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), module.rpartition(".")[0])
            names += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return [name for name in names if name.partition(".")[0] in (top, "toolkit")]


@cache
def _is_module(name: str) -> bool:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return False
    # A package's own file only finds what lies beside it.
    return bool(spec and spec.origin and spec.origin.endswith(".py") and not spec.submodule_search_locations)


def _source(module: str) -> bytes:
    for sources in _admitted.values():
        if module in sources:
            return sources[module]
    spec = find_spec(module)
    if not (spec and spec.origin):
        raise DeclarationError(f"The source of {module} is not there, so nobody could re-perform it. Install it whole.")
    return Path(spec.origin).read_bytes()


@cache
def _hash(modules: frozenset[str]) -> str:
    listed = "".join(f"{_file_hash(name)}  {name}\n" for name in sorted(modules))
    return sha256(listed.encode()).hexdigest()


@cache
def _file_hash(module: str) -> str:
    return sha256(_source(module)).hexdigest()
