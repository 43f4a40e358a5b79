"""Run a parameterized notebook and export it: all formats, or none."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from toolkit.errors import ParameterError, ReportError
from toolkit.files import private_folder, put, set_aside, work_folder, writing
from toolkit.report.enclosed import enclosure_of
from toolkit.report.engine import NAME, STOPPED
from toolkit.report.formats import check_formats, formats
from toolkit.report.kernels import Stock, Warm, kernels
from toolkit.report.parameters import audit_parameters, find_notebook
from toolkit.seal import ASSESSMENT, kind_of, refuse_inside

logging.getLogger("papermill").addHandler(logging.NullHandler())  # what it logs, the error says in one sentence


@dataclass(frozen=True)
class _Run:
    """A notebook, values of its parameters, the assessment that they mean, the audit of that, and the files to make."""

    name: str
    notebook: NotebookNode
    values: Mapping[str, Any]
    assessment: str
    opened: Any
    stem: Path


def report(
    notebook: str,
    parameters: Mapping[str, Any],
    out: Path | str,
    endings: Sequence[str] = ("html", "pdf"),
) -> list[Path]:
    """Run a notebook and write its report.

    Parameters
    ----------
    notebook : str
        Name of a notebook, such as `gap_analysis`, or the path of one.
    parameters : mapping of str to object
        Values for the notebook's parameters; `framework_id` and `inventory` among them.
    out : path
        Folder to write into.
    endings : sequence of str
        Formats: `html`, `pdf`, or that of another exporter called `audit_…`.

    Returns
    -------
    list of path
        The reports, `<notebook>_<framework>[_<baseline>].<format>`.

    Raises
    ------
    UnknownName
        There is no such notebook, format, framework, account or Region.
    ParameterError
        The notebook takes no such parameter, or a value of another type.
    ReportError
        A cell failed; the notebook with the error lies in `out` as `<notebook>_<framework>[_<baseline>].failed.ipynb`.
    OutputError
        The folder cannot be written, or lies in an inventory.

    """
    return list(reports(notebook, [parameters], out, endings))


def reports(
    notebook: str, parameters: Sequence[Mapping[str, Any]], out: Path | str, endings: Sequence[str]
) -> Iterator[Path]:
    """Run a notebook once for each set of parameters; all are checked before the first is run.

    Parameters
    ----------
    notebook : str
        Name of a notebook, or the path of one.
    parameters : sequence of mapping of str to object
        Values for the notebook's parameters.
    out : path
        Folder to write into.
    endings : sequence of str
        Formats: `html`, `pdf`, or that of another exporter called `audit_…`.

    Yields
    ------
    path
        Each report when it is made. Where a run fails, what an earlier run made of it is set aside.

    Raises
    ------
    ParameterError
        Two sets of parameters would make one file.

    """
    check_formats(endings)
    refuse_inside(Path(out))
    path = find_notebook(notebook)
    values = [audit_parameters(path, each) for each in parameters]
    stems = [_stem(Path(out), path, each) for each in values]
    if twice := next((stem for stem in stems if stems.count(stem) > 1), None):
        raise ParameterError(f"Two reports would be {twice.name}. Write them into two folders.")
    notebook_ = _valid(path)
    with (
        set_aside(_file(stem, name) for stem in stems for name in formats()),
        work_folder() as space,
        kernels() as where,
    ):
        made = list(_assessed(values, where, space))
        opened = [where.open(each, assessment) for each, assessment in zip(values, made, strict=True)]
        for each, assessment, audit, stem in zip(values, made, opened, stems, strict=True):
            yield from _made(_Run(path.stem, notebook_, each, assessment, audit, stem), where, endings)


def _stem(out: Path, notebook: Path, values: Mapping[str, Any]) -> Path:
    return out / "_".join(filter(None, [notebook.stem, values["framework_id"], values.get("baseline", "")]))


def _assessed(values: Sequence[Mapping[str, Any]], where: Warm | Stock, space: Path) -> Iterator[str]:
    """Yield the assessment of each notebook; an inventory is assessed once, into a folder that ends with the run.

    No notebook is told of that folder: what it shows is what it was given.
    """
    made: dict[str, str] = {}
    for each in values:
        if kind_of(Path(each["inventory"])) == ASSESSMENT:
            yield str(each["inventory"])
            continue
        basis = repr([each.get(name) for name in ("inventory", "engagement", "allow_code")])
        if basis not in made:
            made[basis] = where.assess(each, str(space / f"assessment{len(made)}"))
        yield made[basis]


def _file(stem: Path, ending: str) -> Path:
    return stem.with_name(f"{stem.name}.{ending}")


def _made(run: _Run, where: Warm | Stock, endings: Sequence[str]) -> list[Path]:
    with writing(run.stem.parent):
        private_folder(run.stem.parent)
    known = formats()
    with work_folder() as work:
        executed = _executed(run, where.manager(run.opened, work), work)
        resources = {} if enclosure_of(executed) else {"enclosure": where.about(run.values, run.assessment)}
        made = {name: known[name].load()().from_notebook_node(executed, resources)[0] for name in endings}
    with writing(run.stem.parent):
        return [put(_file(run.stem, name), content) for name, content in made.items()]


def _executed(run: _Run, manager: type[AsyncKernelManager], work: Path) -> NotebookNode:
    """Run a notebook in the current folder; where it fails, keep it with its error."""
    executed, failed = work / "executed.ipynb", _file(run.stem, "failed.ipynb")
    try:
        papermill.execute_notebook(
            deepcopy(run.notebook),
            str(executed).replace("{", "{{").replace("}", "}}"),  # papermill formats it
            dict(run.values),
            engine_name=NAME,
            request_save_on_cell_execute=False,
            kernel_name="python3",
            language="python",
            kernel_manager_class=manager,
            progress_bar=False,
            cwd=os.getcwd(),
        )
    except PapermillExecutionError as error:
        reason = error.evalue if error.ename == STOPPED else f"{error.ename}: {error.evalue}"
        with writing(failed.parent):
            put(failed, executed.read_bytes())
        raise ReportError(
            f"{run.name} failed in cell {error.cell_index + 1} ({reason}), so there is no report. "
            f"{failed} holds the notebook with the error."
        ) from None
    except RuntimeError as error:
        raise ReportError(f"The kernel of the report did not start ({error}), so there is no report.") from None
    return _read(executed)


def _valid(path: Path) -> NotebookNode:
    """Read a notebook that will run to its end, as far as its form says."""
    with warnings.catch_warnings(action="ignore"):  # ids, which an old notebook lacks, are given to it
        notebook = _read(path)
        try:
            nbformat.validate(notebook)
        except nbformat.ValidationError as error:
            raise ParameterError(f"{path} is no notebook: {error.message} Save it anew in JupyterLab.") from None
    return notebook


def _read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return notebook
