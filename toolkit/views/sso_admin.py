"""Views of IAM Identity Center."""

from __future__ import annotations

import re

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_administration import gives_administration

DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.I)
SECONDS = (86_400, 3_600, 60, 1)


@view
def sso_admin_permission_set_rights(sso_admin_permission_set):
    """Permission sets, each with whether its role administers an account, and how long its sessions last.

    `administers` counts AWS's policies in it and the one written into it; a policy of an account's own may add to them,
    so with one a set that is not proven to administer may do so all the same. `session_minutes` are rounded up.
    """
    table = sso_admin_permission_set
    columns = ("managed_policy_arns", "inline_statements_json", "customer_policy_names")
    administers = [_administers(*row) for row in zip(*(table[column] for column in columns), strict=True)]
    return table.assign(
        administers=pd.Series(administers, index=table.index, dtype="boolean"),
        session_minutes=table["session_duration"].map(_minutes, na_action="ignore").astype("Int64"),
    )


def _administers(arns, inline, own):
    known = [] if pd.isna(arns) else [arn.rpartition("/")[2] for arn in arns.split()]
    texts = [None if pd.isna(inline) else inline]
    texts += [None] if pd.isna(arns) or pd.isna(own) or own else []
    return gives_administration(tuple(texts), tuple(sorted(known)))


def _minutes(text):
    found = DURATION.fullmatch(text)
    parts = [int(part or 0) for part in found.groups()] if found else []
    seconds = sum(map(int.__mul__, parts, SECONDS))
    return -(-seconds // 60) if seconds else pd.NA


@view
def sso_admin_instance_owner(sso_admin_instance, organizations_organization):
    """Instances of IAM Identity Center, each with the account that manages the organization of whoever sees it."""
    heads = organizations_organization[["account_id", "management_account_id"]].drop_duplicates("account_id")
    return sso_admin_instance.merge(heads, on="account_id", how="left", validate="many_to_one")
