"""Join inventories of different places into one that is sealed like each of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.errors import InventoryError, OccupiedError, ParameterError
from toolkit.files import private_file, private_folder, writing
from toolkit.inventory.settling import Settling
from toolkit.inventory.write import ANSWERS_FILE, COVERAGE, NOT_OFFERED, OFF, write_batches
from toolkit.seal import INVENTORY, refuse_inside, seal, verify
from toolkit.signature import check_signatures, read_signatures

LEDGER = "ledger.parquet"
BY_CALL = (LEDGER, ANSWERS_FILE)  # files whose rows belong to a call, by its `call_id`
BATCH = 1_000  # rows read at a time
CELL = ["account_id", "region", "table"]
NOT_COLLECTED = "not_collected"


@dataclass(frozen=True)
class Source:
    """An inventory that is merged."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def parameters(self) -> dict[str, Any]:
        """What it was asked for."""
        parameters: dict[str, Any] = self.manifest["parameters"]
        return parameters

    @property
    def origin(self) -> dict[str, Any]:
        """What the merged manifest says of it."""
        left_out = ("files", "format", "kind", "complete")
        return {name: value for name, value in self.manifest.items() if name not in left_out}


def merge(folders: Sequence[Path | str], out: Path | str) -> dict[str, Any]:
    """Join inventories that share no account, Region and table.

    The order in which they are named makes no difference: the same inventories give the same bytes.

    Parameters
    ----------
    folders : sequence of path
        Two inventories or more.
    out : path
        Folder to make.

    Returns
    -------
    dict
        The manifest of the merged inventory; `merged_from` says of what it was made.

    Raises
    ------
    ParameterError
        Fewer than two are named.
    InventoryError
        One is missing, incomplete or changed, they overlap, or they were not made alike.
    SignatureError
        One has a signature that does not hold.
    OutputError
        The folder holds something, lies in one of the inventories, or cannot be written.

    """
    out, paths = Path(out), [Path(folder) for folder in folders]
    if len(paths) < 2:
        raise ParameterError("One inventory needs no merging. Name two or more.")
    _check_out(out)
    sources = sorted((_source(path) for path in paths), key=_rank)
    coverage = _coverage(sources)
    files = _files(sources)
    _check_calls(sources)
    with writing(out):
        private_folder(out.parent)
        # Made beside its place and put there in one step: a merge that is killed leaves no inventory.
        with TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as space:
            new = Path(space) / "inventory"
            private_folder(new / "tables")
            settling = Settling()
            for name, (schema, parts) in files.items():
                rows = partial(_all_batches, parts)
                table = Path(name).stem if name not in BY_CALL else ""
                write_batches(settling.rows(table, schema, rows) if table else rows(), new / name, schema)
            settling.noted(coverage).to_parquet(private_file(new / "coverage.parquet"), index=False)
            manifest = seal(new, INVENTORY, _manifest(sources))
            if out.exists():
                out.rmdir()
            os.replace(new, out)
    return manifest


def _source(folder: Path) -> Source:
    source = Source(folder, verify(folder, INVENTORY))
    check_signatures(folder, read_signatures(folder, source.manifest))
    known = {"coverage.parquet", *BY_CALL, *(f"tables/{name}.parquet" for name in source.parameters["tables"])}
    if foreign := sorted(source.manifest["files"].keys() - known):
        raise InventoryError(f"{folder} holds {foreign[0]}, which this version cannot merge.")
    return source


def _rank(source: Source) -> tuple[list[str], list[str], str]:
    asked = source.parameters
    return sorted(asked["accounts"]), sorted(asked["regions"]), source.manifest["root_sha256"]


def _check_out(out: Path) -> None:
    with writing(out):
        occupied = out.exists() and any(out.iterdir())
    if occupied:
        raise OccupiedError(f"{out} is not empty. Name a new folder, so that no inventory is overwritten.")
    refuse_inside(out)


def _coverage(sources: Sequence[Source]) -> pd.DataFrame:
    """Join the coverages; what one collection of all this would have asked for, and none did, gets a line too."""
    frames = [_read(source.folder / "coverage.parquet").assign(source=n) for n, source in enumerate(sources)]
    whole = pd.concat(frames, ignore_index=True)
    is_off = whole["table"].eq(OFF) | whole["status"].eq(NOT_OFFERED)
    asked, off = whole[~is_off], whole[is_off]
    _check_overlap(asked, sources)
    # What cannot be there is named once; where it was asked for all the same, the answer counts.
    off = off.sort_values([*CELL, "observed_at"]).drop_duplicates(CELL, keep="last")
    off = off[~_in(off, asked, CELL) & ~(off["table"].eq(OFF) & _in(off, asked, CELL[:2]))]
    named = pd.concat([asked, off[off["table"].ne(OFF)]])
    expected = _expected(named, off[off["table"].eq(OFF)], sources)
    words = "None of the merged inventories was asked for it here."
    lacking = expected[~_in(expected, named, CELL)].assign(status=NOT_COLLECTED, rows=0, error=words)
    lines = pd.concat([asked, off, lacking.astype({k: v for k, v in COVERAGE.items() if k in lacking})])
    return lines[list(COVERAGE)].astype(COVERAGE).sort_values(CELL, ignore_index=True)


