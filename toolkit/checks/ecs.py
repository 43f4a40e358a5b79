"""Checks of Amazon Elastic Container Service."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "ecs_cluster",
    domain="application",
    severity="medium",
    where="status.str.lower() not in ['deprovisioning', 'failed', 'inactive']",
)
def ecs_cluster_container_insights_enabled(container_insights):
    """The cluster reports on its tasks and containers through Container Insights.

    Why: Without metrics of each task, failures and unusual use of resources go unseen.
    Remedy: Set `containerInsights` of the cluster, and of the account's default, to `enhanced` or `enabled`.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html

    | status   | container_insights | verdict |
    |----------|--------------------|---------|
    | ACTIVE   | enhanced           | pass    |
    | ACTIVE   | enabled            | pass    |
    | ACTIVE   | disabled           | fail    |
    | ACTIVE   | ?                  | unknown |
    | INACTIVE | disabled           | -       |
    """
    return among(container_insights, ["enabled", "enhanced"], ["disabled"])


@check("ecs_task_definition_revision", domain="application", severity="high", family="stored_secrets")
def ecs_task_definition_secrets_referenced(plain_secret_names, environment_credentials):
    """The revision, latest or in use, has no plain environment variable that is named like a secret or holds one.

    Why: Whoever may describe the task definition reads the value, and every older revision keeps it.
    Remedy: Keep the value in Secrets Manager or Parameter Store, name it under `secrets`, and replace the exposed one.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html

    | plain_secret_names    | environment_credentials | verdict |
    |-----------------------|-------------------------|---------|
    | none                  | 0                       | pass    |
    | API_TOKEN DB_PASSWORD | 0                       | fail    |
    | none                  | 1                       | fail    |
    | none                  | ?                       | unknown |
    """
    return (plain_secret_names.str.lower() == "none") & (environment_credentials == 0)


@check("ecs_task_definition_revision", domain="compute", severity="high")
def ecs_task_definition_unprivileged(privileged_containers, network_mode, pid_mode, ipc_mode):
    """The revision, latest or in use, has no privileged container and shares no namespace of its host.

    Why: A container with the host's rights, network or processes can take over the host and the other tasks on it.
    Remedy: Register a revision without `privileged`, with network mode `awsvpc` and its own process namespace; run it.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html

    | privileged_containers | network_mode | pid_mode | ipc_mode | verdict |
    |-----------------------|--------------|----------|----------|---------|
    | 0                     | awsvpc       | private  | none     | pass    |
    | 0                     | bridge       | task     | task     | pass    |
    | 0                     | default      | private  | none     | pass    |
    | 1                     | awsvpc       | private  | none     | fail    |
    | 0                     | host         | private  | none     | fail    |
    | 0                     | HOST         | private  | none     | fail    |
    | 0                     | awsvpc       | host     | none     | fail    |
    | 0                     | awsvpc       | private  | host     | fail    |
    """
    return (
        (privileged_containers == 0)
        & among(network_mode, ["awsvpc", "bridge", "default", "none"], ["host"])
        & among(pid_mode, ["private", "task"], ["host"])
        & among(ipc_mode, ["none", "task"], ["host"])
    )
