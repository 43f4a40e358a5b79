"""Published relations between the controls of two frameworks: read as printed, in both directions, never chained."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from toolkit.asked import framework_ids
from toolkit.errors import UnknownName
from toolkit.frameworks import read_framework
from toolkit.resources import DATA

FOLDER = DATA / "crosswalks"
# A relation read from the other side.
OTHER_SIDE = {"superset": "subset", "subset": "superset"}


@lru_cache(maxsize=1)
def relations() -> pd.DataFrame:
    """Return every published pair, in both directions.

    Returns
    -------
    DataFrame
        One row per pair and direction: `from_framework`, `from_id`, `to_framework`, `to_id`, `relation` (as published:
        `equal`, `subset`, `superset`, `intersects` or `related`) and `source`.

    """
    parts = []
    for path in sorted(FOLDER.glob("*__*.csv")):
        one, other = path.stem.split("__")
        pairs = pd.read_csv(path, dtype="string", keep_default_na=False)
        parts.append(pairs.assign(from_framework=one, to_framework=other))
        back = pairs.rename(columns={"from_id": "to_id", "to_id": "from_id"})
        back["relation"] = back["relation"].replace(OTHER_SIDE)
        parts.append(back.assign(from_framework=other, to_framework=one))
    columns = ["from_framework", "from_id", "to_framework", "to_id", "relation", "source"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns, dtype="string")


def crosswalk(framework_id: str, control_id: str) -> pd.DataFrame:
    """Find what other frameworks relate to a control, by published relations only.

    Parameters
    ----------
    framework_id : str
        Framework, such as `soc2_2017`.
    control_id : str
        One of its controls, or a heading above controls.

    Returns
    -------
    DataFrame
        One row per related control: `framework_id`, `control_id`, `title`, `relation` and `source`. Evidence that
        follows from a relation is derived: it never changes the state of a control by itself.

    Raises
    ------
    UnknownName
        The framework or the control does not exist.

    """
    known = read_framework(framework_id).titles
    if control_id not in known:
        raise UnknownName("control", control_id, known)
    pairs = relations()
    mine = pairs[pairs["from_framework"].eq(framework_id) & pairs["from_id"].eq(control_id)]
    titles = {name: read_framework(name).titles for name in framework_ids()}
    title = [titles[row.to_framework].get(row.to_id, "") for row in mine.itertuples()]
    found = mine.rename(columns={"to_framework": "framework_id", "to_id": "control_id"}).assign(title=title)
    return found[["framework_id", "control_id", "title", "relation", "source"]].reset_index(drop=True)
