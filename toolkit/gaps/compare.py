"""What changed between two assessments: first what makes them hard to compare, then observations and controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.assess import EVERYTHING
from toolkit.assessment import Assessment
from toolkit.files import private_folder, writing
from toolkit.gaps.audit import ENDINGS, Audit, write_frame
from toolkit.model import PLACE, SEVERITIES
from toolkit.seal import refuse_inside

# What may become of a resource under a check, most pressing first.
CHANGES: dict[str, str] = {
    "new_failure": "It fails, and did not before.",
    "more_failures": "More of its rows fail.",
    "newly_unknown": "It was judged, and could not be any more.",
    "no_longer_observed": "Its place was observed, and was not any more, so nothing is known of it.",
    "gone": "It is in the population no longer: deleted, or outside it.",
    "new": "It is new in the population, and does not fail.",
    "newly_observed": "Its place was not observed before; it does not fail.",
    "newly_known": "It could not be judged before, and passes.",
    "fewer_failures": "It fails still, in fewer rows.",
    "mended": "It failed, and passes.",
}
# Beside results: not in the population, in a place that was not observed, and of such a place itself.
ABSENT, UNSEEN, SEEN = "absent", "not_observed", "observed"
KEY = ["check_id", *PLACE, "resource_id"]


@dataclass(frozen=True)
class Comparison:
    """Two assessments, and what changed from the one to the other.

    Parameters
    ----------
    before, after : Assessment
        The earlier and the later one.

    """

    before: Assessment
    after: Assessment

    @cached_property
    def differences(self) -> pd.DataFrame:
        """What is not the same on both sides, and may look like a change of the estate.

        One row per check, parameter or place that differs: `kind`, `name`, `before` and `after` (the start of a
        declaration's hash, the value, or `none`).
        """
        sides = [dict(_about(assessment)) for assessment in (self.before, self.after)]
        rows = [
            (*name, *(side.get(name, "none") for side in sides))
            for name in dict.fromkeys([*sides[0], *sides[1]])
            if sides[0].get(name) != sides[1].get(name)
        ]
        return pd.DataFrame(rows, columns=["kind", "name", "before", "after"], dtype="string")

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Every resource that a check judges otherwise than before.

        One row per check and resource: `change` (of `CHANGES`, in that order), `severity`, `check_id`, `account_id`,
        `region`, `resource_id` (`*` is a place itself), `before` and `after` (the worst result, `absent`,
        `not_observed`; of a place, `observed`), `failed_before` and `failed_after` (rows), `same_test` (whether the
        check and its parameters are the same on both sides) and `evidence` (of the later side, where it has some).
        Checks that only one side knows are not compared.
        """
        both = set(_checks(self.before)) & set(_checks(self.after))
        before, after = (_by_resource(assessment, both) for assessment in (self.before, self.after))
        joined = before.add_suffix("_before").join(after.add_suffix("_after"), how="outer").reset_index()
        for side, other in (("before", self.before), ("after", self.after)):
            joined[side] = _said(joined, joined[f"result_{side}"].astype("string"), other)
        joined = joined.assign(change=_change(joined))
        joined = joined[joined["change"].notna()]
        other_test = set(self.differences.loc[self.differences["kind"].isin(["check", "parameter"]), "name"])
        checks = joined["check_id"].astype("string")
        frame = pd.DataFrame(
            {
                "change": pd.Categorical(joined["change"], list(CHANGES), ordered=True),
                "severity": pd.Categorical(
                    joined["severity_after"].fillna(joined["severity_before"]), SEVERITIES, True
                ),
                **{name: joined[name].astype("string") for name in KEY},
                **{name: joined[name].astype("string") for name in ("before", "after")},
                **{f"failed_{side}": joined[f"fail_{side}"].fillna(0).astype("Int64") for side in ("before", "after")},
                "same_test": ~checks.isin(other_test),
                "evidence": joined["evidence_after"].astype("string"),
            }
        )
        return frame.sort_values(["change", "severity", *KEY], ignore_index=True)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """How many resources changed, by check and account.

        One row per check and account with a change, worst severity first: `severity`, `check_id`, `account_id`,
        `same_test`, and a column per kind of change that there is.
        """
        index = ["severity", "check_id", "account_id", "same_test"]
        counted = self.changes.groupby([*index, "change"], observed=True).size().unstack("change", fill_value=0)
        return (
            counted.reindex(columns=[name for name in CHANGES if name in counted])
            .reset_index()
            .rename_axis(columns=None)
        )


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Compare two assessments.

    Parameters
    ----------
    before, after : Assessment
        The earlier and the later one; of one estate, or nothing in them is the same resource.

    Returns
    -------
    Comparison
        Nothing is computed before it is asked for.

    """
    return Comparison(before, after)


def changed_controls(before: Audit, after: Audit) -> pd.DataFrame:
    """Say which controls stand otherwise than before.

    Parameters
    ----------
    before, after : Audit
        Audits of one framework, over the two assessments.

    Returns
    -------
    DataFrame
        One row per control whose state changed, in the publisher's order: `control_id`, `title`, `before` and `after`
        (states; NA where only the other side has the control) and `basis` (of the later state).

    """
    earlier, later = (audit.gaps.set_index("control_id")[["title", "state", "basis"]] for audit in (before, after))
    controls = later.index.union(earlier.index, sort=False)
    earlier, later = earlier.reindex(controls), later.reindex(controls)
    frame = pd.DataFrame(
        {
            "title": later["title"].fillna(earlier["title"]),
            "before": earlier["state"].astype("string"),
            "after": later["state"].astype("string"),
            "basis": later["basis"].astype("string"),
        }
    )
    same = frame["before"].eq(frame["after"]).fillna(False)
    return frame[~same].rename_axis("control_id").reset_index()


def write_changes(frames: Mapping[str, pd.DataFrame], out: Path | str) -> list[Path]:
    """Write frames of a comparison as Parquet and CSV.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Each frame by the name of its files.
    out : path
        Folder to write into; files of the same name are replaced, each in one step.

    Returns
    -------
    list of path
        The files.

    Raises
    ------
    OutputError
        The folder cannot be written, or lies in what is sealed.

    """
    refuse_inside(Path(out))
    with writing(Path(out)):
        private_folder(Path(out))
        return [write_frame(f, Path(out) / f"{name}.{end}") for name, f in frames.items() for end in ENDINGS]


def _checks(assessment: Assessment) -> list[str]:
    declared = assessment.declarations
    return list(declared.loc[declared["kind"].eq("check"), "name"])


def _about(assessment: Assessment) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield all that an assessment was made with, by kind and name."""
    for row in assessment.declarations.query("kind == 'check'").itertuples():  # a check's hash covers what it reads
        yield (row.kind, row.name), row.sha256[:12]
    for check, values in assessment.parameters.items():
        yield ("parameter", check), ", ".join(f"{name}={value}" for name, value in values.items())
    for place in assessment.coverage[PLACE].drop_duplicates().itertuples(index=False):
        yield ("place", " ".join(place)), "asked"


def _by_resource(assessment: Assessment, checks: set[str]) -> pd.DataFrame:
    """Return one row per check and resource: its worst result, how many rows have each, and what the worst one read."""
    rows = assessment.observations
    rows = rows[rows["check_id"].isin(checks)]
    # That none is required says nothing of a resource: those that come or go are there themselves.
    rows = rows[~(rows["resource_id"].eq(EVERYTHING) & rows["result"].eq("pass"))]
    rows = rows.astype({name: "string" for name in KEY}).sort_values("result", kind="stable")
    failed = rows["result"].eq("fail").groupby([rows[name] for name in KEY]).sum()
    return rows.drop_duplicates(KEY).set_index(KEY)[["result", "severity", "evidence"]].assign(fail=failed)


def _said(joined: pd.DataFrame, result: pd.Series, assessment: Assessment) -> pd.Series:
    """Say of each resource its result, or why it has none; of a place, whether it was observed."""
    rows = assessment.observations
    lost = rows[rows["resource_id"].eq(EVERYTHING) & rows["result"].eq("unknown")]
    unseen = set(zip(lost["check_id"], lost["account_id"], lost["region"], strict=True))
    # What is global may stand for any Region of a table, and what was refused for all of them stands for each.
    wide = {(check, account) for check, account, _ in unseen}
    narrow = {(check, account) for check, account, region in unseen if region == EVERYTHING}
    asked = set(assessment.coverage[PLACE].drop_duplicates().itertuples(index=False, name=None))
    asked |= {(account, EVERYTHING) for account, _ in asked}

    def seen(check: str, account: str, region: str) -> bool:
        lost = wide if region in ("global", EVERYTHING) else narrow
        return (account, region) in asked and (check, account) not in lost and (check, account, region) not in unseen

    places = joined["resource_id"].eq(EVERYTHING)
    observed = [seen(*place) for place in joined[["check_id", *PLACE]].itertuples(index=False, name=None)]
    said = pd.Series(observed, index=joined.index).map({True: ABSENT, False: UNSEEN}).astype("string")
    return result.fillna(said).mask(places, said.replace(ABSENT, SEEN))


def _change(joined: pd.DataFrame) -> pd.Series:
    """Name what became of each resource; NA where nothing changed."""
    before, after = joined["before"], joined["after"]
    failed = [joined[f"fail_{side}"].fillna(0) for side in ("before", "after")]
    still, known, judged = after.eq(before), after.isin(["pass", "unknown"]), before.isin(["pass", "fail"])
    cases: list[tuple[str, Any]] = [
        ("more_failures", still & failed[1].gt(failed[0])),
        ("fewer_failures", still & failed[1].lt(failed[0])),
        ("new_failure", ~still & after.eq("fail")),
        ("no_longer_observed", ~still & after.eq(UNSEEN)),
        ("newly_observed", ~still & before.eq(UNSEEN)),
        ("newly_unknown", after.eq("unknown") & judged),
        ("gone", ~still & after.eq(ABSENT)),
        ("new", known & before.eq(ABSENT)),
        ("mended", after.eq("pass") & before.eq("fail")),
        ("newly_known", after.eq("pass") & before.eq("unknown")),
    ]
    change = pd.Series(pd.NA, index=joined.index, dtype="string")
    for name, rows in cases:
        change = change.mask(rows & change.isna(), name)
    return change
