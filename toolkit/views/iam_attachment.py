"""Views over what stands side by side in IAM: devices of the root user, members of groups, holders of a policy, use."""

from __future__ import annotations

import pandas as pd

from toolkit.model import COMMON, DESCRIPTIVE, union, view
from toolkit.readings import days

SUPPORT = r":iam::aws:policy/AWSSupportAccess(?:\s|$)"
TRACKED = 400  # days for which IAM keeps when a role was used


@view
def iam_account_root(iam_account, iam_virtual_mfa_device):
    """Accounts, each with how many virtual MFA devices are assigned to its root user (`virtual_devices`)."""
    devices = iam_virtual_mfa_device.groupby("account_id")[["root", "assigned"]]
    counts = {account: _count(rows["root"] & rows["assigned"]) for account, rows in devices}
    seen = [counts.get(account, 0) for account in iam_account["account_id"]]
    return iam_account.assign(virtual_devices=pd.Series(seen, index=iam_account.index, dtype="Int64"))


@view
def iam_account_support(iam_account, iam_user, iam_group, iam_role):
    """Accounts, each with how many users, groups and roles have AWS's policy AWSSupportAccess (`holders`)."""
    columns = ["account_id", "attached_policy_arns"]
    every = pd.concat([table[columns] for table in (iam_user, iam_group, iam_role)], ignore_index=True)
    every["holds"] = every["attached_policy_arns"].str.contains(SUPPORT).astype("boolean")
    counts = {account: _count(rows["holds"]) for account, rows in every.groupby("account_id")}
    seen = [counts.get(account, 0) for account in iam_account["account_id"]]
    return iam_account.assign(holders=pd.Series(seen, index=iam_account.index, dtype="Int64"))


def _count(held):
    """Count what is so; NA where none is known to be and one might."""
    found = int(held.fillna(False).sum())
    return pd.NA if not found and held.isna().any() else found


@view
def iam_group_member(iam_group, iam_user):
    """IAM groups, each with how many users are in it (`members`)."""
    named = iam_user.assign(group=iam_user["group_names"].str.split(", ")).explode("group")
    pairs = named.groupby(["account_id", "group"]).size().to_dict()
    unread = set(iam_user.loc[iam_user["group_names"].isna(), "account_id"])
    seen = [
        pairs.get((row.account_id, row.name), pd.NA if row.account_id in unread or pd.isna(row.name) else 0)
        for row in iam_group[["account_id", "name"]].itertuples(index=False)
    ]
    return iam_group.assign(members=pd.Series(seen, index=iam_group.index, dtype="Int64"))


@union
def iam_principal_attachment(iam_user, iam_group, iam_role):
    """Users, groups and roles, each with the managed policies attached to it; roles linked to services are left out."""
    columns = [*(c.name for c in (*COMMON, *DESCRIPTIVE)), "arn", "attached_policy_arns"]
    roles = iam_role[~iam_role["service_linked"].fillna(False)]
    return pd.concat([table[columns] for table in (iam_user, iam_group, roles)], ignore_index=True)


@view
def iam_role_use(iam_role):
    """IAM roles, each with the days since it was last used (`idle_days`), or made if it never was.

    IAM looks back 400 days: of what was not used in these, that is the figure.
    """
    since = iam_role["last_used_at"].fillna(iam_role["created_at"].mask(iam_role["used"].fillna(True)))
    return iam_role.assign(idle_days=days(since, iam_role["observed_at"]).clip(upper=TRACKED))
