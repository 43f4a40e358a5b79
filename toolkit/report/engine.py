"""The papermill engine of reports: its kernels are forked from a warm process, and isolated as those of reports are.

papermill finds it by entry point: `papermill --engine demarc`. Any way that a notebook stops is an error in its cell.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import NBClientEngine, papermill_engines

from toolkit.files import work_folder
from toolkit.report.kernels import kernels

NAME = "demarc"
STOPPED = "Stopped"
CELL_SECONDS = 900  # a run that nobody watches ends, even if its kernel does not answer


class Engine(NBClientEngine):  # type: ignore[misc]
    """The stock engine of papermill, but for the kernel that it runs a notebook in."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,  # noqa: ARG003 - which of Jupyter's kernels a notebook names says nothing here
        kernel_manager_class: type | None = None,
        execution_timeout: int | None = None,
        **kwargs: Any,
    ) -> None:
        """Run a notebook.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            The notebook and how far it has come.
        kernel_name : str
            Not used: the kernel is this interpreter.
        kernel_manager_class : type, optional
            Manager of a kernel that is there for this notebook; a warm process is started for it if left out.
        execution_timeout : int, optional
            Seconds that a cell may take; a quarter of an hour if left out.
        **kwargs
            What papermill's engine takes.

        """
        seconds = execution_timeout or CELL_SECONDS
        with ExitStack() as stack:
            if not kernel_manager_class:
                where, work = stack.enter_context(kernels()), stack.enter_context(work_folder())
                kernel_manager_class = where.manager(where.open(), Path(work))
            kwargs["extra_arguments"] = ["--log-level=CRITICAL"]  # what a cell says stands in the notebook
            try:
                super().execute_managed_notebook(
                    nb_man,
                    "python3",
                    kernel_manager_class=kernel_manager_class,
                    execution_timeout=seconds,
                    **kwargs,
                )
            except DeadKernelError:
                _stop(nb_man.nb, "its kernel ended, killed or out of memory")
            except TimeoutError:
                limit = f"{seconds // 60} minutes" if seconds >= 120 else f"{seconds} seconds"
                _stop(nb_man.nb, f"no answer in {limit}")


def _stop(notebook: NotebookNode, reason: str) -> None:
    """Enter why a notebook stopped into the cell that ran last."""
    started = [cell for cell in notebook.cells if cell.metadata.papermill.start_time and cell.cell_type == "code"]
    error = new_output("error", ename=STOPPED, evalue=reason, traceback=[reason])  # type: ignore[no-untyped-call]
    last = (started or notebook.cells)[-1]
    # What it says of being interrupted is no reason.
    last.outputs = [*(output for output in last.outputs if output.output_type != "error"), error]


papermill_engines.register(NAME, Engine)  # also where this is no installed distribution
