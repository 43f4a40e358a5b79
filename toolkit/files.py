"""How files are written: readable by their owner alone, whole or not at all, and never stale beside an error."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC, EROFS
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.errors import OutputError, ToolkitError, UsageError

OWNER_FOLDER, OWNER_FILE = 0o700, 0o600  # Windows has no such modes: there a folder's own rights are inherited
NO_ROOM = (EDQUOT, EFBIG, ENOSPC, EROFS)


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can enter, and those above it that are missing; one that is there stays."""
    missing = [path for path in folder.parents if not path.exists()]
    for path in (*reversed(missing), folder):
        path.mkdir(OWNER_FOLDER, exist_ok=True)
    return folder


def private_file(path: Path) -> Path:
    """Make an empty file that only its owner can read, to be filled by its path; what was there is taken away."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    path.touch(OWNER_FILE)
    return path


def put(path: Path, content: str | bytes | Callable[[Path], object]) -> Path:
    """Write a private file in one step: its content, or whatever fills a file by its path."""
    new = private_file(path.with_name(f".{path.name}.new"))
    if callable(content):
        content(new)
    else:
        new.write_bytes(content.encode() if isinstance(content, str) else content)
    os.replace(new, path)
    return path


@contextmanager
def writing(place: Path, advice: str = "Name another folder.") -> Iterator[None]:
    """Say in one sentence that a file or folder cannot be written, and what to do.

    Raises
    ------
    OutputError
        What is done meanwhile fails with an error of the system.

    """
    try:
        yield
    except OSError as error:
        raise OutputError(f"{place} cannot be written ({error.strerror or error}). {advice}") from None


@contextmanager
def work_folder() -> Iterator[Path]:
    """Yield a private folder for what a run needs meanwhile.

    Raises
    ------
    OutputError
        There is no place for it, or no room in it.

    """
    advice = "Make room there, or name another folder in the environment variable TMPDIR."
    try:
        space = TemporaryDirectory(prefix="demarc-", ignore_cleanup_errors=True)
    except OSError as error:
        raise OutputError(f"No folder for temporary files can be written ({error.strerror}). {advice}") from None
    with space as name:
        try:
            yield Path(name)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise OutputError(f"Temporary files in {name} cannot be written ({error.strerror}). {advice}") from None


@contextmanager
def set_aside(paths: Iterable[Path]) -> Iterator[None]:
    """Take away what an earlier run made while another makes it anew: a run that fails leaves nothing that looks new.

    What is made replaces it, and what is not made comes back. After a failure it stays aside, which the error says;
    a run that is refused leaves everything as it was.
    """
    aside: dict[Path, Path] = {}
    try:
        for path in paths:
            if path.is_file():
                earlier = path.with_name(f"{path.stem}.earlier{path.suffix}")
                os.replace(path, earlier)
                aside[path] = earlier
    except OSError as error:
        raise OutputError(f"{error.filename} cannot be set aside ({error.strerror}). Name another folder.") from None
    try:
        yield
    except UsageError:
        _put_back(aside)
        raise
    except ToolkitError as error:
        left = ", ".join(str(earlier) for path, earlier in aside.items() if not path.exists())
        said = f" What an earlier run made was set aside: {left}." if left else ""
        raise type(error)(f"{error}{said}") from None
    else:
        _put_back(aside)
    finally:
        for path, earlier in aside.items():
            if path.exists():
                earlier.unlink(missing_ok=True)


def _put_back(aside: dict[Path, Path]) -> None:
    for path, earlier in aside.items():
        if not path.exists():
            os.replace(earlier, path)
