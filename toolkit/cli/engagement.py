"""The commands that make an engagement, and write into it."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import command


@command("demarc init engagement")
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make an engagement folder: engagement.toml, each table with its header, and copies of the notebooks.

    The fields of engagement.toml have to be filled in before anything reads it.
    """
    from toolkit.register import begin_engagement

    for path in begin_engagement(folder):
        click.echo(path)
    click.echo(f"Fill in {folder / 'engagement.toml'} first.")


@command("demarc attach engagement minutes.pdf")
@click.argument("engagement", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def attach(engagement: Path, files: tuple[Path, ...]) -> None:
    """Copy evidence into an engagement and enter its hashes, for the column `files` of attestations.csv."""
    from toolkit.register import attach as run

    for name, digest in run(engagement, files).items():
        click.echo(f"{digest}  {name}")


@command("demarc aws-reports engagement --profile audit", name="aws-reports")
@click.argument("engagement", type=click.Path(path_type=Path))
@click.option("--profile", metavar="P", help="Profile of the AWS configuration.")
def aws_reports(engagement: Path, profile: str | None) -> None:
    """Enter the reports that AWS Artifact lists into an engagement; they count once somebody has read them.

    Rows that are there stay as they are. A report of a kind that no control inherits from is named and left out.
    """
    from toolkit.collect.artifact import fetch_aws_reports

    entered, left_out = fetch_aws_reports(engagement, profile)
    click.echo(f"{len(entered)} reports entered: {', '.join(entered) or 'none'}. Read them, then write who did.")
    click.echo(f"{len(left_out)} reports left out{':' if left_out else '.'}")
    for words in left_out:
        click.echo(f"  {words}")
