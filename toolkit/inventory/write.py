"""Write an inventory so that it is whole, or plainly not and can be gone on with."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from toolkit import __version__
from toolkit.asked import MANIFEST
from toolkit.errors import OccupiedError, OutputError
from toolkit.files import OWNER_FILE, OWNER_FOLDER, private_file, private_folder, writing
from toolkit.inventory.parts import ANSWERS, CALLS, RAW, ROWS, TASK, UNFINISHED, Part, batches, part_of, schema_of
from toolkit.inventory.settling import Settling
from toolkit.seal import FORMAT, INVENTORY, NEW_MANIFEST, PARTS, refuse_inside, seal, write_manifest

ROW_GROUP = 100_000
GROUP_BYTES = 64 * 2**20
BATCHES = 1_000  # most parts have a single row, and an Arrow batch costs some kilobytes whatever is in it
ANSWERS_FILE = "answers.parquet"
NOT_OFFERED = "not_offered"  # status of a table whose service the Region does not have
NOT_ASKED = "not_asked"  # status of a Region that is on and was left out of the run
OFF = "*"  # what a line of the coverage says instead of a table for a whole Region
COVERAGE = {
    "account_id": "string",
    "region": "string",
    "table": "string",
    "status": "string",
    "rows": "Int64",
    "error": "string",
    "observed_at": "datetime64[us, UTC]",
}


class InventoryWriter:
    """An inventory in the making.

    The folder is marked incomplete from the first moment; each task adds a part of its own; `seal` joins the parts,
    hashes the files and marks the folder complete, in this order. A folder that was left incomplete by a run with the
    same parameters is gone on with: what is `finished` need not be collected again.

    Parameters
    ----------
    folder : Path
        New, empty, or left incomplete.
    about : mapping
        What the manifest says of the run.
    tables : mapping of str to mapping of str to str
        Columns and dtypes of each table that is planned, whether any part of it comes or not.
    ledger : mapping of str to str
        Columns and dtypes of the ledger.

    Raises
    ------
    OutputError
        The folder holds something else, belongs to a run with other parameters or one that still goes on, or cannot
        be written.

    """

    def __init__(
        self,
        folder: Path,
        about: Mapping[str, Any],
        tables: Mapping[str, Mapping[str, str]],
        ledger: Mapping[str, str],
    ) -> None:
        self.folder = folder
        self._tables, self._ledger = tables, ledger
        check_place(folder)
        with writing(folder):
            private_folder(folder / PARTS)
            with suppress(OSError):  # an empty folder that somebody made for it; not every disk knows modes
                folder.chmod(OWNER_FOLDER)
            self._lock = FileLock(folder / PARTS / "lock", mode=OWNER_FILE)
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                said = f"{folder} is being written by another run. Wait for it, or name a new folder."
                raise OutputError(said) from None
        try:
            check_place(folder)  # another run may have sealed it meanwhile
            with writing(folder):
                self._manifest = _begun(folder, about)
                write_manifest(folder, self._manifest)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let another run into the folder."""
        self._lock.release()

    def part(self, name: str, table: str = "") -> Part:
        """Return the part of a task, to be filled."""
        return part_of(self.folder, name, self._tables.get(table, {}), self._ledger)

    def finished(self, name: str) -> bool:
        """Tell whether a task was done in an earlier run, and AWS refused nothing of it: rights may be given later."""
        try:
            coverage = json.loads((self.folder / PARTS / name / TASK).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return coverage.get("status") == "observed" and not coverage.get("refused")

    def check_parts(self, names: Iterable[str]) -> None:
        """Refuse to go on if a task that is done has left no part here.

        Raises
        ------
        OutputError
            A worker elsewhere has written into a folder of its own.

        """
        missing = [name for name in names if not (self.folder / PARTS / name / TASK).exists()]
        if missing:
            raise OutputError(
                f"{self.folder} lacks {len(missing)} tables that workers have collected, {missing[0]} among them: they "
                "see another folder under this path. Name one that they share, and give the command again."
            )

    def add(self, coverage: Mapping[str, Any], rows: pd.DataFrame, calls: pd.DataFrame) -> None:
        """Store at once what one task brought back: its line of the coverage, its rows and its calls."""
        table = str(coverage["table"])
        with self.part(f"{coverage['account_id']}.{coverage['region']}.{table}", table) as part:
            part.add(rows, calls.astype("object").where(calls.notna(), None).to_dict("records"))
            part.done(coverage)

    def add_calls(self, name: str, calls: Iterable[Mapping[str, Any]]) -> None:
        """Store calls that belong to no table, under a name of their own."""
        with self.part(name) as part:
            part.add(None, calls)
            part.done({})

    def seal(self) -> dict[str, Any]:
        """Join the parts into one file a table, and mark the inventory complete; return its manifest."""
        try:
            private_folder(self.folder / "tables")
            settling = Settling()
            for name, dtypes in self._tables.items():
                schema, parts = schema_of(dtypes), partial(self._batches, f".{name}")
                write_batches(settling.rows(name, schema, parts), self.folder / "tables" / f"{name}.parquet", schema)
            _join(self._parts("", CALLS), self.folder / "ledger.parquet", schema_of(self._ledger))
            _join(self._parts("", ANSWERS), self.folder / ANSWERS_FILE, RAW)
            settling.noted(self._coverage()).to_parquet(private_file(self.folder / "coverage.parquet"), index=False)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self._manifest = seal(self.folder, INVENTORY, self._manifest | {"finished_at": now})
            self.close()
            shutil.rmtree(self.folder / PARTS)
        except OSError as error:
            raise OutputError(
                f"{self.folder / MANIFEST} stays incomplete: {error.strerror or error}. Make room and give the same "
                "command again to go on with it."
            ) from None
        return self._manifest

    def _parts(self, ending: str, file: str) -> Iterator[Path]:
        """Yield a file of each finished part, in the order of the parts' names."""
        folder = self.folder / PARTS
        for name in sorted(os.listdir(folder)):
            if name.endswith(ending) and not name.endswith(UNFINISHED) and (folder / name / file).exists():
                yield folder / name / file

    def _batches(self, ending: str) -> Iterator[pa.RecordBatch]:
        return chain.from_iterable(map(batches, self._parts(ending, ROWS)))

    def _coverage(self) -> pd.DataFrame:
        lines = [json.loads(path.read_text(encoding="utf-8")) for path in self._parts("", TASK)]
        frame = pd.DataFrame([line for line in lines if "table" in line], columns=list(COVERAGE))
        frame["observed_at"] = pd.to_datetime(frame["observed_at"], utc=True, format="ISO8601")
        return frame.astype(COVERAGE).sort_values(["account_id", "region", "table"], ignore_index=True)


def check_place(folder: Path) -> None:
    """Refuse a folder that holds anything but an inventory that was begun, or that lies in another one.

    Raises
    ------
    OutputError
        Nothing may be written there.

    """
    refuse_inside(folder, itself=False)
    with writing(folder):
        ours = {PARTS, NEW_MANIFEST}  # what is there before the manifest, if a run is killed so early
        foreign = folder.exists() and any(p.name not in ours for p in folder.iterdir())
        begun = foreign and _read(folder).get("complete") is False and (folder / PARTS).is_dir()
    if foreign and not begun:
        raise OccupiedError(f"{folder} is not empty. Name a new folder, so that no inventory is overwritten.")


def _begun(folder: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest of a run that begins, or goes on where one with the same parameters was left."""
    before = _read(folder)
    if not before:
        return {"format": FORMAT, "kind": INVENTORY, "complete": False, **about}
    for name in ("parameters", "tool", "versions"):
        was, now = before.get(name, {}), about.get(name, {})
        if was != now:
            other = ", ".join(k for k in sorted({*was, *now}) if was.get(k) != now.get(k)) if name != "tool" else name
            raise OutputError(
                f"{folder} was begun with other {name} ({other}). Give the same command again to go on with it, or "
                "name a new folder."
            )
    return before | {"resumed_at": [*before.get("resumed_at", []), about["started_at"]]}


def _read(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) and manifest.get("format") == FORMAT else {}


def _join(parts: Iterable[Path], path: Path, schema: pa.Schema) -> None:
    """Copy parts into one file."""
    write_batches(chain.from_iterable(map(batches, parts)), path, schema)


def write_batches(rows: Iterable[pa.RecordBatch], path: Path, schema: pa.Schema) -> None:
    """Write a file as its rows come, without holding more of them than a row group."""
    held: list[pa.RecordBatch] = []
    count = size = 0
    with pq.ParquetWriter(private_file(path), schema, compression="zstd") as writer:
        for batch in rows:
            held.append(batch)
            count, size = count + len(batch), size + batch.nbytes
            if count >= ROW_GROUP or size >= GROUP_BYTES or len(held) >= BATCHES:
                writer.write_table(pa.Table.from_batches(held, schema))
                held, count, size = [], 0, 0
        if held:
            writer.write_table(pa.Table.from_batches(held, schema))


def provenance() -> dict[str, Any]:
    """Return what made an inventory: versions of the tool and of what it stands on."""
    packages = ("boto3", "botocore", "pandas", "pyarrow")
    return {
        "tool": f"aws-demarc {__version__}",
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
    }
