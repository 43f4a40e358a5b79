"""Evidence files: copied into the engagement, and hashed, so that a change shows."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from toolkit.errors import OutputError, RegisterError

FOLDER = "evidence"
SUMS = "SHA256SUMS"


def attach(engagement: Path | str, files: Iterable[Path | str]) -> dict[str, str]:
    """Copy evidence into an engagement, and enter its hashes.

    Parameters
    ----------
    engagement : path
        Engagement folder.
    files : iterable of path
        Files to copy into its `evidence` folder.

    Returns
    -------
    dict of str to str
        SHA-256 of each file by the name that an attestation gives in its column `files`.

    Raises
    ------
    RegisterError
        The folder is no engagement, or another file of that name is already there.
    OutputError
        A file cannot be read or copied.

    """
    root = Path(engagement)
    if not (root / "engagement.toml").is_file():
        raise RegisterError(f"{root} is no engagement: it has no engagement.toml.")
    folder = root / FOLDER
    sums = read_sums(folder)
    added = {}
    try:
        folder.mkdir(exist_ok=True)
        for source in map(Path, files):
            digest = _sha256(source)
            if sums.get(source.name, digest) != digest:
                raise RegisterError(
                    f"{folder / source.name} is there with other content. Give the new file another name."
                )
            if source.resolve() != (folder / source.name).resolve():
                shutil.copyfile(source, folder / source.name)
            sums[source.name] = added[source.name] = digest
        text = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        (folder / SUMS).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{error.filename or folder} cannot be copied ({error.strerror}).") from None
    return added


def read_sums(folder: Path) -> dict[str, str]:
    """Read the hashes of an evidence folder, by file name; the file has the form of `sha256sum`."""
    path = folder / SUMS
    if not path.is_file():
        return {}
    return {name: digest for digest, name in (line.split("  ", 1) for line in path.read_text("utf-8").splitlines())}


def check_files(engagement: Path, attestations: pd.DataFrame) -> None:
    """Prove that each file which an attestation names is there, and as it was attached.

    Raises
    ------
    RegisterError
        A file is missing, was never attached, or was changed; names the row of attestations.csv.

    """
    folder = engagement / FOLDER
    sums = read_sums(folder)
    for number, names in enumerate(attestations["files"], 2):
        for name in filter(None, (part.strip() for part in str(names).split(";"))):
            where = f"{engagement / 'attestations.csv'}, row {number}, column files: {name!r}"
            if name not in sums:
                raise RegisterError(f"{where} is not attached. Run `demarc attach` with it.")
            if not (folder / name).is_file() or _sha256(folder / name) != sums[name]:
                raise RegisterError(f"{where} is missing or was changed since it was attached.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
