"""Amazon Managed Streaming for Apache Kafka."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("kafka:list_clusters_v2", resource_type="AWS::MSK::Cluster", key="ClusterArn")
class kafka_cluster:
    """Clusters of Amazon MSK, provisioned and serverless; serverless ones have TLS and IAM built in."""

    name: str = column("ClusterName", "Name of the cluster.")
    created_at: datetime = column("CreationTime", "When the cluster was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    cluster_type: str = column("ClusterType", "`PROVISIONED` or `SERVERLESS`.")
    state: str = column("State", "`ACTIVE`, or what AWS is doing to it.")
    kafka_version: str = column(
        "Provisioned.CurrentBrokerSoftwareInfo.KafkaVersion",
        "Version of Kafka; serverless ones tell `none`.",
        absent="none",
    )
    public_access: str = column(
        "Provisioned.BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type",
        "`DISABLED`, or `SERVICE_PROVIDED_EIPS`: brokers have public addresses.",
        absent="DISABLED",
    )
    client_encryption: str = column(
        "Provisioned.EncryptionInfo.EncryptionInTransit.ClientBroker",
        "Between clients and brokers: `TLS`, `TLS_PLAINTEXT` (either) or `PLAINTEXT`.",
        absent="TLS",
    )
    encrypted_in_cluster: bool = column(
        "Provisioned.EncryptionInfo.EncryptionInTransit.InCluster", "Brokers talk over TLS to one another.", absent=True
    )
    # A cluster that names no way of signing in asks for none; nor does a port without TLS.
    unauthenticated: bool = column(
        "!!Provisioned && (contains(['TLS_PLAINTEXT', 'PLAINTEXT'],"
        " Provisioned.EncryptionInfo.EncryptionInTransit.ClientBroker || '')"
        " || !!((Provisioned.ClientAuthentication || `{}`) | Unauthenticated.Enabled"
        " || !(Sasl.Scram.Enabled || Sasl.Iam.Enabled || Tls.Enabled || Tls.CertificateAuthorityArnList)))",
        "Clients are let in without signing in.",
    )
    kms_key_arn: str = column(
        "Provisioned.EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId",
        "KMS key of the volumes, or `none`.",
        absent="none",
    )
    broker_logs: bool = column(
        "!!(Provisioned.LoggingInfo.BrokerLogs | CloudWatchLogs.Enabled || Firehose.Enabled || S3.Enabled)",
        "Broker logs are delivered; serverless clusters have none.",
    )
    monitoring: str = column(
        "Provisioned.EnhancedMonitoring", "`DEFAULT`, or the finer level of its metrics.", absent="DEFAULT"
    )
