"""Amazon Elastic Container Service."""

from __future__ import annotations

import json
from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ecs:describe_clusters",
    resource_type="AWS::ECS::Cluster",
    key="clusterArn",
    items="clusters",
    parent="list_clusters",
    clusters="[parent.value]",
    include="['SETTINGS', 'TAGS']",
)
class ecs_cluster:
    """ECS clusters."""

    providers = detail(
        "describe_capacity_providers",
        cluster="clusterArn",
        capacityProviders="capacityProviders[?@ != 'FARGATE' && @ != 'FARGATE_SPOT'] || `null`",
    )

    name: str = column("clusterName", "Name of the cluster.")
    tags: str = column("tags_json(tags)", "Tags, as JSON.", absent="{}")
    status: str = column("status", "`ACTIVE`, or what AWS is doing to it.")
    container_insights: str = column(
        "settings[?name == 'containerInsights'].value | [0]", "`enhanced`, `enabled` or `disabled`."
    )
    capacity_providers: str = column(
        "join(' ', sort(capacityProviders))", "Names of its capacity providers, separated by spaces.", absent=""
    )
    default_capacity_providers: str = column(
        "join(' ', sort(defaultCapacityProviderStrategy[].capacityProvider))",
        "Capacity providers of what names none, separated by spaces.",
        absent="",
    )
    managed_instances: bool = column(
        "length(providers.capacityProviders[?managedInstancesProvider != `null`] || `[]`) > `0`",
        "Has a capacity provider of ECS Managed Instances, whose operating system AWS patches.",
    )
    container_instances: int = column("registeredContainerInstancesCount", "EC2 or external instances registered.")
    running_tasks: int = column("runningTasksCount", "Tasks that are running.")


# A revision has a container: none at all, or one of which nothing is told, is no answer.
CONTAINERS = (
    "definition.taskDefinition"
    ".[!contains(containerDefinitions, `null`) && containerDefinitions[0] != `null` && containerDefinitions] | [0]"
)


# Where Docker and containerd listen, and the folders on the way there; `/run` and `/var/run` are one.
_PATHS = [
    *("", "/var", "/run", "/var/run"),
    *(
        f"{run}/{path}"
        for run in ("/run", "/var/run")
        for path in ("docker.sock", "containerd", "containerd/containerd.sock")
    ),
]
SOCKETS = "`" + json.dumps([f"{path}{end}" for path in _PATHS for end in ("", "/")]) + "`"


# Columns of each table that describes a revision: they read its detail `definition`. Where nothing was asked about, a
# task or service that is gone, none of them may take that for "none".
class _Revision:
    operating_system: str = column(
        "definition.taskDefinition.[runtimePlatform.operatingSystemFamily || 'LINUX'] | [0]",
        "`LINUX`, or a release of Windows Server.",
    )
    network_mode: str = column(
        "definition.taskDefinition.[networkMode || 'default'] | [0]",
        "`awsvpc`, `bridge`, `host` or `none`; `default` where the revision names none.",
    )
    ipc_mode: str = column(
        "definition.taskDefinition.[ipcMode || 'none'] | [0]",
        "Shared memory namespace: `host`, `task`, or `none` where the revision names none.",
    )
    pid_mode: str = column(
        "definition.taskDefinition.[pidMode || 'private'] | [0]",
        "Process namespace: `host`, `task`, or `private` to each container.",
    )
    task_role_arn: str = column(
        "definition.taskDefinition.[taskRoleArn || 'none'] | [0]", "Role of the containers, or `none`."
    )
    execution_role_arn: str = column(
        "definition.taskDefinition.[executionRoleArn || 'none'] | [0]", "Role that starts the task, or `none`."
    )
    containers: int = column(f"length({CONTAINERS})", "Containers of the task.")
    privileged_containers: int = column(
        f"length({CONTAINERS}[?privileged])",
        "Containers with the rights of root on the host.",
    )
    writable_containers: int = column(
        f"length({CONTAINERS}[?!readonlyRootFilesystem])",
        "Containers whose root file system is writable.",
    )
    root_containers: int = column(
        f"length({CONTAINERS}"
        "[?!user || user == 'root' || user == '0' || starts_with(user, 'root:') || starts_with(user, '0:')])",
        "Containers that run as root, or whose image decides that.",
    )
    unlogged_containers: int = column(
        f"length({CONTAINERS}[?!(logConfiguration.logDriver)])",
        "Containers without a log driver of their own.",
    )
    runtime_socket_volumes: int = column(
        f"definition.taskDefinition.[length((volumes || `[]`)[].host.sourcePath | [?contains({SOCKETS}, @)])] | [0]",
        "Volumes that are the socket of the host's container runtime, or a folder which holds it.",
    )
    added_capabilities: str = column(
        f"join(' ', sort({CONTAINERS}[].linuxParameters.capabilities.add[])) || 'none'",
        "Linux capabilities that containers get beyond the usual ones, separated by spaces, or `none`.",
    )
    environment_names: str = column(
        f"join(' ', sort({CONTAINERS}[].environment[].name))",
        "Names of the plain environment variables of all containers, separated by spaces.",
    )
    environment_credentials: int = column(
        f"length({CONTAINERS}[].environment[] | [?value == '[masked]'])",
        "Plain environment variables whose value is a credential by its name or form.",
    )
    referenced_secrets: int = column(
        f"length({CONTAINERS}[].secrets[])",
        "Environment variables whose value comes from Secrets Manager or Parameter Store.",
    )


