"""AWS Account Management."""

from __future__ import annotations

from toolkit.model import column, detail, table


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


@table(
    "account:get_alternate_contact",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, 'account', 'alternate-contacts'])",
    scope="global",
    one=True,
    absent="ResourceNotFoundException",
    AlternateContactType="'BILLING'",
)
class account_alternate_contact:
    """Whether the account has its three alternate contacts; who they are stays with AWS."""

    operations = detail(
        "get_alternate_contact", absent="ResourceNotFoundException", AlternateContactType="'OPERATIONS'"
    )
    security = detail("get_alternate_contact", absent="ResourceNotFoundException", AlternateContactType="'SECURITY'")

    billing_set: bool = column("AlternateContact && `true`", "There is a contact for billing.", absent=False)
    operations_set: bool = column(
        "operations.AlternateContact && `true`", "There is a contact for operations.", absent=False
    )
    security_set: bool = column("security.AlternateContact && `true`", "There is a contact for security.", absent=False)


@table(
    "account:get_contact_information",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, 'account', 'contact-information'])",
    scope="global",
    one=True,
    absent="ResourceNotFoundException",
)
class account_primary_contact:
    """Whether the primary contact of the account is complete; who it is stays with AWS."""

    complete: bool = column(
        "ContactInformation.[FullName, AddressLine1, City, PostalCode, CountryCode, PhoneNumber]"
        " | !contains(@, `null`) && !contains(@, '')",
        "Name, address and telephone number are set.",
        absent=False,
    )
    company_set: bool = column("ContactInformation.CompanyName && `true`", "A company is named.", absent=False)
    website_set: bool = column("ContactInformation.WebsiteUrl && `true`", "A website is named.", absent=False)
    phone_verification: str = column(
        "VerificationStatus",
        "Telephone number: `VERIFIED`, `PENDING`, `UNVERIFIED`, `NOT_SUPPORTED`, or `none` where AWS does not say.",
        absent="none",
    )


@table(
    "account:list_regions",
    resource_type="AWS::::Account",
    key="RegionName",
    scope="global",
    population=False,
    inventory_only="Which Regions an organization wants is its own decision, and what runs in one is judged there.",
)
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
