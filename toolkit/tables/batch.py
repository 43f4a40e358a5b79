"""AWS Batch."""

from __future__ import annotations

from toolkit.model import column, table


@table(
    "batch:describe_compute_environments",
    resource_type="AWS::Batch::ComputeEnvironment",
    key="computeEnvironmentArn",
)
class batch_compute_environment:
    """Compute environments in which Batch runs jobs."""

    name: str = column("computeEnvironmentName", "Name of the compute environment.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    managed: bool = column("type == 'MANAGED'", "Batch starts and stops the capacity; else the customer does.")
    state: str = column("state", "`ENABLED` or `DISABLED`.")
    status: str = column("status", "`VALID`, or what is being done to it or wrong with it.")
    compute_type: str = column(
        "computeResources.type",
        "`EC2`, `SPOT`, `FARGATE`, `FARGATE_SPOT` or `ECS_MANAGED_INSTANCES`; `none` if the customer brings instances.",
        absent="none",
    )
    orchestration: str = column(
        "containerOrchestrationType", "What runs the containers: `ECS`, `EKS` or another.", absent="none"
    )
    ecs_cluster_arn: str = column("ecsClusterArn", "ECS cluster that it uses, or `none`.", absent="none")
    eks_cluster_arn: str = column(
        "eksConfiguration.eksClusterArn", "EKS cluster that it uses, or `none`.", absent="none"
    )
