"""Checks of Amazon ElastiCache: replication groups."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "status.str.lower() not in ['creating', 'deleting', 'create-failed']"


@check(
    "elasticache_replication_group",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where=LIVING,
)
def elasticache_replication_group_encrypted(encrypted):
    """The replication group encrypts its data at rest.

    Why: Snapshots and what nodes write to disk are readable without it.
    Remedy: Make the group anew from a snapshot with encryption at rest; it cannot be added later.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html

    | encrypted | status    | verdict |
    |-----------|-----------|---------|
    | True      | available | pass    |
    | False     | available | fail    |
    | False     | deleting  | -       |
    """
    return encrypted


@check(
    "elasticache_replication_group_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=LIVING,
)
def elasticache_replication_group_key_customer_managed(key_customer_managed):
    """The replication group encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make the group anew from a snapshot with a customer managed key.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html

    | key_customer_managed | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | available | pass    |
    | False                | available | fail    |
    | ?                    | available | unknown |
    | False                | deleting  | -       |
    """
    return key_customer_managed


@check(
    "elasticache_replication_group",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=LIVING,
)
def elasticache_replication_group_tls_required(tls_mode):
    """The replication group takes only connections with TLS.

    Why: Over plain connections, passwords and everything in the cache can be read on the way.
    Remedy: Modify the group: transit encryption on, its mode first `preferred`, then `required`.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html

    | tls_mode  | status    | verdict |
    |-----------|-----------|---------|
    | required  | available | pass    |
    | Required  | available | pass    |
    | preferred | available | fail    |
    | none      | available | fail    |
    | other     | available | unknown |
    | ?         | available | unknown |
    | preferred | deleting  | -       |
    """
    return among(tls_mode, ["required"], ["preferred", "none"])


@check(
    "elasticache_replication_group",
    domain="application",
    severity="high",
    family="authentication",
    where=LIVING,
)
def elasticache_replication_group_users_authenticated(auth_token, user_groups):
    """Clients of the replication group sign in: with a token, or as users of a user group.

    Why: Whoever reaches its port inside the network reads and changes everything in the cache.
    Remedy: Give the group a user group (RBAC), or an AUTH token, with TLS.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html

    | auth_token | user_groups | status    | verdict |
    |------------|-------------|-----------|---------|
    | True       | none        | available | pass    |
    | False      | admins      | available | pass    |
    | False      | none        | available | fail    |
    | True       | ?           | available | unknown |
    | False      | ?           | available | unknown |
    | False      | none        | deleting  | -       |
    """
    return auth_token | (user_groups != "none")


@check(
    "elasticache_replication_group",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where=LIVING,
)
def elasticache_replication_group_zones_several(multi_az, automatic_failover):
    """The replication group has nodes in several Availability Zones, and a replica takes over by itself.

    Why: The loss of a zone or node otherwise empties the cache, and loads the database behind it at once.
    Remedy: Modify the group: a replica in another zone, Multi-AZ and automatic failover on.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html

    | multi_az | automatic_failover | status    | verdict |
    |----------|--------------------|-----------|---------|
    | True     | True               | available | pass    |
    | True     | False              | available | fail    |
    | False    | True               | available | fail    |
    | False    | False              | available | fail    |
    | True     | False              | deleting  | -       |
    """
    return multi_az & automatic_failover


@check(
    "elasticache_replication_group",
    domain="resilience",
    severity="low",
    family="backup_operation",
    where=LIVING,
)
def elasticache_replication_group_backups_kept(backup_days, *, min_days=1):
    """The replication group keeps automatic snapshots as long as the policy asks.

    Why: What is only in the cache, such as sessions, comes back only from a snapshot.
    Remedy: Modify the group and set the snapshot retention (`SnapshotRetentionLimit`).
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html

    | backup_days | status    | verdict |
    |-------------|-----------|---------|
    | 1           | available | pass    |
    | 0           | available | fail    |
    | ?           | available | unknown |
    | 0           | deleting  | -       |
    """
    return backup_days >= min_days


@check(
    "elasticache_replication_group",
    domain="logging",
    severity="low",
    family="audit_logging",
    where=LIVING,
)
def elasticache_replication_group_engine_logged(log_types):
    """The replication group delivers its engine log.

    Why: Failed sign-ins, failovers and configuration changes stand nowhere else.
    Remedy: Modify the group and deliver the engine log to CloudWatch Logs or Firehose.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html

    | log_types           | status    | verdict |
    |---------------------|-----------|---------|
    | none                | available | fail    |
    | slow-log            | available | fail    |
    | engine-log          | available | pass    |
    | engine-log slow-log | available | pass    |
    | ?                   | available | unknown |
    | none                | deleting  | -       |
    """
    return log_types.str.lower().str.contains("engine-log", regex=False)
