"""Views over AWS Glue."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view
def glue_resource_policy_access(glue_resource_policy: pd.DataFrame) -> pd.DataFrame:
    """Policies of Data Catalogs, each with whether it admits principals of any account (`admits_anyone`)."""
    read = glue_resource_policy["statements_json"].map(admits_anyone, na_action="ignore")
    return glue_resource_policy.assign(admits_anyone=read.astype("boolean"))


@view(estate=MEMBERS)
def glue_resource_policy_accounts(
    glue_resource_policy: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Policies of Data Catalogs, each with the foreign accounts that it names; see `views.organizations`."""
    named = glue_resource_policy["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(glue_resource_policy, named, organizations_organization, sts_caller_identity)