def _check_overlap(asked: pd.DataFrame, sources: Sequence[Source]) -> None:
    twice = asked[asked.duplicated(CELL, keep=False)].sort_values([*CELL, "source"])
    if len(twice):
        account, region, table = twice.iloc[0][CELL]
        one, other = (sources[number].folder for number in twice["source"].iloc[:2])
        more = len(twice.drop_duplicates(CELL)) - 1
        raise InventoryError(
            f"{one} and {other} both hold {table} of account {account}, Region {region}"
            f"{f', and {more} more such places are in two' if more else ''}. Merge inventories that share no account, "
            "Region and table."
        )


def _expected(named: pd.DataFrame, off: pd.DataFrame, sources: Sequence[Source]) -> pd.DataFrame:
    """Return every account, Region and table that one collection with these accounts, Regions and tables has."""
    is_global = named["region"].eq("global")
    places = named.loc[~is_global, CELL[:2]].drop_duplicates()
    # An account of which only global tables were asked has the Regions that its inventory was made for.
    without = named.loc[~named["account_id"].isin(places["account_id"]), ["account_id", "source"]].drop_duplicates()
    regions = without["source"].map(lambda number: sources[number].parameters["regions"])
    lone = without.assign(region=regions)[CELL[:2]].explode("region")
    places = pd.concat([places, lone.astype(places.dtypes)]).drop_duplicates()
    places = places[~_in(places, off, CELL[:2])]
    tables = named[["table"]].drop_duplicates()
    global_tables = tables["table"].isin(named.loc[is_global, "table"])
    accounts = named[["account_id"]].drop_duplicates().assign(region="global")
    parts = accounts.merge(tables[global_tables], how="cross"), places.merge(tables[~global_tables], how="cross")
    return pd.concat(parts, ignore_index=True)


def _in(rows: pd.DataFrame, others: pd.DataFrame, keys: list[str]) -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = pd.MultiIndex.from_frame(rows[keys]).isin(pd.MultiIndex.from_frame(others[keys]))
    return found


def _files(sources: Sequence[Source]) -> dict[str, tuple[pa.Schema, list[Path]]]:
    """Return for each file to make its schema, and the files that go into it; refuse those that are not alike."""
    names = sorted({name for source in sources for name in source.manifest["files"]} - {"coverage.parquet"})
    made = {}
    for name in names:
        parts = [source.folder / name for source in sources if name in source.manifest["files"]]
        schemas = [_opened(part).schema_arrow for part in parts]
        for schema, part in zip(schemas, parts, strict=True):
            if not schema.equals(schemas[0], check_metadata=False):
                differ = sorted({f.name for f in {*schema} ^ {*schemas[0]}}) or ["their order"]
                raise InventoryError(
                    f"{part} and {parts[0]} have other columns ({', '.join(differ)}). Collect both with one version."
                )
        made[name] = schemas[0], parts
    return made


def _check_calls(sources: Sequence[Source]) -> None:
    """Refuse calls that stand in two inventories; their ids are held as hashes, eight bytes each."""
    seen = np.zeros(1, dtype="uint64")  # sorted; never empty, so that it can be looked into
    for source in sources:
        own = [seen]
        for batch in _batches(source.folder / LEDGER, ["call_id"]):
            hashes = pd.util.hash_array(batch.column(0).to_numpy(zero_copy_only=False))
            if (seen[np.searchsorted(seen[:-1], hashes)] == hashes).any():
                raise InventoryError(f"{source.folder} holds calls that another of the inventories holds too.")
            own.append(hashes)
        seen = np.concatenate(own)
        seen.sort()


def _manifest(sources: Sequence[Source]) -> dict[str, Any]:
    manifests = [source.manifest for source in sources]
    about = {
        "started_at": min(m["started_at"] for m in manifests),
        "finished_at": max(m["finished_at"] for m in manifests),
        "caller_arn": _all(m["caller_arn"] for m in manifests),
        "tool": _all(m["tool"] for m in manifests),
        "versions": _versions([m["versions"] for m in manifests]),
        "parameters": {
            name: sorted({value for source in sources for value in source.parameters[name]})
            for name in ("accounts", "regions", "tables")
        },
        "merged_from": [source.origin for source in sources],
    }
    members = {account: member for m in manifests for account, member in m.get("organization", {}).items()}
    return about | ({"organization": members} if members else {})


def _versions(versions: Sequence[Mapping[str, str]]) -> dict[str, str]:
    names = sorted({name for each in versions for name in each})
    return {name: _all(each[name] for each in versions if name in each) for name in names}


def _all(words: Iterator[str]) -> str:
    return ", ".join(sorted(set(words)))


def _read(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path, dtype_backend="numpy_nullable").astype(COVERAGE)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> InventoryError:
    return InventoryError(f"{path} cannot be read ({error}). Collect the inventory again.")


def _opened(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from None


def _all_batches(paths: Sequence[Path]) -> Iterator[pa.RecordBatch]:
    return chain.from_iterable(map(_batches, paths))


def _batches(path: Path, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    with _opened(path) as file:
        try:
            for group in range(file.num_row_groups):  # read together, they would all be held
                yield from file.iter_batches(BATCH, [group], columns)
        except pa.ArrowException as error:
            raise _unreadable(path, error) from None
