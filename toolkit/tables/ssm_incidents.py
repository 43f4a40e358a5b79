"""AWS Systems Manager Incident Manager."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "ssm-incidents:get_replication_set",
    resource_type="AWS::SSMIncidents::ReplicationSet",
    key="parent.value",
    items="[replicationSet]",
    parent="list_replication_sets",
    arn="parent.value",
)
class ssm_incidents_replication_set:
    """The replication set of the account, without which there is no Incident Manager, in each Region that lists it."""

    created_at: datetime = column("createdTime", "When the replication set was made.")
    last_modified_at: datetime = column("lastModifiedTime", "When it was last changed.")
    status: str = column("status", "`ACTIVE`, `CREATING`, `UPDATING`, `DELETING` or `FAILED`.")
    deletion_protection: bool = column("deletionProtected", "The last Region of it cannot be deleted.", absent=False)
    regions: str = column("join(' ', sort(keys(regionMap)))", "Regions that hold the data, separated by spaces.")


# Without a replication set there are no response plans to ask for.
@table(
    "ssm-incidents:list_response_plans",
    resource_type="AWS::SSMIncidents::ResponsePlan",
    key="arn",
    parent="list_replication_sets",
)
class ssm_incidents_response_plan:
    """Response plans, in each Region that lists them."""

    name: str = column("name", "Name of the response plan.")
    display_name: str = column("displayName", "Name that people see, or `none`.", absent="none")
