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


@check(
    "ecs_task_definition_revision",
    domain="compute",
    severity="medium",
    family="workload_isolation",
    where="operating_system.str.lower().str.startswith('linux')",
)
def ecs_task_definition_user_unprivileged(root_containers):
    """Each Linux container of the revision, latest or in use, names a user that is not root.

    Why: A process that runs as root needs one flaw less to break out of its container.
    Remedy: Set `user` in each container definition to one that is not root, register a revision, and run it.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html

    | operating_system         | root_containers | verdict |
    |--------------------------|-----------------|---------|
    | LINUX                    | 0               | pass    |
    | Linux                    | 1               | fail    |
    | LINUX                    | ?               | unknown |
    | WINDOWS_SERVER_2022_CORE | 1               | -       |
    """
    return root_containers == 0


@check(
    "ecs_task_definition_revision",
    domain="compute",
    severity="low",
    family="workload_isolation",
    where="operating_system.str.lower().str.startswith('linux')",
)
def ecs_task_definition_root_file_system_readonly(writable_containers):
    """Each Linux container of the revision, latest or in use, has a read-only root file system.

    Why: Whoever takes over a process can put tools into a writable file system, or change what it runs.
    Remedy: Set `readonlyRootFilesystem` in each container definition, with a volume for what must be written.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html

    | operating_system         | writable_containers | verdict |
    |--------------------------|---------------------|---------|
    | LINUX                    | 0                   | pass    |
    | Linux                    | 1                   | fail    |
    | LINUX                    | ?                   | unknown |
    | WINDOWS_SERVER_2022_CORE | 1                   | -       |
    """
    return writable_containers == 0


@check(
    "ecs_task_definition_revision",
    domain="compute",
    severity="high",
    family="workload_isolation",
    where="operating_system.str.lower().str.startswith('linux')",
)
def ecs_task_definition_container_runtime_sealed(runtime_socket_volumes):
    """No volume of the revision, latest or in use, is the socket of the host's container runtime or a folder with it.

    Why: Whoever may write to the socket of Docker or containerd starts any container, with all rights on the host.
    Remedy: Register a revision without that volume, and run the tool that needs it outside of the cluster.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html

    | operating_system         | runtime_socket_volumes | verdict |
    |--------------------------|------------------------|---------|
    | LINUX                    | 0                      | pass    |
    | LINUX                    | 1                      | fail    |
    | LINUX                    | ?                      | unknown |
    | WINDOWS_SERVER_2022_CORE | 0                      | -       |
    """
    return runtime_socket_volumes == 0


@check(
    "ecs_task_definition_revision",
    domain="compute",
    severity="medium",
    family="workload_isolation",
    where="operating_system.str.lower().str.startswith('linux')",
)
def ecs_task_definition_capabilities_limited(added_capabilities, *, allowed=("SYS_PTRACE",)):
    """No container of the revision, latest or in use, gets a Linux capability that the policy does not allow.

    Why: Capabilities such as `SYS_ADMIN` or `NET_ADMIN` give a container rights over its host or its network.
    Remedy: Take the capability out of `linuxParameters.capabilities.add`, register a revision, and run it.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html

    | operating_system         | added_capabilities   | verdict |
    |--------------------------|----------------------|---------|
    | LINUX                    | none                 | pass    |
    | LINUX                    | SYS_PTRACE           | pass    |
    | LINUX                    | SYS_ADMIN SYS_PTRACE | fail    |
    | LINUX                    | ALL                  | fail    |
    | LINUX                    | ?                    | unknown |
    | WINDOWS_SERVER_2022_CORE | none                 | -       |
    """
    fine = {"none", *(name.lower() for name in allowed)}
    return added_capabilities.str.lower().map(lambda text: fine.issuperset(text.split())).astype("boolean")


@check("ecs_task_definition_revision", domain="logging", severity="medium", family="audit_logging")
def ecs_task_definition_logged(unlogged_containers):
    """Each container of the revision, latest or in use, has a log driver.

    Why: Without one, what a container writes is lost with it, and nobody can tell what happened there.
    Remedy: Set `logConfiguration` in each container definition, such as `awslogs`, register a revision, and run it.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html

    | unlogged_containers | verdict |
    |---------------------|---------|
    | 0                   | pass    |
    | 1                   | fail    |
    | ?                   | unknown |
    """
    return unlogged_containers == 0


