"""Checks of AWS Systems Manager Incident Manager."""

from toolkit.model import check


@check(
    "ssm_incidents_replication_set",
    domain="resilience",
    severity="low",
    family="deletion_protection",
    where="status.str.lower() != 'deleting'",
)
def ssm_incidents_replication_set_deletion_protected(deletion_protection):
    """The last Region of Incident Manager's replication set cannot be deleted by mistake.

    Why: With its last Region all response plans, incidents and their timelines are gone.
    Remedy: Turn on deletion protection in the settings of Incident Manager (`update-deletion-protection`).
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssmincidents-replicationset.html

    | status   | deletion_protection | verdict |
    |----------|---------------------|---------|
    | ACTIVE   | True                | pass    |
    | ACTIVE   | False               | fail    |
    | DELETING | False               | -       |
    """
    return deletion_protection


@check(
    "ssm_incidents_replication_set",
    domain="resilience",
    severity="low",
    family="high_availability",
    where="status.str.lower() != 'deleting'",
)
def ssm_incidents_replication_set_multi_region(regions):
    """The replication set of Incident Manager is in two Regions at least.

    Why: The plans for an outage are needed on the very day on which a Region is out.
    Remedy: Add a second Region to the replication set in the settings of Incident Manager (`update-replication-set`).
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssmincidents-replicationset.html

    | status   | regions                | verdict |
    |----------|------------------------|---------|
    | ACTIVE   | eu-central-1 eu-west-1 | pass    |
    | ACTIVE   | eu-central-1           | fail    |
    | ACTIVE   | ?                      | unknown |
    | DELETING | eu-west-1              | -       |
    """
    return regions.str.count(" ") > 0


@check(
    "ssm_incidents_replication_set_plans",
    domain="logging",
    severity="low",
    family="incident_contacts",
    where="status.str.lower() != 'deleting'",
)
def ssm_incidents_replication_set_response_planned(response_plans):
    """Incident Manager has a response plan in the Region of its replication set.

    Why: Without a plan an incident opens a page, and reaches nobody.
    Remedy: Create a response plan with contacts and a runbook (`create-response-plan`).
    Source: https://docs.aws.amazon.com/incident-manager/latest/userguide/response-plans.html

    | status   | response_plans | verdict |
    |----------|----------------|---------|
    | ACTIVE   | 1              | pass    |
    | ACTIVE   | 0              | fail    |
    | ACTIVE   | ?              | unknown |
    | DELETING | 0              | -       |
    """
    return response_plans > 0
