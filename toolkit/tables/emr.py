"""Amazon EMR."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table

RANGES = "BlockPublicAccessConfiguration.PermittedPublicSecurityGroupRuleRanges"


@table(
    "emr:get_block_public_access_configuration",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'emr', 'block-public-access'])",
    one=True,
)
class emr_block_public_access:
    """Whether EMR refuses clusters that the internet reaches: one row per Region."""

    blocks_public_rules: bool = column(
        "BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules",
        "No cluster starts with a security group that opens a port to everyone.",
    )
    permitted_ports: str = column(
        f"join(' ', {RANGES}[].join('-', [to_string(MinRange), to_string(MaxRange || MinRange)]))",
        "Ranges of ports that may be open nevertheless, such as `22-22`, separated by spaces.",
        absent="",
    )
    permits_only_ssh: bool = column(
        f"length({RANGES}[?MinRange != `22` || (MaxRange || MinRange) != `22`]) == `0`",
        "No port but 22 may be open.",
        absent=True,
    )


@table(
    "emr:list_clusters",
    leaves_out="Serverless applications and virtual clusters on EKS: AWS lists them apart.",
    resource_type="AWS::EMR::Cluster",
    key="ClusterArn",
    ClusterStates="['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING', 'TERMINATING']",
)
class emr_cluster:
    """EMR clusters on EC2 that have not ended."""

    cluster = detail("describe_cluster", ClusterId="Id")

    name: str = column("Name", "Name of the cluster.")
    created_at: datetime = column("Status.Timeline.CreationDateTime", "When the cluster was made.")
    cluster_id: str = column("Id", "Id of the cluster.")
    state: str = column("Status.State", "`RUNNING`, `WAITING` or another state.")
    release: str = column("cluster.Cluster.[ReleaseLabel || 'none'] | [0]", "EMR release, such as `emr-7.0.0`.")
    log_uri: str = column(
        "cluster.Cluster.[LogUri || 'none'] | [0]", "Where its logs are archived in Amazon S3, or `none`."
    )
    auto_terminates: bool = column("cluster.Cluster.AutoTerminate", "It ends by itself after its last step.")
    termination_protected: bool = column("cluster.Cluster.TerminationProtected", "Nobody can terminate it by mistake.")
