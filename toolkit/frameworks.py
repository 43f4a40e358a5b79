"""Control frameworks, read from data/frameworks/<id>/."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from toolkit.asked import FRAMEWORKS, check_frameworks
from toolkit.errors import DeclarationError, UnknownName
from toolkit.framework_rules import CONDITIONS, CONTROLS, RESPONSIBILITY, check_framework, read_table
from toolkit.spreadsheets import read_text


@dataclass(frozen=True)
class Framework:
    """A published set of controls, and what AWS and the customer each do about them.

    Parameters
    ----------
    id, title, publisher, edition, source, licence : str
        What it is, where it was published, and what of it is carried here.
    control_term : str
        What the publisher calls a control: criterion, requirement, subcategory.
    assessable : int
        The denominator: how many controls can be assessed, by the publisher's list.
    controls : DataFrame
        One row per assessable control, in the publisher's order: `control_id`, `parent_id`, `title`, `section` (id
        and title of the chapter it stands in), `baselines`, and the columns of responsibility.csv.
    conditions : DataFrame
        One row per condition of an inheritance and check that tests it: `control_id`, `check_id` and `reason`.
    titles : dict of str to str
        Title of every id that the publisher lists, headings included.

    """

    id: str
    title: str
    publisher: str
    edition: str
    source: str
    licence: str
    control_term: str
    assessable: int
    controls: pd.DataFrame
    conditions: pd.DataFrame
    titles: dict[str, str]

    def profile(self, baseline: str) -> Framework:
        """Keep only the controls of one of the publisher's baselines, such as `moderate` or `level_1`.

        Raises
        ------
        UnknownName
            The framework has no such baseline.

        """
        if not baseline:
            return self
        members = self.controls["baselines"].str.split()
        if baseline not in (known := set(members.explode().dropna())):
            raise UnknownName(f"baseline of {self.id}", baseline, known)
        chosen = self.controls[[baseline in names for names in members]].reset_index(drop=True)
        edition = f"{self.edition}, {baseline.replace('_', ' ')} baseline"
        return replace(self, controls=chosen, assessable=len(chosen), edition=edition)

    @property
    def terms(self) -> str:
        """The publisher's word for several controls."""
        irregular = {"criterion": "criteria", "subcategory": "subcategories"}
        return irregular.get(self.control_term, self.control_term + "s")


def read_framework(framework_id: str, engagement: Path | str | None = None) -> Framework:
    """Read a framework.

    Parameters
    ----------
    framework_id : str
        Name of its folder, such as `soc2_2017`.
    engagement : path, optional
        Engagement folder; its own frameworks lie in its `frameworks` folder.

    Returns
    -------
    Framework
        The framework with one row per assessable control.

    Raises
    ------
    UnknownName
        Neither data/frameworks/ nor the engagement has a folder of that name.
    RegisterError
        An own framework is malformed, or has the id of another; the message names the place.

    """
    check_frameworks([framework_id], engagement)
    own = Path(engagement or "") / "frameworks" / framework_id
    if engagement and own.is_dir():
        check_framework(own)
        return _read(own)
    return _shipped(framework_id)


@lru_cache(maxsize=32)
def _shipped(framework_id: str) -> Framework:
    return _read(FRAMEWORKS / framework_id)


def _read(folder: Path) -> Framework:
    about = tomllib.loads(read_text(folder / "framework.toml"))
    published = _table(folder / "controls.csv", CONTROLS)
    split = _table(folder / "responsibility.csv", RESPONSIBILITY)
    controls = published.assign(section=_sections(published))
    controls = controls[controls["assessable"].eq("true") & controls["status"].eq("active")]
    conditions = _conditions(folder / "conditions.csv", controls, split)
    split = _inherited(controls, split)
    joined = controls.merge(split, on="control_id", how="left", validate="one_to_one", indicator=True)
    if (joined.pop("_merge") != "both").any() or len(split) != len(controls) or len(controls) != about["assessable"]:
        raise DeclarationError(
            f"{folder}: framework.toml says {about['assessable']} assessable controls, controls.csv has "
            f"{len(controls)} and responsibility.csv speaks of {len(split)}; these have to be the same controls."
        )
    names = ("title", "publisher", "edition", "source", "licence", "control_term", "assessable")
    columns = [c for c in joined.columns if c not in ("level", "assessable", "status")]
    titles = dict(zip(published["control_id"], published["title"], strict=True))
    said = {name: about[name] for name in names}
    return Framework(id=folder.name, controls=joined[columns], conditions=conditions, titles=titles, **said)


def _inherited(controls: pd.DataFrame, split: pd.DataFrame) -> pd.DataFrame:
    """Let a control whose parent is assessed too, such as an enhancement, take from it what it does not say itself.

    An empty cell takes the parent's; `-` says that there is none.
    """
    parents = dict(zip(controls["control_id"], controls["parent_id"], strict=True))
    own = split.set_index("control_id").to_dict("index")
    rows = {control: cells for control, cells in own.items() if parents.get(control, control) not in parents}
    for control, parent in parents.items():
        if parent in own:
            said = {name: cell for name, cell in own.get(control, {}).items() if cell}
            rows[control] = {n: "" if cell == "-" else cell for n, cell in (own[parent] | said).items()}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(split.columns[1:])).astype("string")
    return frame.reset_index(names="control_id").astype("string")


def _conditions(path: Path, controls: pd.DataFrame, split: pd.DataFrame) -> pd.DataFrame:
    """Read which checks test which condition; a control that takes its condition from its parent takes these too."""
    if not path.exists():
        return pd.DataFrame(columns=list(CONDITIONS), dtype="string")
    own = _table(path, CONDITIONS)
    written = split.loc[split["customer_condition"].ne(""), "control_id"]
    silent = controls.loc[~controls["control_id"].isin(written), ["control_id", "parent_id"]]
    taken = silent.merge(own.rename(columns={"control_id": "parent_id"}), on="parent_id")
    return pd.concat([own, taken[list(CONDITIONS)]], ignore_index=True)


def _sections(published: pd.DataFrame) -> list[str]:
    """Name the chapter of each row: its highest ancestor below the publisher's parts."""
    rows = published.set_index("control_id").to_dict("index")

    def chapter(control_id: str) -> str:
        parent = rows[control_id]["parent_id"]
        if not parent or rows[parent]["level"] == "part":
            return f"{control_id} {rows[control_id]['title']}"
        return chapter(parent)

    return [chapter(control_id) for control_id in rows]


def _table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """Read text as text: `1.10` is not `1.1`, and an empty cell is empty, not missing."""
    rows = [row for _, row in read_table(path, columns)]
    return pd.DataFrame(rows, columns=list(columns), dtype="string")
