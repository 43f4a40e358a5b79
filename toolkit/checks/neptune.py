"""Checks of Amazon Neptune."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "status.str.lower() != 'deleting'"


@check(
    "neptune_cluster",
    domain="identity",
    severity="high",
    family="authentication",
    where=LIVING,
)
def neptune_cluster_iam_authentication(iam_authentication):
    """Requests to the Neptune cluster must be signed with IAM credentials.

    Why: Neptune has no users of its own: without IAM, whoever reaches its port reads and changes all of the graph.
    Remedy: Modify the cluster and turn on IAM authentication (`--enable-iam-database-authentication`).
    Source: https://docs.aws.amazon.com/neptune/latest/userguide/security.html

    | iam_authentication | status    | verdict |
    |--------------------|-----------|---------|
    | True               | available | pass    |
    | False              | available | fail    |
    | ?                  | available | unknown |
    | False              | deleting  | -       |
    """
    return iam_authentication


@check(
    "neptune_cluster_parameters",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where=LIVING,
)
def neptune_cluster_audit_logged(log_exports, neptune_audit_log):
    """The Neptune cluster writes its audit log and sends it to CloudWatch Logs.

    Why: Who asked what shows in no other log; an export without the log sends nothing.
    Remedy: Set `neptune_enable_audit_log` to 1 in the cluster parameter group, and export the audit log.
    Source: https://docs.aws.amazon.com/neptune/latest/userguide/cloudwatch-logs.html

    | log_exports     | neptune_audit_log | status    | verdict |
    |-----------------|-------------------|-----------|---------|
    | audit slowquery | 1                 | available | pass    |
    | audit           | 0                 | available | fail    |
    | audit           | none              | available | fail    |
    | slowquery       | 1                 | available | fail    |
    | audit           | ?                 | available | unknown |
    | audit           | other             | available | unknown |
    | none            | 0                 | deleting  | -       |
    """
    return log_exports.str.split().map(lambda names: "audit" in names).astype("boolean") & among(
        neptune_audit_log, ["1"], ["0", "none"]
    )


@check(
    "neptune_cluster_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=f"{LIVING} and encrypted",
)
def neptune_cluster_key_customer_managed(key_customer_managed):
    """The Neptune cluster encrypts its storage with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; the policy of a key of AWS's cannot be changed.
    Remedy: Copy a snapshot with a customer managed key, restore it and replace the old one.
    Source: https://docs.aws.amazon.com/neptune/latest/userguide/security.html

    | key_customer_managed | encrypted | status    | verdict |
    |----------------------|-----------|-----------|---------|
    | True                 | True      | available | pass    |
    | False                | True      | available | fail    |
    | ?                    | True      | available | unknown |
    | False                | False     | available | -       |
    | False                | True      | deleting  | -       |
    """
    return key_customer_managed
