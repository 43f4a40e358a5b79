"""The command that makes reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from toolkit.cli.options import ACCOUNTS, ALLOW_CODE, AS_OF, BASELINE, ENGAGEMENT, INVENTORY, OUT, REGIONS, command


@command("demarc report inventory --framework soc2_2017 --format html,pdf --out reports")
@INVENTORY
@OUT
@click.option(
    "--framework", "frameworks", multiple=True, required=True, metavar="F", help="Framework; may be repeated."
)
@click.option(
    "--format",
    "formats",
    default="html,pdf",
    show_default=True,
    metavar="LIST",
    help="html, pdf, or of an exporter audit_….",
)
@ENGAGEMENT
@ALLOW_CODE
@ACCOUNTS
@REGIONS
@AS_OF
@BASELINE
@click.option("--notebook", default="gap_analysis", show_default=True, metavar="N", help="Notebook: a name, or a path.")
@click.option(
    "-p", "--parameter", "more", multiple=True, metavar="NAME=VALUE", help="Further parameter of the notebook."
)
def report(
    inventory: Path,
    out: Path,
    frameworks: tuple[str, ...],
    formats: str,
    notebook: str,
    more: tuple[str, ...],
    **scope: Any,
) -> None:
    """Run a notebook over an inventory and export it to HTML and PDF. A run that fails leaves no report."""
    from toolkit.errors import ParameterError
    from toolkit.report.formats import check_formats
    from toolkit.report.parameters import audit_parameters, find_notebook

    if wrong := [pair for pair in more if "=" not in pair]:
        raise ParameterError(f"{wrong[0]!r} is no parameter: write NAME=VALUE.")
    given = dict(pair.split("=", 1) for pair in more)
    values: dict[str, Any] = {k: list(v) if isinstance(v, tuple) else str(v) for k, v in scope.items() if v}
    names = [f.strip() for f in formats.split(",")]
    check_formats(names)
    path = find_notebook(notebook)
    each = [{"framework_id": f, "inventory": str(inventory)} | values | given for f in dict.fromkeys(frameworks)]
    for parameters in each:
        audit_parameters(path, parameters)
    from toolkit.report.run import reports as run

    earlier = set(out.iterdir()) if out.is_dir() else set()
    for made in run(notebook, each, out, names):
        click.echo(made)
        if made in earlier:
            click.echo(f"  {made} was there and is replaced.", err=True)
