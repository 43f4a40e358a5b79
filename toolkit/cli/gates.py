"""`--fail-on`: what a command that found it ends with, once everything is done and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from toolkit.errors import GateError
from toolkit.printed import some

SEVERITIES = ("critical", "high", "medium", "low")
FAIL_ON = click.option(
    "--fail-on",
    "gates",
    multiple=True,
    type=click.Choice(["gap", "unknown", *SEVERITIES]),
    help="End with exit code 3 over a gap, what could not be observed, or a failure of this severity or a worse one; "
    "may be repeated.",
)


def fail_on(gates: Sequence[str], gaps: Sequence[str], unknown: int, failures: Mapping[str, int]) -> None:
    """End a command over what it found.

    Parameters
    ----------
    gates : sequence of str
        What `--fail-on` names.
    gaps : sequence of str
        Controls that are gaps.
    unknown : int
        How many observations could not be made.
    failures : mapping of str to int
        How many failures there are of each severity.

    Raises
    ------
    GateError
        It found what one of the gates names; the message says of all how much.

    """
    said = []
    if "gap" in gates and gaps:
        said.append(f"{len(gaps)} gaps ({some(', '.join(gaps))})")
    if "unknown" in gates and unknown:
        said.append(f"{unknown} observations that could not be made")
    least = max((SEVERITIES.index(gate) for gate in gates if gate in SEVERITIES), default=-1)
    if found := {name: failures[name] for name in SEVERITIES[: least + 1] if failures.get(name)}:
        said.append("failures: " + ", ".join(f"{count} {name}" for name, count in found.items()))
    if said:
        raise GateError(f"--fail-on {' '.join(gates)}: {'; '.join(said)}.")
