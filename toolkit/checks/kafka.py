"""Checks of Amazon Managed Streaming for Apache Kafka."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "kafka_cluster",
    domain="network",
    severity="high",
    family="network_exposure",
    where="state.str.lower() not in ['creating', 'deleting'] and cluster_type.str.lower() != 'serverless'",
)
def kafka_cluster_private(public_access):
    """The brokers of the cluster have no public addresses.

    Why: Whoever finds the addresses needs only credentials, or a mistake in them, to read every topic.
    Remedy: Turn off public access of the cluster (`UpdateConnectivity`).
    Source: https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html

    | public_access         | state    | cluster_type | verdict |
    |-----------------------|----------|--------------|---------|
    | DISABLED              | ACTIVE   | PROVISIONED  | pass    |
    | disabled              | ACTIVE   | PROVISIONED  | pass    |
    | SERVICE_PROVIDED_EIPS | ACTIVE   | PROVISIONED  | fail    |
    | OTHER                 | ACTIVE   | PROVISIONED  | unknown |
    | ?                     | ACTIVE   | PROVISIONED  | unknown |
    | SERVICE_PROVIDED_EIPS | DELETING | PROVISIONED  | -       |
    | SERVICE_PROVIDED_EIPS | ACTIVE   | SERVERLESS   | -       |
    """
    return among(public_access, ["disabled"], ["service_provided_eips"])


@check(
    "kafka_cluster",
    domain="application",
    severity="high",
    family="authentication",
    where="state.str.lower() not in ['creating', 'deleting'] and cluster_type.str.lower() != 'serverless'",
)
def kafka_cluster_users_authenticated(unauthenticated):
    """Clients of the cluster sign in.

    Why: Whoever reaches a broker inside the network reads and writes every topic.
    Remedy: Update security: IAM, SASL/SCRAM or TLS on, unauthenticated access and plain text off.
    Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-authentication.html

    | unauthenticated | state    | cluster_type | verdict |
    |-----------------|----------|--------------|---------|
    | False           | ACTIVE   | PROVISIONED  | pass    |
    | True            | ACTIVE   | PROVISIONED  | fail    |
    | ?               | ACTIVE   | PROVISIONED  | unknown |
    | True            | DELETING | PROVISIONED  | -       |
    | True            | ACTIVE   | SERVERLESS   | -       |
    """
    return ~unauthenticated


@check(
    "kafka_cluster",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where="state.str.lower() not in ['creating', 'deleting'] and cluster_type.str.lower() != 'serverless'",
)
def kafka_cluster_clients_encrypted(client_encryption):
    """Clients and brokers of the cluster talk only with TLS.

    Why: Over plain connections, everyone on the way reads messages and passwords.
    Remedy: Update security and let clients use TLS alone.
    Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html

    | client_encryption | state    | cluster_type | verdict |
    |-------------------|----------|--------------|---------|
    | TLS               | ACTIVE   | PROVISIONED  | pass    |
    | tls               | ACTIVE   | PROVISIONED  | pass    |
    | TLS_PLAINTEXT     | ACTIVE   | PROVISIONED  | fail    |
    | PLAINTEXT         | ACTIVE   | PROVISIONED  | fail    |
    | OTHER             | ACTIVE   | PROVISIONED  | unknown |
    | ?                 | ACTIVE   | PROVISIONED  | unknown |
    | TLS_PLAINTEXT     | DELETING | PROVISIONED  | -       |
    | TLS_PLAINTEXT     | ACTIVE   | SERVERLESS   | -       |
    """
    return among(client_encryption, ["tls"], ["tls_plaintext", "plaintext"])


@check(
    "kafka_cluster",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where="state.str.lower() not in ['creating', 'deleting'] and cluster_type.str.lower() != 'serverless'",
)
def kafka_cluster_brokers_encrypted(encrypted_in_cluster):
    """The brokers of the cluster talk to each other with TLS.

    Why: Without it, replicas of every message travel between zones in clear.
    Remedy: Make the cluster anew with encryption within the cluster; it cannot be added later.
    Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html

    | encrypted_in_cluster | state    | cluster_type | verdict |
    |----------------------|----------|--------------|---------|
    | True                 | ACTIVE   | PROVISIONED  | pass    |
    | False                | ACTIVE   | PROVISIONED  | fail    |
    | False                | DELETING | PROVISIONED  | -       |
    | False                | ACTIVE   | SERVERLESS   | -       |
    """
    return encrypted_in_cluster


@check(
    "kafka_cluster",
    domain="logging",
    severity="low",
    family="audit_logging",
    where="state.str.lower() not in ['creating', 'deleting'] and cluster_type.str.lower() != 'serverless'",
)
def kafka_cluster_brokers_logged(broker_logs):
    """The cluster delivers its broker logs.

    Why: Failed sign-ins and failures of brokers leave no trace without them.
    Remedy: Edit the monitoring of the cluster and deliver broker logs to CloudWatch Logs, S3 or Firehose.
    Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html

    | broker_logs | state    | cluster_type | verdict |
    |-------------|----------|--------------|---------|
    | True        | ACTIVE   | PROVISIONED  | pass    |
    | False       | ACTIVE   | PROVISIONED  | fail    |
    | False       | DELETING | PROVISIONED  | -       |
    | False       | ACTIVE   | SERVERLESS   | -       |
    """
    return broker_logs


@check(
    "kafka_cluster",
    domain="logging",
    severity="low",
    family="monitoring",
    where="state.str.lower() not in ['creating', 'deleting'] and cluster_type.str.lower() != 'serverless'",
)
def kafka_cluster_monitoring_enhanced(monitoring):
    """The cluster sends metrics of each broker, or finer ones.

    Why: Averages of a whole cluster hide a broker or topic that fails.
    Remedy: Edit the monitoring of the cluster and choose a level from `PER_BROKER` on.
    Source: https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html

    | monitoring              | state    | cluster_type | verdict |
    |-------------------------|----------|--------------|---------|
    | PER_BROKER              | ACTIVE   | PROVISIONED  | pass    |
    | per_topic_per_partition | ACTIVE   | PROVISIONED  | pass    |
    | PER_TOPIC_PER_BROKER    | ACTIVE   | PROVISIONED  | pass    |
    | DEFAULT                 | ACTIVE   | PROVISIONED  | fail    |
    | OTHER                   | ACTIVE   | PROVISIONED  | unknown |
    | ?                       | ACTIVE   | PROVISIONED  | unknown |
    | DEFAULT                 | DELETING | PROVISIONED  | -       |
    | DEFAULT                 | ACTIVE   | SERVERLESS   | -       |
    """
    return among(monitoring, ["per_broker", "per_topic_per_broker", "per_topic_per_partition"], ["default"])


@check(
    "kafka_cluster_key",
    domain="data",
    severity="low",
    family="key_custody",
    where="state.str.lower() not in ['creating', 'deleting'] and cluster_type.str.lower() != 'serverless'",
)
def kafka_cluster_key_customer_managed(key_customer_managed):
    """The cluster encrypts its volumes with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make the cluster anew with a customer managed key; it cannot be changed later.
    Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html

    | key_customer_managed | state    | cluster_type | verdict |
    |----------------------|----------|--------------|---------|
    | True                 | ACTIVE   | PROVISIONED  | pass    |
    | False                | ACTIVE   | PROVISIONED  | fail    |
    | ?                    | ACTIVE   | PROVISIONED  | unknown |
    | False                | DELETING | PROVISIONED  | -       |
    | False                | ACTIVE   | SERVERLESS   | -       |
    """
    return key_customer_managed
