"""Checks of Amazon RDS: logs, sign-in, transport, versions, keys and tags."""

import pandas as pd

from toolkit.model import check
from toolkit.readings import among

LIVING = "status.str.lower() != 'deleting'"
OWN = f"not cluster_member and {LIVING}"  # a member has these settings of its cluster
# The log in which each engine writes who connects.
CONNECTIONS = {"postgres": "postgresql", "mysql": "audit", "mariadb": "audit", "oracle": "audit", "sqlserver": "error"}


def _holds(lists: pd.Series, words: pd.Series) -> pd.Series:
    """Tell whether each list, separated by spaces, holds its word; NA where no word is known."""
    held = [pd.NA if pd.isna(word) else word in text.split() for text, word in zip(lists, words, strict=True)]
    return pd.Series(held, index=lists.index, dtype="boolean")


@check(
    "rds_instance_data",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where=f"{OWN} and not custom and engine.str.lower() not in ['aurora', 'aurora-mysql', 'docdb', 'neptune']",
)
def rds_instance_logs_exported(engine, log_exports):
    """The DB instance or cluster sends the log of its engine that records who connects to CloudWatch Logs.

    Why: On the instance, logs are kept for days only, and are gone with it.
    Remedy: Modify it and export `postgresql`, `audit` (MySQL, MariaDB, Oracle) or `error` (SQL Server).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html

    | engine            | log_exports        | cluster_member | custom | status    | verdict |
    |-------------------|--------------------|----------------|--------|-----------|---------|
    | postgres          | postgresql upgrade | False          | False  | available | pass    |
    | aurora-postgresql | postgresql         | False          | False  | available | pass    |
    | Postgres          | upgrade            | False          | False  | available | fail    |
    | mysql             | audit error        | False          | False  | available | pass    |
    | mariadb           | error general      | False          | False  | available | fail    |
    | oracle-ee         | alert audit        | False          | False  | available | pass    |
    | sqlserver-se      | agent error        | False          | False  | available | pass    |
    | sqlserver-se      | none               | False          | False  | available | fail    |
    | db2-se            | diag.log           | False          | False  | available | unknown |
    | postgres          | ?                  | False          | False  | available | unknown |
    | ?                 | postgresql         | False          | False  | available | unknown |
    | aurora-mysql      | none               | False          | False  | available | -       |
    | postgres          | none               | True           | False  | available | -       |
    | custom-oracle-ee  | none               | False          | True   | available | -       |
    | postgres          | none               | False          | False  | deleting  | -       |
    """
    return _holds(
        log_exports, engine.str.lower().replace("aurora-postgresql", "postgres").str.split("-").str[0].map(CONNECTIONS)
    )


@check(
    "rds_cluster_parameters",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where="status.str.lower() != 'deleting' and engine.str.lower() == 'aurora-mysql'",
)
def rds_cluster_audit_logged(log_exports, server_audit_logging):
    """The Aurora MySQL cluster writes its audit log and sends it to CloudWatch Logs.

    Why: Who connected and which statements they ran shows in no other log; an export without the log sends nothing.
    Remedy: Set `server_audit_logging` to 1 in the cluster parameter group, and export the audit log.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.html

    | log_exports | server_audit_logging | engine            | status    | verdict |
    |-------------|----------------------|-------------------|-----------|---------|
    | audit error | 1                    | aurora-mysql      | available | pass    |
    | audit       | ON                   | aurora-mysql      | available | pass    |
    | audit       | 0                    | aurora-mysql      | available | fail    |
    | audit       | none                 | aurora-mysql      | available | fail    |
    | error       | 1                    | aurora-mysql      | available | fail    |
    | audit       | ?                    | aurora-mysql      | available | unknown |
    | audit       | other                | aurora-mysql      | available | unknown |
    | none        | 0                    | aurora-postgresql | available | -       |
    | none        | 0                    | aurora-mysql      | deleting  | -       |
    """
    return log_exports.str.split().map(lambda names: "audit" in names).astype("boolean") & among(
        server_audit_logging, ["1", "on"], ["0", "off", "none"]
    )


