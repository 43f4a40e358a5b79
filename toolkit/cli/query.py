"""The command that asks what is sealed in SQL."""

from __future__ import annotations

import io
from pathlib import Path

import click

from toolkit.cli.options import PATH, command
from toolkit.errors import ParameterError


@command(
    'demarc query inventory "SELECT region, count(*) FROM s3_bucket GROUP BY region"',
    "demarc query assessment \"FROM observations WHERE result = 'fail'\" --csv > failures.csv",
)
@PATH
@click.argument("sql", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, with one object a row.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV, in which a spreadsheet changes nothing.")
def query(path: Path, sql: str, as_json: bool, as_csv: bool) -> None:
    """Answer a SELECT over the tables and views of an inventory, or the frames of an assessment.

    Without SQL, it names the tables. The query reads what is sealed there and nothing else: no other file, no network.
    Needs the extra `sql`.
    """
    from toolkit.query import query as run
    from toolkit.query import tables_of
    from toolkit.spreadsheets import write_csv

    if as_json and as_csv:
        raise ParameterError("Name one form: --json or --csv.")
    tables = tables_of(path)
    if not sql:
        click.echo("\n".join(sorted(tables)))
        return
    answer = run(tables, sql)
    if as_json:
        text = answer.to_json(
            orient="records", date_format="iso", date_unit="us", double_precision=15, force_ascii=False
        )
    elif as_csv:
        write_csv(answer, file := io.BytesIO())
        text = file.getvalue().decode()
    else:
        text = answer.to_string(index=False, na_rep="")
    click.echo(text)
