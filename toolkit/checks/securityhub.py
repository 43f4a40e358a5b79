"""Checks of AWS Security Hub."""

from toolkit.model import check


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
