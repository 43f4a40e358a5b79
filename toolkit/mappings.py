"""Where each claim of a check comes from, and where the public mappings of checks to controls contradict each other."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from toolkit.resources import DATA


@lru_cache(maxsize=1)
def mappings() -> pd.DataFrame:
    """Return the origin of every claim that a check is evidence for a control.

    Returns
    -------
    DataFrame
        One row per claim, by check, framework and control: `check_id`, `framework_id`, `control_id`, `sources`
        (`prowler`, `powerpipe` or both, where they claim the same of an equivalent check, else `own`) and `reason`,
        which says of every `own` claim why the check is direct evidence.

    """
    return _read("mappings")


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
    table = _read("disagreements")
    answers = ["prowler", "powerpipe", "ours"]
    return table.assign(**{name: table[name].eq("true") for name in answers})


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype="string", keep_default_na=False)
