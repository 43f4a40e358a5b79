"""Checks of AWS Security Hub."""

from toolkit.model import check


@check(
    "securityhub_hub",
    domain="logging",
    severity="medium",
    controls={
        "soc2_2017": "CC7.2",
        "iso_27001_2022": "A.8.16",
        "nist_csf_2": "DE.AE-03",
        "nist_800_53_r5": "SI-4",
        "cis_aws_6": "5.16",
    },
)
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


@check(
    "securityhub_hub",
    domain="logging",
    severity="medium",
    controls={
        "soc2_2017": "CC7.1, CC4.1",
        "iso_27001_2022": "A.8.8, A.8.9",
        "nist_csf_2": "ID.RA-01",
        "nist_800_53_r5": "CA-7",
        "gdpr": "Art. 32(1)(d)",
        "cis_aws_6": "5.16",
    },
)
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
