"""Make reports of an inventory or assessment: CPU seconds of all processes, and the memory that they hold together.

One framework, and all of them in one command; each with forked kernels, and with a kernel of its own for each notebook.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from toolkit.asked import framework_ids
from toolkit.demo.run import ENGAGEMENT

STOCK = "from toolkit.report import kernels; kernels.FORKS = False; "
RUN = "from toolkit.cli import main; main()"
EVERY = 0.1


def memory(process: psutil.Process) -> int:
    """Bytes that a process and its children hold; what they share counts once."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_full_info().pss
        except psutil.Error:  # it ended meanwhile
            continue
    return total


def measured(source: str, names: list[str], first: str = "") -> tuple[float, float, int]:
    """Return CPU seconds, seconds and the peak of memory in bytes of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, peak = time.perf_counter(), 0
    with TemporaryDirectory() as out:
        chosen = [f"--framework={name}" for name in names]
        command = [sys.executable, "-c", first + RUN, "report", source, "--out", out, *chosen]
        process = subprocess.Popen([*command, f"--engagement={ENGAGEMENT}"], stdout=subprocess.DEVNULL)
        while process.poll() is None:
            try:
                peak = max(peak, memory(psutil.Process(process.pid)))
            except psutil.Error:
                break
            time.sleep(EVERY)
        assert process.wait() == 0
        assert len(os.listdir(out)) == 2 * len(names)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start, peak


if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
    sys.exit("Name an inventory or assessment, such as reports/demo/inventory.")
parts = {"one": ["soc2_2017"], "all": framework_ids()}
found = {
    (part, kind): measured(sys.argv[1], names, first)
    for part, names in parts.items()
    for kind, first in (("forked", ""), ("stock", STOCK))
}
for (part, kind), (cpu, wall, peak) in found.items():
    print(f"{part:<4}{kind:<7} {cpu:6.1f} CPU s {wall:6.1f} s {peak / 2**20:7.0f} MiB")
for part in parts:
    print(f"{part}: forked / stock {found[part, 'forked'][0] / found[part, 'stock'][0]:.2f} of the CPU seconds")
print(f"all / one: {found['all', 'forked'][0] / found['one', 'forked'][0]:.1f} of the CPU seconds")
