"""Views over AWS Key Management Service: who may use a key, and whose key it is that encrypts something."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts, unbound_services
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view
def kms_key_policy(kms_key):
    """Keys, each with whom its policy lets use it.

    `admits_anyone`: principals of any account. `unbound_services`: AWS services, without saying for whom they act.
    """
    texts = kms_key["statements_json"]
    return kms_key.assign(
        admits_anyone=texts.map(admits_anyone, na_action="ignore").astype("boolean"),
        unbound_services=texts.map(unbound_services, na_action="ignore").astype("string"),
    )


@view(estate=MEMBERS)
def kms_key_accounts(kms_key, organizations_organization, sts_caller_identity):
    """Keys, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = kms_key["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(kms_key, named, organizations_organization, sts_caller_identity)


@view(estate=MEMBERS)
def kms_grant_accounts(kms_grant, kms_key, organizations_organization, sts_caller_identity):
    """Grants, each with whether the account manages its key, and the foreign account that it lets use the key."""
    named = kms_grant["grantee"].str.extract(r"^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::.*)?$")[0]
    named = named.fillna("").where(kms_grant["grantee"].notna())
    frame = kms_grant.assign(customer_managed=managed_by_customer(kms_grant, "key_id", kms_key))
    return with_foreign_accounts(frame, named, organizations_organization, sts_caller_identity)


@view
def kms_alias_key(kms_alias, kms_key):
    """Aliases, each with the state of the key that it stands for (`state`)."""
    states = pd.Series(kms_key["state"].array, index=_places(kms_key, kms_key["resource_id"]))
    found = states[~states.index.duplicated()].reindex(_places(kms_alias, kms_alias["key_id"]))
    return kms_alias.assign(state=pd.array(found, dtype="string"))


def managed_by_customer(frame: pd.DataFrame, column: str, kms_key: pd.DataFrame) -> pd.Series:
    """Tell for each row whether a customer manages the KMS key that a column names.

    Parameters
    ----------
    frame : DataFrame
        Resources; the Region of a key that stands there by its id alone is the row's own.
    column : str
        The key as AWS writes it: its ARN or id, an alias or the ARN of one; `none` is a key of AWS's.
    kms_key : DataFrame
        The table `kms_key`.

    Returns
    -------
    Series of bool
        False for AWS's keys, also for those that AWS manages in the account. True for an alias of the customer's, since
        it cannot stand for another's key, and for a key of another account, since AWS shares none of those it manages.
        NA where a key is not among those that were read.

    """
    named = frame[column]
    managed = pd.Series(kms_key["customer_managed"].array, index=_places(kms_key, kms_key["resource_id"]))
    found = pd.array(managed[~managed.index.duplicated()].reindex(_places(frame, named)), dtype="boolean")
    owner = named.str.extract(r"^arn:[^:]*:kms:[^:]*:(\d{12}):")[0]
    alias = named.str.contains(r"(?:^|:)alias/")
    customers = pd.Series(found, index=frame.index).mask(alias | (owner.notna() & owner.ne(frame["account_id"])), True)
    return customers.mask(named.eq("none") | named.str.contains(r"(?:^|:)alias/aws/"), False).mask(named.isna())


def _places(frame: pd.DataFrame, keys: pd.Series) -> pd.MultiIndex:
    """Return account, Region and id of keys that are named by ARN or id."""
    regions = keys.str.extract(r"^arn:[^:]*:kms:([^:]+):")[0].fillna(frame["region"])
    return pd.MultiIndex.from_arrays([frame["account_id"], regions, keys.str.rsplit("/", n=1).str[-1]])
