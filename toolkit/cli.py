"""The command line: `demarc`. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit import __version__
from toolkit.asked import check_engagement, check_frameworks, check_inventory, day, framework_ids
from toolkit.cli_seal import merge, sign, verify
from toolkit.errors import ToolkitError, UsageError
from toolkit.files import set_aside
from toolkit.options import (
    ACCOUNTS,
    AS_OF,
    BASELINE,
    ENGAGEMENT,
    INVENTORY,
    ORGANIZATION,
    OUT,
    REGIONS,
    SOURCE,
    choice,
    example,
)

if TYPE_CHECKING:
    from toolkit.gaps import Audit


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="demarc")
def cli() -> None:
    """Who answers for what on AWS, and where your side has gaps."""


for command in (merge, sign, verify):
    cli.add_command(command)


@cli.command(epilog=example("demarc collect --out inventory --region eu-central-1 --profile audit"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="INVENTORY",
    help="Folder to make; or one that was left incomplete, to go on with.",
)
@REGIONS
@ACCOUNTS
@ORGANIZATION
@click.option("--role-name", default="", metavar="N", help="Role to assume in accounts that are not the caller's own.")
@click.option("--external-id", default="", metavar="ID", help="External id that the role asks for.")
@click.option("--profile", metavar="P", help="Profile of the AWS configuration.")
@click.option(
    "--executor", default="", metavar="dask://HOST:PORT", help="Dask cluster to collect with; threads if left out."
)
@SOURCE
@click.option(
    "--aggregator", default="", metavar="NAME", help="Aggregator of the caller's account for --source config."
)
@choice
def collect(
    out: Path,
    regions: tuple[str, ...],
    accounts: tuple[str, ...],
    organization: bool,
    role_name: str,
    external_id: str,
    profile: str | None,
    executor: str,
    source: str,
    aggregator: str,
    **chosen: tuple[str, ...],
) -> None:
    """Collect an estate from AWS into an inventory. Only reads; `demarc policy` prints the permissions.

    Without --region, every Region that is enabled is asked. What AWS refuses is recorded, not skipped. If a run is
    broken off, the same command goes on with it and collects only what is missing or failed.
    """
    from toolkit.collect.plan import chosen_tables
    from toolkit.collect.run import collect as run
    from toolkit.errors import ParameterError
    from toolkit.inventory import read_inventory
    from toolkit.inventory.settling import DIFFER

    if (source == "config") != bool(aggregator):
        raise ParameterError("--source config and --aggregator NAME belong together: give both, or neither.")
    manifest = run(
        out,
        region_names=regions,
        account_ids=accounts,
        organization=organization,
        role_name=role_name,
        external_id=external_id,
        profile=profile,
        executor=executor,
        aggregator=aggregator,
        table_names=[table.name for table in chosen_tables(**chosen)],
    )
    inventory = read_inventory(out)
    coverage = inventory.coverage
    seen = int(coverage["status"].eq("observed").sum())
    click.echo(f"{out}: {seen} of {len(coverage)} collections observed, {coverage['rows'].sum()} resources.")
    refused = coverage[coverage["status"].ne("observed")]
    for (account, status), group in refused.groupby(["account_id", "status"]):
        click.echo(f"  {account} {str(status).replace('_', ' ')}: {', '.join(sorted(group['table'].unique()))}")
    calls = inventory.calls_inside
    if len(failed := calls[calls["refused"]]):
        click.echo(f"  {len(failed)} of {len(calls)} calls inside observed tables were refused or failed:")
        for (account, table), group in failed.groupby(["account_id", "table"]):
            codes = ", ".join(f"{code} ({n})" for code, n in group["error_code"].value_counts().sort_index().items())
            click.echo(f"    {account} {table}: {codes}")
    for (account, table, error), _ in coverage[coverage["error"].str.contains(DIFFER, regex=False)].groupby(
        ["account_id", "table", "error"]
    ):
        click.echo(f"  {account} {table}: {error}")
    if inventory.clock:
        click.echo(f"  {inventory.clock}")
    for (account, error), group in inventory.off.groupby(["account_id", "error"]):
        click.echo(f"  {account} {', '.join(sorted(group['region'].unique()))}: {error}")
    click.echo(f"Root hash {manifest['root_sha256']}")


@cli.command(epilog=example("demarc plan --framework soc2_2017 --region eu-central-1"))
@REGIONS
@ACCOUNTS
@ORGANIZATION
@choice
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def plan(
    regions: tuple[str, ...],
    accounts: tuple[str, ...],
    organization: bool,
    as_json: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Print what `demarc collect` would call, how long it takes, and the IAM policy. Asks nothing of AWS.

    Without --region, it counts with the 17 Regions that are on in every account; without --account, with one account.
    """
    from toolkit.collect.accounts import check_account_ids, check_regions
    from toolkit.collect.plan import DEFAULT_REGIONS, chosen_tables, planned_calls, seconds
    from toolkit.collect.policy import policy as make

    check_regions(regions)
    check_account_ids(accounts)
    tables = chosen_tables(**chosen)
    places = len(set(accounts)) or 1, len(set(regions)) or DEFAULT_REGIONS
    calls, needed = planned_calls(tables, *places), make(tables, organization)
    total = sum(service.listing for service in calls)
    if as_json:
        services = [{"service": c.service, "listing": c.listing, "per_resource": list(c.per_resource)} for c in calls]
        click.echo(json.dumps({"calls": services, "listing": total, "seconds": seconds(calls), "policy": needed}))
        return
    for service in calls:
        more = f"  and per resource {', '.join(service.per_resource)}" if service.per_resource else ""
        click.echo(f"{service.service:<16}{service.listing:>7}{more}")
    click.echo(
        f"{'':<16}{total:>7}  calls that list {len(tables)} tables; accounts: {places[0]}, Regions: {places[1]}.\n"
        f"About {max(1, round(seconds(calls)))} s at 40 ms a call. "
        "Calls per resource, and pages beyond the first, come on top."
    )
    click.echo(json.dumps(needed, indent=2))


