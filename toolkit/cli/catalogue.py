"""The commands that say what there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from toolkit.cli.options import ALLOW_CODE, ENGAGEMENT, command


@command("demarc list checks", "demarc list frameworks --json", name="list")
@click.argument("kind", type=click.Choice(["tables", "views", "checks", "frameworks", "retired"]))
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_(kind: str, as_json: bool) -> None:
    """List what there is: tables, views, checks or frameworks; or checks that are retired, with day and reason."""
    from toolkit.catalogue import catalogue

    rows = catalogue(kind)
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        click.echo(f"{row['name']:<{width}}  {row['doc']}")


@command("demarc show s3_bucket_versioned", "demarc show CC6.1", "demarc show 6.1 --framework iso_27001_2022 --json")
@click.argument("name", metavar="CHECK|TABLE|VIEW|FRAMEWORK|CONTROL|PATH")
@click.option("--framework", default="", metavar="F", help="Framework whose control is meant; all if left out.")
@ENGAGEMENT
@ALLOW_CODE
@click.option("--json", "as_json", is_flag=True, help="One JSON array, with one object for each thing of that name.")
def show(name: str, framework: str, engagement: Path | None, allow_code: str, as_json: bool) -> None:
    """Show all that is declared about a check, table, view, framework or control, or what is sealed at a path.

    Of an id that several frameworks have, each control is shown.
    """
    from toolkit.asked import MANIFEST, check_code, check_engagement

    check_engagement(engagement)
    check_code(engagement, allow_code)
    if (Path(name) / MANIFEST).is_file():
        from toolkit.catalogue import sealed

        found = [sealed(name)]
    else:
        from toolkit.catalogue import described
        from toolkit.declarations import admit

        admit(engagement, allow_code)
        found = described(name, framework, engagement)
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        click.echo("\n\n".join("\n".join(_lines(said)) for said in found))


def _lines(said: dict[str, Any]) -> Iterator[str]:
    """Write one thing: its name, then each label with its text, or with its rows below."""
    yield f"{said['kind']} {said['name']}"
    told = {label: value for label, value in said.items() if label not in ("kind", "name") and value not in ("", [])}
    for label, value in told.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            yield f"  {label}"
            columns = zip(*(row.values() for row in value), strict=True)
            widths = [max(len(str(cell)) for cell in cells) for cells in columns]
            for row in value:
                cells = (f"{cell!s:<{width}}" for cell, width in zip(row.values(), widths, strict=True))
                yield "    " + "  ".join(cells).rstrip()
        else:
            yield f"  {label}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
