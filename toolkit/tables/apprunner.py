"""AWS App Runner."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "apprunner:list_services",
    resource_type="AWS::AppRunner::Service",
    key="ServiceArn",
    inventory_only="A listing tells nothing of its security, and a public address is what the service is for.",
)
class apprunner_service:
    """App Runner services."""

    name: str = column("ServiceName", "Name of the service.")
    created_at: datetime = column("CreatedAt", "When the service was made.")
    updated_at: datetime = column("UpdatedAt", "When the service was last changed.")
    status: str = column("Status", "`RUNNING`, `PAUSED`, `OPERATION_IN_PROGRESS`, or that it failed or is deleted.")
    url: str = column("ServiceUrl", "Name under which the service answers, or `none`.", absent="none")
