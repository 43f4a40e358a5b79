"""AWS Account Management."""

from __future__ import annotations

from toolkit.model import column, table


@table(
    "account:get_alternate_contact",
    resource_type="AWS::::Account",
    key="join('', ['arn:', here.partition, ':account::', here.account_id, ':account'])",
    scope="global",
    one=True,
    absent="ResourceNotFoundException",
    AlternateContactType="'SECURITY'",
)
class account_contact:
    """The security contact of the account; who it is stays with AWS."""

    security_contact_set: bool = column(
        "AlternateContact && `true`", "AWS has somebody to tell about security of the account.", absent=False
    )


@table("account:list_regions", resource_type="AWS::::Account", key="RegionName", scope="global")
class account_region:
    """Regions of AWS, and whether the account can use them."""

    name: str = column("RegionName", "Code of the Region.")
    opt_status: str = column(
        "RegionOptStatus", "`ENABLED`, `ENABLED_BY_DEFAULT`, `ENABLING`, `DISABLING` or `DISABLED`."
    )
    enabled: bool = column(
        "RegionOptStatus && contains(['ENABLED', 'ENABLED_BY_DEFAULT'], RegionOptStatus)",
        "The account can use the Region.",
    )
