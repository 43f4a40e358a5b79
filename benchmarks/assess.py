"""Assess 100,000 rows with 60 checks, and write the observations."""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from toolkit.assess import observe
from toolkit.checks import CHECKS
from toolkit.tables import TABLES

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
TIMES = 60


def estate(rows: int) -> pd.DataFrame:
    """Buckets, a tenth of them with a property that could not be observed."""
    rng = np.random.default_rng(1)
    frame = TABLES["s3_bucket"].empty().reindex(range(rows))
    frame["account_id"], frame["region"], frame["call_id"] = (
        "111111111111",
        "global",
        "111111111111/global/s3_bucket/00001",
    )
    frame["resource_id"] = "arn:aws:s3:::bucket-" + frame.index.astype("string")
    frame["sse_algorithm"] = pd.array(rng.choice(["aws:kms", "AES256", "none"], rows), dtype="string")
    frame["versioning"] = pd.array(rng.choice(["Enabled", "off"], rows), dtype="string")
    return frame.mask(
        pd.DataFrame({c: rng.random(rows) < 0.1 for c in ("sse_algorithm", "versioning")}).reindex(
            columns=frame.columns, fill_value=False
        )
    )


frame = estate(ROWS)
checks = [c for c in CHECKS.values() if c.table == "s3_bucket"]
start = time.perf_counter()
parts = [observe(checks[i % len(checks)], frame) for i in range(TIMES)]
observed = time.perf_counter() - start
observations = pd.concat(parts, ignore_index=True)
joined = time.perf_counter() - start
with TemporaryDirectory() as folder:
    observations.to_parquet(Path(folder) / "observations.parquet", index=False)
written = time.perf_counter() - start
print(f"{TIMES} checks x {ROWS:,} rows ({', '.join(c.name for c in checks)})")
print(f"observed {observed:.2f} s, joined {joined:.2f} s, written {written:.2f} s: {len(observations):,} observations")
