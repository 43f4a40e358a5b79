"""Facts about trails that need more than one table."""

import operator
from functools import reduce

import pandas as pd

from toolkit.model import DETAILS_TAKE, view
from toolkit.readings import days
from toolkit.views.joins import some

# CloudTrail delivers about 5 minutes after a call, without a promise, and tries for 30 days where it cannot. A week is
# our line: hardly an account is without any call for that long.
# Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
QUIET_DAYS = 7
# Sources with so many events that CloudTrail itself offers to leave them out; by name it offers no others.
# Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
BUSY_SOURCES = {"kms.amazonaws.com", "rdsdata.amazonaws.com"}
BUCKETS = ("cloudtrail_trail.bucket_name", "name")
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


@view(
    gaps=("s3_bucket", "s3_bucket_protection"),
    estate={"s3_bucket": BUCKETS, "s3_bucket_protection": BUCKETS, "s3_account": ()},
)
def cloudtrail_trail_bucket(
    cloudtrail_trail: pd.DataFrame,
    s3_bucket: pd.DataFrame,
    s3_bucket_protection: pd.DataFrame,
    s3_account: pd.DataFrame,
) -> pd.DataFrame:
    """Trails, each with the properties of the bucket it writes to; unknown where that bucket was not collected.

    A setting of the public access block holds if the bucket or its account has it.
    """
    account = s3_account[["account_id", *BLOCK]]
    bucket = s3_bucket.merge(account, on="account_id", how="left", suffixes=("", "_of_account"), validate="many_to_one")
    blocked = reduce(operator.and_, (bucket[name] | bucket[f"{name}_of_account"] for name in BLOCK))
    facts = pd.DataFrame(
        {
            "bucket_arn": bucket["resource_id"],
            "bucket_blocks_public_access": blocked,
            "bucket_log_bucket": bucket["log_bucket"],
            "bucket_versioning": bucket["versioning"],
            "bucket_mfa_delete": bucket["mfa_delete"],
        }
    ).dropna(subset="bucket_arn")
    locks = s3_bucket_protection[["resource_id", "lock_mode"]].dropna(subset="resource_id")
    locks = locks.rename(columns={"resource_id": "bucket_arn", "lock_mode": "bucket_lock_mode"})
    # A name of a bucket is unique in its partition only.
    arns = cloudtrail_trail["resource_id"].str.extract(r"^(arn:[^:]*:)")[0] + "s3:::" + cloudtrail_trail["bucket_name"]
    trails = cloudtrail_trail.assign(bucket_arn=arns)
    for partner in (facts, locks):
        trails = trails.merge(partner, on="bucket_arn", how="left", validate="many_to_one")
    return trails.drop(columns="bucket_arn")


@view(gaps=("cloudtrail_shadow_trail", "cloudtrail_trail"), estate={"cloudtrail_trail": ()})
def sts_caller_identity_trail(
    sts_caller_identity: pd.DataFrame, cloudtrail_shadow_trail: pd.DataFrame, cloudtrail_trail: pd.DataFrame
) -> pd.DataFrame:
    """Accounts, each with what a multi-Region trail records of it, be it the account's own or the organization's.

    Of management events, those of KMS and of the RDS Data API may be left out. What an organization's trail does can be
    read in the account that owns it only, in the trail's home Region: unknown where that was not collected.
    """
    seen = trails_seen(cloudtrail_shadow_trail, cloudtrail_trail)
    whole = seen["left_out_sources"].map(_leaves_out_little, na_action="ignore").astype("boolean")
    account = sts_caller_identity["account_id"]
    return sts_caller_identity.assign(
        resource_id=account,
        recorded_in_all_regions=_recorded(account, seen, seen["logs_reads"] & seen["logs_writes"] & whole),
        s3_reads_recorded=_recorded(account, seen, seen["s3_reads"]),
        s3_writes_recorded=_recorded(account, seen, seen["s3_writes"]),
        lambda_calls_recorded=_recorded(account, seen, seen["lambda_calls"]),
    )


@view(gaps=("cloudtrail_shadow_trail", "cloudtrail_trail"), estate={"cloudtrail_trail": ()})
def sts_caller_identity_organization_trail(
    sts_caller_identity: pd.DataFrame,
    organizations_organization: pd.DataFrame,
    cloudtrail_shadow_trail: pd.DataFrame,
    cloudtrail_trail: pd.DataFrame,
) -> pd.DataFrame:
    """Accounts, each with whether it is in an organization, and whether a trail of that one records all Regions."""
    account = sts_caller_identity["account_id"]
    seen = trails_seen(cloudtrail_shadow_trail, cloudtrail_trail)
    member = organizations_organization.set_index("account_id")["in_organization"]
    return sts_caller_identity.assign(
        resource_id=account,
        in_organization=account.map(member).astype("boolean"),
        recorded_by_organization=_recorded(account, seen, seen["organization"]),
    )


def _recorded(account: pd.Series, seen: pd.DataFrame, what: pd.Series) -> pd.Series:
    """Whether one of the trails that record an account runs in all Regions, delivers, and records a thing."""
    delivers = seen["delivery_error"].eq("none").astype("boolean") & seen["files_arrive"]
    runs = seen["multi_region"] & seen["logging"] & delivers & what
    return some(account, seen, runs)


def trails_seen(shadows: pd.DataFrame, trails: pd.DataFrame) -> pd.DataFrame:
    """Trails that record an account, each once a Region, with what their owner can read of them; NA if not collected.

    `owner` is the account that owns the trail.
    """
    facts = cloudtrail_trail_delivery.build(trails).rename(columns={"account_id": "owner"}).dropna(subset="resource_id")
    facts = facts.drop(columns=["multi_region", "organization", "region"])
    seen = shadows[["account_id", "resource_id", "multi_region", "organization"]]
    return seen.merge(facts, on="resource_id", how="left", validate="many_to_one")


def _leaves_out_little(sources: str) -> bool:
    return set(sources.lower().split()) <= BUSY_SOURCES
