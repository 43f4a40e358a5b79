"""What importing the package and asking for help cost, beside an empty Python."""

import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import toolkit": ["-c", "import toolkit"],
    "demarc --help": ["-m", "toolkit", "--help"],
    "demarc list checks": ["-m", "toolkit", "list", "checks"],
}
for name, arguments in COMMANDS.items():
    times = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    print(f"{name:<20} {min(times):.2f} s (median {sorted(times)[3]:.2f} s)")
