"""Which calls of a ledger verdicts rest on, and how many there were of each kind."""

from __future__ import annotations

import pandas as pd

from toolkit.assess import EVERYTHING
from toolkit.checks import CHECKS
from toolkit.inventory import Inventory
from toolkit.inventory.read import REFUSED
from toolkit.model import PLACE

RESOURCE = ["account_id", "resource_id"]
COUNTED = [*PLACE, "table", "service", "outcome"]
READ = ["call_id", *COUNTED, "resource_id", "attempts"]


def calls_of(inventory: Inventory, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the calls that verdicts rest on, and those that AWS refused.

    Parameters
    ----------
    inventory : Inventory
        What was judged.
    observations : DataFrame
        The verdicts.

    Returns
    -------
    DataFrame
        One row per call, as the ledger has it: those that observations name; of what fails or is unknown, those about
        the resource, and for the check of a view those that listed its other tables there; and those that were refused
        or failed.

    """
    ledger = inventory.calls(READ, [])
    if ledger.empty:
        return inventory.calls(None, [])
    wanted = resting(ledger, observations) | refused(ledger)
    return inventory.calls(None, [("call_id", "in", ledger.loc[wanted, "call_id"].tolist())])


def refused(ledger: pd.DataFrame) -> pd.Series:
    """Tell which calls AWS refused, or failed."""
    return ledger["outcome"].isin(REFUSED)


def resting(ledger: pd.DataFrame, observations: pd.DataFrame) -> pd.Series:
    """Tell which calls some observations rest on."""
    open_ = observations[observations["result"].ne("pass")]
    asked = ledger["resource_id"].dropna().unique()
    about = open_.loc[
        open_["resource_id"].isin(asked) & open_["resource_id"].ne(EVERYTHING), RESOURCE
    ].drop_duplicates()
    detail = pd.MultiIndex.from_frame(ledger[RESOURCE]).isin(pd.MultiIndex.from_frame(about))
    listing = pd.MultiIndex.from_frame(ledger[[*PLACE, "table"]]).isin(_partners(open_))
    named = ledger["call_id"].isin(observations["call_id"].unique())
    return named | detail | (listing & ledger["resource_id"].astype("string").fillna("").eq(""))


def _partners(observations: pd.DataFrame) -> pd.MultiIndex:
    """Return account, Region and name of the tables beside the base of a view that some observations were made with."""
    places = observations[["check_id", *PLACE]].drop_duplicates().astype("string")
    tables = {name: CHECKS[name].tables[1:] for name in places["check_id"].unique() if name in CHECKS}
    rows = places.assign(table=places["check_id"].map(tables)).explode("table").dropna(subset="table")
    anywhere = rows.assign(region="global")
    return pd.MultiIndex.from_frame(pd.concat([rows, anywhere])[[*PLACE, "table"]].drop_duplicates())


def call_counts(inventory: Inventory) -> pd.DataFrame:
    """Count the calls of a ledger.

    Parameters
    ----------
    inventory : Inventory
        What was collected.

    Returns
    -------
    DataFrame
        One row per `account_id`, `region`, `table`, `service`, `outcome` and `asked` (False of what had been answered
        before, so that no call was made), with `calls`.

    """
    return counted(inventory.calls([*COUNTED, "attempts"], []))


def counted(calls: pd.DataFrame) -> pd.DataFrame:
    """Count calls as `call_counts` does."""
    calls = calls.reindex(columns=[*COUNTED, "attempts"])
    rows = calls[COUNTED].astype("string").fillna("").assign(asked=calls["attempts"].ne(0).fillna(True).astype(bool))
    return rows.groupby([*COUNTED, "asked"], as_index=False, sort=True).size().rename(columns={"size": "calls"})
