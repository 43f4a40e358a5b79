"""An audit as a notebook opens it: what papermill was given and the notebook does not declare is refused."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import ParameterError, did_you_mean
from toolkit.gaps import Audit, open_audit
from toolkit.inventory import Inventory

INJECTED = "# Parameters\n"  # how papermill begins the cell that it adds after the one with the parameters


def audit(
    framework_id: str,
    inventory: Path | str | Inventory,
    *,
    engagement: Path | str | None = None,
    accounts: Sequence[str] = (),
    regions: Sequence[str] = (),
    as_of: str | None = None,
    baseline: str = "",
) -> Audit:
    """Open an audit.

    Parameters
    ----------
    framework_id : str
        Framework, such as `soc2_2017`.
    inventory : path or Inventory
        What `demarc collect` wrote.
    engagement : path, optional
        Engagement folder.
    accounts, regions : sequence of str
        Scope; none means all that were collected. A single name is a list of one.
    as_of : str, optional
        Day for which validity is judged, as YYYY-MM-DD; the day of collection if left out.
    baseline : str
        Baseline of the framework, such as `moderate`; all controls if left out.

    Returns
    -------
    Audit
        Nothing is computed before it is asked for.

    Raises
    ------
    UnknownName
        The framework, its baseline, an account or a Region does not exist.
    ParameterError
        The day or the scope cannot be read, or papermill was given a parameter that the notebook does not declare.
    InventoryError, RegisterError
        Inventory or engagement cannot be used.

    """
    refuse_undeclared(_cells())
    return open_audit(
        framework_id,
        inventory,
        engagement=engagement,
        accounts=accounts,
        regions=regions,
        as_of=as_of,
        baseline=baseline,
    )


def refuse_undeclared(cells: Sequence[str]) -> None:
    """Refuse a parameter that no cell before papermill's own declares: its value would change nothing.

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
