"""Checks of Amazon DynamoDB Accelerator."""

from toolkit.model import check


@check(
    "dax_cluster",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def dax_cluster_encrypted(encrypted):
    """The DAX cluster encrypts its data at rest.

    Why: The cache holds what the tables hold, on disks that are readable without it.
    Remedy: Make the cluster anew with encryption at rest; it cannot be added later.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html

    | encrypted | status    | verdict |
    |-----------|-----------|---------|
    | True      | available | pass    |
    | False     | available | fail    |
    | False     | deleting  | -       |
    """
    return encrypted


@check(
    "dax_cluster",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def dax_cluster_tls_required(tls):
    """The endpoint of the DAX cluster answers only with TLS.

    Why: Over plain connections, items and credentials can be read on the way.
    Remedy: Make the cluster anew with `ClusterEndpointEncryptionType` `TLS`.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html

    | tls   | status    | verdict |
    |-------|-----------|---------|
    | True  | available | pass    |
    | False | available | fail    |
    | False | deleting  | -       |
    """
    return tls


@check(
    "dax_cluster",
    domain="resilience",
    severity="low",
    family="high_availability",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def dax_cluster_nodes_several(nodes):
    """The DAX cluster has at least three nodes.

    Why: With fewer, the loss of a node or zone loads the tables with everything at once.
    Remedy: Increase the replication factor to three, over several zones.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html

    | nodes | status    | verdict |
    |-------|-----------|---------|
    | 3     | available | pass    |
    | 2     | available | fail    |
    | 1     | available | fail    |
    | ?     | available | unknown |
    | 2     | deleting  | -       |
    """
    return nodes >= 3
