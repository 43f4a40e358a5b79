"""Checks of Amazon MemoryDB."""

from toolkit.model import check

OPEN = ["open-access"]  # the list that AWS makes, of a user without a password


@check(
    "memorydb_cluster",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def memorydb_cluster_tls_required(requires_tls):
    """Clients of the cluster must use TLS.

    Why: Over plain connections, passwords and everything stored can be read on the way.
    Remedy: Make the cluster anew from a snapshot with TLS; it cannot be added later.
    Source: https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html

    | requires_tls | status    | verdict |
    |--------------|-----------|---------|
    | True         | available | pass    |
    | False        | available | fail    |
    | False        | deleting  | -       |
    """
    return requires_tls


@check(
    "memorydb_cluster",
    domain="application",
    severity="high",
    family="authentication",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def memorydb_cluster_users_authenticated(acl_name):
    """The access control list of the cluster is not the one that admits everyone.

    Why: With `open-access`, whoever reaches its port inside the network reads and changes everything.
    Remedy: Make an access control list with named users, and set it for the cluster (`ACLName`).
    Source: https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html

    | acl_name    | status    | verdict |
    |-------------|-----------|---------|
    | admins      | available | pass    |
    | open-access | available | fail    |
    | Open-Access | available | fail    |
    | ?           | available | unknown |
    | open-access | deleting  | -       |
    """
    return ~acl_name.str.lower().isin(OPEN)


@check(
    "memorydb_cluster",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def memorydb_cluster_zones_several(multi_az):
    """The cluster has replicas in another Availability Zone.

    Why: With one zone, its loss stops every application that needs the cluster.
    Remedy: Add a replica to each shard; MemoryDB puts it into another zone.
    Source: https://docs.aws.amazon.com/memorydb/latest/devguide/autofailover.html

    | multi_az | status    | verdict |
    |----------|-----------|---------|
    | True     | available | pass    |
    | False    | available | fail    |
    | False    | deleting  | -       |
    """
    return multi_az


@check(
    "memorydb_cluster",
    domain="resilience",
    severity="medium",
    family="backup",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def memorydb_cluster_backups_kept(snapshot_days, *, min_days=7):
    """The cluster keeps automatic snapshots as long as the policy asks.

    Why: What a faulty program or an intruder deletes comes back only from a snapshot.
    Remedy: Modify the cluster and set the snapshot retention (`SnapshotRetentionLimit`).
    Source: https://docs.aws.amazon.com/memorydb/latest/devguide/snapshots-automatic.html

    | snapshot_days | status    | verdict |
    |---------------|-----------|---------|
    | 7             | available | pass    |
    | 6             | available | fail    |
    | 0             | available | fail    |
    | ?             | available | unknown |
    | 6             | deleting  | -       |
    """
    return snapshot_days >= min_days


@check(
    "memorydb_cluster",
    domain="compute",
    severity="low",
    family="patching",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def memorydb_cluster_minor_upgrades_automatic(auto_minor_upgrades):
    """Minor versions of the engine of the cluster are applied automatically.

    Why: AWS provides the patched engine, but the customer decides when it is installed.
    Remedy: Make the cluster with automatic minor version upgrades.
    Source: https://docs.aws.amazon.com/memorydb/latest/devguide/engine-versions.html

    | auto_minor_upgrades | status    | verdict |
    |---------------------|-----------|---------|
    | True                | available | pass    |
    | False               | available | fail    |
    | False               | deleting  | -       |
    """
    return auto_minor_upgrades


@check(
    "memorydb_cluster_key",
    domain="data",
    severity="low",
    family="key_custody",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def memorydb_cluster_key_customer_managed(key_customer_managed):
    """The cluster encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make the cluster anew from a snapshot with a customer managed key.
    Source: https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html

    | key_customer_managed | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | available | pass    |
    | False                | available | fail    |
    | ?                    | available | unknown |
    | False                | deleting  | -       |
    """
    return key_customer_managed
