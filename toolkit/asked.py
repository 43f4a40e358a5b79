"""What was asked for, held against what there is: cheap, so that it is refused before anything heavy is imported."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from toolkit.errors import ParameterError, RegisterError, UnknownName
from toolkit.likeness import same_id
from toolkit.packages import packages
from toolkit.resources import DATA

FRAMEWORKS = DATA / "frameworks"
LAYER = "layer"  # what an owner of a layer names instead of a framework
MANIFEST = "manifest.json"
ENGAGEMENT = "engagement.toml"
CODE = "code"  # folder of an engagement with declarations of its own


def framework_ids(engagement: Path | str | None = None) -> list[str]:
    """Return the ids of the frameworks that ship, and of those that packages and an engagement bring.

    Parameters
    ----------
    engagement : path, optional
        Engagement folder; its own frameworks lie in its `frameworks` folder.

    Returns
    -------
    list of str
        The ids, sorted.

    Raises
    ------
    RegisterError
        An own framework has the id of another, or one that looks the same: it would be taken for it.

    """
    return sorted(framework_folders(engagement))


def framework_folders(engagement: Path | str | None = None) -> dict[str, Path]:
    """Return the folder of each framework by its id, as `framework_ids` lists them."""
    brought = [package.folder / "frameworks" for package in packages() if package.folder]
    found: dict[str, Path] = {}
    for parent in (FRAMEWORKS, *brought, *([Path(engagement) / "frameworks"] if engagement else [])):
        for folder in sorted(path.parent for path in parent.glob("*/framework.toml")):
            for other in (*found, LAYER):
                if same_id(folder.name, other):
                    raise RegisterError(f"{folder} would be taken for {other!r}, which is there already. Rename it.")
            found[folder.name] = folder
    return found


def check_frameworks(names: Iterable[str], engagement: Path | str | None, baseline: str = "") -> None:
    """Refuse a framework, or a baseline of one, that is not there.

    Raises
    ------
    UnknownName
        Neither data/frameworks/ nor the engagement has a folder of that name, or the publisher names no such baseline.

    """
    folders = framework_folders(engagement)
    for name in names:
        if name not in folders:
            raise UnknownName("framework", name, folders)
        if baseline and baseline not in (known := _baselines(folders[name])):
            raise UnknownName(f"baseline of {name}", baseline, known)


def check_engagement(folder: Path | str | None) -> None:
    """Refuse a folder that is no engagement.

    Raises
    ------
    RegisterError
        It has no engagement.toml.

    """
    if folder and not (Path(folder) / ENGAGEMENT).is_file():
        raise RegisterError(f"{folder} is no engagement: it has no {ENGAGEMENT}.")


def code_of(folder: Path | str | None) -> tuple[dict[str, bytes], str]:
    """Return the Python files in the folder `code` of an engagement, by name, and one SHA-256 for all of them.

    Raises
    ------
    RegisterError
        One cannot be read.

    """
    paths = sorted(Path(folder).glob(f"{CODE}/**/*.py")) if folder else []
    try:
        files = {path.relative_to(Path(folder or "")).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        raise RegisterError(f"{error.filename} cannot be read ({error.strerror}).") from None
    listed = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return files, sha256(listed.encode()).hexdigest() if files else ""


def check_code(folder: Path | str | None, allow_code: str) -> None:
    """Refuse an engagement whose code the caller has not consented to: whoever made the folder cannot consent.

    Raises
    ------
    RegisterError
        It has code that is not the allowed one, or none although some was allowed.

    """
    files, digest = code_of(folder)
    if digest == allow_code.strip().lower():
        return
    if not files:
        raise RegisterError(f"Code was allowed, and {folder or 'no engagement'} brings none. Leave out --allow-code.")
    changed = " It is not the code that was allowed." if allow_code else ""
    raise RegisterError(
        f"{folder} brings code that was not run: {', '.join(files)}.{changed} Read it. To let it run with your rights, "
        f"give --allow-code {digest}"
    )


def day(text: str) -> date | None:
    """Read the day for which validity is judged; none where it was left out.

    Raises
    ------
    ParameterError
        It is no day.

    """
    try:
        found = date.fromisoformat(text) if text else None
        if found and text != found.isoformat():  # other forms of ISO 8601 too
            raise ValueError
        return found
    except (TypeError, ValueError):
        raise ParameterError(f"as_of is {text!r}; write a day as YYYY-MM-DD.") from None


def baselines_of(framework_id: str, engagement: Path | str | None) -> set[str]:
    """Return the baselines that the publisher of a framework names."""
    return _baselines(framework_folders(engagement)[framework_id])


def _baselines(folder: Path) -> set[str]:
    try:
        with (folder / "controls.csv").open(encoding="utf-8-sig", newline="") as file:
            return {name for row in csv.DictReader(file) for name in (row.get("baselines") or "").split()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(f"{folder / 'controls.csv'} cannot be read: {error}") from None
