"""Checks of Amazon DocumentDB."""

from toolkit.model import check
from toolkit.readings import among

AUDITED = ["enabled", "ddl", "dml_read", "dml_write", "all"]
LIVING = "status.str.lower() != 'deleting'"


@check(
    "docdb_cluster_parameters",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=LIVING,
)
def docdb_cluster_tls_required(requires_tls):
    """The parameter group of the DocumentDB cluster refuses connections without TLS.

    Why: Clients that connect in clear send passwords and documents that can be read on the way.
    Remedy: Set `tls` to `tls1.2+` in a cluster parameter group of one's own and reboot the instances.
    Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html

    | requires_tls | status    | verdict |
    |--------------|-----------|---------|
    | True         | available | pass    |
    | False        | available | fail    |
    | ?            | available | unknown |
    | False        | deleting  | -       |
    """
    return requires_tls


@check(
    "docdb_cluster_parameters",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where=LIVING,
)
def docdb_cluster_audit_logged(log_exports, audit_logs):
    """The DocumentDB cluster writes an audit log and sends it to CloudWatch Logs.

    Why: Who signed in and changed what shows in no other log; an export without the log sends nothing.
    Remedy: Set `audit_logs` in the cluster parameter group to `enabled` or `all`, and export the audit log.
    Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html

    | log_exports    | audit_logs    | status    | verdict |
    |----------------|---------------|-----------|---------|
    | audit profiler | enabled       | available | pass    |
    | audit          | all           | available | pass    |
    | audit          | ddl           | available | pass    |
    | audit          | ddl,dml_write | available | pass    |
    | audit          | disabled      | available | fail    |
    | audit          | none          | available | fail    |
    | profiler       | enabled       | available | fail    |
    | audit          | ?             | available | unknown |
    | ?              | enabled       | available | unknown |
    | none           | disabled      | deleting  | -       |
    """
    return log_exports.str.split().map(lambda names: "audit" in names).astype("boolean") & among(
        audit_logs.str.split(",").str[0], AUDITED, ["disabled", "none"]
    )


@check(
    "docdb_cluster_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=f"{LIVING} and encrypted",
)
def docdb_cluster_key_customer_managed(key_customer_managed):
    """The DocumentDB cluster encrypts its storage with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; the policy of a key of AWS's cannot be changed.
    Remedy: Copy a snapshot with a customer managed key, restore it and replace the old one.
    Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/security.html

    | key_customer_managed | encrypted | status    | verdict |
    |----------------------|-----------|-----------|---------|
    | True                 | True      | available | pass    |
    | False                | True      | available | fail    |
    | ?                    | True      | available | unknown |
    | False                | False     | available | -       |
    | False                | True      | deleting  | -       |
    """
    return key_customer_managed
