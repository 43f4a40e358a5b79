"""Facts about trails that need more than one table."""

import operator
from functools import reduce

import pandas as pd

from toolkit.model import view

BLOCK = ["blocks_public_acls", "ignores_public_acls", "blocks_public_policy", "restricts_public_buckets"]


@view
def cloudtrail_trail_bucket(
    cloudtrail_trail: pd.DataFrame, s3_bucket: pd.DataFrame, s3_account: pd.DataFrame
) -> pd.DataFrame:
    """Trails, each with the properties of the bucket it writes to; unknown where that bucket was not collected.

    A setting of the public access block holds if the bucket or its account has it.
    """
    account = s3_account[["account_id", *BLOCK]]
    bucket = s3_bucket.merge(account, on="account_id", how="left", suffixes=("", "_of_account"), validate="many_to_one")
    blocked = reduce(operator.and_, (bucket[name] | bucket[f"{name}_of_account"] for name in BLOCK))
    facts = pd.DataFrame({"bucket_name": bucket["name"], "bucket_blocks_public_access": blocked})
    return cloudtrail_trail.merge(facts, on="bucket_name", how="left", validate="many_to_one")


@view
def sts_caller_identity_trail(
    sts_caller_identity: pd.DataFrame, cloudtrail_shadow_trail: pd.DataFrame, cloudtrail_trail: pd.DataFrame
) -> pd.DataFrame:
    """Accounts, each with whether a multi-Region trail records it, be it the account's own or the organization's.

    What an organization's trail does can be read in the account that owns it only, in the trail's home Region: unknown
    where that was not collected.
    """
    facts = cloudtrail_trail[["resource_id", "logging", "delivery_error", "logs_reads", "logs_writes"]]
    seen = cloudtrail_shadow_trail[["account_id", "resource_id", "multi_region"]]
    seen = seen.merge(facts, on="resource_id", how="left", validate="many_to_one")
    records = seen["multi_region"] & seen["logging"] & seen["logs_reads"] & seen["logs_writes"]
    records &= seen["delivery_error"].eq("none").astype("boolean")
    account = sts_caller_identity["account_id"]
    proven = account.isin(seen.loc[records.fillna(False), "account_id"])
    possible = account.isin(seen.loc[records.fillna(True), "account_id"])
    recorded = proven.astype("boolean").where(proven.eq(possible))
    return sts_caller_identity.assign(resource_id=account, recorded_in_all_regions=recorded)
