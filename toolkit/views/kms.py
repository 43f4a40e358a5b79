"""Views over AWS Key Management Service."""

from __future__ import annotations

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
