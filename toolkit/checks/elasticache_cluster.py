"""Checks of Amazon ElastiCache: cache clusters outside of replication groups, and serverless caches."""

from toolkit.checks.elasticache import LIVING
from toolkit.model import check
from toolkit.readings import among

WITH_USERS = f"{LIVING} and engine.str.lower() != 'memcached'"
ALONE = f"{LIVING} and replication_group == 'none'"  # not a node of a group, whose settings it has
STORING = f"{ALONE} and engine.str.lower() != 'memcached'"


@check(
    "elasticache_cluster",
    domain="compute",
    severity="low",
    family="patching",
    where=LIVING,
)
def elasticache_cluster_minor_upgrades_automatic(auto_minor_upgrades):
    """Minor versions of the engine of the cache cluster are applied automatically.

    Why: AWS provides the patched engine, but the customer decides when it is installed.
    Remedy: Modify the cluster and enable automatic minor version upgrades.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html

    | auto_minor_upgrades | status    | verdict |
    |---------------------|-----------|---------|
    | True                | available | pass    |
    | False               | available | fail    |
    | False               | deleting  | -       |
    """
    return auto_minor_upgrades


@check(
    "elasticache_cluster",
    domain="resilience",
    severity="low",
    family="backup_operation",
    where=STORING,
)
def elasticache_cluster_backups_kept(backup_days, *, min_days=1):
    """The single-node cache cluster keeps automatic snapshots as long as the policy asks; Memcached has none.

    Why: What is only in the cache, such as sessions, comes back only from a snapshot.
    Remedy: Modify the cluster and set the snapshot retention (`SnapshotRetentionLimit`).
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html

    | backup_days | engine    | replication_group | status    | verdict |
    |-------------|-----------|-------------------|-----------|---------|
    | 1           | redis     | none              | available | pass    |
    | 0           | redis     | none              | available | fail    |
    | ?           | redis     | none              | available | unknown |
    | 0           | redis     | group             | available | -       |
    | 0           | redis     | none              | deleting  | -       |
    | 0           | memcached | none              | available | -       |
    """
    return backup_days >= min_days


@check(
    "elasticache_cluster",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where=STORING,
)
def elasticache_cluster_encrypted(encrypted):
    """The single-node cache cluster encrypts its data at rest; Memcached, which stores none, is left out.

    Why: Snapshots and what the node writes to disk are readable without it.
    Remedy: Replace the cluster by a replication group with encryption at rest.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html

    | encrypted | engine    | replication_group | status    | verdict |
    |-----------|-----------|-------------------|-----------|---------|
    | True      | redis     | none              | available | pass    |
    | False     | redis     | none              | available | fail    |
    | False     | redis     | group             | available | -       |
    | False     | redis     | none              | deleting  | -       |
    | False     | memcached | none              | available | -       |
    """
    return encrypted


@check(
    "elasticache_cluster",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=ALONE,
)
def elasticache_cluster_tls_required(tls):
    """Clients of the cache cluster outside of a replication group connect with TLS.

    Why: Over plain connections, everything in the cache can be read on the way.
    Remedy: Make the cluster anew with encryption in transit.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html

    | tls   | replication_group | status    | verdict |
    |-------|-------------------|-----------|---------|
    | True  | none              | available | pass    |
    | False | none              | available | fail    |
    | False | group             | available | -       |
    | False | none              | deleting  | -       |
    """
    return tls


@check(
    "elasticache_cluster",
    domain="application",
    severity="high",
    family="authentication",
    where=STORING,
)
def elasticache_cluster_users_authenticated(auth_token):
    """Clients of the single-node cache cluster give a password; Memcached has none.

    Why: Whoever reaches its port inside the network reads and changes everything in the cache.
    Remedy: Replace the cluster by a replication group with a user group or AUTH token.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html

    | auth_token | engine    | replication_group | status    | verdict |
    |------------|-----------|-------------------|-----------|---------|
    | True       | redis     | none              | available | pass    |
    | False      | redis     | none              | available | fail    |
    | False      | redis     | group             | available | -       |
    | False      | redis     | none              | deleting  | -       |
    | False      | memcached | none              | available | -       |
    """
    return auth_token


@check(
    "elasticache_serverless_cache",
    domain="application",
    severity="high",
    family="authentication",
    where=WITH_USERS,
)
def elasticache_serverless_cache_users_authenticated(user_group):
    """Clients of the serverless cache sign in as users of a user group; Memcached has none.

    Why: Whoever reaches its endpoint inside the network reads and changes everything in the cache.
    Remedy: Modify the cache and give it a user group (`UserGroupId`).
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html

    | user_group | status    | engine    | verdict |
    |------------|-----------|-----------|---------|
    | admins     | available | redis     | pass    |
    | none       | available | redis     | fail    |
    | ?          | available | redis     | unknown |
    | none       | deleting  | redis     | -       |
    | none       | available | memcached | -       |
    """
    return user_group != "none"


@check(
    "elasticache_serverless_cache",
    domain="resilience",
    severity="low",
    family="backup_operation",
    where=LIVING,
)
def elasticache_serverless_cache_backups_kept(backup_days, *, min_days=1):
    """The serverless cache keeps automatic snapshots as long as the policy asks.

    Why: What is only in the cache, such as sessions, comes back only from a snapshot.
    Remedy: Modify the cache and set how many snapshots are kept (`SnapshotRetentionLimit`).
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
    "elasticache_serverless_cache",
    domain="network",
    severity="high",
    family="network_exposure",
    where=LIVING,
)
def elasticache_serverless_cache_private(connection_type):
    """The serverless cache is reached through the VPC, not over the internet.

    Why: Whoever finds a public endpoint needs only credentials, or a mistake in them, to read the cache.
    Remedy: Make the cache anew with the connection type `vpc`.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/WhatIs.corecomponents.html

    | connection_type | status    | verdict |
    |-----------------|-----------|---------|
    | vpc             | available | pass    |
    | VPC             | available | pass    |
    | public          | available | fail    |
    | other           | available | unknown |
    | ?               | available | unknown |
    | public          | deleting  | -       |
    """
    return among(connection_type, ["vpc"], ["public"])


@check(
    "elasticache_serverless_cache_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=LIVING,
)
def elasticache_serverless_cache_key_customer_managed(key_customer_managed):
    """The serverless cache encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make the cache anew from a snapshot with a customer managed key.
    Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html

    | key_customer_managed | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | available | pass    |
    | False                | available | fail    |
    | ?                    | available | unknown |
    | False                | deleting  | -       |
    """
    return key_customer_managed
