"""Views over Amazon OpenSearch Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view
def opensearch_domain_policy(opensearch_domain: pd.DataFrame) -> pd.DataFrame:
    """Domains, each with whether its policy admits principals of any account (`admits_anyone`)."""
    read = opensearch_domain["statements_json"].map(admits_anyone, na_action="ignore")
    return opensearch_domain.assign(admits_anyone=read.astype("boolean"))


@view(estate=MEMBERS)
def opensearch_domain_accounts(
    opensearch_domain: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Domains, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = opensearch_domain["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(opensearch_domain, named, organizations_organization, sts_caller_identity)


@view
def opensearch_domain_key(opensearch_domain: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Domains, each with whether a customer manages its key (`key_customer_managed`)."""
    return opensearch_domain.assign(key_customer_managed=managed_by_customer(opensearch_domain, "kms_key_id", kms_key))
