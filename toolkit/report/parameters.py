"""The parameters of a notebook, read without running it, and the values that somebody gives them."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.asked import check_code, check_engagement, check_frameworks, day
from toolkit.errors import ParameterError, UnknownName, did_you_mean
from toolkit.resources import NOTEBOOKS
from toolkit.seal import ASSESSMENT, INVENTORY, kind_of

BOOLS = {"true": True, "false": False}


def find_notebook(name: str) -> Path:
    """Find a notebook by its name among those that ship, or by its path.

    Raises
    ------
    UnknownName
        There is none.

    """
    if name.endswith(".ipynb") and Path(name).is_file():
        return Path(name)
    known = {path.stem: path for path in NOTEBOOKS.glob("*.ipynb")}
    if name not in known:
        raise UnknownName("notebook", name, known)
    return known[name]


def notebook_parameters(path: Path) -> dict[str, tuple[Any, str]]:
    """Return the parameters that a notebook declares: default value and help of each.

    Raises
    ------
    ParameterError
        It is no notebook, or its first cell with the tag `parameters` holds more than plain values.

    """
    source = next((_source(cell) for cell in _cells(path) if _is_tagged(cell)), "")
    try:
        return {name: (default, comment) for name, default, comment in _declared(source)}
    except SyntaxError as error:
        raise ParameterError(f"{path}: its parameters are no Python (line {error.lineno}).") from None
    except ValueError as error:
        raise ParameterError(
            f"{path}: the default of {error} is an expression. Write a plain value, and compute it in a later cell."
        ) from None


def _cells(path: Path) -> list[Any]:
    """Read the cells of a notebook without Jupyter, which is slow to import; its form is proven when it is run."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ParameterError(f"{path} cannot be read ({error.strerror}). Name another notebook.") from None
    except UnicodeDecodeError:
        raise ParameterError(f"{path} is no notebook: it is not UTF-8. Save it anew in JupyterLab.") from None
    except (ValueError, RecursionError) as error:
        raise ParameterError(f"{path} is no notebook: it is not JSON ({error}). Save it anew in JupyterLab.") from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or content.get("nbformat") != 4:
        raise ParameterError(f"{path} is no notebook of format 4. Save it anew in JupyterLab.")
    return cells


def _is_tagged(cell: Any) -> bool:
    match cell:
        case {"cell_type": "code", "metadata": {"tags": [*tags]}}:
            return "parameters" in tags
    return False


def _source(cell: dict[str, Any]) -> str:
    lines = cell.get("source", "")
    return lines if isinstance(lines, str) else "".join(map(str, lines))


def _declared(source: str) -> Iterator[tuple[str, Any, str]]:
    """Yield name, default and comment of each assignment."""
    statements = ast.parse(source).body
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        try:
            default = ast.literal_eval(value)
        except ValueError:
            raise ValueError(name) from None
        yield name, default, comments.get(statement.end_lineno or 0, "")


def checked_parameters(path: Path, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Hold values against the parameters that a notebook declares.

    Parameters
    ----------
    path : Path
        The notebook.
    parameters : mapping of str to object
        Values; a text is read as what the notebook declares: `5`, `true`, or `a,b` for a list.

    Returns
    -------
    dict
        The values, each of the declared type.

    Raises
    ------
    ParameterError
        The notebook takes no such parameter, or a value of another type.

    """
    declared, values = notebook_parameters(path), {}
    for name, value in parameters.items():
        if name not in declared:
            raise ParameterError(f"{path.stem} takes no parameter {name!r}. {did_you_mean(name, declared)}")
        default, about = declared[name]
        with suppress(ValueError, KeyError, SyntaxError):
            values[name] = _read(value, default) if isinstance(value, str) else value
        if name not in values or (default is not None and type(values[name]) is not type(default)):
            said = f" It is: {about}." if about else ""
            raise ParameterError(f"{path.stem} takes {name} as {type(default).__name__}, not {value!r}.{said}")
    return values


def audit_parameters(path: Path, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Hold values against a notebook that shows an audit, and against what there is.

    Parameters
    ----------
    path : Path
        The notebook.
    parameters : mapping of str to object
        Values, as `checked_parameters` takes them.

    Returns
    -------
    dict
        The values, each of the declared type.

    Raises
    ------
    UsageError
        Framework, baseline, inventory, engagement or day do not exist, or a parameter is not the notebook's.

    """
    values = checked_parameters(path, parameters)
    for name in ("framework_id", "inventory"):
        if not values.get(name):
            raise ParameterError(f"A report needs the parameter {name!r}.")
    engagement = values.get("engagement")
    check_engagement(engagement)
    check_code(engagement, values.get("allow_code", ""))
    check_frameworks([values["framework_id"]], engagement, values.get("baseline", ""))
    kind_of(Path(values["inventory"]), INVENTORY, ASSESSMENT)
    day(values.get("as_of", ""))
    return values


def _read(text: str, default: Any) -> Any:
    """Read a text as what a default is."""
    match default:
        case None | str():
            return text
        case bool():
            return BOOLS[text.strip().lower()]
        case int() | float():
            return type(default)(text)
        case list():
            parts = (part.strip() for part in text.split(","))
            return [_read(part, default[0] if default else "") for part in parts if part]
    return ast.literal_eval(text)
