"""Checks of AWS Resource Explorer."""

from toolkit.model import check


@check("sts_caller_identity_indexes", domain="governance", severity="low", family="asset_inventory")
def sts_caller_identity_resources_indexed(aggregator_indexes):
    """An aggregator index of Resource Explorer holds what the account has in all Regions.

    Why: Nobody protects, pays for or removes what he does not know of, in Regions that nobody looks into least of all.
    Remedy: Turn on Resource Explorer in the Regions in use and make one index the aggregator (`UpdateIndexType`).
    Source: https://docs.aws.amazon.com/resource-explorer/latest/userguide/manage-aggregator-region.html

    | aggregator_indexes | verdict |
    |--------------------|---------|
    | 1                  | pass    |
    | 0                  | fail    |
    | ?                  | unknown |
    """
    return aggregator_indexes > 0
