"""Amazon Macie."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table

# The code alone may be a refusal; the words say that Macie is off.
OFF = "AccessDeniedException: Macie is not enabled"


@table(
    "macie2:get_macie_session",
    resource_type="AWS::Macie::Session",
    key="join('/', [here.account_id, here.region, 'macie2', 'session'])",
    one=True,
    absent=OFF,
)
class macie2_session:
    """Amazon Macie in each Region, also where it is off."""

    discovery = detail("get_automated_discovery_configuration", absent=OFF)

    created_at: datetime = column("createdAt", "When Macie was enabled.")
    status: str = column("status", "`ENABLED`, `PAUSED` or `off`.", absent="off")
    enabled: bool = column("status == 'ENABLED'", "Macie is enabled and not paused.")
    automated_discovery: bool = column(
        "discovery.status == 'ENABLED'",
        "Macie samples buckets for sensitive data on its own; NA where an administrator account decides.",
    )
    publishing_frequency: str = column(
        "findingPublishingFrequency", "How often it publishes updates of findings, or `off`.", absent="off"
    )
