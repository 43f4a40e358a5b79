"""The commands that ask AWS, and those that say before what would be asked."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.cli.options import ACCOUNTS, ORGANIZATION, REGIONS, SOURCE, choice, command


@command("demarc collect --out inventory --region eu-central-1 --profile audit")
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


@command("demarc plan --framework soc2_2017 --region eu-central-1")
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


@command("demarc policy > demarc-policy.json")
@ORGANIZATION
@SOURCE
@choice
def policy(organization: bool, source: str, **chosen: tuple[str, ...]) -> None:
    """Print the least-privilege IAM policy that collecting needs."""
    from toolkit.collect.plan import chosen_tables
    from toolkit.collect.policy import policy as make

    click.echo(json.dumps(make(chosen_tables(**chosen), organization, source == "config"), indent=2))
