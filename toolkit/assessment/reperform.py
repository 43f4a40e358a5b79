"""Make an assessment again of its inventory, and say whether the same comes out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.assessment.assessment import DECLARATIONS
from toolkit.assessment.files import Code, write_assessment
from toolkit.errors import AssessmentError
from toolkit.files import work_folder
from toolkit.seal import ASSESSMENT, INVENTORY, verify


@dataclass(frozen=True)
class Reperformance:
    """What differs between an assessment and what its inventory gives again.

    `differences` are verdicts or facts that do not come out again, and `notes` what it is made with by now: other
    versions and declarations, with which the same came out.
    """

    differences: tuple[str, ...]
    notes: tuple[str, ...]


def reperform(assessment: Path | str, inventory: Path | str, code: Code = ("", "")) -> Reperformance:
    """Judge an inventory again with the parameters of an assessment, and compare.

    Parameters
    ----------
    assessment : path
        What `demarc assess` wrote.
    inventory : path
        The inventory that it was made of.
    code : tuple of str
        The engagement whose code is allowed, and the hash that allows it.

    Returns
    -------
    Reperformance
        No differences where every frame comes out again.

    Raises
    ------
    SealError
        One of them is not as it was sealed, or the assessment was made of another inventory.

    """
    folder = Path(assessment)
    made, there = verify(folder, ASSESSMENT), verify(inventory, INVENTORY)
    if (root := made["inventory"]["root_sha256"]) != there["root_sha256"]:
        raise AssessmentError(f"{folder} was made of the inventory {root}, and {inventory} is {there['root_sha256']}.")
    with work_folder() as space:
        new = space / "assessment"
        again = write_assessment(inventory, new, made["parameters"], code=code).manifest
        if again["root_sha256"] == made["root_sha256"]:
            return Reperformance((), ())
        said = [words for name in _changed(made["files"], again["files"]) if (words := _difference(folder, new, name))]
        notes = [
            f"{name} is {again[name]}, and was {made[name]}"
            for name in ("tool", "versions")
            if _other(name, made, again)
        ]
        declared = _difference(folder, new, f"{DECLARATIONS}.parquet")
    return Reperformance(
        tuple(words for words in said if words != declared), (*notes, *([declared] if declared else []))
    )


def _other(name: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one.get(name) != other.get(name))


def _changed(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _difference(folder: Path, new: Path, name: str) -> str:
    """Say how the content of a file differs; nothing if only its bytes do, as other libraries write them."""
    if lacking := [str(path) for path in (folder / name, new / name) if not path.is_file()]:
        return f"{lacking[0]} is not there"
    one, other = (pd.read_parquet(path / name).astype("string").fillna("") for path in (folder, new))
    if list(one) != list(other):
        return f"{name} has other columns"
    rows = one.merge(other, how="outer", indicator="side")
    rows = rows[rows["side"].ne("both")]
    if rows.empty and len(one) == len(other):
        return ""
    first = " ".join(rows.iloc[0].astype(str)[:4]) if len(rows) else "repeated"
    return f"{name}: {int(rows['side'].eq('left_only').sum())} rows do not come out, and " + (
        f"{int(rows['side'].eq('right_only').sum())} others do ({first})"
    )
