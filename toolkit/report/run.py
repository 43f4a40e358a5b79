"""Run a parameterized notebook and export it: all formats, or none."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pandas as pd
import papermill
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from toolkit.errors import OutputError, ParameterError, ReportError, UnknownName, did_you_mean
from toolkit.gaps import Audit, open_audit
from toolkit.gaps.completeness import completeness
from toolkit.gaps.unobserved import unobserved
from toolkit.gaps.worklist import reach, requests
from toolkit.report.html import AuditHTMLExporter
from toolkit.report.pdf import AuditPDFExporter
from toolkit.resources import NOTEBOOKS
from toolkit.show.sections import cover
from toolkit.spreadsheets import write_csv

EXPORTERS: dict[str, Callable[[], Any]] = {"html": AuditHTMLExporter, "pdf": AuditPDFExporter}
CELL_SECONDS = 900  # a run that nobody watches ends, even if its kernel does not answer
NOTEBOOK_MIME = "application/x-ipynb+json"


class _Kernel(AsyncKernelManager):
    """A kernel whose channels are encrypted: other users of the machine see loopback traffic too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(transport_encryption="auto", **kwargs)


def report(
    notebook: str,
    parameters: Mapping[str, Any],
    out: Path | str,
    formats: Sequence[str] = ("html", "pdf"),
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
    formats : sequence of str
        `html`, `pdf`, or both.

    Returns
    -------
    list of path
        The reports, `<notebook>_<framework>.<format>`.

    Raises
    ------
    UnknownName
        There is no such notebook, format, framework, account or Region.
    ParameterError
        The notebook takes no such parameter, or a value of another type.
    ReportError
        A cell failed; the notebook with the error lies in `out` as `<notebook>_<framework>.failed.ipynb`.
    OutputError
        The folder cannot be written.

    """
    for name in formats:
        if name not in EXPORTERS:
            raise UnknownName("format", name, EXPORTERS)
    path = find_notebook(notebook)
    values = checked_parameters(path, parameters)
    audit = _audit(values)
    front = cover(audit)  # before anything runs: bad input is refused here
    folder, stem = Path(out), f"{path.stem}_{audit.framework.id}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory() as work:
            executed = _execute(path, values, Path(work), folder / f"{stem}.failed.ipynb")
            executed.metadata["demarc"] = _about(audit, front, executed, Path(work))
            made = {name: EXPORTERS[name]().from_notebook_node(executed)[0] for name in formats}
        return [_put(folder / f"{stem}.{name}", content) for name, content in made.items()]
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error.strerror}). Name another folder.") from None


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
    """Return the parameters that a notebook declares: default value and help of each."""
    declared = papermill.inspect_notebook(str(path)).items()
    return {name: (ast.literal_eval(about["default"]), about["help"]) for name, about in declared}


def checked_parameters(path: Path, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Hold values against the parameters that a notebook declares.

    Parameters
    ----------
    path : Path
        The notebook.
    parameters : mapping of str to object
        Values; a text is read as a list where the notebook declares a list: `a,b`.

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
        kind = type(declared[name][0])
        if kind is list and isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        if type(value) is not kind:
            raise ParameterError(
                f"{path.stem} takes {name} as {kind.__name__}, not {value!r}. It is: {declared[name][1]}."
            )
        values[name] = value
    return values


def _audit(values: Mapping[str, Any]) -> Audit:
    """Open the audit that the notebook will open."""
    for name in ("framework_id", "inventory"):
        if not values.get(name):
            raise ParameterError(f"A report needs the parameter {name!r}.")
    scope = {
        name: values[name] for name in ("engagement", "accounts", "regions", "as_of", "baseline") if name in values
    }
    return open_audit(values["framework_id"], values["inventory"], **scope)


def _execute(path: Path, values: Mapping[str, Any], work: Path, failed: Path) -> NotebookNode:
    """Run a notebook in the current folder; where a cell fails, keep it with its error."""
    executed = work / "executed.ipynb"
    try:
        papermill.execute_notebook(
            path,
            executed,
            dict(values),
            kernel_name="python3",
            kernel_manager_class=_Kernel,
            execution_timeout=CELL_SECONDS,
            extra_arguments=["--log-level=CRITICAL"],  # what a cell says stands in the notebook
            progress_bar=False,
            cwd=os.getcwd(),
        )
    except PapermillExecutionError as error:
        _put(failed, executed.read_bytes())
        raise ReportError(
            f"{path.stem} failed in cell {error.cell_index + 1} ({error.ename}: {error.evalue}), so there is no "
            f"report. {failed} holds the notebook with the error."
        ) from None
    notebook: NotebookNode = nbformat.reads(executed.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return _without_times(notebook, values)


def _without_times(notebook: NotebookNode, values: Mapping[str, Any]) -> NotebookNode:
    """Drop when and where the notebook ran: the same inventory has to give the same bytes."""
    notebook.metadata["papermill"] = {"parameters": dict(values), "version": papermill.__version__}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    notebook.metadata.pop("widgets", None)
    return notebook


def _about(audit: Audit, front: list[list[str]], executed: NotebookNode, work: Path) -> dict[str, Any]:
    """Write cover and attachments into the notebook's metadata, as the exporters read them."""
    manifest = audit.inventory.manifest
    source = work / "notebook.ipynb"
    source.write_text(nbformat.writes(executed), encoding="utf-8")  # type: ignore[no-untyped-call]
    files = [_attachment(source, "source", "Executed notebook", NOTEBOOK_MIME)]
    frames = {
        f"gaps_{audit.framework.id}": (audit.gaps, "Gap analysis, one row per control"),
        "observations": (audit.observations, "Every check on every resource"),
        "failing_resources": (audit.failing, "Every failing resource, with controls and remedy"),
        "fixes_by_reach": (reach(audit), "Failing checks by how many controls they hold back"),
        "exceptions": (audit.exceptions, "Every exception of the engagement, and how it stands"),
        "requests": (requests(audit), "What is needed, and from whom"),
        "not_observed": (unobserved(audit), "What could not be seen, and why"),
        "completeness": (completeness(audit), "Rows of each table beside what AWS itself counts"),
        "coverage": (audit.inventory.coverage, "What was asked for, and what was observed"),
        "ledger": (audit.inventory.ledger, "Every call to AWS"),
    }
    files += [_csv_attachment(work, name, frame, text) for name, (frame, text) in frames.items()]
    engagement = audit.register.engagement
    return {
        "title": engagement.title if engagement else f"{audit.framework.title}: gap analysis",
        "subtitle": "Who answers for what on AWS, and where the customer's side has gaps",
        "framework_title": f"{audit.framework.title}, {audit.framework.edition}",
        "cover": front,
        "as_of": manifest["started_at"],
        "digest": manifest["root_sha256"],
        "attachments": files,
    }


def _csv_attachment(work: Path, name: str, frame: pd.DataFrame, description: str) -> dict[str, str]:
    path = work / f"{name}.csv"
    write_csv(frame, path)
    return _attachment(path, "data", description, "text/csv")


def _attachment(path: Path, relationship: str, description: str, mime: str) -> dict[str, str]:
    about = {"relationship": relationship, "description": description, "mime": mime}
    return {"path": str(path), "name": path.name} | about


def _put(path: Path, content: str | bytes) -> Path:
    """Write a file in one step."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content.encode() if isinstance(content, str) else content)
    os.replace(new, path)
    return path
