"""Views over Amazon Simple Notification Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts, unbound_services
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view
def sns_topic_policy(sns_topic: pd.DataFrame) -> pd.DataFrame:
    """Topics, each with whom its policy lets in.

    `admits_anyone`: principals of any account. `unbound_services`: AWS services, without saying for whom they act.
    """
    texts = sns_topic["statements_json"]
    return sns_topic.assign(
        admits_anyone=texts.map(admits_anyone, na_action="ignore").astype("boolean"),
        unbound_services=texts.map(unbound_services, na_action="ignore").astype("string"),
    )


@view(estate=MEMBERS)
def sns_topic_accounts(
    sns_topic: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Topics, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = sns_topic["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(sns_topic, named, organizations_organization, sts_caller_identity)


@view
def sns_topic_key(sns_topic: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Topics, each with whether a customer manages the key of its messages (`key_customer_managed`)."""
    return sns_topic.assign(key_customer_managed=managed_by_customer(sns_topic, "kms_key_id", kms_key))