@cli.command(epilog=example("demarc assess inventory --out assessment --framework soc2_2017"))
@INVENTORY
@OUT
@click.option(
    "--framework", "frameworks", multiple=True, metavar="F", help="Framework; may be repeated; all if left out."
)
@ENGAGEMENT
@ACCOUNTS
@REGIONS
@AS_OF
@BASELINE
def assess(inventory: Path, out: Path, frameworks: tuple[str, ...], **scope: Any) -> None:
    """Run every check over an inventory and write observations and gap analyses as Parquet and CSV."""
    names = _asked(inventory, frameworks, **scope)
    from toolkit.gaps import files_of_audit, open_audit, write_audit
    from toolkit.inventory import read_inventory, refuse_inside

    refuse_inside(out)
    with set_aside(files_of_audit(out, names)):
        estate = read_inventory(inventory)
        audits = [open_audit(name, estate, **scope) for name in names]
        written = write_audit(audits, out)
    for audit in audits:
        click.echo(_sentence(audit))
    for words in audits[0].failed:
        click.echo(f"  failed over the data: {words}")
    click.echo("\n".join(f"  {path}" for path in written))


@cli.command(epilog=example("demarc report inventory --framework soc2_2017 --format html,pdf --out reports"))
@INVENTORY
@OUT
@click.option(
    "--framework", "frameworks", multiple=True, required=True, metavar="F", help="Framework; may be repeated."
)
@click.option("--format", "formats", default="html,pdf", show_default=True, metavar="LIST", help="html, pdf or both.")
@ENGAGEMENT
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
    from toolkit.report.parameters import audit_parameters, check_formats, find_notebook

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

    for made in run(notebook, each, out, names):
        click.echo(made)


@cli.command(epilog=example("demarc demo", "demarc demo --out somewhere"))
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
    from toolkit.demo.run import demo as run

    run(out, click.echo)


@cli.command("list", epilog=example("demarc list checks", "demarc list frameworks --json"))
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


@cli.command(epilog=example("demarc evidence inventory arn:aws:s3:::orders"))
@INVENTORY
@click.argument("resource_id")
def evidence(inventory: Path, resource_id: str) -> None:
    """Print every call behind a resource with the raw answer, one JSON object a line. Asks nothing of AWS."""
    from toolkit.inventory import evidence_of_resource, read_inventory

    for call in evidence_of_resource(read_inventory(inventory), resource_id):
        click.echo(json.dumps(call, ensure_ascii=False, default=str))


@cli.command(epilog=example("demarc policy > demarc-policy.json"))
@ORGANIZATION
@SOURCE
@choice
def policy(organization: bool, source: str, **chosen: tuple[str, ...]) -> None:
    """Print the least-privilege IAM policy that collecting needs."""
    from toolkit.collect.plan import chosen_tables
    from toolkit.collect.policy import policy as make

    click.echo(json.dumps(make(chosen_tables(**chosen), organization, source == "config"), indent=2))


@cli.command(epilog=example("demarc attach engagement minutes.pdf"))
@click.argument("engagement", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def attach(engagement: Path, files: tuple[Path, ...]) -> None:
    """Copy evidence into an engagement and enter its hashes, for the column `files` of attestations.csv."""
    from toolkit.register import attach as run

    for name, digest in run(engagement, files).items():
        click.echo(f"{digest}  {name}")


@cli.command("aws-reports", epilog=example("demarc aws-reports engagement --profile audit"))
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


def _asked(
    inventory: Path, frameworks: tuple[str, ...], engagement: Path | str | None, as_of: str, baseline: str, **_: Any
) -> list[str]:
    """Refuse what is not there, before anything heavy is imported; return the frameworks that are meant."""
    check_inventory(inventory)
    check_engagement(engagement)
    names = list(dict.fromkeys(frameworks or framework_ids(engagement)))
    check_frameworks(names, engagement, baseline)
    day(as_of)
    return names


def _sentence(audit: Audit) -> str:
    n, terms = audit.summary, audit.framework.terms
    return (
        f"{audit.framework.title}: {n['concluded']} of {n['applicable']} applicable {terms} concluded, "
        f"{n['satisfied']} of them satisfied; {n['gaps']} gaps, {n['no_data']} without data, "
        f"{n['not_assessed']} not assessed."
    )


def _check_surroundings() -> None:
    """Refuse what no file name can be made of, so that it needs no second look anywhere."""
    for word in sys.argv[1:]:
        if "\0" in word or word != word.encode(errors="replace").decode():
            raise UsageError(f"{word!a} is not UTF-8. Rename it, or name another path.")
    try:
        os.getcwd()
    except OSError:
        raise UsageError("The current folder was removed. Change into one that is there.") from None


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line. What goes wrong is one sentence.

    The exit code is 2 for what was refused before anything was done, since it names what is not there or cannot be;
    1 for what failed, or does not hold; 130 after an interruption (SIGINT, SIGTERM).
    """
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name is shown, whatever the terminal can write
    try:
        _check_surroundings()
        cli(standalone_mode=False)
        click.echo(nl=False)  # flushed here, so that a full disk is named
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing unfinished is marked as complete; give the same command again to go on.", err=True)
        sys.exit(130)
    except ToolkitError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"Error: {error.filename or 'A file'} cannot be used: {error.strerror or error}.", err=True)
        sys.exit(1)
