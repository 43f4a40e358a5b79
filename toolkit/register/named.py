"""What the rows of an engagement name has to exist: frameworks, controls, layers and checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.asked import LAYER, framework_ids
from toolkit.checks import CHECKS
from toolkit.errors import RegisterError, did_you_mean
from toolkit.framework_rules import layer_names
from toolkit.frameworks import read_framework

GRAVE = ("critical", "high")  # severities of checks of which every resource has to be observed


def check_names(folder: Path, tables: Mapping[str, pd.DataFrame], parameters: Mapping[str, Any]) -> None:
    """Refuse rows that name what is not there: such a row would say nothing, and nobody would notice.

    Parameters
    ----------
    folder : Path
        The engagement; its own frameworks count.
    tables : mapping of str to DataFrame
        Rows of each file, by their numbers.
    parameters : mapping of str to object
        Organization-defined parameters by check.

    Raises
    ------
    RegisterError
        A framework, control, layer or check does not exist; names file, row and column.

    """
    for name in ("exceptions", "tolerances"):
        for number, check in tables[name]["check_id"].items():
            _refuse_unknown(check, CHECKS, f"{folder / f'{name}.csv'}, row {number}, column check_id")
    for number, check in tables["tolerances"]["check_id"].items():
        if (severity := CHECKS[check].severity) in GRAVE:
            where = f"{folder / 'tolerances.csv'}, row {number}, column check_id"
            raise RegisterError(
                f"{where}: {check!r} is {severity}, and of such a check no resource may stay unobserved."
            )
    for number, names in tables["attestations"]["checks"].items():
        for check in names.split():
            _refuse_unknown(check, CHECKS, f"{folder / 'attestations.csv'}, row {number}, column checks")
    for check in parameters:
        _refuse_unknown(check, CHECKS, f"{folder / 'engagement.toml'}, [parameters]")
    frameworks = framework_ids(folder)
    controls: dict[str, Iterable[str]] = {}
    for row in tables["applicability"].itertuples():
        if row.framework_id in frameworks and read_framework(row.framework_id, folder).binds(row.control_id):
            where = f"{folder / 'applicability.csv'}, row {row.Index}, column control_id"
            raise RegisterError(
                f"{where}: {row.control_id!r} can be left out by nobody who follows {row.framework_id}."
            )
    for number, name in tables["scope"]["framework_id"].items():
        _refuse_unknown(name, frameworks, f"{folder / 'scope.csv'}, row {number}, column framework_id")
    for name in ("owners", "attestations", "applicability", "conclusions"):
        others = [LAYER] if name == "owners" else []
        for row in tables[name].itertuples():
            where = f"{folder / f'{name}.csv'}, row {row.Index}"
            _refuse_unknown(row.framework_id, [*frameworks, *others], f"{where}, column framework_id")
            if row.framework_id not in controls:
                controls[row.framework_id] = _controls(row.framework_id, folder)
            _refuse_unknown(row.control_id, controls[row.framework_id], f"{where}, column control_id")


def _controls(framework_id: str, folder: Path) -> Iterable[str]:
    """Return what can be named of a framework: its assessable controls, or the layers."""
    if framework_id == LAYER:
        return layer_names()
    return dict.fromkeys(read_framework(framework_id, folder).controls["control_id"])


def _refuse_unknown(name: str, known: Iterable[str], where: str) -> None:
    if name not in known:
        raise RegisterError(f"{where}: {name!r} is unknown. {did_you_mean(name, known)}")
