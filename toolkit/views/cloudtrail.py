"""Facts about trails that need more than one table."""

import operator
from functools import reduce

import pandas as pd

from toolkit.model import DETAILS_TAKE, view
from toolkit.readings import days

# CloudTrail delivers about 5 minutes after a call, without a promise, and tries for 30 days where it cannot. A week is
# our line: hardly an account is without any call for that long.
# Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
QUIET_DAYS = 7
# Sources with so many events that CloudTrail itself offers to leave them out; by name it offers no others.
# Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
BUSY_SOURCES = {"kms.amazonaws.com", "rdsdata.amazonaws.com"}
BLOCK = ["blocks_public_acls", "ignores_public_acls", "blocks_public_policy", "restricts_public_buckets"]


@view
def cloudtrail_trail_delivery(cloudtrail_trail: pd.DataFrame) -> pd.DataFrame:
    """Trails, each with what reached its destinations of late; unknown where nothing ever did.

    `files_arrive`: log files, in the bucket. `digests_arrive`: what proves these whole. `events_arrive`: events, in the
    log group.
    """
    return cloudtrail_trail.assign(
        files_arrive=_lately(cloudtrail_trail, "delivered_at"),
        digests_arrive=_lately(cloudtrail_trail, "digest_delivered_at"),
        events_arrive=_lately(cloudtrail_trail, "log_group_delivered_at"),
    )


def _lately(trails: pd.DataFrame, delivered_at: str) -> pd.Series:
    observed, delivered = trails["observed_at"], trails[delivered_at]
    meanwhile = delivered.between(observed, observed + DETAILS_TAKE, inclusive="left")  # the status is asked later
    return days(delivered.mask(meanwhile, observed), observed).le(QUIET_DAYS)


@view(gaps=("s3_bucket",), estate={"s3_bucket": ("cloudtrail_trail.bucket_name", "name"), "s3_account": ()})
def cloudtrail_trail_bucket(
    cloudtrail_trail: pd.DataFrame, s3_bucket: pd.DataFrame, s3_account: pd.DataFrame
) -> pd.DataFrame:
    """Trails, each with the properties of the bucket it writes to; unknown where that bucket was not collected.

    A setting of the public access block holds if the bucket or its account has it.
    """
    account = s3_account[["account_id", *BLOCK]]
    bucket = s3_bucket.merge(account, on="account_id", how="left", suffixes=("", "_of_account"), validate="many_to_one")
    blocked = reduce(operator.and_, (bucket[name] | bucket[f"{name}_of_account"] for name in BLOCK))
    facts = pd.DataFrame({"bucket_arn": bucket["resource_id"], "bucket_blocks_public_access": blocked})
    facts = facts.dropna(subset="bucket_arn")
    # A name of a bucket is unique in its partition only.
    arns = cloudtrail_trail["resource_id"].str.extract(r"^(arn:[^:]*:)")[0] + "s3:::" + cloudtrail_trail["bucket_name"]
    trails = cloudtrail_trail.assign(bucket_arn=arns)
    return trails.merge(facts, on="bucket_arn", how="left", validate="many_to_one").drop(columns="bucket_arn")


@view(gaps=("cloudtrail_shadow_trail", "cloudtrail_trail"), estate={"cloudtrail_trail": ()})
def sts_caller_identity_trail(
    sts_caller_identity: pd.DataFrame, cloudtrail_shadow_trail: pd.DataFrame, cloudtrail_trail: pd.DataFrame
) -> pd.DataFrame:
    """Accounts, each with whether a multi-Region trail records it, be it the account's own or the organization's.

    Events of KMS and of the RDS Data API may be left out. What an organization's trail does can be read in the account
    that owns it only, in the trail's home Region: unknown where that was not collected.
    """
    facts = cloudtrail_trail[["resource_id", "logging", "delivery_error", "logs_reads", "logs_writes"]].assign(
        arrives=_lately(cloudtrail_trail, "delivered_at"),
        whole=cloudtrail_trail["left_out_sources"].map(_leaves_out_little, na_action="ignore").astype("boolean"),
    )
    facts = facts.dropna(subset="resource_id")
    seen = cloudtrail_shadow_trail[["account_id", "resource_id", "multi_region"]]
    seen = seen.merge(facts, on="resource_id", how="left", validate="many_to_one")
    records = seen["multi_region"] & seen["logging"] & seen["logs_reads"] & seen["logs_writes"]
    records &= seen["delivery_error"].eq("none").astype("boolean") & seen["arrives"] & seen["whole"]
    account = sts_caller_identity["account_id"]
    proven = account.isin(seen.loc[records.fillna(False), "account_id"])
    possible = account.isin(seen.loc[records.fillna(True), "account_id"])
    recorded = proven.astype("boolean").where(proven.eq(possible))
    return sts_caller_identity.assign(resource_id=account, recorded_in_all_regions=recorded)


def _leaves_out_little(sources: str) -> bool:
    return set(sources.lower().split()) <= BUSY_SOURCES
