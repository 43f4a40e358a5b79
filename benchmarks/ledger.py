"""A report over a ledger of a million calls: `python benchmarks/ledger.py INVENTORY` says size, memory and CPU seconds.

The calls of an inventory are written again and again, each about a resource of its own, in a copy that is sealed anew.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from toolkit.seal import read_manifest, seal

CALLS = 1_000_000


def grow(folder: Path) -> None:
    """Bring the ledger of an inventory to `CALLS` calls."""
    path = folder / "ledger.parquet"
    ledger = pd.read_parquet(path, dtype_backend="numpy_nullable")
    calls = ledger[ledger["outcome"].eq("ok") & ledger["resource_id"].fillna("").ne("")]
    lacking = CALLS - len(ledger)
    more = pd.concat([calls] * (lacking // len(calls) + 1), ignore_index=True).head(lacking)
    more["call_id"] = [f"more.{number:07d}" for number in range(lacking)]
    more["resource_id"] = [f"arn:aws:s3:::made-{number:07d}" for number in range(lacking)]
    pd.concat([ledger, more], ignore_index=True).to_parquet(path, index=False)
    seal(folder, "inventory", read_manifest(folder))


def demarc(*arguments: object) -> str:
    """Run a command; return its seconds, those of CPU, and the memory of its largest process so far."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "toolkit", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{time.perf_counter() - start:.1f} s, {cpu:.1f} CPU s, {after.ru_maxrss / 1024:.0f} MiB at most so far"


with TemporaryDirectory() as space:
    work = Path(space)
    shutil.copytree(sys.argv[1], work / "inventory")
    print("report over its own calls:", demarc("report", work / "inventory", "--framework", "soc2_2017", "--out", work))
    grow(work / "inventory")
    print("assess:", demarc("assess", work / "inventory", "--out", work / "assessment", "--framework", "soc2_2017"))
    made = work / "reports"
    print("report:", demarc("report", work / "assessment", "--framework", "soc2_2017", "--out", made))
    print(f"PDF: {(made / 'gap_analysis_soc2_2017.pdf').stat().st_size / 1e6:.1f} MB")
