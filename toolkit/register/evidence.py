"""Evidence files: copied into the engagement, and hashed, so that a change shows."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock

from toolkit.errors import OutputError, RegisterError
from toolkit.files import OWNER_FILE, private_file, private_folder, put

FOLDER = "evidence"
SUMS = "SHA256SUMS"
WORK = ".attach"  # copies lie here until each is whole
LINE = re.compile(r"(\\?)([0-9A-Fa-f]{64}) [ *](.+)")
ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def attach(engagement: Path | str, files: Iterable[Path | str]) -> dict[str, str]:
    """Copy evidence into an engagement, and enter its hashes: all of the files, or none.

    Nothing that is there is overwritten, and no link is followed.

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
        The folder is no engagement, something that was named is no file, or its name or place is taken.
    OutputError
        A file cannot be read or copied.

    """
    root = Path(engagement)
    if not (root / "engagement.toml").is_file():
        raise RegisterError(f"{root} is no engagement: it has no engagement.toml.")
    folder = root / FOLDER
    try:
        _refuse_link(folder)
        private_folder(folder)
        with _alone(root) as work:
            sums = read_sums(folder)
            chosen = _chosen(map(Path, files), folder, sums)
            for number, (source, digest) in enumerate(chosen.values()):
                shutil.copyfile(source, private_file(work / str(number)))
                if _sha256(work / str(number)) != digest:
                    raise RegisterError(f"{source} changed while it was copied. Attach it again. Nothing was attached.")
            for number, name in enumerate(chosen):
                if not (folder / name).exists():
                    os.replace(work / str(number), folder / name)
            _enter({name: digest for name, (_, digest) in chosen.items() if name not in sums}, folder, work)
    except OSError as error:
        raise OutputError(f"{error.filename or folder} cannot be copied ({error.strerror}).") from None
    return {name: digest for name, (_, digest) in chosen.items()}


def read_sums(folder: Path) -> dict[str, str]:
    """Read the hashes of an evidence folder, by file name.

    Parameters
    ----------
    folder : Path
        The evidence folder; its `SHA256SUMS` has the form that `sha256sum` writes and `sha256sum -c` proves.

    Returns
    -------
    dict of str to str
        SHA-256 by name; empty if nothing was attached.

    Raises
    ------
    RegisterError
        The file cannot be read, or a line of it; names the line.

    """
    path, sums = folder / SUMS, dict[str, str]()
    _refuse_link(path)
    if path.exists() and not path.is_file():
        raise RegisterError(f"{path} is no file. Remove it.")
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n") if path.exists() else []
    except UnicodeDecodeError:
        raise RegisterError(f"{path} is not UTF-8. Write it again with `sha256sum`.") from None
    except OSError as error:
        raise RegisterError(f"{path} cannot be read ({error.strerror}).") from None
    for number, line in enumerate((line.removesuffix("\r") for line in lines), 1):
        if not line.strip():
            continue
        if not (found := LINE.fullmatch(line)):
            raise RegisterError(
                f"{path}, line {number}: it is no SHA-256, two blanks and a name, as `sha256sum` writes."
            )
        escaped, digest, name = found.groups()
        name = str(PurePosixPath(_unescaped(name) if escaped else name))
        if sums.setdefault(name, digest.lower()) != digest.lower():
            raise RegisterError(f"{path}, line {number}: {name!r} stands above with another SHA-256.")
    return sums


def check_file(folder: Path, name: str, sums: dict[str, str]) -> str:
    """Say what is wrong with an evidence file that somebody names; nothing if it is there as it was attached.

    Parameters
    ----------
    folder : Path
        The evidence folder.
    name : str
        The file's name.
    sums : dict of str to str
        What `read_sums` read.

    Returns
    -------
    str
        The end of a sentence, or nothing.

    """
    name = name if name in sums else unicodedata.normalize("NFC", name)  # as `attach` names it
    home = Path(os.path.realpath(folder.parent), FOLDER)
    if Path(os.path.realpath(folder / name)) != home / name or not (home / name).is_relative_to(home):
        return "is a link, or leads out of the evidence folder. Attach the file itself."
    if name not in sums:
        return "is not attached. Run `demarc attach` with it."
    try:
        changed = not (home / name).is_file() or _sha256(home / name) != sums[name]
    except OSError as error:
        return f"cannot be read ({error.strerror})."
    return "is missing or was changed since it was attached." if changed else ""


def _chosen(sources: Iterable[Path], folder: Path, sums: dict[str, str]) -> dict[str, tuple[Path, str]]:
    """Hold every source against the rules before one is copied: source and hash by name."""
    there = {entry.name for entry in folder.iterdir()}
    taken = {_spelling(name): name for name in (*sums, *there, SUMS)}
    chosen: dict[str, tuple[Path, str]] = {}
    for source in sources:
        name = _name(source)
        if (other := taken.setdefault(_spelling(name), name)) != name or name == SUMS:
            raise RegisterError(
                f"{source} is called like {folder / other}, at least on some systems. Give it another name."
            )
        _refuse_other_than_file(source)
        digest = _sha256(source)
        if name in chosen and chosen[name][1] != digest:
            raise RegisterError(f"{source} and {chosen[name][0]} have one name and differ. Give one another name.")
        known = [sums.get(name, digest)]
        if name in there:
            _refuse_other_than_file(folder / name)
            known.append(_sha256(folder / name))
        if {*known} != {digest}:
            raise RegisterError(f"{folder / name} is there with other content. Give the new file another name.")
        chosen[name] = source, digest
    return chosen


def _name(source: Path) -> str:
    """Return the name under which a file is attached: one that the column `files` and any system can hold."""
    name = unicodedata.normalize("NFC", source.name)
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name) or ";" in name or name != name.strip():
        raise RegisterError(
            f"{str(source)!r} cannot be named in attestations.csv: it holds `;`, a control character, letters that are "
            "not UTF-8, or a blank at an end. Give it another name."
        )
    return name


def _spelling(name: str) -> str:
    """Return what names share that some file systems take for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise RegisterError(f"{path} is a link, and evidence has to lie in the engagement itself. Remove the link.")


def _refuse_other_than_file(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        raise RegisterError(f"{str(path)!r} cannot be attached: there is no such file.") from None
    if not stat.S_ISREG(mode):
        what = "a link" if stat.S_ISLNK(mode) else "no file"
        raise RegisterError(f"{path} is {what}. Name the file itself. Nothing was attached.")


@contextmanager
def _alone(root: Path) -> Iterator[Path]:
    """Keep other runs out, and give a folder for copies that a killed run leaves and the next one empties."""
    work = root / WORK
    _refuse_link(work)
    with FileLock(root / f"{WORK}.lock", mode=OWNER_FILE):
        shutil.rmtree(work, ignore_errors=True)
        private_folder(work)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _enter(added: dict[str, str], folder: Path, work: Path) -> None:
    """Append hashes in one step; lines that are there stay byte for byte."""
    if not added:
        return
    path = folder / SUMS
    before = path.read_bytes() if path.exists() else b""
    before += b"\n" if before and not before.endswith(b"\n") else b""
    new = put(work / SUMS, before + "".join(_line(name, digest) for name, digest in sorted(added.items())).encode())
    os.replace(new, path)


def _line(name: str, digest: str) -> str:
    escaped = "".join(ESCAPES.get(letter, letter) for letter in name)
    return f"{'' if escaped == name else chr(92)}{digest}  {escaped}\n"


def _unescaped(name: str) -> str:
    meant = {escape: letter for letter, escape in ESCAPES.items()}
    return re.sub(r"\\.", lambda found: meant.get(found[0], found[0]), name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
