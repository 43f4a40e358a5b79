"""AWS Security Hub."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


# The code alone may be a refusal; the words, old or new, say that Security Hub is off.
@table(
    "securityhub:describe_hub",
    resource_type="AWS::SecurityHub::Hub",
    key="join('', ['arn:', here.partition, ':securityhub:', here.region, ':', here.account_id, ':hub/default'])",
    one=True,
    absent="InvalidAccessException: not subscribed | InvalidAccessException: is not enabled for securityhub",
)
class securityhub_hub:
    """Security Hub CSPM in each Region, also where it is off."""

    enabled_standards = detail("get_enabled_standards", MaxResults="HubArn && `100`")  # asked where there is a hub

    enabled: bool = column("HubArn != `null`", "Security Hub is enabled.")
    subscribed_at: datetime = column("SubscribedAt", "When Security Hub was enabled.")
    auto_enables_controls: bool = column(
        "AutoEnableControls", "New controls of enabled standards are enabled on their own.", absent=False
    )
    standards: str = column(
        "join(' ', sort(enabled_standards.StandardsSubscriptions[?StandardsStatus == 'READY'].StandardsArn))",
        "ARNs of the standards that are enabled and ready, separated by spaces; none if empty.",
        absent="",
    )


# The code alone may mean that Security Hub is off; the words say that another account decides.
@table(
    "securityhub:describe_organization_configuration",
    resource_type="AWS::SecurityHub::OrganizationConfiguration",
    key="join('/', [here.account_id, here.region, 'securityhub', 'organization-configuration'])",
    one=True,
    absent="InvalidAccessException: not an administrator for this organization",
)
class securityhub_organization:
    """How Security Hub treats the organization, as its delegated administrator and the management account see it."""

    admins = detail("list_organization_admin_accounts")

    administrator: bool = column("AutoEnable != `null`", "The account administers Security Hub for the organization.")
    auto_enable: bool = column(
        "AutoEnable", "Security Hub is enabled on its own in new accounts; False under central policies.", absent=False
    )
    auto_enable_standards: str = column(
        "AutoEnableStandards", "Standards that new accounts get on their own: `DEFAULT` or `NONE`.", absent="NONE"
    )
    configuration_type: str = column(
        "OrganizationConfiguration.ConfigurationType",
        "`CENTRAL` (configuration policies decide), `LOCAL`, or `none` where the account does not administer.",
        absent="none",
    )
    configuration_status: str = column(
        "OrganizationConfiguration.Status", "State of central configuration, or `none`.", absent="none"
    )
    admin_account_id: str = column(
        "admins.AdminAccounts[?Status == 'ENABLED'].AccountId | [0] || 'none'",
        "Delegated administrator, or `none`; only the management account may ask, NA for any other.",
    )


@table(
    "securityhub:describe_security_hub_v2",
    resource_type="AWS::SecurityHub::HubV2",
    key="HubV2Arn || join('/', [here.account_id, here.region, 'securityhub', 'hub-v2'])",
    one=True,
    absent="ResourceNotFoundException",
)
class securityhub_hub_v2:
    """Security Hub in each Region, which correlates what others find, also where it is off."""

    enabled: bool = column("HubV2Arn != `null`", "Security Hub is enabled.")
    created_at: datetime = column("SubscribedAt", "When Security Hub was enabled.")
