"""The command that shows the whole line."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import command
from toolkit.extras import need


@command("demarc demo", "demarc demo --out somewhere")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("reports/demo"),
    show_default=True,
    metavar="FOLDER",
    help="Folder for inventory, assessment and reports; what an earlier demo left there is replaced.",
)
def demo(out: Path) -> None:
    """Run the whole line on an embedded AWS: collect, assess, report. Touches no real account."""
    need("demo", "The demo needs", "moto", "papermill")  # the latter for its reports
    from toolkit.demo.run import demo as run

    run(out, click.echo)
