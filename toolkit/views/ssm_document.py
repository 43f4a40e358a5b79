"""Views over AWS Systems Manager: what parameters are named after, and with whom documents are shared."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.environment import names_a_secret
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view(estate=MEMBERS)
def ssm_document_accounts(
    ssm_document: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Documents, each with the foreign accounts that may use it; see `views.organizations`."""
    named = ssm_document["shared_account_ids"]
    return with_foreign_accounts(ssm_document, named, organizations_organization, sts_caller_identity)


@view
def ssm_parameter_key(ssm_parameter: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Parameters, each with whether a customer manages the key that encrypts it (`key_customer_managed`)."""
    return ssm_parameter.assign(key_customer_managed=managed_by_customer(ssm_parameter, "kms_key_id", kms_key))


@view
def ssm_parameter_secret(ssm_parameter: pd.DataFrame) -> pd.DataFrame:
    """Parameters, each with whether the last part of its name is that of a secret (`secret_like`)."""
    last = ssm_parameter["name"].str.rsplit("/", n=1).str[-1]
    return ssm_parameter.assign(secret_like=last.map(names_a_secret, na_action="ignore").astype("boolean"))
