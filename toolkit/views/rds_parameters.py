"""Views of Amazon RDS, DocumentDB and Neptune: what a database's parameter group says."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view


@view
def rds_instance_parameters(rds_instance: pd.DataFrame, rds_parameter_group: pd.DataFrame) -> pd.DataFrame:
    """DB instances, each with whether its parameter group asks for TLS (`requires_tls`)."""
    return _with(rds_instance, "parameter_groups", rds_parameter_group, "requires_tls")


@view
def rds_cluster_parameters(rds_cluster: pd.DataFrame, rds_cluster_parameter_group: pd.DataFrame) -> pd.DataFrame:
    """DB clusters, each with `requires_tls` and `server_audit_logging` of its parameter group."""
    wanted = ("requires_tls", "server_audit_logging")
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
    """Add what the group of that name in the same place says; NA where it was not read, since every one exists."""
    known = groups.dropna(subset="name").set_index([*PLACE, "name"])[list(wanted)]
    places = pd.MultiIndex.from_arrays([frame["account_id"], frame["region"], frame[named]])
    found = known[~known.index.duplicated()].reindex(places)
    return frame.assign(**{name: found[name].array for name in wanted})
