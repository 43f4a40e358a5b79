"""Checks of Amazon RDS: what PostgreSQL logs."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "status.str.lower() not in ['creating', 'deleting']"
ALONE = f"{LIVING} and not cluster_member and not custom"
SET = ["1", "on", "true", "all"]  # "none" stands for a parameter that is not set
UNSET = ["0", "off", "false", "none"]


@check(
    "rds_instance_parameters",
    domain="logging",
    severity="low",
    family="audit_logging",
    where=f"{ALONE} and engine.str.lower() == 'postgres'",
)
def rds_instance_connections_logged(log_connections, log_disconnections):
    """The PostgreSQL instance logs when a client connects and leaves.

    Why: Without it, nobody can tell afterwards who was in the database when data were read.
    Remedy: Set `log_connections` and `log_disconnections` to 1 in the instance's own parameter group.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html

    | log_connections | log_disconnections | engine   | cluster_member | custom | status    | verdict |
    |-----------------|--------------------|----------|----------------|--------|-----------|---------|
    | 1               | 1                  | postgres | False          | False  | available | pass    |
    | on              | ON                 | postgres | False          | False  | available | pass    |
    | all             | 1                  | postgres | False          | False  | available | pass    |
    | 1               | 0                  | postgres | False          | False  | available | fail    |
    | none            | 1                  | postgres | False          | False  | available | fail    |
    | 0               | 0                  | postgres | False          | False  | available | fail    |
    | odd             | 1                  | postgres | False          | False  | available | unknown |
    | ?               | 1                  | postgres | False          | False  | available | unknown |
    | 1               | 0                  | postgres | False          | False  | deleting  | -       |
    | 1               | 0                  | mysql    | False          | False  | available | -       |
    | 1               | 0                  | postgres | True           | False  | available | -       |
    | 1               | 0                  | postgres | False          | True   | available | -       |
    """
    return among(log_connections, SET, UNSET) & among(log_disconnections, SET, UNSET)


@check(
    "rds_cluster_parameters",
    domain="logging",
    severity="low",
    family="audit_logging",
    where=f"{LIVING} and engine.str.lower() in ['postgres', 'aurora-postgresql']",
)
def rds_cluster_connections_logged(log_connections, log_disconnections):
    """The PostgreSQL cluster logs when a client connects and leaves.

    Why: Without it, nobody can tell afterwards who was in the database when data were read.
    Remedy: Set `log_connections` and `log_disconnections` to 1 in the cluster's own parameter group.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html

    | log_connections | log_disconnections | engine            | status    | verdict |
    |-----------------|--------------------|-------------------|-----------|---------|
    | 1               | 1                  | aurora-postgresql | available | pass    |
    | on              | ON                 | aurora-postgresql | available | pass    |
    | all             | 1                  | aurora-postgresql | available | pass    |
    | 1               | 0                  | aurora-postgresql | available | fail    |
    | none            | 1                  | aurora-postgresql | available | fail    |
    | 0               | 0                  | aurora-postgresql | available | fail    |
    | odd             | 1                  | aurora-postgresql | available | unknown |
    | ?               | 1                  | aurora-postgresql | available | unknown |
    | 1               | 0                  | aurora-postgresql | deleting  | -       |
    | 1               | 0                  | aurora-mysql      | available | -       |
    """
    return among(log_connections, SET, UNSET) & among(log_disconnections, SET, UNSET)


@check(
    "rds_instance_parameters",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where=f"{ALONE} and engine.str.lower() == 'postgres'",
)
def rds_instance_statements_audited(pgaudit_log):
    """The parameters of the PostgreSQL instance tell pgAudit which statements to record.

    Why: The ordinary log does not tell who read or changed which table.
    Remedy: Load the extension `pgaudit`, and set `pgaudit.log` in the instance's own parameter group.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html

    | pgaudit_log | engine   | cluster_member | custom | status    | verdict |
    |-------------|----------|----------------|--------|-----------|---------|
    | all         | postgres | False          | False  | available | pass    |
    | ddl,role    | postgres | False          | False  | available | pass    |
    | none        | postgres | False          | False  | available | fail    |
    | None        | postgres | False          | False  | available | fail    |
    | ?           | postgres | False          | False  | available | unknown |
    | none        | postgres | False          | False  | deleting  | -       |
    | none        | mysql    | False          | False  | available | -       |
    | none        | postgres | True           | False  | available | -       |
    | none        | postgres | False          | True   | available | -       |
    """
    return pgaudit_log.str.lower() != "none"


@check(
    "rds_cluster_parameters",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where=f"{LIVING} and engine.str.lower() in ['postgres', 'aurora-postgresql']",
)
def rds_cluster_statements_audited(pgaudit_log):
    """The parameters of the PostgreSQL cluster tell pgAudit which statements to record.

    Why: The ordinary log does not tell who read or changed which table.
    Remedy: Load the extension `pgaudit`, and set `pgaudit.log` in the cluster's own parameter group.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html

    | pgaudit_log | engine            | status    | verdict |
    |-------------|-------------------|-----------|---------|
    | all         | aurora-postgresql | available | pass    |
    | ddl,role    | aurora-postgresql | available | pass    |
    | none        | aurora-postgresql | available | fail    |
    | None        | aurora-postgresql | available | fail    |
    | ?           | aurora-postgresql | available | unknown |
    | none        | aurora-postgresql | deleting  | -       |
    | none        | aurora-mysql      | available | -       |
    """
    return pgaudit_log.str.lower() != "none"
