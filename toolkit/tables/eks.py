"""Amazon Elastic Kubernetes Service."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "eks:describe_cluster",
    resource_type="AWS::EKS::Cluster",
    key="arn",
    items="[cluster]",
    parent="list_clusters",
    name="parent.value",
)
class eks_cluster:
    """EKS clusters."""

    name: str = column("name", "Name of the cluster.")
    created_at: datetime = column("createdAt", "When the cluster was made.")
    tags: str = column("tags_json(tags)", "Tags, as JSON.", absent="{}")
    status: str = column("status", "`ACTIVE`, or what AWS is doing to it.")
    version: str = column("version", "Kubernetes version of the control plane.")
    platform_version: str = column("platformVersion", "EKS platform version.")
    auto_mode: bool = column("computeConfig.enabled", "EKS Auto Mode runs the nodes.", absent=False)
    authentication_mode: str = column(
        "accessConfig.authenticationMode",
        "Who is let in: `API` (access entries), `CONFIG_MAP` (the `aws-auth` map in the cluster) or"
        " `API_AND_CONFIG_MAP`.",
    )
    deletion_protection: bool = column("deletionProtection", "The cluster cannot be deleted.", absent=False)
    endpoint_private: bool = column(
        "resourcesVpcConfig.endpointPrivateAccess", "The Kubernetes API answers inside the VPC."
    )
    # AWS's own default is a public endpoint that is open to every address.
    public_cidrs: str = column(
        "resourcesVpcConfig"
        ".[endpointPublicAccess == `false` && 'none' || join(' ', publicAccessCidrs || ['0.0.0.0/0'])] | [0]",
        "Addresses that reach the Kubernetes API from outside the VPC; `none` where it has no public endpoint.",
    )
    secrets_kms_key_arn: str = column(
        "encryptionConfig[].provider.keyArn | [0]",
        "KMS key named for envelope encryption, or `none`: then a key that AWS owns encrypts from version 1.28 on.",
        absent="none",
    )
    log_types: str = column(
        "join(' ', sort(logging.clusterLogging[?enabled].types[])) || 'none'",
        "Control plane logs that are sent to CloudWatch Logs, separated by spaces, or `none`.",
    )


@table(
    "eks:list_nodegroups",
    resource_type="AWS::EKS::Nodegroup",
    key="group.nodegroup.nodegroupArn || join('/', [parent.value, value])",
    parent="list_clusters",
    clusterName="parent.value",
)
class eks_nodegroup:
    """Managed node groups of EKS clusters."""

    group = detail("describe_nodegroup", clusterName="parent.value", nodegroupName="value")

    name: str = column("value", "Name of the node group.")
    created_at: datetime = column("group.nodegroup.createdAt", "When the node group was made.")
    tags: str = column("tags_json(group.nodegroup.tags)", "Tags, as JSON.", absent="{}")
    cluster_name: str = column("parent.value", "Cluster that the nodes belong to.")
    status: str = column("group.nodegroup.status", "`ACTIVE`, or what AWS is doing to it.")
    version: str = column("group.nodegroup.version", "Kubernetes version of the nodes.")
    release_version: str = column("group.nodegroup.releaseVersion", "Release of the EKS image, or the own image's id.")
    ami_type: str = column("group.nodegroup.amiType", "Kind of image; `CUSTOM` where the customer brings one.")
    capacity_type: str = column("group.nodegroup.capacityType", "`ON_DEMAND`, `SPOT` or `CAPACITY_BLOCK`.")
    instance_types: str = column(
        "join(' ', group.nodegroup.instanceTypes)",
        "Instance types, separated by spaces; `template` where a launch template names them.",
        absent="template",
    )
    remote_access: str = column(
        "group.nodegroup.[remoteAccess.ec2SshKey && (remoteAccess.sourceSecurityGroups[0] && 'groups' || 'everyone')"
        " || 'none'] | [0]",
        "Who may connect to the nodes by SSH: `groups` (security groups), `everyone` (any address), or `none`.",
    )
    desired_nodes: int = column("group.nodegroup.scalingConfig.desiredSize", "Nodes that the group should have.")


@table(
    "eks:list_fargate_profiles",
    resource_type="AWS::EKS::FargateProfile",
    key="profile.fargateProfile.fargateProfileArn || join('/', [parent.value, value])",
    parent="list_clusters",
    clusterName="parent.value",
    inventory_only="It shows which pods AWS hosts, on which responsibility depends; it has no setting of its own.",
)
class eks_fargate_profile:
    """Fargate profiles of EKS clusters."""

    profile = detail("describe_fargate_profile", clusterName="parent.value", fargateProfileName="value")

    name: str = column("value", "Name of the profile.")
    created_at: datetime = column("profile.fargateProfile.createdAt", "When the profile was made.")
    tags: str = column("tags_json(profile.fargateProfile.tags)", "Tags, as JSON.", absent="{}")
    cluster_name: str = column("parent.value", "Cluster whose pods the profile places on Fargate.")
    status: str = column("profile.fargateProfile.status", "`ACTIVE`, or what AWS is doing to it.")
    pod_execution_role_arn: str = column("profile.fargateProfile.podExecutionRoleArn", "Role that starts the pods.")
    namespaces: str = column(
        "join(' ', profile.fargateProfile.selectors[].namespace)",
        "Kubernetes namespaces that the profile selects, separated by spaces.",
    )
