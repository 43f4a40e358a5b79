"""Views of Amazon RDS, DocumentDB and Neptune: what a database's parameter group says."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view

POSTGRES_LOGS = ("log_connections", "log_disconnections", "pgaudit_log")


@view
def rds_instance_parameters(rds_instance: pd.DataFrame, rds_parameter_group: pd.DataFrame) -> pd.DataFrame:
    """DB instances, each with `requires_tls` and PostgreSQL's logs of its parameter group."""
    return _with(rds_instance, "parameter_groups", rds_parameter_group, "requires_tls", *POSTGRES_LOGS)


@view
def rds_cluster_parameters(rds_cluster: pd.DataFrame, rds_cluster_parameter_group: pd.DataFrame) -> pd.DataFrame:
    """DB clusters, each with `requires_tls`, `server_audit_logging` and PostgreSQL's logs of its parameter group."""
    wanted = ("requires_tls", "server_audit_logging", *POSTGRES_LOGS)
    return _with(rds_cluster, "parameter_group", rds_cluster_parameter_group, *wanted)


@view
def docdb_cluster_parameters(docdb_cluster: pd.DataFrame, rds_cluster_parameter_group: pd.DataFrame) -> pd.DataFrame:
    """DocumentDB clusters, each with `requires_tls` and `audit_logs` of its parameter group."""
    return _with(docdb_cluster, "parameter_group", rds_cluster_parameter_group, "requires_tls", "audit_logs")


@view
def neptune_cluster_parameters(
    neptune_cluster: pd.DataFrame, rds_cluster_parameter_group: pd.DataFrame
) -> pd.DataFrame:
    """Neptune clusters, each with `neptune_audit_log` of its parameter group."""
    return _with(neptune_cluster, "parameter_group", rds_cluster_parameter_group, "neptune_audit_log")


def _with(frame: pd.DataFrame, named: str, groups: pd.DataFrame, *wanted: str) -> pd.DataFrame:
    """Add what the group of that name in the same place says.

    NA where it was not read, since every one exists, and where a change of it waits for a reboot.
    """
    known = groups.dropna(subset="name").set_index([*PLACE, "name"])[list(wanted)]
    places = pd.MultiIndex.from_arrays([frame["account_id"], frame["region"], frame[named]])
    found = known[~known.index.duplicated()].reindex(places)
    in_effect = frame["parameters_in_sync"].fillna(False)
    return frame.assign(**{name: pd.Series(found[name].array, frame.index).where(in_effect) for name in wanted})
