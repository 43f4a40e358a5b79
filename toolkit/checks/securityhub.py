"""Checks of AWS Security Hub."""

from toolkit.model import check


@check(
    "securityhub_hub",
    domain="logging",
    severity="medium",
    controls={
        "soc2_2017": "CC7.1, CC7.2, CC4.1",
        "iso_27001_2022": "A.8.8, A.8.9, A.8.16",
        "nist_csf_2": "DE.AE-03, ID.RA-01",
        "nist_800_53_r5": "CA-7, SI-4",
        "gdpr": "Art. 32(1)(d)",
        "cis_aws_6": "5.16",
    },
)
def securityhub_hub_enabled(enabled):
    """Security Hub is enabled in the Region.

    Why: Findings of many services and accounts stand in one place, and known weaknesses are looked for all the time.
    Remedy: Enable Security Hub in every Region, for all accounts through a delegated administrator.
    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html

    | enabled | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    """
    return enabled
