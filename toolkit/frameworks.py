"""Control frameworks, read from data/frameworks/<id>/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

import pandas as pd

from toolkit.asked import FRAMEWORKS, check_frameworks, framework_folders
from toolkit.checks import CHECKS
from toolkit.errors import DeclarationError, UnknownName
from toolkit.framework_rules import (
    FAMILY,
    Claim,
    Condition,
    Control,
    Responsibility,
    Term,
    check_additions,
    check_framework,
)
from toolkit.packages import packages
from toolkit.printed import Printed, sentence
from toolkit.registry import SHIPPED
from toolkit.rows import Row, read_table
from toolkit.spreadsheets import read_text

OWN = "engagement"  # where a claim comes from that it brings


@dataclass(frozen=True, repr=False)
class Framework(Printed):
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
    evidence : DataFrame
        One row per control and check that is evidence for it: `control_id`, `check_id`, `strength` (`direct`: a failure
        of the check is a deviation from the control; `supporting`: it is a finding that bears on it), `sources` (who
        else claims it, or `own`), `reason` and `origin` (`shipped`, a distribution with its version, or `engagement`).
    titles : dict of str to str
        Title of every id that the publisher lists, headings included.
    conclusions : DataFrame
        One row per state and, of what is attested, capacity: `state`, `capacity` and `proposed`, the framework's term.
    mandatory : tuple of str
        Patterns of ids of controls that the publisher lets nobody leave out, such as `CC*`.
    baseline : str
        The baseline whose controls these are; all controls if it is empty.
    baseline_names : dict of str to str
        How a report names a baseline, where its id does not say who published it.

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
    evidence: pd.DataFrame
    titles: dict[str, str]
    conclusions: pd.DataFrame
    mandatory: tuple[str, ...] = ()
    baseline: str = ""
    baseline_names: Mapping[str, str] = field(default_factory=dict)

    def profile(self, baseline: str) -> Framework:
        """Keep only the controls of one baseline, such as `moderate`, `fedramp_moderate` or `level_1`.

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
        edition = f"{self.edition}, {self.baseline_names.get(baseline, baseline.replace('_', ' '))} baseline"
        conditions, evidence = (
            frame[frame["control_id"].isin(chosen["control_id"])].reset_index(drop=True)
            for frame in (self.conditions, self.evidence)
        )
        kept = {"controls": chosen, "conditions": conditions, "evidence": evidence}
        return replace(self, assessable=len(chosen), edition=edition, baseline=baseline, **kept)

    def controls_of(self, check_id: str) -> list[str]:
        """Name the controls that a check is evidence for, in the publisher's order."""
        return list(self.evidence.loc[self.evidence["check_id"].eq(check_id), "control_id"])

    def binds(self, control_id: str) -> bool:
        """Tell whether the publisher lets nobody leave a control out."""
        return any(fnmatchcase(control_id, pattern) for pattern in self.mandatory)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"Framework {self.id}: {self.title}, {self.edition}", {
            self.terms: f"{self.assessable} in {self.controls['section'].nunique()} sections",
            "publisher": f"{self.publisher}; {self.source}",
            "licence": sentence(self.licence),
        }

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
    folder = framework_folders(engagement)[framework_id]
    if folder.parent == FRAMEWORKS:
        framework = _shipped(framework_id)
    else:
        check_framework(folder)
        framework = _read(folder, _origin(folder, engagement))
    additions = [(package.origin, package.folder) for package in packages() if package.folder]
    additions += [(OWN, Path(engagement))] if engagement else []
    for origin, where in additions:
        more = where / "evidence" / f"{framework_id}.csv"
        framework = _added(framework, more, origin) if more.is_file() else framework
    return framework


@lru_cache(maxsize=32)
def _shipped(framework_id: str) -> Framework:
    return _read(FRAMEWORKS / framework_id, SHIPPED)


def _read(folder: Path, origin: str) -> Framework:
    about = tomllib.loads(read_text(folder / "framework.toml"))
    published = _table(folder / "controls.csv", Control)
    split = _table(folder / "responsibility.csv", Responsibility)
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
    said = {name: about[name] for name in names} | {"mandatory": tuple(about.get("mandatory", ()))}
    said["baseline_names"] = about.get("baselines", {})
    evidence = _claims(folder / "evidence.csv", origin)
    frames = {"controls": joined[columns], "conditions": conditions, "evidence": evidence}
    frames["conclusions"] = _table(folder / "conclusions.csv", Term)
    return Framework(id=folder.name, titles=titles, **frames, **said)


def _origin(folder: Path, engagement: Path | str | None) -> str:
    if engagement and folder.parent == Path(engagement) / "frameworks":
        return OWN
    return next(p.origin for p in packages() if p.folder and folder.parent == p.folder / "frameworks")


def _added(framework: Framework, path: Path, origin: str) -> Framework:
    """Add the claims of others to a framework; what is claimed already stays as it is."""
    check_additions(path, framework.controls["control_id"])
    own = _claims(path, origin)
    whole = pd.concat([framework.evidence, own], ignore_index=True)
    return replace(framework, evidence=whole.drop_duplicates(["control_id", "check_id"], ignore_index=True))


def _claims(path: Path, origin: str) -> pd.DataFrame:
    """Read which checks are evidence for which control.

    A row that names a check itself goes before that of its family.
    """
    rows = _table(path, Claim)
    rows = rows.assign(origin=origin, family=rows["check_id"].str.startswith(FAMILY), place=range(len(rows)))
    each = of_checks(rows).sort_values("family", kind="stable").drop_duplicates(["control_id", "check_id"])
    return (
        each.sort_values("place", kind="stable")[[*Claim.model_fields, "origin"]]
        .astype("string")
        .reset_index(drop=True)
    )


def of_checks(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each check of a family the row that names the family in `check_id`."""
    members: dict[str, list[str]] = {}
    for check in CHECKS.values():
        members.setdefault(f"{FAMILY}{check.family}", []).append(check.name)
    return rows.assign(check_id=[members.get(name, [name]) for name in rows["check_id"]]).explode("check_id")


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
    own = _table(path, Condition)
    written = split.loc[split["customer_condition"].ne(""), "control_id"]
    silent = controls.loc[~controls["control_id"].isin(written), ["control_id", "parent_id"]]
    taken = silent.merge(own.rename(columns={"control_id": "parent_id"}), on="parent_id")
    return pd.concat([own, taken[list(own)]], ignore_index=True)


def _sections(published: pd.DataFrame) -> list[str]:
    """Name the chapter of each row: its highest ancestor below the publisher's parts."""
    rows = published.set_index("control_id").to_dict("index")

    def chapter(control_id: str) -> str:
        parent = rows[control_id]["parent_id"]
        if not parent or rows[parent]["level"] == "part":
            return f"{control_id} {rows[control_id]['title']}"
        return chapter(parent)

    return [chapter(control_id) for control_id in rows]


def _table(path: Path, kind: type[Row]) -> pd.DataFrame:
    """Read text as text: `1.10` is not `1.1`, and an empty cell is empty, not missing."""
    return read_table(path, kind).astype("string").reset_index(drop=True)
