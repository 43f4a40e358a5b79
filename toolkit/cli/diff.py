"""The command that compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.asked import check_code, check_engagement, check_frameworks, day
from toolkit.cli.gates import FAIL_ON, fail_on
from toolkit.cli.options import ALLOW_CODE, AS_OF, BASELINE, ENGAGEMENT, command
from toolkit.errors import ParameterError
from toolkit.seal import kind_of, refuse_inside

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.gaps.compare import Comparison


@command(
    "demarc diff assessment-october assessment-november --framework soc2_2017",
    "demarc diff before after --fail-on high --fail-on unknown --json",
)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option(
    "--framework",
    "frameworks",
    multiple=True,
    metavar="F",
    help="Framework whose controls are compared; may be repeated.",
)
@ENGAGEMENT
@ALLOW_CODE
@AS_OF
@BASELINE
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder to write all of it into, Parquet and CSV."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@FAIL_ON
def diff(
    before: Path,
    after: Path,
    frameworks: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    gates: tuple[str, ...],
    **asked: Any,
) -> None:
    """Compare two assessments: what fails, is mended, cannot be observed, is new or gone since the first.

    What was not done alike on both sides, such as a check or a parameter that changed, is said first.
    """
    kind_of(before, "assessment")
    kind_of(after, "assessment")
    _refuse(frameworks, out, gates, **asked)
    from toolkit.assessment import read_assessment
    from toolkit.gaps import open_audit
    from toolkit.gaps.compare import changed_controls, compare, write_changes

    found = compare(read_assessment(before), read_assessment(after))
    controls = {
        name: changed_controls(*(open_audit(name, side, **asked) for side in (found.before, found.after)))
        for name in frameworks
    }
    frames = {"differences": found.differences, "changes": found.changes, "summary": found.summary}
    frames |= {f"controls_{name}": frame for name, frame in controls.items()}
    if as_json:
        sides = {
            name: side.manifest["root_sha256"] for name, side in (("before", found.before), ("after", found.after))
        }
        click.echo(json.dumps(sides | {name: _rows(frame) for name, frame in frames.items()}, ensure_ascii=False))
    else:
        _print(found, controls)
    if out:
        for path in write_changes(frames, out):
            click.echo(f"  {path}", err=as_json)
    gaps = [f"{name} {id_}" for name, f in controls.items() for id_ in f.loc[f["after"].eq("gap"), "control_id"]]
    lost = found.changes["change"].isin(["newly_unknown", "no_longer_observed"])
    failures = found.changes.loc[found.changes["change"].isin(["new_failure", "more_failures"]), "severity"]
    fail_on(gates, gaps, int(lost.sum()), failures.value_counts().to_dict())


def _refuse(
    frameworks: tuple[str, ...],
    out: Path | None,
    gates: tuple[str, ...],
    engagement: Path | None,
    allow_code: str,
    as_of: str,
    baseline: str,
) -> None:
    """Refuse what cannot be, before anything heavy is imported."""
    check_engagement(engagement)
    check_code(engagement, allow_code)
    check_frameworks(frameworks, engagement, baseline)
    day(as_of)
    if "gap" in gates and not frameworks:
        raise ParameterError("--fail-on gap asks for controls: name the framework with --framework.")
    if out:
        refuse_inside(out)


def _print(found: Comparison, controls: dict[str, pd.DataFrame]) -> None:
    for side, assessment in (("before", found.before), ("after", found.after)):
        root, collected = assessment.manifest["root_sha256"], assessment.about["started_at"]
        click.echo(f"{side + ':':<8}{assessment.folder}, collected {collected}, root hash {root}")
    if len(found.differences):
        click.echo("\nNot done alike on both sides, so what changed there may not be the estate:")
        click.echo(found.differences.to_string(index=False))
    counted = found.changes["change"].value_counts(sort=False)
    said = [f"{name.replace('_', ' ')} {n}" for name, n in counted.items() if n]
    click.echo(f"\n{len(found.changes)} changes{': ' if said else ''}{', '.join(said)}.")
    if said:
        click.echo(found.summary.to_string(index=False))
    for name, frame in controls.items():
        click.echo(f"\n{name}: controls that stand otherwise: {len(frame)}.")
        if len(frame):
            click.echo(frame.drop(columns="basis").to_string(index=False))


def _rows(frame: pd.DataFrame) -> Any:
    return json.loads(frame.to_json(orient="records"))
