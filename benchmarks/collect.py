"""Collect tables from an endpoint that answers after 40 ms: wall time, CPU, calls, and one throttled operation.

Every figure is a ratio of two measurements of the same run, since the machine decides the seconds.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from tempfile import TemporaryDirectory

ROWS = 1_000
LATENCY = 0.040
REGION = "eu-central-1"
os.environ |= {
    "AWS_ACCESS_KEY_ID": "AKIA0",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}

import boto3  # noqa: E402 - after the environment it reads
import pandas as pd  # noqa: E402
from botocore.config import Config  # noqa: E402

from toolkit.collect.clients import WORKERS  # noqa: E402
from toolkit.collect.run import collect  # noqa: E402


@contextmanager
def endpoint(resources: int, throttled: str = ""):
    """Run the endpoint in a process of its own; yield its URL."""
    command = [sys.executable, str(Path(__file__).with_name("endpoint.py")), str(resources), throttled]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{int(child.stdout.readline())}"
        yield url
    finally:
        child.kill()
        child.wait()


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def run(tables: list[str], regions: list[str], accounts: tuple[str, ...] = ()) -> Callable[[], pd.DataFrame]:
    """Return a collection into a folder that is thrown away; it returns the ledger."""

    def work() -> pd.DataFrame:
        with TemporaryDirectory() as folder, redirect_stderr(io.StringIO()):
            out = Path(folder) / "inventory"
            collect(out, region_names=regions, table_names=tables, account_ids=accounts, role_name="audit")
            return pd.read_parquet(out / "ledger.parquet")

    return work


def calls_of(url: str) -> dict[str, dict[str, int]]:
    """Return what the endpoint counted."""
    with urllib.request.urlopen(f"{url}/count") as answer:
        return json.load(answer)


def bare(count: int, threads: int) -> Callable[[], None]:
    """Return calls of boto3 alone, as a script would make them: one after the other, or in threads."""
    client = boto3.client("dynamodb", region_name=REGION, config=Config(max_pool_connections=WORKERS))

    def work() -> None:
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(lambda number: client.describe_table(TableName=f"table-{number}"), range(count)):
                pass

    work()
    return work


def details() -> None:
    """One table of many resources, two calls each."""
    with endpoint(ROWS) as url:
        run(["sts_caller_identity"], [REGION])()  # imports and models
        before = sum(calls_of(url)["calls"].values())
        wall, cpu = measured(run(["dynamodb_table"], [REGION]))
        calls = sum(calls_of(url)["calls"].values()) - before
        count = 200
        slow, _ = measured(bare(count, 1))
        fastest, least = measured(bare(calls, WORKERS))
    bound = calls * LATENCY / WORKERS
    print(f"{ROWS:,} resources, {calls:,} calls, {WORKERS} requests at once: {wall:.2f} s")
    print(f"  wall / latency bound       {wall / bound:.2f}   (at most 1.2)")
    print(f"  wall / boto3               {wall / fastest:.2f}   (in as many threads)")
    print(f"  CPU per call / boto3       {cpu / least:.2f}   (at most 1.15; boto3 in as many threads)")
    print(f"  x sequential boto3         {(slow / count) / (wall / calls):.1f}   (10 or better)")
    print(f"  calls / fewest             {calls / (2 * ROWS + ROWS / 100):.3f} (at most 1.1)")


def empty() -> None:
    """Regions in which nothing is."""
    regions = ["eu-central-1", "eu-west-1", "us-east-1", "us-west-2", "ap-southeast-1", "sa-east-1"]
    tables = ["dynamodb_table", "logs_group", "secretsmanager_secret", "kms_key", "ecs_cluster", "ssm_parameter"]
    with endpoint(0) as url:
        run(tables, regions[:1])()
        before = sum(calls_of(url)["calls"].values())
        wall, cpu = measured(run(tables, regions))
        calls = (
            sum(calls_of(url)["calls"].values()) - before - 3
        )  # who am I, twice in every run, and which Regions are on
    print(f"{len(regions)} empty Regions x {len(tables)} tables: {calls} calls in {wall:.2f} s ({cpu:.2f} s CPU)")
    print(f"  calls / (table x Region)   {calls / len(regions) / len(tables):.2f}   (at most 1)")


def throttled() -> None:
    """One operation in a bucket of 100, refilled with 20 a second; four others beside it."""
    rows, spans = 500, []
    for operation in ("", "DescribeTable"):
        with endpoint(rows, operation) as url:
            ledger = run(["dynamodb_table", "kms_key"], [REGION])()
            counted = calls_of(url)
        spans.append({name: span(calls["started_at"]) for name, calls in ledger.groupby("service")})
    ideal, wall = (rows - 100) / 20, spans[1]["dynamodb"]
    answered = counted["calls"]["DescribeTable"] - counted["refused"]["DescribeTable"]
    print(f"{rows} calls throttled to a burst of 100 and 20 a second: {wall:.1f} s")
    print(f"  calls lost                 {rows - answered}")
    print(f"  refused and made again     {counted['refused']['DescribeTable']}")
    print(f"  time / ideal               {wall / ideal:.2f}   (at most 1.1)")
    print(f"  others / without throttle  {spans[1]['kms'] / spans[0]['kms']:.2f}   (at most 1.1)")


def span(times: pd.Series) -> float:
    """Return the seconds from the first call to the last."""
    return float((times.max() - times.min()).total_seconds())


def accounts() -> None:
    """Many accounts in 17 Regions against one, each in a process of its own, since memory is not given back."""
    peaks = []
    for count in (1, 200):
        done = subprocess.run([sys.executable, __file__, "memory", str(count), "0"], stdout=subprocess.PIPE, check=True)
        peaks.append(json.loads(done.stdout))
    one, many = peaks
    print(f"200 accounts x 17 Regions x 2 tables: {many['calls']:,} calls in {many['wall']:.1f} s")
    print(f"  wall / latency bound       {many['wall'] / (many['calls'] * LATENCY / WORKERS):.2f}   (at most 1.2)")
    print(f"  memory / one account       {many['peak'] / one['peak']:.2f}   (at most 1.3)")


def million() -> None:
    """Collect a million resources of one account, their raw answers included."""
    done = subprocess.run([sys.executable, __file__, "memory", "1", "1000000"], stdout=subprocess.PIPE, check=True)
    found = json.loads(done.stdout)
    print(f"1,000,000 resources, {found['calls']:,} calls in {found['wall']:.0f} s")
    print(f"  peak                       {found['peak'] / 1024:.2f} GiB (under 1.5 GB)")


def memory(accounts: int, resources: int) -> None:
    """Collect from some accounts, or some log groups of one account; print the peak."""
    regions = [REGION] if resources else sorted(boto3.Session().get_available_regions("kms"))[:17]
    ids = tuple(f"{111111111111 + n}" for n in range(accounts))
    with endpoint(resources) as url:
        tables = ["logs_group"] if resources else ["dynamodb_table", "kms_key"]
        wall, _ = measured(run(tables, regions, ids))
        calls = sum(calls_of(url)["calls"].values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peak": peak, "wall": wall, "calls": calls}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        memory(*map(int, sys.argv[2:]))
        sys.exit()
    for part in (details, empty, throttled, accounts, million):
        if len(sys.argv) == 1 or part.__name__ in sys.argv[1:]:
            part()
