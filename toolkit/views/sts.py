"""Views over the accounts of a run: what each has at one place for all of its Regions."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view


@view
def sts_caller_identity_indexes(
    sts_caller_identity: pd.DataFrame, resource_explorer_index: pd.DataFrame
) -> pd.DataFrame:
    """Accounts, each with how many indexes of Resource Explorer it has, and how many of these hold all Regions."""
    by_account = resource_explorer_index.groupby("account_id")["aggregator"]
    counted = {"indexes": by_account.size(), "aggregator_indexes": by_account.sum(min_count=1)}
    for name, found in counted.items():
        numbers = found.reindex(sts_caller_identity["account_id"]).fillna(0)
        sts_caller_identity = sts_caller_identity.assign(**{name: pd.array(numbers, dtype="Int64")})
    unread = resource_explorer_index.loc[resource_explorer_index["aggregator"].isna(), "account_id"]
    some = sts_caller_identity["aggregator_indexes"].eq(0) & sts_caller_identity["account_id"].isin(unread)
    return sts_caller_identity.assign(aggregator_indexes=sts_caller_identity["aggregator_indexes"].mask(some))
