"""Checks of Amazon GuardDuty."""

from toolkit.model import check


@check("guardduty_detector", domain="logging", severity="high")
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
