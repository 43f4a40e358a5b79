"""Amazon SageMaker AI."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "sagemaker:list_notebook_instances",
    resource_type="AWS::SageMaker::NotebookInstance",
    key="NotebookInstanceArn",
)
class sagemaker_notebook_instance:
    """SageMaker notebook instances."""

    notebook = detail("describe_notebook_instance", NotebookInstanceName="NotebookInstanceName")

    name: str = column("NotebookInstanceName", "Name of the notebook instance.")
    created_at: datetime = column("CreationTime", "When the notebook instance was made.")
    status: str = column("NotebookInstanceStatus", "`InService`, `Stopped` or another state.")
    direct_internet: bool = column(
        "notebook.DirectInternetAccess != 'Disabled'", "Reaches the internet by a network of SageMaker's own."
    )
    subnet_id: str = column("notebook.SubnetId", "Subnet of the account that it is in, or `none`.", absent="none")
    root_access: bool = column("notebook.RootAccess != 'Disabled'", "Its users have the rights of root.")
    kms_key_id: str = column("notebook.KmsKeyId", "KMS key named for its volume, or `none`.", absent="none")
    platform: str = column(
        "notebook.PlatformIdentifier", "Operating system and JupyterLab, such as `notebook-al2-v3`.", absent="none"
    )
    role_arn: str = column("notebook.RoleArn", "Role that it runs as.")
    minimum_imds_version: str = column(
        "notebook.InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion",
        "Oldest version of the instance metadata service that answers: `1` or `2`.",
        absent="1",
    )


@table("sagemaker:list_models", resource_type="AWS::SageMaker::Model", key="ModelArn")
class sagemaker_model:
    """SageMaker models."""

    model = detail("describe_model", ModelName="ModelName")

    name: str = column("ModelName", "Name of the model.")
    created_at: datetime = column("CreationTime", "When the model was made.")
    network_isolation: bool = column(
        "model.EnableNetworkIsolation", "Its containers make no calls to the outside.", absent=False
    )
    in_vpc: bool = column("!!(model.VpcConfig.Subnets)", "Its containers run in a VPC of the account.")
    role_arn: str = column("model.ExecutionRoleArn", "Role that its containers run as, or `none`.", absent="none")
