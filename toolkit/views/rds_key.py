"""Views over Amazon RDS, DocumentDB and Neptune: whose key encrypts a database."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def rds_instance_key(rds_instance: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """DB instances, each with whether a customer manages its key (`key_customer_managed`)."""
    return rds_instance.assign(key_customer_managed=managed_by_customer(rds_instance, "kms_key_id", kms_key))


@view
def rds_instance_insights_key(rds_instance: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """DB instances, each with whether a customer manages the key of Performance Insights (`key_customer_managed`)."""
    return rds_instance.assign(key_customer_managed=managed_by_customer(rds_instance, "insights_kms_key_id", kms_key))


@view
def rds_cluster_key(rds_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """DB clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return rds_cluster.assign(key_customer_managed=managed_by_customer(rds_cluster, "kms_key_id", kms_key))


@view
def docdb_cluster_key(docdb_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """DocumentDB clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return docdb_cluster.assign(key_customer_managed=managed_by_customer(docdb_cluster, "kms_key_id", kms_key))


@view
def neptune_cluster_key(neptune_cluster: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Neptune clusters, each with whether a customer manages its key (`key_customer_managed`)."""
    return neptune_cluster.assign(key_customer_managed=managed_by_customer(neptune_cluster, "kms_key_id", kms_key))
