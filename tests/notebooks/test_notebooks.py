"""Notebooks: stripped, short, made of the workbook's words only, and each runs on the demo estate."""

import ast
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from toolkit import workbook
from toolkit.demo.run import ENGAGEMENT
from toolkit.errors import ParameterError, ReportError, UnknownName
from toolkit.report.blocks import ABOUT
from toolkit.report.parameters import checked_parameters, find_notebook, notebook_parameters
from toolkit.report.run import report
from toolkit.resources import NOTEBOOKS
from toolkit.show.audit import Workbook
from toolkit.show.blocks import SECTIONS
from toolkit.show.injected import refuse_undeclared

MAKEFILE = Path(__file__).parents[2] / "Makefile"
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
notebooks = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
LONGEST = 12
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# What belongs into the package: definitions, loops, branches, error handling.
LOGIC = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.With),
    *(
        ast.Try,
        ast.Raise,
        ast.Assert,
        ast.Global,
        ast.Delete,
        ast.ListComp,
        ast.SetComp,
        ast.DictComp,
        ast.GeneratorExp,
    ),
)


def cells_of(path, kind=None):
    return [cell for cell in nbformat.read(path, as_version=4).cells if kind in (None, cell.cell_type)]


def trees(path):
    return [ast.parse(cell.source) for cell in cells_of(path, "code")]


def parameters_cell(path):
    return next(cell for cell in cells_of(path, "code") if "parameters" in cell.metadata.get("tags", []))


def test_the_notebooks_that_the_readme_names_ship():
    assert {"gap_analysis", "start_here"} <= {path.stem for path in PATHS}


@notebooks
def test_nothing_of_a_run_is_kept(path):
    stored = json.loads(path.read_text(encoding="utf-8"))

    nbformat.validate(nbformat.read(path, as_version=4))
    assert (stored["nbformat"], stored["nbformat_minor"]) == (4, 5)
    assert stored["metadata"].keys() == {"kernelspec", "title"}
    assert stored["metadata"]["kernelspec"] == KERNEL
    for number, cell in enumerate(stored["cells"]):
        assert cell["id"] == f"cell-{number:02d}"
        assert cell["metadata"] in ({}, {"tags": ["parameters"]}, {"tags": [ABOUT]})
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_make_format_strips_what_a_run_left(tmp_path):
    """The command as the Makefile has it, with its folder of notebooks in another place."""
    (recipe,) = re.findall(
        r"^\t\$\(BIN\)/jupyter (nbconvert .*?)notebooks/\*\.ipynb$", MAKEFILE.read_text("utf-8"), re.M | re.S
    )
    used = tmp_path / "used.ipynb"
    notebook = nbformat.read(PATHS[0], as_version=4)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata["execution"] = {"iopub.execute_input": "2026-11-24T09:00:00Z"}
            cell |= {"execution_count": 7, "outputs": [new_output("stream", name="stdout", text="of a client\n")]}
    nbformat.write(notebook, used)

    arguments = shlex.split(recipe.replace("\\\n", ""))
    subprocess.run([sys.executable, "-m", "jupyter", *arguments, used], check=True)

    assert used.read_bytes() == PATHS[0].read_bytes()


@notebooks
def test_it_opens_with_its_title_and_purpose(path):
    first, purpose, *rest = cells_of(path)
    title = json.loads(path.read_text(encoding="utf-8"))["metadata"]["title"]

    assert (first.cell_type, first.source.splitlines()[0]) == ("markdown", f"# {title}")
    assert (purpose.cell_type, purpose.metadata) == ("markdown", {"tags": [ABOUT]})
    assert re.findall(r"\*(\w+):\*", purpose.source) == ["For", "Needs", "Makes"]
    assert ABOUT not in {tag for cell in rest for tag in cell.metadata.get("tags", [])}


@notebooks
def test_the_first_code_cell_holds_the_parameters_each_with_its_help(path):
    first = cells_of(path, "code")[0]
    tagged = [cell for cell in cells_of(path, "code") if "parameters" in cell.metadata.get("tags", [])]

    assert first.metadata == {"tags": ["parameters"]}
    assert len(tagged) == 1
    for line in first.source.splitlines():
        assert re.fullmatch(r"[a-z_]+ = .+  # [A-Za-z].+", line), line
    assert len(notebook_parameters(path)) == len(first.source.splitlines())
    assert all(about for _, about in notebook_parameters(path).values())


@notebooks
def test_every_parameter_is_used(path):
    rest = [name.id for tree in trees(path)[1:] for name in ast.walk(tree) if isinstance(name, ast.Name)]

    assert set(notebook_parameters(path)) <= set(rest)


