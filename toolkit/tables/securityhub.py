"""AWS Security Hub."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


# The code alone may be a refusal; the words say that Security Hub is off.
@table(
    "securityhub:describe_hub",
    resource_type="AWS::SecurityHub::Hub",
    key="join('', ['arn:', here.partition, ':securityhub:', here.region, ':', here.account_id, ':hub/default'])",
    one=True,
    absent="InvalidAccessException: not subscribed",
)
class securityhub_hub:
    """Security Hub CSPM in each Region, also where it is off."""

    enabled: bool = column("HubArn != `null`", "Security Hub is enabled.")
    subscribed_at: datetime = column("SubscribedAt", "When Security Hub was enabled.")
    auto_enables_controls: bool = column(
        "AutoEnableControls", "New controls of enabled standards are enabled on their own.", absent=False
    )
