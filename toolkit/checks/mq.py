"""Checks of Amazon MQ."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "state.str.lower() not in ['creation_in_progress', 'creation_failed', 'deletion_in_progress']"


@check(
    "mq_broker",
    domain="network",
    severity="high",
    family="network_exposure",
    where=LIVING,
)
def mq_broker_private(public):
    """The broker has no public endpoint.

    Why: Whoever finds a public endpoint needs only a password, or a fault of the broker, to read and send messages.
    Remedy: Make the broker anew without public accessibility and move its clients; it cannot be changed.
    Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html

    | public | state                | verdict |
    |--------|----------------------|---------|
    | False  | RUNNING              | pass    |
    | True   | RUNNING              | fail    |
    | ?      | RUNNING              | unknown |
    | True   | DELETION_IN_PROGRESS | -       |
    """
    return ~public


@check(
    "mq_broker_version",
    domain="compute",
    severity="medium",
    family="supported_versions",
    where=LIVING,
)
def mq_broker_version_offered(version_offered):
    """The version of the engine is one that Amazon MQ still offers.

    Why: A version that is no longer offered is at the end of its support, and gets no corrections.
    Remedy: Edit the broker and choose a supported engine version; test clients with it before.
    Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html

    | version_offered | state                | verdict |
    |-----------------|----------------------|---------|
    | True            | RUNNING              | pass    |
    | False           | RUNNING              | fail    |
    | ?               | RUNNING              | unknown |
    | False           | DELETION_IN_PROGRESS | -       |
    """
    return version_offered


@check(
    "mq_broker",
    domain="logging",
    severity="low",
    family="audit_logging",
    where=LIVING,
)
def mq_broker_general_logged(general_logs):
    """The broker sends its general log to CloudWatch Logs.

    Why: Connections, failures and refused clients leave no trace without it.
    Remedy: Edit the broker and turn on general logging (`Logs`).
    Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configure-logging-monitoring-activemq.html

    | general_logs | state                | verdict |
    |--------------|----------------------|---------|
    | True         | RUNNING              | pass    |
    | False        | RUNNING              | fail    |
    | False        | DELETION_IN_PROGRESS | -       |
    """
    return general_logs


@check(
    "mq_broker",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where=f"{LIVING} and engine.str.lower() == 'activemq'",
)
def mq_broker_audit_logged(audit_logs):
    """The ActiveMQ broker sends its audit log to CloudWatch Logs.

    Why: Nobody can tell afterwards who managed users, queues and topics.
    Remedy: Edit the broker and turn on audit logging (`Logs`).
    Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configure-logging-monitoring-activemq.html

    | audit_logs | engine   | state                | verdict |
    |------------|----------|----------------------|---------|
    | True       | ACTIVEMQ | RUNNING              | pass    |
    | False      | ACTIVEMQ | RUNNING              | fail    |
    | ?          | ACTIVEMQ | RUNNING              | unknown |
    | False      | ACTIVEMQ | DELETION_IN_PROGRESS | -       |
    | False      | RABBITMQ | RUNNING              | -       |
    """
    return audit_logs


@check(
    "mq_broker",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where=LIVING,
)
def mq_broker_zones_several(deployment_mode):
    """The broker is deployed in several Availability Zones.

    Why: The loss of one zone stops every application that waits for messages, and may lose them.
    Remedy: Make the broker anew as active/standby (ActiveMQ) or as a cluster (RabbitMQ) and move its clients.
    Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-broker-architecture.html

    | deployment_mode         | state                | verdict |
    |-------------------------|----------------------|---------|
    | ACTIVE_STANDBY_MULTI_AZ | RUNNING              | pass    |
    | cluster_multi_az        | RUNNING              | pass    |
    | SINGLE_INSTANCE         | RUNNING              | fail    |
    | OTHER                   | RUNNING              | unknown |
    | ?                       | RUNNING              | unknown |
    | SINGLE_INSTANCE         | DELETION_IN_PROGRESS | -       |
    """
    return among(deployment_mode, ["active_standby_multi_az", "cluster_multi_az"], ["single_instance"])


@check(
    "mq_broker_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=LIVING,
)
def mq_broker_key_customer_managed(key_customer_managed):
    """The broker encrypts its storage with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make the broker anew with a customer managed key and move its clients.
    Source: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/data-protection.html

    | key_customer_managed | state                | verdict |
    |----------------------|----------------------|---------|
    | True                 | RUNNING              | pass    |
    | False                | RUNNING              | fail    |
    | ?                    | RUNNING              | unknown |
    | False                | DELETION_IN_PROGRESS | -       |
    """
    return key_customer_managed


@check(
    "mq_broker_subnets",
    domain="network",
    severity="low",
    family="network_segmentation",
    where=LIVING,
)
def mq_broker_subnets_private(internet_route):
    """No subnet of the broker has a route to an internet gateway.

    Why: What stands behind such a route needs only an address and a mistake in a security group to be on the internet.
    Remedy: Make the broker anew in private subnets, or change their route tables.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html

    | internet_route | state                | verdict |
    |----------------|----------------------|---------|
    | False          | RUNNING              | pass    |
    | True           | RUNNING              | fail    |
    | ?              | RUNNING              | unknown |
    | True           | DELETION_IN_PROGRESS | -       |
    """
    return ~internet_route