@check(
    "ecs_service",
    domain="network",
    severity="medium",
    family="network_segmentation",
    where="status.str.lower() == 'active'",
)
def ecs_service_privately_addressed(assigns_public_ip):
    """The tasks of the service get no public IP address.

    Why: A task with one stands on the internet, one wrong security group rule away from everyone.
    Remedy: Set `assignPublicIp` to `DISABLED`, with private subnets, endpoints or a NAT gateway, and a load balancer.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html

    | status   | assigns_public_ip | verdict |
    |----------|-------------------|---------|
    | ACTIVE   | False             | pass    |
    | ACTIVE   | True              | fail    |
    | ACTIVE   | ?                 | unknown |
    | DRAINING | True              | -       |
    """
    return ~assigns_public_ip


@check(
    "ecs_service",
    domain="compute",
    severity="medium",
    family="patching",
    where="status.str.lower() == 'active' and launch_type.str.lower() == 'fargate'"
    " and operating_system.str.lower().str.startswith('linux')",
)
def ecs_service_platform_current(platform_version):
    """The Linux service on Fargate uses the latest platform version.

    Why: The platform version is the kernel and container runtime; only the latest one gets all corrections.
    Remedy: Update the service with platform version `LATEST`, and force a new deployment.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html

    | status   | launch_type | operating_system         | platform_version | verdict |
    |----------|-------------|--------------------------|------------------|---------|
    | ACTIVE   | FARGATE     | LINUX                    | LATEST           | pass    |
    | ACTIVE   | FARGATE     | LINUX                    | 1.4.0            | pass    |
    | ACTIVE   | FARGATE     | LINUX                    | 1.3.0            | fail    |
    | ACTIVE   | FARGATE     | LINUX                    | 1.5.0            | unknown |
    | ACTIVE   | EC2         | LINUX                    | none             | -       |
    | ACTIVE   | FARGATE     | WINDOWS_SERVER_2022_CORE | 1.0.0            | -       |
    | DRAINING | FARGATE     | LINUX                    | 1.3.0            | -       |
    """
    return among(platform_version, ["latest", "1.4.0"], ["1.0.0", "1.1.0", "1.2.0", "1.3.0"])


@check(
    "ecs_service",
    domain="resilience",
    severity="low",
    family="failure_handling",
    where="status.str.lower() == 'active' and controller.str.lower() == 'ecs'",
)
def ecs_service_deployments_rolled_back(rolls_back):
    """A deployment of the service whose tasks do not start, or that raises an alarm, is rolled back.

    Why: Without that, ECS goes on starting tasks that fail, and the service stays broken until somebody sees it.
    Remedy: Enable the deployment circuit breaker of the service, with rollback.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html

    | status   | controller  | rolls_back | verdict |
    |----------|-------------|------------|---------|
    | ACTIVE   | ECS         | True       | pass    |
    | ACTIVE   | ecs         | False      | fail    |
    | ACTIVE   | ECS         | ?          | unknown |
    | ACTIVE   | CODE_DEPLOY | False      | -       |
    | DRAINING | ECS         | False      | -       |
    """
    return rolls_back


@check(
    "ecs_container_instance",
    domain="compute",
    severity="low",
    family="monitoring",
    where="status.str.lower() == 'active'",
)
def ecs_container_instance_agent_connected(agent_connected):
    """The container agent of the active instance is connected to ECS.

    Why: Without it ECS can neither start, stop nor watch tasks on the instance, and what runs there is out of sight.
    Remedy: Restart or update the container agent, or take the instance out of the cluster and replace it.
    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-update.html

    | status   | agent_connected | verdict |
    |----------|-----------------|---------|
    | ACTIVE   | True            | pass    |
    | ACTIVE   | False           | fail    |
    | ACTIVE   | ?               | unknown |
    | DRAINING | False           | -       |
    """
    return agent_connected
