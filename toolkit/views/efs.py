"""Views over Amazon Elastic File System."""

from __future__ import annotations

import json

import pandas as pd

from toolkit.model import view
from toolkit.policy_documents import Statement, listed, parsed, statements
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

MOUNTED = "elasticfilesystem:accessedviamounttarget"


@view
def efs_file_system_policy(efs_file_system: pd.DataFrame) -> pd.DataFrame:
    """File systems, each with whom its policy lets in.

    `admits_anyone`: principals of any account that need not come through a mount target. `tls_required`: everyone
    without TLS is refused; without a policy nobody is.
    """
    texts = efs_file_system["statements_json"]
    return efs_file_system.assign(
        admits_anyone=texts.map(_admits_from_afar, na_action="ignore").astype("boolean"),
        tls_required=texts.map(_requires_tls, na_action="ignore").astype("boolean"),
    )


@view(estate=MEMBERS)
def efs_file_system_accounts(
    efs_file_system: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """File systems, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = efs_file_system["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(efs_file_system, named, organizations_organization, sts_caller_identity)


@view
def efs_file_system_key(efs_file_system: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """File systems, each with whether a customer manages its key (`key_customer_managed`)."""
    return efs_file_system.assign(key_customer_managed=managed_by_customer(efs_file_system, "kms_key_id", kms_key))


def _admits_from_afar(statements_json: str) -> bool | None:
    """Read a policy without what it allows only through mount targets, which stand in the customer's network."""
    read = statements(statements_json)
    if read is None:
        return None
    kept = [text for text, one in zip(listed(parsed(statements_json)), read, strict=True) if not _is_near(one)]
    return admits_anyone(json.dumps(kept))


def _is_near(statement: Statement) -> bool:
    return statement.allows and any(
        (c.operator, c.key, c.values) == ("bool", MOUNTED, ("true",)) for c in statement.conditions
    )


def _requires_tls(statements_json: str) -> bool | None:
    read = statements(statements_json)
    return None if read is None else any(map(_refuses_without_tls, read))


def _refuses_without_tls(statement: Statement) -> bool:
    tests = [(c.operator, c.key, c.values) for c in statement.conditions]
    everybody = ("AWS", "*") in (statement.principals or ()) and "*" in (statement.actions or ())
    clear = [[(operator, "aws:securetransport", ("false",))] for operator in ("bool", "boolifexists")]
    return not statement.allows and everybody and tests in clear
