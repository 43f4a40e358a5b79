"""Assess an inventory of many resources in twenty accounts with every check, here and in two processes.

`python benchmarks/assess.py [RESOURCES]`; a million if left out. CPU seconds and memory are those of the process that
assesses; workers are told by the clock alone.
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from toolkit.collect.ledger import COLUMNS
from toolkit.inventory.write import COVERAGE, provenance
from toolkit.seal import seal
from toolkit.tables import TABLES

RESOURCES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ACCOUNTS = [f"{number:012d}" for number in range(111, 131)]
REGION = "eu-central-1"
# How many of a thousand resources are of which table.
SHARES = {
    "ec2_instance": 120,
    "ec2_volume": 160,
    "ec2_snapshot": 200,
    "ec2_security_group": 80,
    "logs_group": 160,
    "s3_bucket": 60,
    "kms_key": 40,
    "lambda_function": 80,
    "iam_role": 40,
    "sqs_queue": 30,
    "sns_topic": 30,
}
WORDS = ["none", "aws:kms", "Enabled", "running", "active"]
RUN = """
import resource, sys, time
from toolkit.assessment import write_assessment
start = time.perf_counter()
write_assessment(sys.argv[1], sys.argv[2], executor=sys.argv[3])
took = time.perf_counter() - start
own = resource.getrusage(resource.RUSAGE_SELF)
print(took, own.ru_utime + own.ru_stime, own.ru_maxrss)
"""


def table(name: str, rows: int) -> pd.DataFrame:
    """Rows of a table, a hundredth of their cells unread."""
    rng = np.random.default_rng(len(name))
    place = "global" if TABLES[name].is_global else REGION
    owners = np.repeat(ACCOUNTS, -(-rows // len(ACCOUNTS)))[:rows]
    arns = [f"arn:aws:{name}:{place}::{number}" for number in range(rows)]
    columns: dict[str, object] = {
        "region": place,
        "call_id": f"{name}/00001",
        "resource_type": TABLES[name].resource_type,
        "observed_at": pd.Timestamp("2026-11-25", tz="UTC"),
    }
    drawn = {
        "boolean": lambda: rng.random(rows) < 0.7,
        "Int64": lambda: rng.integers(0, 400, rows),
        "Float64": lambda: rng.random(rows),
        "string": lambda: rng.choice(WORDS, rows),
        "datetime64[us, UTC]": lambda: pd.Timestamp("2026-01-01", tz="UTC"),
    }
    # Resources of a place differ in their names and ids.
    columns |= {c: [f"{c}-{n}" for n in range(rows)] for c in TABLES[name].dtypes if c == "name" or c.endswith("_id")}
    columns["account_id"], columns["resource_id"] = owners, arns
    frame = pd.DataFrame({c: columns.get(c, drawn[dtype]()) for c, dtype in TABLES[name].dtypes.items()})
    frame = frame.astype(TABLES[name].dtypes)
    for column in frame.columns.difference(list(columns)):
        frame[column] = frame[column].mask(rng.random(rows) < 0.01)
    return frame


def write(folder: Path) -> Path:
    """Make the inventory, sealed as a collection seals it."""
    (folder / "tables").mkdir(parents=True)
    lines = []
    for name in TABLES:
        frame = table(name, RESOURCES * SHARES[name] // 1000) if name in SHARES else TABLES[name].empty()
        frame.to_parquet(folder / "tables" / f"{name}.parquet", index=False, row_group_size=100_000)
        sizes = frame.groupby("account_id").size().reindex(ACCOUNTS, fill_value=0)
        place = "global" if TABLES[name].is_global else REGION
        lines += [(a, place, name, "observed", n, "", pd.Timestamp("2026-11-25", tz="UTC")) for a, n in sizes.items()]
    pd.DataFrame(lines, columns=list(COVERAGE)).astype(COVERAGE).to_parquet(folder / "coverage.parquet", index=False)
    calls = pd.DataFrame(lines).iloc[:, :3].set_axis(["account_id", "region", "table"], axis=1)
    calls = calls.assign(call_id=calls["table"] + "/00001", attempts=1, outcome="ok", resource_id="")
    calls.reindex(columns=list(COLUMNS)).astype(COLUMNS).to_parquet(folder / "ledger.parquet", index=False)
    about = {"started_at": "2026-11-25T12:00:00+00:00", "finished_at": "2026-11-25T13:00:00+00:00", "caller_arn": "a"}
    parameters = {"accounts": ACCOUNTS, "regions": [REGION], "tables": sorted(TABLES)}
    seal(folder, "inventory", about | provenance() | {"parameters": parameters})
    return folder


with TemporaryDirectory() as space:
    inventory = write(Path(space) / "inventory")
    time.sleep(2.5)  # files that were made just now are hashed twice
    taken = {}
    for executor in ("", "processes:2"):
        command = [sys.executable, "-c", RUN, str(inventory), f"{space}/out{len(taken)}", executor]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        taken[executor], cpu, kilobytes = float(said[0]), float(said[1]), int(said[2])
        print(f"{executor or 'here'}: {taken[executor]:.1f} s, {cpu:.1f} CPU s with imports, {kilobytes / 1e6:.2f} GB")
    same = [(Path(space) / f"out{n}/manifest.json").read_bytes() for n in range(2)]
    print(f"two processes are {taken[''] / taken['processes:2']:.2f} times as fast; same bytes: {same[0] == same[1]}")
