"""Amazon MQ."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("mq:list_brokers", resource_type="AWS::AmazonMQ::Broker", key="BrokerArn")
class mq_broker:
    """Brokers of Amazon MQ."""

    broker = detail("describe_broker", BrokerId="BrokerId")
    types = detail("describe_broker_engine_types", EngineType="EngineType")

    name: str = column("BrokerName", "Name of the broker.")
    created_at: datetime = column("Created", "When the broker was made.")
    tags: str = column("tags_json(broker.Tags)", "Tags as JSON.", absent="{}")
    state: str = column("BrokerState", "`RUNNING`, or what AWS is doing to it.")
    engine: str = column("EngineType", "`ACTIVEMQ` or `RABBITMQ`.")
    engine_version: str = column("broker.EngineVersion", "Version of the engine.")
    offered_versions: str = column(
        "types.BrokerEngineTypes[].EngineVersions[].Name | join(' ', sort(@))",
        "Versions of that engine that Amazon MQ offers, separated by spaces.",
    )
    deployment_mode: str = column(
        "DeploymentMode", "`SINGLE_INSTANCE`, `ACTIVE_STANDBY_MULTI_AZ` or `CLUSTER_MULTI_AZ`."
    )
    auto_minor_upgrades: bool = column(
        "broker.AutoMinorVersionUpgrade", "Minor engine versions are applied automatically.", absent=False
    )
    public: bool = column("broker.PubliclyAccessible", "Its endpoint has a public address.")
    subnet_ids: str = column(
        "join(' ', sort(broker.SubnetIds))", "Subnets of the broker, separated by spaces.", absent=""
    )
    kms_key_id: str = column(
        "broker.EncryptionOptions.KmsKeyId",
        "KMS key that encrypts the storage, or `none`: a key that AWS owns.",
        absent="none",
    )
    general_logs: bool = column("broker.Logs.General", "General logs go to CloudWatch Logs.", absent=False)
    audit_logs: bool = column("broker.Logs.Audit", "Audit logs do too; only ActiveMQ has them.", absent=False)
