"""Checks of Amazon GuardDuty."""

from toolkit.model import check


@check(
    "guardduty_detector",
    domain="logging",
    severity="high",
    controls={
        "soc2_2017": "CC7.2, CC7.3",
        "iso_27001_2022": "A.8.16, A.5.25",
        "nist_csf_2": "DE.CM-01, DE.AE-02",
        "nist_800_53_r5": "SI-4",
        "pci_dss_4_0_1": "11.5.1",
        "gdpr": "Art. 5(1)(f), Art. 32(1)(b)",
        "hipaa_security": "164.308(a)(1)(ii)(D), 164.308(a)(6)(ii)",
    },
)
def guardduty_detector_enabled(enabled):
    """GuardDuty is enabled in the Region.

    Why: It notices stolen credentials, mining and data theft, also in Regions where nobody works and nobody looks.
    Remedy: Enable GuardDuty in every Region, for all accounts through a delegated administrator.
    Source: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html

    | enabled | verdict |
    |---------|---------|
    | True    | pass    |
    | False   | fail    |
    """
    return enabled
