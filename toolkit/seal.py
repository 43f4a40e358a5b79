"""The manifest of a sealed folder: what it holds, hashed, so that a change shows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import Any

from toolkit.asked import MANIFEST
from toolkit.errors import AssessmentError, InventoryError, NotSealed, OccupiedError, SealError
from toolkit.files import put

NEW_MANIFEST = f".{MANIFEST}.new"
FORMAT = 1
PARTS = ".parts"
SIGNATURES = "signatures"
INVENTORY, ASSESSMENT = "inventory", "assessment"
SETTLED = 2 * 10**9  # nanoseconds after which a further change of a file shows in its times on every disk


@dataclass(frozen=True)
class Kind:
    """What can be sealed: the words for it, and what may lie beside its seal (paths that match `beside`)."""

    named: str
    made: str
    again: str
    unfinished: str
    beside: str
    error: type[SealError]


KINDS = {
    INVENTORY: Kind(
        "an inventory",
        "collected",
        "Collect it again.",
        "Give the same `demarc collect` command again to go on with it.",
        rf"{re.escape(PARTS)}/.*",  # parts that a run left when it was killed after sealing are read by nobody
        InventoryError,
    ),
    ASSESSMENT: Kind(
        "an assessment",
        "assessed",
        "Assess the inventory again.",
        "Assess the inventory again.",
        r"observations(\.earlier)?\.csv|\.?gaps_[^/]*|inventory_signatures/[^/]*\.json",
        AssessmentError,
    ),
}
_hashed: dict[tuple[Any, ...], str] = {}


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits; one that did not change since is read once a process."""
    found = path.stat()
    which = str(path.resolve()), found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    if which in _hashed:
        return _hashed[which]
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) > SETTLED:
        _hashed[which] = digest
    return digest


def files_of(folder: Path, kind: str) -> dict[str, str]:
    """Hash every sealed file of a folder; paths are relative, with `/`.

    Its manifest, its signatures and what its kind has beside the seal are no part of it.
    """
    beside = re.compile(rf"{re.escape(MANIFEST)}|{SIGNATURES}/[^/]*\.json|{KINDS[kind].beside}")
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: sha256_of(found[name]) for name in sorted(found) if not beside.fullmatch(name)}


def signature_files(folder: Path, place: str = SIGNATURES) -> list[Path]:
    """Return the files that stand where signatures do; they are no part of what is sealed."""
    return sorted(p for p in folder.glob(f"{place}/*.json") if p.is_file())


def root_of(manifest: Mapping[str, Any]) -> str:
    """Hash a manifest without its own hash: one figure that stands for all that is sealed."""
    content = {name: value for name, value in manifest.items() if name != "root_sha256"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Put a manifest in its place in one step."""
    put(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")


def seal(folder: Path, kind: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """Hash what is in a folder and mark it complete; return its manifest."""
    manifest = {**about, "format": FORMAT, "kind": kind, "complete": True, "files": files_of(folder, kind)}
    manifest["root_sha256"] = root_of(manifest)
    write_manifest(folder, manifest)
    return manifest


def kind_in(manifest: Mapping[str, Any]) -> str:
    """Return the kind that a manifest names; one that names none is of an inventory, which nobody can collect again."""
    return str(manifest.get("kind", INVENTORY))


def kind_of(folder: Path, *kinds: str) -> str:
    """Return what a folder holds: `inventory` or `assessment`.

    Parameters
    ----------
    folder : Path
        What was sealed.
    *kinds : str
        What it has to be; any kind if none is named.

    Returns
    -------
    str
        The kind that its manifest names.

    Raises
    ------
    NotSealed
        It has no manifest, or is of another kind.
    SealError
        Its manifest cannot be read, or is of a kind or format that this version does not know.

    """
    return kind_in(_read(folder, kinds))


def _read(folder: Path, kinds: Sequence[str]) -> dict[str, Any]:
    """Read a manifest, finished or not."""
    path = folder / MANIFEST
    if not path.is_file():
        asked = " and ".join(f"no {kind}" for kind in kinds or KINDS)
        raise NotSealed(f"{folder} is {asked}: it has no {MANIFEST}. Make an inventory with `demarc collect --out`.")
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        made, _ = manifest["format"], manifest["complete"]
        kind = kind_in(manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SealError(f"{path} is damaged. Make what it seals again.") from None
    if kind not in KINDS:
        raise SealError(f"{folder} is of the kind {kind!r}; this version knows {' and '.join(KINDS)}.")
    if kind not in (kinds or KINDS):
        raise NotSealed(f"{folder} is {KINDS[kind].named}; name {' or '.join(KINDS[kind].named for kind in kinds)}.")
    if made != FORMAT:
        raise KINDS[kind].error(f"{folder} has format {made}; this version reads {FORMAT}. {KINDS[kind].again}")
    return manifest


def read_manifest(folder: Path, *kinds: str) -> dict[str, Any]:
    """Read the manifest of what is complete.

    Raises
    ------
    SealError
        There is none, it was not finished, it is of another kind than those named, or it cannot be read.

    """
    manifest = _read(folder, kinds)
    if not manifest["complete"]:
        kind = KINDS[kind_in(manifest)]
        raise kind.error(f"{folder} is incomplete. {kind.unfinished}")
    return manifest


def refuse_inside(out: Path, itself: bool = True) -> None:
    """Refuse to write where it would break a seal.

    Parameters
    ----------
    out : Path
        Folder to write into.
    itself : bool
        Whether it may not be sealed either.

    Raises
    ------
    OccupiedError
        It lies in what is sealed, or is.

    """
    real = out.resolve()
    for folder in [real, *real.parents] if itself else real.parents:
        if found := _sealed_as(folder):
            where = "is" if folder == real else "lies in"
            raise OccupiedError(f"{out} {where} the {found} {folder}, whose seal it would break. Name another folder.")


def _sealed_as(folder: Path) -> str:
    """Return the kind of a folder that has a manifest of ours, of whatever format; nothing for any other."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return kind_in(manifest) if isinstance(manifest, dict) and {"format", "complete"} <= manifest.keys() else ""


def _links(folder: Path) -> list[str]:
    """Name links to folders, whose files nobody hashes although a reader of Parquet follows them."""
    return [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_symlink() and p.is_dir()]


def changes(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Compare a folder with its manifest; return one sentence for each file changed, added or removed."""
    sealed, found = manifest.get("files", {}), files_of(folder, kind_in(manifest))
    said = [f"{name} was removed." for name in sealed if name not in found]
    said += [f"{name} was added." for name in found if name not in sealed]
    said += [f"{name} was changed." for name in sealed if name in found and found[name] != sealed[name]]
    said += [f"{name} is a link to what is not sealed." for name in _links(folder)]
    if root_of(manifest) != manifest.get("root_sha256"):
        said.append(f"{MANIFEST} was changed.")
    return sorted(said)


def verify(folder: Path | str, *kinds: str) -> dict[str, Any]:
    """Prove that a folder is as it was sealed.

    Parameters
    ----------
    folder : path
        What was sealed.
    *kinds : str
        What it has to be; any kind if none is named.

    Returns
    -------
    dict
        Its manifest.

    Raises
    ------
    SealError
        It is missing, incomplete or of another kind, or a file was changed, added or removed; the message names each.

    """
    folder = Path(folder)
    manifest = read_manifest(folder, *kinds)
    if said := changes(folder, manifest):
        kind = KINDS[kind_in(manifest)]
        raise kind.error(f"{folder} is not as it was {kind.made}: {' '.join(said)} {kind.again}")
    return manifest
