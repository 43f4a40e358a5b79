"""Checks of AWS Database Migration Service."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "status.str.lower() not in ['creating', 'deleting', 'deleted']"
# Engines that AWS DMS reaches with TLS anyway, or whose endpoints have another setting for it.
WITHOUT_CHOICE = ["dynamodb", "elasticsearch", "kafka", "kinesis", "neptune", "opensearch", "redis", "redshift"]
WITHOUT_CHOICE += ["redshift-serverless", "s3", "timestream"]


@check(
    "dms_replication_instance",
    domain="network",
    severity="high",
    family="network_exposure",
    where=LIVING,
)
def dms_replication_instance_private(public):
    """The replication instance has no public address.

    Why: With one, a single mistake in a security group shows a host with passwords of databases to the internet.
    Remedy: Make the replication instance anew without public access (`PubliclyAccessible`) and move its tasks.
    Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.PublicPrivate.html

    | public | status    | verdict |
    |--------|-----------|---------|
    | False  | available | pass    |
    | True   | available | fail    |
    | True   | deleting  | -       |
    """
    return ~public


@check(
    "dms_replication_instance",
    domain="compute",
    severity="medium",
    family="patching",
    where=LIVING,
)
def dms_replication_instance_minor_upgrades_automatic(auto_minor_upgrades):
    """Minor versions of the replication engine are installed automatically.

    Why: They hold corrections of security, which otherwise wait until somebody installs them.
    Remedy: Modify the replication instance and turn on automatic minor version upgrades.
    Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.EngineVersions.html

    | auto_minor_upgrades | status    | verdict |
    |---------------------|-----------|---------|
    | True                | available | pass    |
    | False               | available | fail    |
    | False               | deleting  | -       |
    """
    return auto_minor_upgrades


@check(
    "dms_replication_instance",
    domain="resilience",
    severity="low",
    family="high_availability",
    where=LIVING,
)
def dms_replication_instance_multi_az(multi_az):
    """The replication instance has a standby in another Availability Zone.

    Why: With the loss of the zone, replication stops, and a target that must be current falls behind.
    Remedy: Modify the replication instance and turn on Multi-AZ.
    Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.html

    | multi_az | status    | verdict |
    |----------|-----------|---------|
    | True     | available | pass    |
    | False    | available | fail    |
    | False    | deleting  | -       |
    """
    return multi_az


@check(
    "dms_replication_instance_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=LIVING,
)
def dms_replication_instance_key_customer_managed(key_customer_managed):
    """The replication instance encrypts its storage with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make the replication instance anew with a customer managed key and move its tasks.
    Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html

    | key_customer_managed | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | available | pass    |
    | False                | available | fail    |
    | ?                    | available | unknown |
    | False                | deleting  | -       |
    """
    return key_customer_managed


@check(
    "dms_endpoint",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=f"{LIVING} and engine.str.lower() not in {WITHOUT_CHOICE}",
)
def dms_endpoint_tls_required(tls_mode):
    """The connection to the database uses TLS, if it is of an engine for which AWS DMS leaves the choice.

    Why: Over plain connections, passwords and every row that is copied can be read on the way.
    Remedy: Modify the endpoint: SSL mode `require`, or better `verify-ca` or `verify-full` with a certificate.
    Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html

    | tls_mode    | engine   | status   | verdict |
    |-------------|----------|----------|---------|
    | require     | postgres | active   | pass    |
    | verify-ca   | postgres | active   | pass    |
    | Verify-Full | postgres | active   | pass    |
    | none        | postgres | active   | fail    |
    | other       | postgres | active   | unknown |
    | ?           | postgres | active   | unknown |
    | none        | postgres | deleting | -       |
    | none        | s3       | active   | -       |
    | none        | Redshift | active   | -       |
    """
    return among(tls_mode, ["require", "verify-ca", "verify-full"], ["none"])


@check(
    "dms_replication_task",
    domain="logging",
    severity="low",
    family="audit_logging",
    where=LIVING,
)
def dms_replication_task_logged(logs):
    """The replication task writes its log to CloudWatch Logs.

    Why: Without it, nobody can tell which rows were not copied, and why.
    Remedy: Stop the task, modify its settings and turn on CloudWatch logs (`Logging` with `EnableLogging`).
    Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.html

    | logs  | status   | verdict |
    |-------|----------|---------|
    | True  | running  | pass    |
    | False | running  | fail    |
    | ?     | running  | unknown |
    | False | deleting | -       |
    """
    return logs


@check(
    "dms_replication_instance_subnets",
    domain="network",
    severity="low",
    family="network_segmentation",
    where=LIVING,
)
def dms_replication_instance_subnets_private(internet_route):
    """No subnet of the replication instance's subnet group has a route to an internet gateway.

    Why: What stands behind such a route needs only an address and a mistake in a security group to be on the internet.
    Remedy: Change the subnets of the replication subnet group to private ones, or their route tables.
    Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.PublicPrivate.html

    | internet_route | status    | verdict |
    |----------------|-----------|---------|
    | False          | available | pass    |
    | True           | available | fail    |
    | ?              | available | unknown |
    | True           | deleting  | -       |
    """
    return ~internet_route
