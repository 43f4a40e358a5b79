"""Views of Amazon Macie."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view


@view
def macie2_session_buckets(macie2_session: pd.DataFrame, s3_bucket: pd.DataFrame) -> pd.DataFrame:
    """Macie in each Region, and whether the Region holds buckets of the account (`holds_buckets`)."""
    held = pd.MultiIndex.from_frame(s3_bucket[["account_id", "bucket_region"]].dropna())
    somewhere = s3_bucket.loc[s3_bucket["bucket_region"].isna(), "account_id"].unique()
    holds = pd.Series(
        pd.MultiIndex.from_frame(macie2_session[["account_id", "region"]]).isin(held),
        index=macie2_session.index,
        dtype="boolean",
    )
    return macie2_session.assign(holds_buckets=holds.mask(~holds & macie2_session["account_id"].isin(somewhere)))
