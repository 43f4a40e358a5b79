"""The command that judges an inventory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.asked import baselines_of, check_code, check_engagement, check_frameworks, day, framework_ids
from toolkit.cli.gates import FAIL_ON, fail_on
from toolkit.cli.options import ACCOUNTS, ALLOW_CODE, AS_OF, BASELINE, ENGAGEMENT, INVENTORY, OUT, REGIONS, command
from toolkit.executors import check_name
from toolkit.files import set_aside
from toolkit.seal import INVENTORY as INVENTORY_KIND
from toolkit.seal import kind_of, verify

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
@click.option("--csv", is_flag=True, help="Observations as CSV too.")
@click.option(
    "--executor", default="", metavar="E", help="processes, processes:4 or dask://HOST:PORT; else this process."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: the figures of each framework, and the files.")
@FAIL_ON
def assess(
    inventory: Path,
    out: Path,
    frameworks: tuple[str, ...],
    csv: bool,
    executor: str,
    as_json: bool,
    gates: tuple[str, ...],
    **scope: Any,
) -> None:
    """Run every check over an inventory, seal what was found, and lay gap analyses beside the seal.

    Verdicts hang on the inventory and the parameters of the engagement alone; scope, day and exceptions are matters of
    the gap analyses. Without --framework, frameworks that lack the baseline are left out, and named.
    """
    names, without = _asked(inventory, frameworks, executor, **scope)
    from toolkit.assessment import check_out, write_assessment
    from toolkit.declarations import admit
    from toolkit.frameworks import read_framework
    from toolkit.gaps import files_of_gaps, open_audit, write_gaps, write_observations
    from toolkit.inventory.read import check_scope
    from toolkit.register import read_register

    engagement, allowed, baseline = scope["engagement"], scope["allow_code"], scope["baseline"]
    check_out(out)
    asked = verify(inventory, INVENTORY_KIND)["parameters"]
    check_scope(scope["accounts"], scope["regions"], asked["accounts"], asked["regions"])
    admit(engagement, allowed)
    given, code = read_register(engagement).parameters, (str(engagement), allowed) if allowed else ("", "")
    assessment = write_assessment(inventory, out, given, executor=executor, code=code)
    chosen = [read_framework(name, engagement).profile(baseline) for name in names]
    with set_aside(files_of_gaps(out, chosen)):
        audits = [open_audit(name, assessment, **scope) for name in names]
        written = [out / "observations.parquet", *write_gaps(audits, out)]
    written += [write_observations(audits[0], out)] if csv else []
    root, failed = assessment.manifest["root_sha256"], audits[0].failed
    if as_json:
        said = {"root_sha256": root, "frameworks": {audit.framework.id: audit.summary for audit in audits}}
        said |= {"left_out": without, "failed": failed, "files": [str(path) for path in written]}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        lines = [f"{out}: assessed, root hash {root}.", *map(_sentence, audits)]
        lines += [f"{name} has no baseline {baseline!r}, so it is left out." for name in without]
        lines += [f"  failed over the data: {words}" for words in failed]
        click.echo("\n".join([*lines, *(f"  {path}" for path in written)]))
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
    executor: str,
    engagement: Path | str | None,
    allow_code: str,
    as_of: str,
    baseline: str,
    **_: Any,
) -> tuple[list[str], list[str]]:
    """Refuse what is not there, before anything heavy is imported.

    Return the frameworks that are meant, and those that are left out since they have no such baseline.
    """
    kind_of(inventory, "inventory")
    check_engagement(engagement)
    check_code(engagement, allow_code)
    check_name(executor)
    day(as_of)
    names = list(dict.fromkeys(frameworks or framework_ids(engagement)))
    has = [name for name in names if not baseline or frameworks or baseline in baselines_of(name, engagement)]
    check_frameworks(has or names, engagement, baseline)
    return has, [name for name in names if name not in has]


def _sentence(audit: Audit) -> str:
    n, terms = audit.summary, audit.framework.terms
    return (
        f"{audit.framework.title}: {n['concluded']} of {n['applicable']} applicable {terms} concluded: "
        f"{n['gaps']} gaps, {n['gap_waived']} accepted, {n['met_with_exceptions']} with exceptions, {n['satisfied']} "
        f"without an exception noted, {n['inherited']} inherited; {n['no_data']} without data, "
        f"{n['not_assessed']} not assessed."
    )
