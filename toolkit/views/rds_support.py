"""Views of Amazon RDS: until when AWS supports what a DB instance runs on."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view


@view
def rds_instance_authority(rds_instance: pd.DataFrame, rds_certificate: pd.DataFrame) -> pd.DataFrame:
    """DB instances, each with the end of its certificate authority (`authority_valid_until`)."""
    known = rds_certificate.dropna(subset="name").drop_duplicates([*PLACE, "name"]).set_index([*PLACE, "name"])
    found = known["expires_at"].reindex(pd.MultiIndex.from_frame(rds_instance[[*PLACE, "authority"]]))
    return rds_instance.assign(authority_valid_until=found.array)


@view
def rds_instance_support(rds_instance: pd.DataFrame, rds_major_version: pd.DataFrame) -> pd.DataFrame:
    """DB instances, each with the end of standard support of its major version (`standard_support_ends_at`).

    NA where AWS tells no such day: an engine that is not open source, or a version that it lists no longer.
    """
    told = [*PLACE, "engine", "version", "standard_support_ends_at"]
    ends = rds_major_version.dropna(subset=["engine", "version"])[told]
    pairs = rds_instance[[*PLACE, "engine", "engine_version"]].assign(row=rds_instance.index)
    pairs = pairs.merge(ends, on=[*PLACE, "engine"]).dropna(subset="engine_version")
    names = zip(pairs["engine_version"], pairs["version"], strict=True)
    own = pd.Series([f"{full}.".startswith(f"{major}.") for full, major in names], pairs.index, dtype=bool)
    found = pairs[own].groupby("row")["standard_support_ends_at"].min()
    return rds_instance.assign(standard_support_ends_at=found.reindex(rds_instance.index))
