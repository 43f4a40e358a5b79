"""Views over Amazon MQ."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer

MINOR = r"(?:^|(?<= ))(\d+\.\d+)"  # major and minor version, of one or of several with spaces between them


@view
def mq_broker_key(mq_broker: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Brokers, each with whether a customer manages its key (`key_customer_managed`)."""
    return mq_broker.assign(key_customer_managed=managed_by_customer(mq_broker, "kms_key_id", kms_key))


@view
def mq_broker_version(mq_broker: pd.DataFrame) -> pd.DataFrame:
    """Brokers, each with whether Amazon MQ offers the version of its engine (`version_offered`).

    A broker tells major and minor version, or the patch too, and so does the list of what is offered.
    """
    own = mq_broker["engine_version"].str.extract(MINOR, expand=False)
    offered = mq_broker["offered_versions"].str.findall(MINOR)
    is_told = own.notna() & offered.str.len().gt(0)
    found = [one in of if told else pd.NA for one, of, told in zip(own, offered, is_told.fillna(False), strict=True)]
    return mq_broker.assign(version_offered=pd.array(found, dtype="boolean"))
