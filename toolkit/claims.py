"""Every claim that a check is evidence for a control, and where the public mappings of checks contradict each other."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from toolkit.asked import FRAMEWORKS, framework_ids
from toolkit.checks import CHECKS
from toolkit.framework_rules import FAMILY
from toolkit.frameworks import of_checks, read_framework
from toolkit.model import SEVERITIES
from toolkit.resources import DATA


@lru_cache(maxsize=1)
def claims() -> pd.DataFrame:
    """Return every claim in the frameworks that ship.

    Returns
    -------
    DataFrame
        One row per framework, control and check, in the publisher's order: `framework_id`, and the columns of a
        framework's `evidence`.

    """
    frames = [read_framework(name).evidence.assign(framework_id=name) for name in framework_ids()]
    whole = pd.concat(frames, ignore_index=True).astype("string")
    return whole[["framework_id", *whole.columns[:-1]]]


@lru_cache(maxsize=1)
def without_direct() -> pd.DataFrame:
    """Return why a critical or high check is direct evidence for no control of a framework that ships.

    Returns
    -------
    DataFrame
        One row per framework and check: `framework_id`, `check_id` and `reason`, one sentence. Every critical and high
        check has a direct claim in a framework, or a row here.

    """
    frames = [_sentences(name) for name in framework_ids()]
    return pd.concat(frames, ignore_index=True).astype("string")[["framework_id", "check_id", "reason"]]


def _sentences(framework_id: str) -> pd.DataFrame:
    """Read the sentences of a framework: that on a family is about its grave checks of which nothing else is said."""
    rows = pd.read_csv(FRAMEWORKS / framework_id / "without_direct.csv", dtype="string")
    rows = rows.assign(framework_id=framework_id, family=rows["check_id"].str.startswith(FAMILY))
    evidence = read_framework(framework_id).evidence
    direct = evidence.loc[evidence["strength"].eq("direct"), "check_id"]
    each = of_checks(rows)
    grave = {name for name, check in CHECKS.items() if check.severity in SEVERITIES[:2]}
    each = each[~each["family"] | (each["check_id"].isin(grave) & ~each["check_id"].isin(direct))]
    return each.sort_values("family", kind="stable").drop_duplicates("check_id").sort_values("check_id")


@lru_cache(maxsize=1)
def disagreements() -> pd.DataFrame:
    """Return what only one of two public sources claims of a check that both of them have.

    Frameworks that only one of them maps at all, such as ISO/IEC 27001:2022, are left out: silence is no disagreement.

    Returns
    -------
    DataFrame
        One row per check, framework and control: `check_id`, `framework_id`, `control_id`, and who claims it:
        `prowler`, `powerpipe` and `ours`. NIST SP 800-53 ids of parts of a control count as that control.

    """
    table = pd.read_csv(DATA / "disagreements.csv", dtype="string", keep_default_na=False)
    answers = ["prowler", "powerpipe", "ours"]
    return table.assign(**{name: table[name].eq("true") for name in answers})
