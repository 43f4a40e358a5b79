"""From a verdict back to the calls that it rests on, with the answers where the inventory is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd

from toolkit.assess import EVERYTHING
from toolkit.assessment.assessment import Assessment
from toolkit.assessment.calls import refused, resting
from toolkit.errors import ParameterError
from toolkit.inventory.evidence import COLUMNS, evidence, evidence_of_resource

Row = Mapping[str, Any]


def evidence_in(assessment: Assessment, rows: Row | pd.DataFrame) -> pd.DataFrame:
    """Return the calls that a row or several stand on.

    Parameters
    ----------
    assessment : Assessment
        What the rows are of.
    rows : mapping or DataFrame
        An observation, or a frame of them.

    Returns
    -------
    DataFrame
        One row per call, as `toolkit.inventory.evidence` describes it. Without the inventory, the calls that the
        assessment holds, and no `answer`: the ledger's hash of it, `answer_sha256`, says which it was.

    """
    if assessment.source:
        return evidence(assessment.source(), rows)
    asked = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame([dict(rows)])
    mine = assessment.observations.merge(asked[["account_id", "resource_id"]].drop_duplicates())
    if "check_id" in asked:
        mine = mine[mine["check_id"].isin(asked["check_id"])]
    calls = assessment.calls
    about = calls["resource_id"].isin(asked["resource_id"]) & calls["account_id"].isin(asked["account_id"])
    found = calls[resting(calls, mine) | (about & refused(calls))]
    return found.reindex(columns=COLUMNS).assign(answer=pd.NA).reset_index(drop=True)


def evidence_of(assessment: Assessment, resource_id: str) -> list[dict[str, Any]]:
    """Return the calls behind a resource; each a dict as `evidence_in` describes its rows.

    Raises
    ------
    ParameterError
        There is no resource of this id.

    """
    if assessment.source:
        return evidence_of_resource(assessment.source(), resource_id)
    seen = assessment.observations
    mine = seen[seen["resource_id"].eq(resource_id) & seen["resource_id"].ne(EVERYTHING)]
    if mine.empty:
        close = get_close_matches(resource_id, seen["resource_id"].unique().tolist(), n=3)
        hint = (
            f"Did you mean {' or '.join(close)}?"
            if close
            else "Ids stand in the column resource_id of its observations."
        )
        raise ParameterError(f"The assessment judges no resource {resource_id!r}. {hint}")
    calls = evidence_in(assessment, mine).astype("object")
    return [dict(row) for row in calls.where(calls.notna(), None).to_dict("records")]
