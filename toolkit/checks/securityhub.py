"""Checks of AWS Security Hub."""

from toolkit.model import check
from toolkit.readings import among


@check("securityhub_hub", domain="logging", severity="medium")
def securityhub_hub_enabled(enabled):
    """Security Hub is enabled in the Region.

    Why: Findings of many services and accounts stand in one place, where they can be read together.
    Remedy: Enable Security Hub in every Region, for all accounts through a delegated administrator.
    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html

    | enabled | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    """
    return enabled


@check("securityhub_hub", domain="logging", severity="medium")
def securityhub_hub_standards_enabled(standards):
    """At least one standard of Security Hub is enabled and ready in the Region.

    Why: Without a standard, Security Hub only passes on what other services find and tests nothing itself.
    Remedy: Enable a standard such as AWS Foundational Security Best Practices, and AWS Config, which it reads.
    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/enable-standards.html

    | standards                                                                | verdict |
    |--------------------------------------------------------------------------|---------|
    | arn:aws:securityhub:::standards/aws-foundational-security-best-practices | pass    |
    |                                                                          | fail    |
    | ?                                                                        | unknown |
    """
    return standards != ""


@check("securityhub_hub", domain="logging", severity="low", family="configuration_recording", where="enabled")
def securityhub_hub_controls_automatic(auto_enables_controls):
    """New controls of the standards that are enabled are enabled on their own.

    Why: A standard grows; a control that nobody turned on finds nothing, and no list says that it is missing.
    Remedy: In the settings of Security Hub turn on Auto-enable new controls (`update-security-hub-configuration`).
    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/controls-auto-enable.html

    | enabled | auto_enables_controls | verdict |
    |---------|-----------------------|---------|
    | True    | True                  | pass    |
    | True    | False                 | fail    |
    | False   | False                 | -       |
    """
    return auto_enables_controls


@check(
    "securityhub_organization",
    domain="governance",
    severity="medium",
    family="organization_guardrails",
    where="administrator",
)
def securityhub_organization_accounts_covered(auto_enable, configuration_type, configuration_status):
    """Security Hub is enabled in new accounts of the organization on its own, or central configuration is in force.

    Why: An account that is made on Friday is used on Monday, and nobody remembers to turn its watch on.
    Remedy: As delegated administrator use central configuration, or turn on Auto-enable for new accounts.
    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html

    | administrator | auto_enable | configuration_type | configuration_status | verdict |
    |---------------|-------------|--------------------|----------------------|---------|
    | True          | True        | LOCAL              | ENABLED              | pass    |
    | True          | False       | CENTRAL            | ENABLED              | pass    |
    | True          | False       | LOCAL              | ENABLED              | fail    |
    | True          | False       | CENTRAL            | FAILED               | fail    |
    | True          | False       | CENTRAL            | PENDING              | unknown |
    | True          | False       | CENTRAL            | ?                    | unknown |
    | False         | False       | none               | none                 | -       |
    """
    central = among(configuration_type, ["central"], ["local", "none"])
    return auto_enable | (central & among(configuration_status, ["enabled"], ["failed"]))


@check("securityhub_hub_v2", domain="logging", severity="low", family="threat_detection")
def securityhub_hub_v2_enabled(enabled):
    """Security Hub, which correlates findings to exposures, is enabled in the Region beside Security Hub CSPM.

    Why: A weak setting, a vulnerability and a way in are three low findings, and together an open door.
    Remedy: Enable Security Hub in the console, or call `enable-security-hub-v2` in the Region.
    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/what-is-securityhub-v2.html

    | enabled | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    | ?       | unknown |
    """
    return enabled
