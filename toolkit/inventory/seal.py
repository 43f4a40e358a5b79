"""The manifest: what an inventory holds, hashed, so that a change shows."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from toolkit.asked import MANIFEST, check_inventory
from toolkit.errors import InventoryError, OccupiedError
from toolkit.files import put

NEW_MANIFEST = f".{MANIFEST}.new"
FORMAT = 1
PARTS = ".parts"
SIGNATURES = "signatures"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> dict[str, str]:
    """Hash every file of an inventory but the manifest and its signatures; paths are relative, with `/`.

    Parts that a run left behind when it was killed after sealing belong to nothing and are read by nobody.
    """
    found = (p for p in folder.rglob("*") if p.is_file() and p != folder / MANIFEST)
    paths = sorted(p for p in found if p.relative_to(folder).parts[0] != PARTS and not _is_signature(p, folder))
    return {p.relative_to(folder).as_posix(): sha256_of(p) for p in paths}


def signature_files(folder: Path) -> list[Path]:
    """Return the files that stand where signatures do; they are no part of what is sealed."""
    return sorted(p for p in folder.glob(f"{SIGNATURES}/*") if p.is_file() and _is_signature(p, folder))


def _is_signature(path: Path, folder: Path) -> bool:
    return path.parent == folder / SIGNATURES and path.suffix == ".json"


def root_of(manifest: dict[str, Any]) -> str:
    """Hash a manifest without its own hash: one figure that stands for the whole inventory."""
    content = {name: value for name, value in manifest.items() if name != "root_sha256"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Put a manifest in its place in one step."""
    put(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a complete inventory.

    Raises
    ------
    InventoryError
        There is no inventory, it was not finished, or its manifest is of another format.

    """
    check_inventory(folder)
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text())
        made, complete = manifest["format"], manifest["complete"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InventoryError(f"{path} is damaged. Collect the inventory again.") from None
    if made != FORMAT:
        raise InventoryError(f"{folder} has format {made}; this version reads {FORMAT}. Collect it again.")
    if not complete:
        raise InventoryError(f"{folder} is incomplete. Give the same `demarc collect` command again to go on with it.")
    return manifest


def refuse_inside(out: Path, itself: bool = True) -> None:
    """Refuse to write where it would break the seal of an inventory.

    Parameters
    ----------
    out : Path
        Folder to write into.
    itself : bool
        Whether it may not be an inventory either.

    Raises
    ------
    OccupiedError
        It lies in an inventory, or is one.

    """
    real = out.resolve()
    for folder in [real, *real.parents] if itself else real.parents:
        if (folder / MANIFEST).is_file() and _is_manifest(folder / MANIFEST):
            where = "is" if folder == real else "lies in"
            raise OccupiedError(
                f"{out} {where} the inventory {folder}, whose seal it would break. Name another folder."
            )


def _is_manifest(path: Path) -> bool:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and {"format", "complete"} <= manifest.keys()


def changes(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Compare an inventory with its manifest; return one sentence for each file changed, added or removed."""
    sealed, found = manifest.get("files", {}), files_of(folder)
    said = [f"{name} was removed." for name in sealed if name not in found]
    said += [f"{name} was added." for name in found if name not in sealed]
    said += [f"{name} was changed." for name in sealed if name in found and found[name] != sealed[name]]
    if root_of(manifest) != manifest.get("root_sha256"):
        said.append(f"{MANIFEST} was changed.")
    return sorted(said)


def verify(folder: Path | str) -> dict[str, Any]:
    """Prove that an inventory is as it was sealed.

    Parameters
    ----------
    folder : path
        The inventory.

    Returns
    -------
    dict
        Its manifest.

    Raises
    ------
    InventoryError
        It is missing or incomplete, or a file was changed, added or removed; the message names each.

    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    if said := changes(folder, manifest):
        raise InventoryError(f"{folder} is not as it was collected: {' '.join(said)} Collect it again.")
    return manifest