@notebooks
def test_cells_are_short_and_prose_comes_with_them(path):
    for cell in cells_of(path):
        assert 1 <= len(cell.source.splitlines()) <= LONGEST
    assert len(cells_of(path, "markdown")) * 3 >= len(cells_of(path))


@notebooks
def test_it_defines_nothing_and_imports_the_workbook_only(path):
    nodes = [node for tree in trees(path) for node in ast.walk(tree)]
    imports = [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]

    assert [ast.unparse(node) for node in nodes if isinstance(node, LOGIC)] == []
    assert imports == ["from toolkit import workbook as wb"]


@notebooks
def test_it_uses_only_names_that_the_workbook_exports_or_its_audit_has(path):
    nodes = [node for tree in trees(path) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    used = {ast.unparse(node) for node in nodes}

    assert {name for name in used if re.fullmatch(r"wb\.\w+", name)} <= {f"wb.{name}" for name in workbook.__all__}
    assert {name for name in used if re.fullmatch(r"audit\.\w+", name)} <= {f"audit.{name}" for name in dir(Workbook)}
    shown = {name.removeprefix("audit.show.") for name in used if name.startswith("audit.show.")}
    assert shown and shown <= SECTIONS.keys()


@notebooks
def test_it_runs_on_the_demo_estate(path, demo_inventory, tmp_path):
    values = {"framework_id": "iso_27001_2022", "inventory": str(demo_inventory), "engagement": str(ENGAGEMENT)}

    (written,) = report(path.stem, values, tmp_path / "out", ["html"])

    assert written == tmp_path / "out" / f"{path.stem}_iso_27001_2022.html"
    assert list(written.parent.iterdir()) == [written]
    page = written.read_text(encoding="utf-8")
    assert "ISO/IEC 27001:2022" in page
    assert "Needs:" not in page  # what a notebook is for is no part of a client's report


@pytest.fixture
def broken(tmp_path):
    """The path of a notebook whose second code cell fails."""
    parameters = new_code_cell(
        'framework_id = "soc2_2017"  # framework\ninventory = ""  # folder', metadata={"tags": ["parameters"]}
    )
    failing = new_code_cell('raise ValueError("bucket 7 is no bucket")')
    cells = [new_markdown_cell("# Broken"), parameters, failing, new_code_cell("print('never')")]
    path = tmp_path / "broken.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)
    return str(path)


def test_a_failing_notebook_leaves_itself_with_the_error_and_no_report(broken, demo_inventory, tmp_path):
    out = tmp_path / "out"

    with pytest.raises(ReportError) as error:
        report(broken, {"framework_id": "soc2_2017", "inventory": str(demo_inventory)}, out)

    failed = out / "broken_soc2_2017.failed.ipynb"
    assert str(error.value).startswith("broken failed in cell ")
    assert "(ValueError: bucket 7 is no bucket), so there is no report." in str(error.value)
    assert str(failed) in str(error.value)
    assert list(out.iterdir()) == [failed]
    outputs = [output for cell in cells_of(failed, "code") for output in cell.outputs]
    assert [output.evalue for output in outputs if output.output_type == "error"] == ["bucket 7 is no bucket"]
    assert "never\n" not in [output.get("text") for output in outputs]


def test_a_kernel_that_dies_is_one_sentence_and_the_notebook_is_kept(written, demo_inventory, tmp_path):
    notebook = written("", "print('before')", "import os; os._exit(1)", "print('after')")

    with pytest.raises(ReportError) as error:
        report(str(notebook), {"framework_id": "soc2_2017", "inventory": str(demo_inventory)}, tmp_path / "out")

    (failed,) = (tmp_path / "out").iterdir()
    assert str(error.value) == (
        "mine failed in cell 4 (its kernel ended, killed or out of memory), so there is no report. "
        f"{failed} holds the notebook with the error."
    )
    outputs = [[output.output_type for output in cell.outputs] for cell in cells_of(failed, "code")]
    assert outputs == [[], [], ["stream"], ["error"], []]


@pytest.fixture
def written(tmp_path):
    """`written("limit = 5  # rows", "print(limit)")` is a notebook with these parameters and cells."""

    def write(parameters, *cells):
        source = f'framework_id = "soc2_2017"  # framework\ninventory = ""  # folder\n{parameters}'
        first = new_code_cell(source, metadata={"tags": ["parameters"]})
        notebook = new_notebook(cells=[first, *map(new_code_cell, cells)], metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, tmp_path / "mine.ipynb")
        return tmp_path / "mine.ipynb"

    return write


def test_a_text_is_read_as_the_declared_type(written):
    path = written("limit = 3  # rows\nflag = False\nratio = 0.5\nids = [1]\nany = None\nmore = {}")
    given = {"limit": "5", "flag": "true", "ratio": ".25", "ids": "3, 4", "any": "7", "more": "{'a': 1}"}

    assert checked_parameters(path, given) == {
        "limit": 5,
        "flag": True,
        "ratio": 0.25,
        "ids": [3, 4],
        "any": "7",
        "more": {"a": 1},
    }
    for name, value in {"limit": "five", "flag": "maybe", "more": "{", "ids": "a"}.items():
        with pytest.raises(ParameterError, match=f"mine takes {name} as .*, not {re.escape(repr(value))}"):
            checked_parameters(path, {name: value})


@pytest.mark.parametrize("default", ["3 * 4", "today()", "[limit]"])
def test_a_default_that_is_an_expression_is_refused(written, default):
    with pytest.raises(
        ParameterError, match=r"mine\.ipynb: the default of limit is an expression\. Write a plain value"
    ):
        notebook_parameters(written(f"limit = {default}"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is not JSON"),
        (b'{"cells": [', "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        ('{"cells": "é"}'.encode("latin-1"), "it is not UTF-8"),
        (b"[]", "notebook of format 4"),
        (b'{"nbformat": 3, "worksheets": []}', "notebook of format 4"),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path, content, reason):
    (tmp_path / "mine.ipynb").write_bytes(content)

    with pytest.raises(ParameterError, match=reason):
        notebook_parameters(tmp_path / "mine.ipynb")


def test_what_papermill_was_given_and_no_cell_declares_is_refused():
    declared = "framework_id = 1\naccounts = []"

    refuse_undeclared(["", declared, "# Parameters\nframework_id = 2\naccounts = [1]\n", "framework = 3"])
    with pytest.raises(ParameterError, match=r"takes no parameter 'framework'\. Did you mean 'framework_id'\?"):
        refuse_undeclared(["", declared, "# Parameters\nframework = 2\n"])


GIVEN = {"framework_id": "soc2_2017", "inventory": "somewhere"}
REFUSED = {
    "unknown": (
        *({"framwork_id": "soc2_2017"}, ParameterError),
        "gap_analysis takes no parameter 'framwork_id'. Did you mean 'framework_id'?",
    ),
    "number for a text": (
        *({"as_of": 20261124}, ParameterError),
        "gap_analysis takes as_of as str, not 20261124. It is: day for which validity is judged,",
    ),
    "number for a list": ({"accounts": 1}, ParameterError, "gap_analysis takes accounts as list, not 1."),
    "no inventory": ({"inventory": ""}, ParameterError, "A report needs the parameter 'inventory'."),
    "no framework": ({"framework_id": ""}, ParameterError, "A report needs the parameter 'framework_id'."),
    "unknown framework": ({"framework_id": "soc2"}, UnknownName, "No framework is called 'soc2'. Did you mean"),
}


@pytest.mark.parametrize(("change", "kind", "sentence"), REFUSED.values(), ids=REFUSED)
def test_bad_parameters_are_refused_before_anything_runs(tmp_path, change, kind, sentence):
    out = tmp_path / "out"

    with pytest.raises(kind) as error:
        report("gap_analysis", GIVEN | change, out)

    assert str(error.value).startswith(sentence)
    assert not out.exists()


def test_unknown_notebooks_and_formats_are_refused_before_anything_runs(tmp_path):
    with pytest.raises(UnknownName, match=r"No notebook is called 'gap_analysi'\. Did you mean 'gap_analysis'\?"):
        report("gap_analysi", GIVEN, tmp_path / "out")
    with pytest.raises(UnknownName, match=r"No format is called 'docx'\. Known: html, pdf\."):
        report("gap_analysis", GIVEN, tmp_path / "out", ["html", "docx"])
    assert not (tmp_path / "out").exists()


def test_a_text_is_read_as_a_list_where_a_list_is_wanted():
    path = find_notebook("gap_analysis")

    assert checked_parameters(path, {"accounts": "111111111111, 222222222222,"}) == {
        "accounts": ["111111111111", "222222222222"]
    }
    assert checked_parameters(path, {"regions": ["eu-central-1"]}) == {"regions": ["eu-central-1"]}


def test_a_notebook_is_found_by_name_and_by_path(broken):
    assert find_notebook("start_here") == NOTEBOOKS / "start_here.ipynb"
    assert find_notebook(broken) == Path(broken)
