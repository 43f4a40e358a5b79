"""Amazon DocumentDB: elastic clusters."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("docdb-elastic:list_clusters", resource_type="AWS::DocDBElastic::Cluster", key="clusterArn")
class docdb_elastic_cluster:
    """DocumentDB elastic clusters, which are always encrypted and answer only with TLS."""

    about = detail("get_cluster", clusterArn="clusterArn")

    name: str = column("clusterName", "Name of the cluster.")
    created_at: datetime = column("about.cluster.createTime", "When the cluster was made.")
    status: str = column("status", "`ACTIVE`, `STOPPED`, `DELETING` or another state.")
    kms_key_id: str = column(
        "about.cluster.kmsKeyId", "KMS key that encrypts the cluster, or `none`: a key that AWS owns.", absent="none"
    )
    backup_days: int = column(
        "about.cluster.backupRetentionPeriod", "How long automatic snapshots are kept.", absent=0, unit="days"
    )
    shards: int = column("about.cluster.shardCount", "Shards of the cluster.")
    shard_instances: int = column(
        "about.cluster.shardInstanceCount", "Instances of each shard; one has no replica.", absent=1
    )
    subnet_ids: str = column(
        "join(' ', sort(about.cluster.subnetIds))", "Subnets of the cluster, separated by spaces.", absent=""
    )
    master_user: str = column("about.cluster.adminUserName", "Name of the administrator.")
    auth_type: str = column(
        "about.cluster.authType", "How the password was given: `PLAIN_TEXT`, or `SECRET_ARN` from Secrets Manager."
    )