@table(
    "ecs:list_services", resource_type="AWS::ECS::Service", key="value", parent="list_clusters", cluster="parent.value"
)
class ecs_service(_Revision):
    """ECS services, each with the revision of the task definition that it names."""

    # Where the service is gone, AWS answers with an empty list: no column may take that for "none".
    service = detail("describe_services", cluster="parent.value", services="[value]", include="['TAGS']")
    providers = detail(
        "describe_capacity_providers",
        cluster="parent.value",
        capacityProviders="service.services[0].capacityProviderStrategy"
        "[?capacityProvider != 'FARGATE' && capacityProvider != 'FARGATE_SPOT'].capacityProvider || `null`",
    )
    definition = detail("describe_task_definition", taskDefinition="service.services[0].taskDefinition")

    name: str = column("service.services[0].serviceName", "Name of the service.")
    created_at: datetime = column("service.services[0].createdAt", "When the service was made.")
    tags: str = column("service.services[0].[tags || `[]`] | tags_json([0])", "Tags, as JSON.")
    cluster_arn: str = column("parent.value", "Cluster that runs the service.")
    status: str = column("service.services[0].status", "`ACTIVE`, `DRAINING` or `INACTIVE`.")
    task_definition_arn: str = column(
        "service.services[0].[taskDefinition || 'none'] | [0]",
        "Revision of the task definition that the service names, or `none`: its task sets do.",
    )
    launch_type: str = column(
        "service.services[0].[launchType || (capacityProviderStrategy"
        "[?capacityProvider == 'FARGATE' || capacityProvider == 'FARGATE_SPOT'] && 'FARGATE') || 'EC2'] | [0]",
        "`FARGATE`, `EC2`, `EXTERNAL` or `MANAGED_INSTANCES`; with a capacity provider strategy `FARGATE` or `EC2`.",
    )
    capacity_providers: str = column(
        "service.services[0].[join(' ', sort(capacityProviderStrategy[].capacityProvider || `[]`))] | [0]",
        "Names of its capacity providers, separated by spaces; empty where it names a launch type.",
    )
    managed_instances: bool = column(
        "service.services[0] && (service.services[0].launchType == 'MANAGED_INSTANCES'"
        " || length(providers.capacityProviders[?managedInstancesProvider != `null`] || `[]`) > `0`)",
        "Runs on ECS Managed Instances, whose operating system AWS patches.",
    )
    platform_version: str = column(
        "service.services[0].[platformVersion || 'none'] | [0]", "Fargate platform version, or `none`."
    )
    # Tasks without a network interface of their own have no address of their own.
    assigns_public_ip: bool = column(
        "service.services[0].[networkConfiguration.awsvpcConfiguration.assignPublicIp == 'ENABLED'] | [0]",
        "Its tasks get a public IP address.",
    )
    controller: str = column(
        "service.services[0].[deploymentController.type || 'ECS'] | [0]",
        "What deploys it: `ECS`, `CODE_DEPLOY` or `EXTERNAL`.",
    )
    rolls_back: bool = column(
        "service.services[0].[deploymentConfiguration"
        ".[deploymentCircuitBreaker || `{}`, alarms || `{}`][?enable && rollback] | length(@ || `[]`) > `0`] | [0]",
        "ECS rolls a deployment back that fails or raises an alarm.",
    )
    desired_count: int = column("service.services[0].desiredCount", "Tasks that the service should run.")


