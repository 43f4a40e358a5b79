"""The commands that say what there is."""

from __future__ import annotations

import json

import click

from toolkit.cli.options import command


@command("demarc list checks", "demarc list frameworks --json", name="list")
@click.argument("kind", type=click.Choice(["tables", "views", "checks", "frameworks"]))
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_(kind: str, as_json: bool) -> None:
    """List what there is: tables, views, checks or frameworks."""
    from toolkit.catalogue import catalogue

    rows = catalogue(kind)
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        click.echo(f"{row['name']:<{width}}  {row['doc']}")
