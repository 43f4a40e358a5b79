"""Checks of Amazon DocumentDB elastic clusters."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "status.str.lower() not in ['creating', 'deleting']"


@check(
    "docdb_elastic_cluster",
    domain="resilience",
    severity="medium",
    family="backup",
    where=LIVING,
)
def docdb_elastic_cluster_backups_kept(backup_days, *, min_days=7):
    """The elastic cluster makes automatic snapshots, which are kept as long as the policy asks.

    Why: Corrupted or encrypted data is often noticed days later, when a short backup holds nothing else any more.
    Remedy: Modify the elastic cluster and set the retention period of backups (`BackupRetentionPeriod`).
    Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/elastic-managing.html

    | backup_days | status   | verdict |
    |-------------|----------|---------|
    | 7           | ACTIVE   | pass    |
    | 6           | ACTIVE   | fail    |
    | 0           | ACTIVE   | fail    |
    | ?           | ACTIVE   | unknown |
    | 6           | DELETING | -       |
    """
    return backup_days >= min_days


@check(
    "docdb_elastic_cluster",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where=LIVING,
)
def docdb_elastic_cluster_shards_replicated(shard_instances):
    """Each shard of the elastic cluster has at least two instances.

    Why: With one, the loss of its zone or host stops the shard, until AWS has made another instance.
    Remedy: Modify the elastic cluster and set at least two instances per shard (`ShardInstanceCount`).
    Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/elastic-how-it-works.html

    | shard_instances | status   | verdict |
    |-----------------|----------|---------|
    | 2               | ACTIVE   | pass    |
    | 1               | ACTIVE   | fail    |
    | ?               | ACTIVE   | unknown |
    | 1               | DELETING | -       |
    """
    return shard_instances >= 2


@check(
    "docdb_elastic_cluster",
    domain="application",
    severity="low",
    where=LIVING,
)
def docdb_elastic_cluster_password_in_secret(auth_type):
    """The administrator's password of the elastic cluster was given as a secret of AWS Secrets Manager.

    Why: A password that is handed over in plain text stays in histories and templates, and nobody rotates it.
    Remedy: Put the password into Secrets Manager and update the cluster with the secret's ARN (`AuthType`).
    Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-using-elastic-clusters.html

    | auth_type  | status   | verdict |
    |------------|----------|---------|
    | SECRET_ARN | ACTIVE   | pass    |
    | secret_arn | ACTIVE   | pass    |
    | PLAIN_TEXT | ACTIVE   | fail    |
    | OTHER      | ACTIVE   | unknown |
    | ?          | ACTIVE   | unknown |
    | PLAIN_TEXT | DELETING | -       |
    """
    return among(auth_type, ["secret_arn"], ["plain_text"])


@check(
    "docdb_elastic_cluster_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=LIVING,
)
def docdb_elastic_cluster_key_customer_managed(key_customer_managed):
    """The elastic cluster encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Restore a snapshot of the elastic cluster with a customer managed key.
    Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/elastic-encryption.html

    | key_customer_managed | status   | verdict |
    |----------------------|----------|---------|
    | True                 | ACTIVE   | pass    |
    | False                | ACTIVE   | fail    |
    | ?                    | ACTIVE   | unknown |
    | False                | DELETING | -       |
    """
    return key_customer_managed


@check(
    "docdb_elastic_cluster_subnets",
    domain="network",
    severity="low",
    family="network_segmentation",
    where=LIVING,
)
def docdb_elastic_cluster_subnets_private(internet_route):
    """No subnet of the elastic cluster has a route to an internet gateway.

    Why: What stands behind such a route needs only an address and a mistake in a security group to be on the internet.
    Remedy: Update the elastic cluster with private subnets (`SubnetIds`), or change their route tables.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html

    | internet_route | status   | verdict |
    |----------------|----------|---------|
    | False          | ACTIVE   | pass    |
    | True           | ACTIVE   | fail    |
    | ?              | ACTIVE   | unknown |
    | True           | DELETING | -       |
    """
    return ~internet_route
