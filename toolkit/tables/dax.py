"""Amazon DynamoDB Accelerator (DAX)."""

from __future__ import annotations

from toolkit.model import column, table


@table("dax:describe_clusters", resource_type="AWS::DAX::Cluster", key="ClusterArn")
class dax_cluster:
    """DAX clusters."""

    name: str = column("ClusterName", "Name of the cluster.")
    status: str = column("Status", "`available`, `creating`, `deleting` or another state.")
    node_type: str = column("NodeType", "Node type.")
    nodes: int = column("TotalNodes", "Nodes of the cluster; one has no replica.")
    encrypted: bool = column("SSEDescription.Status == 'ENABLED'", "Data at rest are encrypted.")
    tls: bool = column("ClusterEndpointEncryptionType == 'TLS'", "Its endpoint answers only with TLS.")
    role_arn: str = column("IamRoleArn", "Role with which the cluster reads and writes DynamoDB.")