@check(
    "rds_cluster_parameters",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=LIVING,
)
def rds_cluster_tls_required(requires_tls):
    """The parameter group of the DB cluster refuses connections without TLS.

    Why: Clients that connect in clear send passwords and results that can be read on the way.
    Remedy: In its cluster parameter group set `rds.force_ssl` (PostgreSQL) to 1 or `require_secure_transport` to ON.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html

    | requires_tls | status    | verdict |
    |--------------|-----------|---------|
    | True         | available | pass    |
    | False        | available | fail    |
    | ?            | available | unknown |
    | False        | deleting  | -       |
    """
    return requires_tls


@check(
    "rds_instance_parameters",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=f"{OWN} and engine.str.lower().str.split('-').str[0] in ['postgres', 'mysql', 'mariadb', 'sqlserver']",
)
def rds_instance_tls_required(requires_tls):
    """The parameter group of the DB instance refuses connections without TLS.

    Why: Clients that connect in clear send passwords and results that can be read on the way.
    Remedy: In its parameter group set `rds.force_ssl` or, for MySQL and MariaDB, `require_secure_transport` to 1.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html

    | requires_tls | engine       | cluster_member | status    | verdict |
    |--------------|--------------|----------------|-----------|---------|
    | True         | postgres     | False          | available | pass    |
    | False        | sqlserver-se | False          | available | fail    |
    | False        | MySQL        | False          | available | fail    |
    | ?            | mariadb      | False          | available | unknown |
    | False        | oracle-ee    | False          | available | -       |
    | False        | postgres     | True           | available | -       |
    | False        | postgres     | False          | deleting  | -       |
    """
    return requires_tls


@check(
    "rds_instance_data",
    domain="identity",
    severity="low",
    family="authentication",
    where=f"{OWN} and engine.str.lower() in ['mysql', 'mariadb', 'postgres', 'aurora-mysql', 'aurora-postgresql']",
)
def rds_instance_iam_authentication(iam_authentication):
    """Users of the DB instance or cluster may sign in with IAM credentials.

    Why: Tokens of IAM expire after minutes and are governed centrally; a database's passwords stay until changed.
    Remedy: Modify it and turn on IAM database authentication (`--enable-iam-database-authentication`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html

    | iam_authentication | engine       | cluster_member | status    | verdict |
    |--------------------|--------------|----------------|-----------|---------|
    | True               | postgres     | False          | available | pass    |
    | False              | Aurora-MySQL | False          | available | fail    |
    | ?                  | postgres     | False          | available | unknown |
    | False              | oracle-ee    | False          | available | -       |
    | False              | postgres     | True           | available | -       |
    | False              | postgres     | False          | deleting  | -       |
    """
    return iam_authentication


@check(
    "rds_instance_data",
    domain="application",
    severity="low",
    where=f"{OWN} and not read_replica and engine.str.lower() != 'neptune'",
)
def rds_instance_admin_name_own(master_user):
    """The administrator of the DB instance or cluster has another name than a default one.

    Why: Whoever tries passwords begins with the names that everybody knows.
    Remedy: Make the database anew with another name and move the data; it cannot be changed.
    Source: https://docs.aws.amazon.com/config/latest/developerguide/rds-instance-default-admin-check.html

    | master_user | cluster_member | read_replica | engine   | status    | verdict |
    |-------------|----------------|--------------|----------|-----------|---------|
    | shop_owner  | False          | False        | mysql    | available | pass    |
    | admin       | False          | False        | mysql    | available | fail    |
    | Postgres    | False          | False        | postgres | available | fail    |
    | ?           | False          | False        | mysql    | available | unknown |
    | none        | False          | False        | mysql    | available | unknown |
    | admin       | True           | False        | mysql    | available | -       |
    | admin       | False          | True         | mysql    | available | -       |
    | none        | False          | False        | neptune  | available | -       |
    | admin       | False          | False        | mysql    | deleting  | -       |
    """
    return (~master_user.str.lower().isin(["admin", "postgres"])).astype("boolean").mask(master_user.eq("none"))


