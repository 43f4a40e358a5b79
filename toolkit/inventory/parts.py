"""The part of an inventory that one task makes: a folder of its own, put in its place in one step when it is done."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd
import pyarrow as pa

from toolkit.files import OWNER_FOLDER, private_file, writing
from toolkit.seal import PARTS

# Arrow's own format: of a part with a handful of rows, Parquet would cost more than the calls that brought them.
ROWS, CALLS, ANSWERS, TASK = "rows.arrow", "calls.arrow", "answers.arrow", "task.json"
RAW = pa.schema({"call_id": pa.string(), "answer": pa.large_string()})
UNFINISHED = ".new"
GO_ON = (
    "The inventory is incomplete. Make room, or where its folder was not found name one that all workers see under one "
    "path and nobody removes, and give the same command again."
)
PACKED = pa.ipc.IpcWriteOptions(compression="zstd")


def schema_of(dtypes: Mapping[str, str]) -> pa.Schema:
    """Return the Arrow schema of a frame with these dtypes."""
    return _schema(tuple(dtypes.items()))


@cache
def _schema(dtypes: tuple[tuple[str, str], ...]) -> pa.Schema:
    empty = pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in dtypes})
    return pa.Table.from_pandas(empty, preserve_index=False).schema


def batches(path: Path) -> Iterator[pa.RecordBatch]:
    """Read a file of a part as it was written, some hundreds of rows at a time."""
    with pa.OSFile(str(path)) as file:
        reader = pa.ipc.open_file(file)
        yield from (reader.get_batch(number) for number in range(reader.num_record_batches))


def part_of(folder: Path, name: str, rows: Mapping[str, str], calls: Mapping[str, str]) -> Part:
    """Return the part of an inventory that a task is to fill."""
    return Part(folder / PARTS / name, rows, calls)


class Part:
    """What a task brings back, written as it comes.

    Use it as a context: a part that is left without `done` is thrown away, and the task counts as not run.
    """

    def __init__(self, folder: Path, rows: Mapping[str, str], calls: Mapping[str, str]) -> None:
        self.folder = folder
        self._new = folder.with_name(folder.name + UNFINISHED)
        self._schemas = {ROWS: schema_of(rows), CALLS: schema_of(calls), ANSWERS: RAW}
        self._writers: dict[str, pa.ipc.RecordBatchFileWriter] = {}
        self.rows = 0
        self._placed = False

    def __enter__(self) -> Part:
        with writing(self.folder, GO_ON):
            try:
                self._new.mkdir(OWNER_FOLDER)
            except FileExistsError:  # an earlier run was killed in the middle of it
                shutil.rmtree(self._new)
                self._new.mkdir(OWNER_FOLDER)
        return self

    def add(self, rows: pd.DataFrame | None, calls: Iterable[Mapping[str, Any]]) -> None:
        """Write some rows, and the calls that were made meanwhile."""
        if rows is not None and len(rows):
            self.rows += len(rows)
            self._write(ROWS, pa.Table.from_pandas(rows, self._schemas[ROWS], preserve_index=False))
        if made := list(calls):
            self._write(CALLS, pa.Table.from_pylist(made, self._schemas[CALLS]))
        if answers := [call for call in made if call.get("answer")]:
            self._write(ANSWERS, pa.Table.from_pylist(answers, RAW))

    def drop_rows(self) -> None:
        """Take back the rows; the calls were made and stay."""
        self.rows = 0
        if writer := self._writers.pop(ROWS, None):
            with writing(self.folder, GO_ON):
                writer.close()
                (self._new / ROWS).unlink()

    def done(self, coverage: Mapping[str, Any]) -> None:
        """Put the part in its place, with its line of the coverage; `rows` is counted here."""
        with writing(self.folder, GO_ON):
            self._close()
            line = json.dumps({**coverage, "rows": self.rows}, default=str)
            private_file(self._new / TASK).write_text(line, encoding="utf-8")
            if self.folder.exists():  # it failed in an earlier run
                shutil.rmtree(self.folder)
            os.replace(self._new, self.folder)
            self._placed = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._placed:
            with suppress(OSError):  # what went wrong before is what has to be said
                self._close()
            shutil.rmtree(self._new, ignore_errors=True)

    def _write(self, name: str, table: pa.Table) -> None:
        with writing(self.folder, GO_ON):
            if name not in self._writers:
                self._writers[name] = pa.ipc.new_file(
                    private_file(self._new / name), self._schemas[name], options=PACKED
                )
            self._writers[name].write_table(table)

    def _close(self) -> None:
        while self._writers:
            self._writers.popitem()[1].close()
