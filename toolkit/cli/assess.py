"""The command that judges an inventory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.asked import check_code, check_engagement, check_frameworks, day, framework_ids
from toolkit.cli.gates import FAIL_ON, fail_on
from toolkit.cli.options import ACCOUNTS, ALLOW_CODE, AS_OF, BASELINE, ENGAGEMENT, INVENTORY, OUT, REGIONS, command
from toolkit.files import set_aside
from toolkit.seal import kind_of, refuse_inside

if TYPE_CHECKING:
    from toolkit.gaps import Audit


@command("demarc assess inventory --out assessment --framework soc2_2017")
@INVENTORY
@OUT
@click.option(
    "--framework", "frameworks", multiple=True, metavar="F", help="Framework; may be repeated; all if left out."
)
@ENGAGEMENT
@ALLOW_CODE
@ACCOUNTS
@REGIONS
@AS_OF
@BASELINE
@click.option("--json", "as_json", is_flag=True, help="One JSON object: the figures of each framework, and the files.")
@FAIL_ON
def assess(
    inventory: Path, out: Path, frameworks: tuple[str, ...], as_json: bool, gates: tuple[str, ...], **scope: Any
) -> None:
    """Run every check over an inventory and write observations and gap analyses as Parquet and CSV."""
    names = _asked(inventory, frameworks, **scope)
    from toolkit.gaps import files_of_audit, open_audit, write_audit
    from toolkit.inventory import read_inventory

    refuse_inside(out)
    with set_aside(files_of_audit(out, names)):
        estate = read_inventory(inventory)
        audits = [open_audit(name, estate, **scope) for name in names]
        written = write_audit(audits, out)
    if as_json:
        figures = {audit.framework.id: audit.summary for audit in audits}
        said = {"frameworks": figures, "failed": audits[0].failed, "files": [str(path) for path in written]}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        for audit in audits:
            click.echo(_sentence(audit))
        for words in audits[0].failed:
            click.echo(f"  failed over the data: {words}")
        click.echo("\n".join(f"  {path}" for path in written))
    _gate(audits, gates)


def _gate(audits: Sequence[Audit], gates: Sequence[str]) -> None:
    """End over what `--fail-on` names: gaps, and observations that no exception of the engagement accepts."""
    rows = audits[0].observations
    failed = rows.loc[rows["result"].eq("fail") & rows["exception_id"].eq(""), "severity"]
    gaps = [
        f"{audit.framework.id} {control}"
        for audit in audits
        for control in audit.gaps.loc[audit.gaps["state"].eq("gap"), "control_id"]
    ]
    fail_on(gates, gaps, int(rows["result"].eq("unknown").sum()), failed.value_counts().to_dict())


def _asked(
    inventory: Path,
    frameworks: tuple[str, ...],
    engagement: Path | str | None,
    allow_code: str,
    as_of: str,
    baseline: str,
    **_: Any,
) -> list[str]:
    """Refuse what is not there, before anything heavy is imported; return the frameworks that are meant."""
    kind_of(inventory, "inventory")
    check_engagement(engagement)
    check_code(engagement, allow_code)
    names = list(dict.fromkeys(frameworks or framework_ids(engagement)))
    check_frameworks(names, engagement, baseline)
    day(as_of)
    return names


def _sentence(audit: Audit) -> str:
    n, terms = audit.summary, audit.framework.terms
    return (
        f"{audit.framework.title}: {n['concluded']} of {n['applicable']} applicable {terms} concluded: "
        f"{n['gaps']} gaps, {n['gap_waived']} accepted, {n['met_with_exceptions']} with exceptions, {n['satisfied']} "
        f"without an exception noted, {n['inherited']} inherited; {n['no_data']} without data, "
        f"{n['not_assessed']} not assessed."
    )