@check(
    "rds_instance_data",
    domain="governance",
    severity="low",
    family="asset_inventory",
    where=OWN,
)
def rds_instance_tags_copied(copies_tags):
    """Snapshots of the DB instance or cluster get its tags.

    Why: Without tags nobody knows whose a snapshot is, and rules for owners and retention pass it by.
    Remedy: Modify it and turn on copying of tags to snapshots (`--copy-tags-to-snapshot`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html

    | copies_tags | cluster_member | status    | verdict |
    |-------------|----------------|-----------|---------|
    | True        | False          | available | pass    |
    | False       | False          | available | fail    |
    | ?           | False          | available | unknown |
    | False       | True           | available | -       |
    | False       | False          | deleting  | -       |
    """
    return copies_tags


@check(
    "rds_instance_data",
    domain="compute",
    severity="medium",
    family="supported_versions",
    where=f"{OWN} and not custom and engine.str.lower() not in ['docdb', 'neptune']",
)
def rds_instance_version_available(engine_version_status):
    """AWS lists the engine version of the DB instance or cluster as available.

    Why: A version that AWS has deprecated gets no more corrections, and is upgraded when AWS chooses.
    Remedy: Upgrade the engine to a version that is available (`modify-db-instance --engine-version`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html

    | engine_version_status | engine           | cluster_member | custom | status    | verdict |
    |-----------------------|------------------|----------------|--------|-----------|---------|
    | available             | postgres         | False          | False  | available | pass    |
    | Available             | mysql            | False          | False  | available | pass    |
    | deprecated            | postgres         | False          | False  | available | fail    |
    | unlisted              | postgres         | False          | False  | available | fail    |
    | other                 | postgres         | False          | False  | available | unknown |
    | ?                     | postgres         | False          | False  | available | unknown |
    | ?                     | neptune          | False          | False  | available | -       |
    | deprecated            | postgres         | True           | False  | available | -       |
    | deprecated            | custom-oracle-ee | False          | True   | available | -       |
    | deprecated            | postgres         | False          | False  | deleting  | -       |
    """
    return among(engine_version_status, ["available"], ["deprecated", "unlisted"])


@check(
    "rds_snapshot_sharing",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where="status.str.lower() not in ['creating', 'deleting', 'failed']",
)
def rds_snapshot_encrypted(encrypted):
    """The manual snapshot of a DB instance or cluster is encrypted.

    Why: A snapshot holds the whole database, and outlives it.
    Remedy: Copy the snapshot with a KMS key (`copy-db-snapshot --kms-key-id`) and delete the old one.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html

    | encrypted | status    | verdict |
    |-----------|-----------|---------|
    | True      | available | pass    |
    | False     | available | fail    |
    | ?         | available | unknown |
    | False     | deleting  | -       |
    """
    return encrypted


@check(
    "rds_instance_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=f"{OWN} and encrypted",
)
def rds_instance_key_customer_managed(key_customer_managed):
    """The DB instance encrypts its storage with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; the policy of a key of AWS's cannot be changed.
    Remedy: Copy a snapshot with a customer managed key, restore it and replace the old one.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html

    | key_customer_managed | encrypted | cluster_member | status    | verdict |
    |----------------------|-----------|----------------|-----------|---------|
    | True                 | True      | False          | available | pass    |
    | False                | True      | False          | available | fail    |
    | ?                    | True      | False          | available | unknown |
    | False                | False     | False          | available | -       |
    | False                | True      | True           | available | -       |
    | False                | True      | False          | deleting  | -       |
    """
    return key_customer_managed


@check(
    "rds_cluster_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=f"{LIVING} and encrypted",
)
def rds_cluster_key_customer_managed(key_customer_managed):
    """The DB cluster encrypts its storage with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; the policy of a key of AWS's cannot be changed.
    Remedy: Copy a snapshot with a customer managed key, restore it and replace the old one.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html

    | key_customer_managed | encrypted | status    | verdict |
    |----------------------|-----------|-----------|---------|
    | True                 | True      | available | pass    |
    | False                | True      | available | fail    |
    | ?                    | True      | available | unknown |
    | False                | False     | available | -       |
    | False                | True      | deleting  | -       |
    """
    return key_customer_managed
