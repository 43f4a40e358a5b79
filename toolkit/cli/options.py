"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
INVENTORY = click.argument("inventory", type=click.Path(path_type=Path))
OUT = click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Folder to write into."
)
ENGAGEMENT = click.option(
    "--engagement",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Engagement folder: owners, attestations, exceptions, AWS reports, scope.",
)
ACCOUNTS = click.option("--account", "accounts", multiple=True, metavar="A", help="Account; may be repeated.")
REGIONS = click.option("--region", "regions", multiple=True, metavar="R", help="Region; may be repeated.")
AS_OF = click.option(
    "--as-of", metavar="DATE", default="", help="Day for which validity is judged; that of collection if left out."
)
BASELINE = click.option(
    "--baseline", metavar="B", default="", help="Baseline of the framework, such as moderate or level_1."
)
ORGANIZATION = click.option("--organization", is_flag=True, help="Every account of the caller's AWS organization.")
SOURCE = click.option(
    "--source",
    type=click.Choice(["api", "config"]),
    default="api",
    show_default=True,
    help="Ask each account and Region, or an AWS Config aggregator where it knows.",
)


def choice(command: F) -> F:
    """Add the options that choose what is collected; each may be repeated, and none means everything."""
    for option, name, letter, words in (
        ("--check", "checks", "C", "Only what a check needs; may be repeated."),
        ("--framework", "frameworks", "F", "Only what the checks of a framework need; may be repeated."),
        ("--table", "table_names", "T", "Table to collect; may be repeated; all if nothing is chosen."),
    ):
        command = click.option(option, name, multiple=True, metavar=letter, help=words)(command)
    return command


def example(*lines: str) -> str:
    """Return an epilog that keeps its lines."""
    return "\b\nExample:\n  " + "\n  ".join(lines)
