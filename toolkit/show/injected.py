"""What papermill was given and the notebook does not declare is refused: its value would change nothing."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence

from toolkit.errors import ParameterError, did_you_mean

INJECTED = "# Parameters\n"  # how papermill begins the cell that it adds after the one with the parameters


def refuse_undeclared_here() -> None:
    """Refuse a parameter that the notebook of this kernel does not declare; outside of one there is none."""
    refuse_undeclared(_cells())


def refuse_undeclared(cells: Sequence[str]) -> None:
    """Refuse a parameter that no cell before papermill's own declares.

    Parameters
    ----------
    cells : sequence of str
        The cells that were run, in order.

    Raises
    ------
    ParameterError
        There is one.

    """
    injected = next((number for number, cell in enumerate(cells) if cell.startswith(INJECTED)), None)
    if injected is None:
        return
    declared = {name for cell in cells[:injected] for name in _assigned(cell)}
    for name in _assigned(cells[injected]):
        if name not in declared:
            raise ParameterError(f"This notebook takes no parameter {name!r}. {did_you_mean(name, declared)}")


def _cells() -> list[str]:
    """Return what was run in this kernel; nothing outside of one."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return list(shell.user_ns.get("In", [])) if shell else []


def _assigned(cell: str) -> list[str]:
    try:
        statements = ast.parse(cell).body
    except SyntaxError:
        return []
    names = (node for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name))
    return [name.id for name in names if isinstance(name.ctx, ast.Store)]