@table(
    "ecs:list_task_definition_families",
    resource_type="AWS::ECS::TaskDefinition",
    key="definition.taskDefinition.taskDefinitionArn"
    " || join('', ['arn:', here.partition, ':ecs:', here.region, ':', here.account_id, ':task-definition/', value])",
    status="'ACTIVE'",
)
class ecs_task_definition(_Revision):
    """ECS task definitions, each as the latest active revision of its family."""

    # Asked for a family, AWS answers with its latest active revision.
    definition = detail("describe_task_definition", taskDefinition="value", include="['TAGS']")

    name: str = column("value", "Name of the family.")
    created_at: datetime = column("definition.taskDefinition.registeredAt", "When the revision was registered.")
    tags: str = column("tags_json(definition.tags)", "Tags, as JSON.", absent="{}")
    revision: int = column("definition.taskDefinition.revision", "Number of the latest active revision.")
    compatibilities: str = column(
        "join(' ', sort(definition.taskDefinition.compatibilities))",
        "Launch types that the revision suits, separated by spaces.",
    )


# Every task is asked about: what was started by hand, on a schedule or by a deployment under way has no service that
# tells its revision. Each revision is asked about once.
@table("ecs:list_tasks", resource_type="AWS::ECS::Task", key="value", parent="list_clusters", cluster="parent.value")
class ecs_task(_Revision):
    """ECS tasks that should be running, each with the revision of the task definition that it runs."""

    task = detail("describe_tasks", cluster="parent.value", tasks="[value]", include="['TAGS']")
    definition = detail("describe_task_definition", taskDefinition="task.tasks[0].taskDefinitionArn")

    created_at: datetime = column("task.tasks[0].createdAt", "When the task was started.")
    tags: str = column("task.tasks[0].[tags || `[]`] | tags_json([0])", "Tags, as JSON.")
    cluster_arn: str = column("parent.value", "Cluster that runs the task.")
    status: str = column(
        "task.tasks[0].lastStatus",
        "`RUNNING`, or what ECS does to it; `gone` where it stopped meanwhile.",
        absent="gone",
    )
    task_definition_arn: str = column(
        "task.tasks[0].taskDefinitionArn", "Revision of the task definition that it runs."
    )
    group: str = column(
        "task.tasks[0].[group || 'none'] | [0]",
        "`service:` and a name, `family:` and a name, another group, or `none`.",
    )
    launch_type: str = column(
        "task.tasks[0].[launchType || 'none'] | [0]", "`FARGATE`, `EC2`, `EXTERNAL`, `MANAGED_INSTANCES` or `none`."
    )


@table(
    "ecs:list_container_instances",
    resource_type="AWS::ECS::ContainerInstance",
    key="value",
    parent="list_clusters",
    cluster="parent.value",
)
class ecs_container_instance:
    """EC2, managed and external instances that are registered with ECS clusters."""

    # As with services: where the instance is gone, AWS answers with an empty list.
    instance = detail(
        "describe_container_instances", cluster="parent.value", containerInstances="[value]", include="['TAGS']"
    )

    created_at: datetime = column("instance.containerInstances[0].registeredAt", "When the instance was registered.")
    tags: str = column("instance.containerInstances[0].[tags || `[]`] | tags_json([0])", "Tags, as JSON.")
    cluster_arn: str = column("parent.value", "Cluster that the instance belongs to.")
    instance_id: str = column(
        "instance.containerInstances[0].ec2InstanceId", "EC2 instance, or what Systems Manager calls an external one."
    )
    external: bool = column(
        "starts_with(instance.containerInstances[0].ec2InstanceId, 'mi-')",
        "Stands outside of AWS (ECS Anywhere), where the customer answers for the hardware too.",
    )
    capacity_provider: str = column(
        "instance.containerInstances[0].[capacityProviderName || 'none'] | [0]",
        "Capacity provider that the instance comes from, or `none`.",
    )
    status: str = column("instance.containerInstances[0].status", "`ACTIVE`, `DRAINING` or another state.")
    agent_connected: bool = column(
        "instance.containerInstances[0].agentConnected", "Its container agent is connected to ECS."
    )
    agent_version: str = column(
        "instance.containerInstances[0].[versionInfo.agentVersion || 'none'] | [0]",
        "Version of the container agent, or `none`.",
    )
    running_tasks: int = column("instance.containerInstances[0].runningTasksCount", "Tasks that run on it.")
