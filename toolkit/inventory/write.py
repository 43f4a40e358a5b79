"""Write an inventory so that it is whole, or plainly not."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit import __version__
from toolkit.errors import OutputError
from toolkit.inventory.seal import FORMAT, MANIFEST, files_of, root_of, write_manifest

PARTS = ".parts"
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
    hashes the files and marks the folder complete, in this order.
    """

    def __init__(self, folder: Path, about: Mapping[str, Any]) -> None:
        self.folder = folder
        self._coverage: list[dict[str, Any]] = []
        try:
            if folder.exists() and any(folder.iterdir()):
                raise OutputError(f"{folder} is not empty. Name a new folder, so that no inventory is overwritten.")
            (folder / PARTS).mkdir(parents=True)
            self._manifest = {"format": FORMAT, "complete": False, **about}
            write_manifest(folder, self._manifest)
        except OSError as error:
            raise OutputError(f"{folder} cannot be written ({error.strerror}). Name another folder.") from None

    def add(self, coverage: Mapping[str, Any], rows: pd.DataFrame, calls: pd.DataFrame) -> None:
        """Store what one task brought back: its line of the coverage, its rows and its calls."""
        place = f"{coverage['account_id']}.{coverage['region']}"
        self._part(rows, coverage["table"], place)
        self.add_calls(f"{place}.{coverage['table']}", calls)
        self._coverage.append(dict(coverage))

    def add_calls(self, name: str, calls: pd.DataFrame) -> None:
        """Store calls under a name of their own."""
        self._part(calls, "ledger", name)

    def seal(self, tables: Mapping[str, Mapping[str, str]], ledger: Mapping[str, str]) -> dict[str, Any]:
        """Join the parts into one file a table, and mark the inventory complete.

        Parameters
        ----------
        tables : mapping of str to mapping of str to str
            Columns and dtypes of each table that was planned, whether any part of it came or not.
        ledger : mapping of str to str
            Columns and dtypes of the ledger.

        Returns
        -------
        dict
            The manifest.

        """
        try:
            (self.folder / "tables").mkdir()
            for name, dtypes in tables.items():
                self._join(name, self.folder / "tables" / f"{name}.parquet", dtypes)
            self._join("ledger", self.folder / "ledger.parquet", ledger)
            coverage = pd.DataFrame(self._coverage, columns=list(COVERAGE)).astype(COVERAGE)
            coverage = coverage.sort_values(["account_id", "region", "table"], ignore_index=True)
            coverage.to_parquet(self.folder / "coverage.parquet", index=False)
            shutil.rmtree(self.folder / PARTS)
            self._manifest |= {
                "files": files_of(self.folder),
                "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            self._manifest |= {"complete": True}
            self._manifest["root_sha256"] = root_of(self._manifest)
            write_manifest(self.folder, self._manifest)
        except OSError as error:
            raise OutputError(f"{self.folder / MANIFEST} stays incomplete: {error.strerror}.") from None
        return self._manifest

    def _part(self, frame: pd.DataFrame, name: str, place: str) -> None:
        folder = self.folder / PARTS / name
        try:
            folder.mkdir(exist_ok=True)
            frame.to_parquet(folder / f"{place}.parquet", index=False)
        except OSError as error:
            raise OutputError(f"{folder} cannot be written: {error.strerror}. The inventory is incomplete.") from None

    def _join(self, name: str, path: Path, dtypes: Mapping[str, str]) -> None:
        """Copy the parts, in the order of their names, into one file."""
        empty = pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in dtypes.items()})
        schema = pa.Table.from_pandas(empty, preserve_index=False).schema
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for part in sorted((self.folder / PARTS / name).glob("*.parquet")):
                writer.write_table(pq.read_table(part).cast(schema))


def provenance() -> dict[str, Any]:
    """Return what made an inventory: versions of the tool and of what it stands on."""
    packages = ("boto3", "botocore", "pandas", "pyarrow")
    return {
        "tool": f"aws-demarc {__version__}",
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
    }
