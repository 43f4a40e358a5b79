"""Make an assessment again of its inventory, and say whether the same comes out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from toolkit.assessment.assessment import DECLARATIONS, read_assessment
from toolkit.assessment.files import Code, write_assessment
from toolkit.declarations import admit
from toolkit.errors import AssessmentError, one_line
from toolkit.files import work_folder
from toolkit.seal import INVENTORY, verify

BY_NOW = ("tool", "versions")  # what others are made with may differ
COUNTED = ("files", "root_sha256")  # what follows from the rest
UNREAD = "\0"  # NA, which is no empty text


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
    made, there = read_assessment(folder).manifest, verify(inventory, INVENTORY)
    if (root := made["inventory"]["root_sha256"]) != there["root_sha256"]:
        raise AssessmentError(f"{folder} was made of the inventory {root}, and {inventory} is {there['root_sha256']}.")
    if code[0]:
        admit(*code)
    with work_folder() as space:
        new = space / "assessment"
        again = write_assessment(inventory, new, made["parameters"], code=code).manifest
        if again["root_sha256"] == made["root_sha256"]:
            return Reperformance((), ())
        said = _misstated(made, again)
        said += [words for name in _changed(made["files"], again["files"]) if (words := _difference(folder, new, name))]
        notes = [f"{name} is {again[name]}, and was {made[name]}" for name in BY_NOW if _other(name, made, again)]
        declared = _difference(folder, new, f"{DECLARATIONS}.parquet")
    return Reperformance(
        tuple(words for words in said if words != declared), (*notes, *([declared] if declared else []))
    )


def _other(name: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one.get(name) != other.get(name))


def _misstated(made: dict[str, Any], again: dict[str, Any]) -> list[str]:
    """Name what a manifest says of the collection or of itself, and its inventory does not."""
    one, other = ({n: v for n, v in said.items() if n not in (*BY_NOW, *COUNTED)} for said in (made, again))
    one, other = (said | {f"inventory.{n}": v for n, v in said.pop("inventory").items()} for said in (one, other))
    return [f"its manifest says {n} {one.get(n)!r}, not {other.get(n)!r}" for n in _changed(one, other)]


def _changed(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _difference(folder: Path, new: Path, name: str) -> str:
    """Say how the content of a file differs; nothing if only its bytes do, as other libraries write them."""
    if lacking := [str(path) for path in (folder / name, new / name) if not path.is_file()]:
        return f"{lacking[0]} is not there"
    try:
        one, other = (pd.read_parquet(path / name).astype("string").fillna(UNREAD) for path in (folder, new))
    except (OSError, ValueError, pa.ArrowException) as error:
        return f"{name} cannot be read ({one_line(error)})"
    if list(one) != list(other):
        return f"{name} has other columns"
    one, other = (frame.assign(time=frame.groupby(list(frame)).cumcount()) for frame in (one, other))
    rows = one.merge(other, how="outer", indicator="side")
    rows = rows[rows["side"].ne("both")]
    if rows.empty:
        return ""
    first = " ".join(rows.iloc[0].astype(str)[:4])
    return f"{name}: {int(rows['side'].eq('left_only').sum())} rows do not come out, and " + (
        f"{int(rows['side'].eq('right_only').sum())} others do ({first})"
    )
