"""How views join tables of which not every cell could be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.model import PLACE


def joined(frame: pd.DataFrame, partner: pd.DataFrame, key: str, absent: Mapping[str, Any]) -> pd.DataFrame:
    """Add to each row what a partner has under the same key in the same place, or the values of `absent`.

    pandas takes two missing keys for equal. Here one matches nothing, and rules nothing out: what is added is NA where
    a row has no key, and where it has no partner but one without a key might be its own.
    """
    lost = partner.loc[partner[key].isna(), PLACE].drop_duplicates().assign(lost=True)
    known = partner.dropna(subset=key)[[*PLACE, key, *absent]].assign(found=True)
    found = frame.merge(known, on=[*PLACE, key], how="left", validate="one_to_one")
    found = found.merge(lost, on=PLACE, how="left", validate="many_to_one")
    none = found["found"].isna()
    unsure = none & (found[key].isna() | found["lost"].notna())
    for name, value in absent.items():
        found[name] = found[name].mask(none, value).mask(unsure)
    return found.drop(columns=["found", "lost"])


def some(accounts: pd.Series, partner: pd.DataFrame, what: pd.Series) -> pd.Series:
    """Tell of accounts whether something holds of one of the partner's rows of each; NA where that depends on an NA."""
    proven = accounts.isin(partner.loc[what.fillna(False), "account_id"])
    possible = accounts.isin(partner.loc[what.fillna(True), "account_id"])
    return proven.astype("boolean").where(proven.eq(possible))
