"""Amazon Elastic Container Service."""

from __future__ import annotations

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

    name: str = column("clusterName", "Name of the cluster.")
    tags: str = column("tags_json(tags)", "Tags, as JSON.", absent="{}")
    status: str = column("status", "`ACTIVE`, or what AWS is doing to it.")
    container_insights: str = column(
        "settings[?name == 'containerInsights'].value | [0]", "`enhanced`, `enabled` or `disabled`."
    )
    capacity_providers: str = column(
        "join(' ', sort(capacityProviders))", "Names of its capacity providers, separated by spaces.", absent=""
    )
    container_instances: int = column("registeredContainerInstancesCount", "EC2 or external instances registered.")
    running_tasks: int = column("runningTasksCount", "Tasks that are running.")


@table(
    "ecs:list_services", resource_type="AWS::ECS::Service", key="value", parent="list_clusters", cluster="parent.value"
)
class ecs_service:
    """ECS services."""

    # Where the service is gone, AWS answers with an empty list: no column may take that for "none".
    service = detail("describe_services", cluster="parent.value", services="[value]", include="['TAGS']")

    name: str = column("service.services[0].serviceName", "Name of the service.")
    created_at: datetime = column("service.services[0].createdAt", "When the service was made.")
    tags: str = column("service.services[0].[tags || `[]`] | tags_json([0])", "Tags, as JSON.")
    cluster_arn: str = column("parent.value", "Cluster that runs the service.")
    status: str = column("service.services[0].status", "`ACTIVE`, `DRAINING` or `INACTIVE`.")
    task_definition_arn: str = column("service.services[0].taskDefinition", "Task definition that the service runs.")
    launch_type: str = column(
        "service.services[0].[launchType || (capacityProviderStrategy"
        "[?capacityProvider == 'FARGATE' || capacityProvider == 'FARGATE_SPOT'] && 'FARGATE') || 'EC2'] | [0]",
        "`FARGATE`, `EC2`, `EXTERNAL` or `MANAGED_INSTANCES`; with a capacity provider strategy `FARGATE` or `EC2`.",
    )
    platform_version: str = column(
        "service.services[0].[platformVersion || 'none'] | [0]", "Fargate platform version, or `none`."
    )
    # Tasks without a network interface of their own have no address of their own.
    assigns_public_ip: bool = column(
        "service.services[0].[networkConfiguration.awsvpcConfiguration.assignPublicIp == 'ENABLED'] | [0]",
        "Its tasks get a public IP address.",
    )
    desired_count: int = column("service.services[0].desiredCount", "Tasks that the service should run.")


@table(
    "ecs:list_task_definition_families",
    resource_type="AWS::ECS::TaskDefinition",
    key="definition.taskDefinition.taskDefinitionArn"
    " || join('', ['arn:', here.partition, ':ecs:', here.region, ':', here.account_id, ':task-definition/', value])",
    status="'ACTIVE'",
)
class ecs_task_definition:
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
    network_mode: str = column(
        "definition.taskDefinition.networkMode",
        "`awsvpc`, `bridge`, `host` or `none`; `default` where the revision names none.",
        absent="default",
    )
    ipc_mode: str = column(
        "definition.taskDefinition.ipcMode",
        "Shared memory namespace: `host`, `task`, or `none` where the revision names none.",
        absent="none",
    )
    pid_mode: str = column(
        "definition.taskDefinition.pidMode",
        "Process namespace: `host`, `task`, or `private` to each container.",
        absent="private",
    )
    task_role_arn: str = column(
        "definition.taskDefinition.taskRoleArn", "Role of the containers, or `none`.", absent="none"
    )
    execution_role_arn: str = column(
        "definition.taskDefinition.executionRoleArn", "Role that starts the task, or `none`.", absent="none"
    )
    containers: int = column("length(definition.taskDefinition.containerDefinitions)", "Containers of the task.")
    privileged_containers: int = column(
        "length(definition.taskDefinition.containerDefinitions[?privileged])",
        "Containers with the rights of root on the host.",
    )
    writable_containers: int = column(
        "length(definition.taskDefinition.containerDefinitions[?!readonlyRootFilesystem])",
        "Containers whose root file system is writable.",
    )
    environment_names: str = column(
        "join(' ', sort(definition.taskDefinition.containerDefinitions[].environment[].name))",
        "Names of the plain environment variables of all containers, separated by spaces.",
    )
    referenced_secrets: int = column(
        "length(definition.taskDefinition.containerDefinitions[].secrets[])",
        "Environment variables whose value comes from Secrets Manager or Parameter Store.",
    )
