"""Checks of Amazon SageMaker AI."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "sagemaker_notebook_instance",
    domain="network",
    severity="medium",
    family="network_exposure",
    where="status.str.lower() != 'deleting'",
)
def sagemaker_notebook_instance_internet_refused(direct_internet):
    """The notebook instance has no way to the internet but those of the account's own VPC.

    Why: By SageMaker's own network data leave past every firewall, endpoint policy and flow log of the account.
    Remedy: Make the notebook instance anew in a subnet, with direct internet access disabled.
    Source: https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html

    | status    | direct_internet | verdict |
    |-----------|-----------------|---------|
    | InService | False           | pass    |
    | Stopped   | True            | fail    |
    | ?         | True            | unknown |
    | Deleting  | True            | -       |
    """
    return ~direct_internet


@check(
    "sagemaker_notebook_instance",
    domain="network",
    severity="medium",
    family="network_segmentation",
    where="status.str.lower() != 'deleting'",
)
def sagemaker_notebook_instance_in_vpc(subnet_id):
    """The notebook instance is in a subnet of a VPC.

    Why: Security groups, routes and flow logs of the account apply only there.
    Remedy: Make the notebook instance anew with a subnet and security groups.
    Source: https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html

    | status    | subnet_id | verdict |
    |-----------|-----------|---------|
    | InService | subnet-1  | pass    |
    | InService | none      | fail    |
    | InService | ?         | unknown |
    | Deleting  | none      | -       |
    """
    return subnet_id.ne("none")


@check(
    "sagemaker_notebook_instance",
    domain="application",
    severity="medium",
    family="workload_isolation",
    where="status.str.lower() != 'deleting'",
)
def sagemaker_notebook_instance_users_unprivileged(root_access):
    """Users of the notebook instance do not have the rights of root.

    Why: Root may turn off what watches the instance, and change what every later user of it runs.
    Remedy: Stop the notebook instance and disable root access; lifecycle configurations still run as root.
    Source: https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html

    | status    | root_access | verdict |
    |-----------|-------------|---------|
    | InService | False       | pass    |
    | Stopped   | True        | fail    |
    | ?         | True        | unknown |
    | Deleting  | True        | -       |
    """
    return ~root_access


@check(
    "sagemaker_notebook_instance",
    domain="application",
    severity="medium",
    family="workload_isolation",
    where="status.str.lower() != 'deleting'",
)
def sagemaker_notebook_instance_imdsv2_required(minimum_imds_version):
    """The metadata service of the notebook instance answers requests of version 2 only.

    Why: By version 1, code that can be made to fetch an address hands out the credentials of the instance's role.
    Remedy: Stop the notebook instance and set its minimum IMDS version to 2.
    Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InstanceMetadataServiceConfiguration.html

    | status    | minimum_imds_version | verdict |
    |-----------|----------------------|---------|
    | InService | 2                    | pass    |
    | InService | 1                    | fail    |
    | InService | 9                    | unknown |
    | InService | ?                    | unknown |
    | Deleting  | 1                    | -       |
    """
    return among(minimum_imds_version, ("2",), ("1",))


@check("sagemaker_model", domain="application", severity="medium", family="workload_isolation")
def sagemaker_model_network_isolated(network_isolation):
    """Containers of the model make no calls over the network.

    Why: A container or model from elsewhere can send what it is asked, or the credentials of its role, away.
    Remedy: Make the model anew with network isolation enabled.
    Source: https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html

    | network_isolation | verdict |
    |-------------------|---------|
    | True              | pass    |
    | False             | fail    |
    """
    return network_isolation


@check(
    "sagemaker_model",
    domain="network",
    severity="low",
    family="network_segmentation",
    where="not network_isolation",
)
def sagemaker_model_in_vpc(in_vpc):
    """Containers of the model that may make calls run in a VPC of the account.

    Why: Security groups, endpoint policies and flow logs of the account apply only there.
    Remedy: Make the model anew with subnets and security groups of a VPC.
    Source: https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html

    | network_isolation | in_vpc | verdict |
    |-------------------|--------|---------|
    | False             | True   | pass    |
    | False             | False  | fail    |
    | True              | False  | -       |
    """
    return in_vpc
