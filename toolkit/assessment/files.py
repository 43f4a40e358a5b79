"""The folder of an assessment: made part by part beside its place, and put there sealed in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from toolkit.asked import MANIFEST
from toolkit.assess import check_parameters
from toolkit.assessment.assessment import (
    DECLARATIONS,
    FRAMES,
    INVENTORY_SIGNATURES,
    OBSERVATIONS,
    Assessment,
    Parameters,
    plain,
    read_assessment,
)
from toolkit.assessment.calls import counted, refused
from toolkit.assessment.making import about, declared, frames_of, joined, parts_of
from toolkit.declarations import admit
from toolkit.errors import OccupiedError
from toolkit.executors import executor_of
from toolkit.files import private_file, private_folder, writing
from toolkit.inventory import read_inventory
from toolkit.inventory.form import ledger
from toolkit.seal import (
    ASSESSMENT,
    INVENTORY,
    kind_of,
    read_manifest,
    refuse_inside,
    seal,
    signature_files,
    verify,
)

PARTS = "parts"
Code = tuple[str, str]  # the engagement whose code was allowed, and the hash that allowed it


def write_assessment(
    inventory: Path | str,
    out: Path | str,
    parameters: Parameters | None = None,
    *,
    executor: str = "",
    code: Code = ("", ""),
) -> Assessment:
    """Judge an inventory with every check, and seal what was found.

    The same inventory, parameters and declarations give the same bytes.

    Parameters
    ----------
    inventory : path
        What `demarc collect` wrote.
    out : path
        Folder to make. One that holds the same assessment stays as it is.
    parameters : mapping of str to mapping, optional
        Organization-defined parameters by check.
    executor : str
        `processes` or `processes:4` for so many processes, or the address of a Dask scheduler, whose workers must see
        both folders under the same path; this process if left out.
    code : tuple of str
        The engagement whose code is allowed, and the hash that allows it.

    Returns
    -------
    Assessment
        What was written.

    Raises
    ------
    UnknownName, ParameterError
        A check does not exist or has no such parameter, or there is no such executor.
    SealError
        The inventory is missing, incomplete, truncated or changed.
    OutputError
        The folder holds something else, or cannot be written.

    """
    folder, out, given = Path(inventory), Path(out), parameters or {}
    check_parameters(given)
    check_out(out)
    with writing(out), _beside(out) as new:
        manifest = _made(folder, new, given, executor, code)
        _put(new, out, manifest)
        _copy_signatures(folder, out)
    return read_assessment(out)


def check_out(out: Path) -> None:
    """Refuse a folder that holds anything but an assessment, or that lies in what is sealed.

    Raises
    ------
    OccupiedError
        Nothing may be written there.

    """
    refuse_inside(out, itself=False)
    with writing(out):
        occupied = out.exists() and any(out.iterdir())
    if occupied and not (out / MANIFEST).is_file():
        raise OccupiedError(f"{out} is not empty. Name a new folder, in which nothing else is.")
    if occupied and kind_of(out) != ASSESSMENT:
        refuse_inside(out)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Yield a new folder on the same disk: a run that is killed leaves no assessment."""
    private_folder(out.parent)
    with TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent, ignore_cleanup_errors=True) as space:
        yield private_folder(Path(space) / "assessment")


def _put(new: Path, out: Path, manifest: dict[str, Any]) -> None:
    if out.exists() and any(out.iterdir()):
        there = read_manifest(out, ASSESSMENT)
        if there.get("root_sha256") != manifest["root_sha256"]:
            raise OccupiedError(
                f"{out} holds another assessment ({there.get('root_sha256', '')[:12]}, and this is "
                f"{manifest['root_sha256'][:12]}). Name a new folder, so that none is overwritten."
            )
        verify(out, ASSESSMENT)
        return
    if out.exists():
        out.rmdir()
    os.replace(new, out)


def _copy_signatures(inventory: Path, out: Path) -> None:
    """Keep beside the seal who signed the inventory: each names its root hash, so it can be judged without it."""
    for path in signature_files(inventory):
        place = private_folder(out / INVENTORY_SIGNATURES) / path.name
        shutil.copyfile(path, private_file(place))


def _made(folder: Path, new: Path, given: Parameters, executor: str, code: Code) -> dict[str, Any]:
    """Make all files of an assessment in a new folder, and seal it."""
    manifest = verify(folder, INVENTORY)
    parts = list(parts_of(folder))
    private_folder(new / f"{OBSERVATIONS}.parquet")
    work = private_folder(new / PARTS)
    if executor:
        with executor_of(executor, preload="toolkit.assessment") as pool:
            tables = _spread(pool, parts, folder.absolute(), new.absolute(), given, code)
    else:
        tables = [judge(folder, accounts, number, new, given, ("", "")) for number, accounts in enumerate(parts)]
    for name in FRAMES:
        if name != OBSERVATIONS:
            made = [pd.read_parquet(_file(work / str(number), name)) for number in range(len(parts))]
            whole = joined([*made, *_elsewhere(folder, name, parts)])
            whole.to_parquet(private_file(_file(new, name)), index=False)
    declared().to_parquet(private_file(_file(new, DECLARATIONS)), index=False)
    skew = max((skew for _, skew in tables), key=abs, default=0)
    shutil.rmtree(work)
    names = manifest["parameters"]["tables"]
    return seal(new, ASSESSMENT, about(manifest, names, skew) | {"parameters": plain(given)})


def _spread(
    pool: Executor, parts: Sequence[Sequence[str]], folder: Path, new: Path, given: Parameters, code: Code
) -> list[tuple[int, int]]:
    """Give the parts to the workers of a pool, the largest first."""
    jobs = [pool.submit(judge, folder, accounts, number, new, given, code) for number, accounts in enumerate(parts)]
    return [job.result() for job in jobs]


def judge(
    folder: Path, accounts: Sequence[str], number: int, new: Path, given: Parameters, code: Code
) -> tuple[int, int]:
    """Judge some accounts, and write what was found; return how many rows there are, and the skew of the clock."""
    if code[0]:
        admit(*code)
    inventory = read_inventory(folder, accounts)
    made = frames_of(inventory, given)
    seen = made[OBSERVATIONS]()
    place = private_folder(new / PARTS / str(number))
    for account, rows in seen.groupby("account_id", sort=False):
        path = new / f"{OBSERVATIONS}.parquet" / f"{account}.parquet"
        rows.to_parquet(private_file(path), index=False)
    for name, make in made.items():
        if name != OBSERVATIONS:
            make().to_parquet(private_file(_file(place, name)), index=False)
    return len(seen), inventory.clock_skew


def _elsewhere(folder: Path, name: str, parts: Sequence[Sequence[str]]) -> list[pd.DataFrame]:
    """Return calls by accounts that were not themselves collected, such as those that roles were assumed from."""
    if name not in ("calls", "call_counts"):
        return []
    others = [("account_id", "not in", [account for accounts in parts for account in accounts])]
    calls = ledger(folder / "ledger.parquet", [], None, others)
    return [counted(calls) if name == "call_counts" else calls[refused(calls)]]


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"
