"""From a verdict back to what AWS answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from toolkit.checks import CHECKS
from toolkit.errors import InventoryError, ParameterError
from toolkit.inventory.read import Inventory
from toolkit.inventory.write import ANSWERS_FILE
from toolkit.model import PLACE

RESOURCE = ["account_id", "resource_id"]
COLUMNS = [
    "call_id",
    "table",
    "operation",
    "arguments",
    "outcome",
    "error",
    "started_at",
    "caller_arn",
    "request_id",
    "answer_sha256",
]


def evidence(inventory: Inventory, rows: Mapping[str, Any] | pd.DataFrame) -> pd.DataFrame:
    """Return the calls that a row or several stand on, each with the raw answer. Needs no AWS.

    Parameters
    ----------
    inventory : Inventory
        What the row was made from, as `read_inventory` gives it.
    rows : mapping or DataFrame
        A row of a table, a view or the observations, such as `frame.iloc[0]`, or a frame of them: `account_id`,
        `region`, `resource_id` and `call_id` are read, and `check_id` where there is one.

    Returns
    -------
    DataFrame
        One row per call, in the order of the ledger: the call that listed the resource, the calls about it, and for the
        check of a view the calls that listed the other tables of it in the same account and Region, or asked an AWS
        Config aggregator for them. `answer` is what
        AWS answered, masked at collection, without the metadata of the response; NA where AWS refused.

    Raises
    ------
    InventoryError
        The inventory was not read from a folder, or an answer is not the one whose hash stands in the ledger.

    """
    ledger = inventory.ledger
    asked = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame([dict(rows)])
    about = pd.MultiIndex.from_frame(ledger[RESOURCE]).isin(pd.MultiIndex.from_frame(asked[RESOURCE]))
    wanted = ledger["call_id"].isin(asked["call_id"]) | about
    places = [name for name in ("check_id", *PLACE) if name in asked]
    for row in asked[places].drop_duplicates().to_dict("records"):
        if partners := _partners(row):
            near = ledger["region"].isin([row["region"], "global"]) | (row["region"] == "global")
            own = ledger["account_id"].eq(row["account_id"])
            from_config = ledger["operation"].eq("SelectAggregateResourceConfig")  # one query for all places
            wanted |= (from_config | (own & near)) & ledger["table"].isin(partners) & ledger["resource_id"].eq("")
    calls = ledger[wanted]
    return calls[COLUMNS].assign(answer=_answers(inventory, calls)).reset_index(drop=True)


def evidence_of_resource(inventory: Inventory, resource_id: str) -> list[dict[str, Any]]:
    """Return the calls behind a resource, in all tables that have it; each a dict as `evidence` describes its rows.

    Raises
    ------
    ParameterError
        No table has a resource of this id.

    """
    found = [frame[frame["resource_id"].eq(resource_id)] for frame in inventory.tables.values()]
    calls = [evidence(inventory, row) for frame in found for _, row in frame.iterrows()]
    if not calls:
        known = {name for frame in inventory.tables.values() for name in frame["resource_id"].dropna()}
        close = get_close_matches(resource_id, known, n=3)
        hint = f"Did you mean {' or '.join(close)}?" if close else "Ids stand in the column resource_id of each table."
        raise ParameterError(f"The inventory has no resource {resource_id!r}. {hint}")
    whole = pd.concat(calls).drop_duplicates("call_id").astype("object")
    return [dict(row) for row in whole.where(whole.notna(), None).to_dict("records")]


def _partners(row: Mapping[str, Any]) -> list[str]:
    check = CHECKS.get(row.get("check_id", ""))
    return list(check.tables[1:]) if check else []


def _answers(inventory: Inventory, calls: pd.DataFrame) -> list[Any]:
    """Return the answer to each call; what was asked twice was answered once, and stands with the first call."""
    if inventory.folder is None:
        raise InventoryError("The raw answers are on file: read the inventory with read_inventory.")
    asked = ["account_id", "region", "table", "operation", "arguments", "request_id", "answer_sha256"]
    first = inventory.ledger[inventory.ledger["attempts"].gt(0)].drop_duplicates(asked)
    ids = calls[asked].merge(first[[*asked, "call_id"]], on=asked, how="left")["call_id"]
    found = pq.read_table(inventory.folder / ANSWERS_FILE, filters=[("call_id", "in", ids.dropna().tolist() or [""])])
    texts = dict(zip(found["call_id"].to_pylist(), found["answer"].to_pylist(), strict=True))
    for call_id, digest in zip(ids, calls["answer_sha256"], strict=True):
        if call_id in texts and hashlib.sha256(texts[call_id].encode()).hexdigest() != digest:
            raise InventoryError(f"The answer to the call {call_id} is not the one that the ledger names.")
    return [json.loads(texts[call_id]) if call_id in texts else pd.NA for call_id in ids]
