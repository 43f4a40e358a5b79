"""Views over Amazon ElastiCache."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def elasticache_replication_group_key(
    elasticache_replication_group: pd.DataFrame, kms_key: pd.DataFrame
) -> pd.DataFrame:
    """Replication groups, each with whether a customer manages its key (`key_customer_managed`)."""
    managed = managed_by_customer(elasticache_replication_group, "kms_key_id", kms_key)
    return elasticache_replication_group.assign(key_customer_managed=managed)


@view
def elasticache_serverless_cache_key(elasticache_serverless_cache: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Serverless caches, each with whether a customer manages its key (`key_customer_managed`)."""
    managed = managed_by_customer(elasticache_serverless_cache, "kms_key_id", kms_key)
    return elasticache_serverless_cache.assign(key_customer_managed=managed)
