"""The demo: the whole line, from an embedded AWS to reports for two frameworks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.assessment import write_assessment
from toolkit.demo.accounts import ACCOUNTS, MANAGEMENT, REGIONS, ROLE_NAME, SECRET_ACCESS_KEY, access_key_id
from toolkit.demo.estate import build
from toolkit.demo.server import running_server
from toolkit.errors import OccupiedError, ToolkitError
from toolkit.files import private_file, private_folder, writing
from toolkit.gaps import Audit, open_audit, write_gaps
from toolkit.register import read_register
from toolkit.report.run import reports as make

FRAMEWORKS = ("soc2_2017", "iso_27001_2022")
ENGAGEMENT = Path(__file__).parent / "engagement"
MARK = ".demarc-demo"
WORST = 5
ENDINGS = ("html", "pdf")


def demo(out: Path, say: Callable[[str], None]) -> list[Path]:
    """Run the demo.

    Parameters
    ----------
    out : Path
        Folder to write into; what an earlier demo left there is replaced.
    say : callable
        Takes each line of progress.

    Returns
    -------
    list of Path
        The reports.

    Raises
    ------
    OutputError
        The folder holds something that no demo made, or cannot be written.
    ToolkitError
        A step failed.
    MissingExtra
        moto is not installed.

    """
    _clear(out)
    inventory = out / "inventory"
    with running_server() as endpoint:
        say(f"An AWS of its own runs at {endpoint}; no real account is touched.")
        build(endpoint)
        say(f"It holds {len(ACCOUNTS)} accounts in {len(REGIONS)} Regions. Collecting:")
        collect(endpoint, inventory, ACCOUNTS)
    assessment = write_assessment(inventory, out / "assessment", read_register(ENGAGEMENT).parameters)
    audits = [open_audit(name, assessment, engagement=ENGAGEMENT) for name in FRAMEWORKS]
    say(f"Reporting on {' and '.join(FRAMEWORKS)}.")
    write_gaps(audits, out / "assessment")
    common = {"inventory": str(out / "assessment"), "engagement": str(ENGAGEMENT)}
    reports = list(make("gap_analysis", [{"framework_id": name, **common} for name in FRAMEWORKS], out, ENDINGS))
    say("\nThe worst gaps:")
    for line in worst(audits[0]):
        say(f"  {line}")
    say("\nThe reports:")
    for path in reports:
        say(f"  {path}")
    return reports


def collect(endpoint: str, inventory: Path, accounts: Sequence[str]) -> None:
    """Collect the demo estate with the command line, in an environment that knows no other AWS."""
    clean = {
        k: v for k, v in os.environ.items() if not k.upper().startswith(("AWS_", "MOTO_")) and "PROXY" not in k.upper()
    }
    ours = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": access_key_id(MANAGEMENT),
        "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    scope = [f"--account={a}" for a in accounts] + [f"--region={r}" for r in REGIONS]
    command = [
        sys.executable,
        "-P",
        "-m",
        "toolkit",
        "collect",
        "--out",
        str(inventory),
        "--role-name",
        ROLE_NAME,
        *scope,
    ]
    if subprocess.run(command, env=clean | ours, check=False).returncode:
        raise ToolkitError("The demo estate could not be collected; the reason stands above.")


def worst(audit: Audit) -> list[str]:
    """Say which failing checks weigh most: by severity, then by how many resources fail."""
    fails = audit.failing[audit.failing["exception_id"].eq("")]
    by = ["severity", "check_id", "statement", "controls"]
    counts = fails.groupby(by, observed=True).size().reset_index(name="failed")
    ranked = counts.sort_values(["severity", "failed"], ascending=[True, False]).head(WORST)
    return [
        f"{r.severity}: {r.statement} Not so for {r.failed} ({r.check_id}; holds back {r.controls})"
        for r in ranked.itertuples()
    ]


def _clear(out: Path) -> None:
    """Make the folder, or empty the one that an earlier demo made."""
    with writing(out, "Name another folder with --out."):
        if out.exists() and any(out.iterdir()):
            if not (out / MARK).exists():
                raise OccupiedError(f"{out} holds something else than a demo. Name another folder with --out.")
            shutil.rmtree(out)
        private_folder(out)
        private_file(out / MARK)
