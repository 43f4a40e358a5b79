"""Amazon RDS: parameter groups, with the parameters that matter to transport encryption and logs."""

from __future__ import annotations

import json

from toolkit.model import column, detail, table

TLS = ["rds.force_ssl", "require_secure_transport"]
LOGS = [
    "log_connections",
    "log_disconnections",
    "log_statement",
    "pgaudit.log",
    "general_log",
    "slow_query_log",
    "server_audit_logging",
]
# DocumentDB and Neptune, whose groups RDS lists too.
OTHER_TLS = ["tls", "neptune_enforce_ssl"]
OTHER_LOGS = ["audit_logs", "neptune_enable_audit_log"]
ON = ["1", "on", "ON", "enabled", "tls1.2+", "tls1.3+", "fips-140-3"]


def _named(*parameters: str) -> str:
    """Return the filter that asks for parameters by name; AWS passes over those that the engine does not have."""
    return f"`{json.dumps([{'Name': 'parameter-name', 'Values': parameters}])}`"


def _value(parameter: str) -> str:
    return f"parameters.Parameters[?ParameterName == '{parameter}'].ParameterValue | [0] || 'none'"


def _on(*parameters: str) -> str:
    return (
        f"length(parameters.Parameters[?contains(`{json.dumps(parameters)}`, ParameterName)"
        f" && contains(`{json.dumps(ON)}`, ParameterValue)]) > `0`"
    )


@table("rds:describe_db_parameter_groups", resource_type="AWS::RDS::DBParameterGroup", key="DBParameterGroupArn")
class rds_parameter_group:
    """Parameter groups of DB instances, the default ones of engines in use included."""

    parameters = detail(
        "describe_db_parameters", DBParameterGroupName="DBParameterGroupName", Filters=_named(*TLS, *LOGS)
    )

    name: str = column("DBParameterGroupName", "Name of the group.")
    family: str = column("DBParameterGroupFamily", "Engine and major version, such as `postgres16`.")
    is_default: bool = column("starts_with(DBParameterGroupName, 'default.')", "Is AWS's own, which nobody can change.")
    requires_tls: bool = column(_on(*TLS), "Refuses connections without TLS.")
    force_ssl: str = column(_value("rds.force_ssl"), "`rds.force_ssl` (PostgreSQL, SQL Server), or `none` if not set.")
    require_secure_transport: str = column(
        _value("require_secure_transport"), "`require_secure_transport` (MySQL, MariaDB), or `none` if not set."
    )
    log_connections: str = column(_value("log_connections"), "`log_connections` (PostgreSQL), or `none` if not set.")
    log_disconnections: str = column(
        _value("log_disconnections"), "`log_disconnections` (PostgreSQL), or `none` if not set."
    )
    log_statement: str = column(_value("log_statement"), "`log_statement` (PostgreSQL), or `none` if not set.")
    pgaudit_log: str = column(_value("pgaudit.log"), "`pgaudit.log` (PostgreSQL), or `none` if not set.")
    general_log: str = column(_value("general_log"), "`general_log` (MySQL, MariaDB), or `none` if not set.")
    slow_query_log: str = column(_value("slow_query_log"), "`slow_query_log` (MySQL, MariaDB), or `none` if not set.")


@table(
    "rds:describe_db_cluster_parameter_groups",
    resource_type="AWS::RDS::DBClusterParameterGroup",
    key="DBClusterParameterGroupArn",
)
class rds_cluster_parameter_group:
    """Parameter groups of DB clusters: of RDS, and of DocumentDB and Neptune, which RDS lists too."""

    parameters = detail(
        "describe_db_cluster_parameters",
        DBClusterParameterGroupName="DBClusterParameterGroupName",
        Filters=_named(*TLS, *LOGS, *OTHER_TLS, *OTHER_LOGS),
    )

    name: str = column("DBClusterParameterGroupName", "Name of the group.")
    family: str = column("DBParameterGroupFamily", "Engine and major version, such as `aurora-postgresql16`.")
    is_default: bool = column(
        "starts_with(DBClusterParameterGroupName, 'default.')", "Is AWS's own, which nobody can change."
    )
    requires_tls: bool = column(_on(*TLS, *OTHER_TLS), "Refuses connections without TLS.")
    force_ssl: str = column(_value("rds.force_ssl"), "`rds.force_ssl` (PostgreSQL), or `none` if not set.")
    require_secure_transport: str = column(
        _value("require_secure_transport"), "`require_secure_transport` (MySQL), or `none` if not set."
    )
    log_connections: str = column(_value("log_connections"), "`log_connections` (PostgreSQL), or `none` if not set.")
    log_disconnections: str = column(
        _value("log_disconnections"), "`log_disconnections` (PostgreSQL), or `none` if not set."
    )
    log_statement: str = column(_value("log_statement"), "`log_statement` (PostgreSQL), or `none` if not set.")
    pgaudit_log: str = column(_value("pgaudit.log"), "`pgaudit.log` (PostgreSQL), or `none` if not set.")
    general_log: str = column(_value("general_log"), "`general_log` (MySQL), or `none` if not set.")
    slow_query_log: str = column(_value("slow_query_log"), "`slow_query_log` (MySQL), or `none` if not set.")
    server_audit_logging: str = column(
        _value("server_audit_logging"), "`server_audit_logging` (Aurora MySQL), or `none` if not set."
    )
    audit_logs: str = column(_value("audit_logs"), "`audit_logs` (DocumentDB), or `none` if not set.")
    neptune_audit_log: str = column(
        _value("neptune_enable_audit_log"), "`neptune_enable_audit_log` (Neptune), or `none` if not set."
    )
