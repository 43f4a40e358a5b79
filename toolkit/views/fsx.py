"""Views over Amazon FSx."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer


@view
def fsx_file_system_key(fsx_file_system: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """File systems, each with whether a customer manages its key (`key_customer_managed`)."""
    return fsx_file_system.assign(key_customer_managed=managed_by_customer(fsx_file_system, "kms_key_id", kms_key))
