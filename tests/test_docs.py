"""Documentation that cannot drift: commands, options, parameters and names are written down, docstrings are whole."""

import ast
import importlib
import inspect
import pkgutil
import re
from functools import cached_property
from pathlib import Path

import click
import pytest
from numpydoc.validate import validate

import toolkit
from toolkit import workbook
from toolkit.cli import cli
from toolkit.errors import Exit
from toolkit.report.parameters import notebook_parameters
from toolkit.resources import NOTEBOOKS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "toolkit"
DECLARATIONS = ("toolkit.checks.", "toolkit.views.", "toolkit.tables.")  # have a form, and tests, of their own
# Not GL02 and GL03, which forbid the blank line that ruff's D413 wants at the end; not YD01: context managers yield.
# Whole sentences, sections in order, each parameter and each return value described, nothing misspelt in a section.
CODES = {
    *("GL01", "GL05", "GL06", "GL07", "GL08", "GL09", "GL10"),
    *("SS01", "SS02", "SS03", "SS04", "SS05", "SS06"),
    *("PR01", "PR02", "PR03", "PR04", "PR05", "PR06", "PR07", "PR08", "PR09", "PR10"),
    *("RT01", "RT02", "RT03", "RT04", "RT05", "SA02", "SA03", "SA04"),
}
FOLDERS = (".ci", "benchmarks", "data", "notebooks", "tests", "toolkit")
NOT_WRITTEN = (".git", "requirements.txt")
# Written so that this file does not hold what it looks for.
UNWANTED = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|conda\.anaconda|artifac[t]ory|/work[/]|(?<![\w./-])shared[/]|TOD[O]"
)


def options():
    """Every option of every command, in its long form."""
    for command in cli.commands.values():
        yield from (max(p.opts, key=len) for p in command.params if isinstance(p, click.Option))


def parameters():
    return {name for path in NOTEBOOKS.glob("*.ipynb") for name in notebook_parameters(path)}


def modules():
    names = ["toolkit", *(info.name for info in pkgutil.walk_packages(toolkit.__path__, "toolkit."))]
    return [name for name in names if not f"{name}.".startswith(DECLARATIONS) and not name.endswith("__main__")]


def public_names(module):
    """Public functions and classes of a module, with their public members."""
    for name, item in vars(importlib.import_module(module)).items():
        if name.startswith("_") or getattr(item, "__module__", None) != module:
            continue
        if inspect.isfunction(item) or inspect.isclass(item):
            yield f"{module}.{name}"
        for member, value in vars(item).items() if inspect.isclass(item) else ():
            is_method = inspect.isfunction(value) or isinstance(value, property | cached_property)
            if is_method and not member.startswith("_"):
                yield f"{module}.{name}.{member}"


def files():
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted(path for path in found if path.name not in NOT_WRITTEN and not path.name.startswith(".coverage"))


@pytest.fixture(scope="module")
def written():
    """What README and CONTRIBUTING say."""
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))


def test_every_command_option_and_parameter_is_written_about(written):
    named = [rf"\bdemarc {name}\b" for name in cli.commands]
    named += [rf"(?<![\w-]){option}(?![\w-])" for option in options()]
    named += [rf"\b{parameter}\b" for parameter in parameters()]

    assert [pattern for pattern in named if not re.search(pattern, written)] == []


def test_every_exit_code_is_written_about(written):
    assert [code for code in Exit if f"| {code} | {code.says} |" not in written] == []


@pytest.mark.parametrize("name", list(cli.commands))
def test_every_command_has_help_and_an_example(name):
    command = cli.commands[name]

    assert re.match(r"[A-Z].*?\.", command.help)
    assert f"demarc {name}" in command.epilog
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help.endswith("."), parameter.name


def test_the_workbook_exports_what_it_says_and_nothing_else():
    imported = {name for name in vars(workbook) if not name.startswith("_")}

    assert workbook.__all__ == sorted(workbook.__all__)
    assert set(workbook.__all__) == imported


def says_in_one_line(path):
    first, *rest = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines() or [""]
    return re.fullmatch(r"[A-Z`].*\.", first) and (not rest or rest[0] == "")


def test_every_module_says_in_one_line_what_is_only_there():
    assert [path for path in sorted(PACKAGE.rglob("*.py")) if not says_in_one_line(path)] == []


def complaints(name):
    """What numpydoc finds wrong; where a sentence says all, no section has to repeat it."""
    result = validate(name)
    spared = set() if "Parameters\n---" in result["docstring"] else {"PR01", "RT01"}
    errors = [(code, said) for code, said in result["errors"] if "Parameters {'_" not in said]  # private fields
    return [f"{name}: {code} {said}" for code, said in errors if code in CODES - spared]


def test_every_public_name_has_a_whole_docstring():
    names = [name for module in modules() for name in public_names(module)]

    assert len(names) > 200
    assert [said for name in names for said in complaints(name)] == []


def test_every_file_is_short_and_names_nothing_private():
    texts = {path: path.read_text(encoding="utf-8").splitlines() for path in files()}
    code = {path: lines for path, lines in texts.items() if path.suffix not in (".csv", ".ipynb", ".txt")}

    assert len(texts) > 400
    assert [path for path, lines in code.items() if len(lines) >= 400] == []  # data is as long as it is
    assert [(path, line) for path, lines in texts.items() for line in lines if UNWANTED.search(line)] == []
