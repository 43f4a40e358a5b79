"""Which accounts are one's own: those of the run, and the members of its organizations as far as one may list them."""

from __future__ import annotations

import pandas as pd

from toolkit.readings import UNREAD

MEMBERS: dict[str, tuple[str, ...]] = {"organizations_organization": (), "sts_caller_identity": ()}


def with_foreign_accounts(
    frame: pd.DataFrame, named: pd.Series, organizations: pd.DataFrame, identities: pd.DataFrame
) -> pd.DataFrame:
    """Add to resources which of the accounts and organizations that they let in are foreign.

    Parameters
    ----------
    frame : DataFrame
        Resources.
    named : Series of str
        For each the ids that it lets in, separated by spaces.
    organizations, identities : DataFrame
        The tables `organizations_organization` and `sts_caller_identity`: accounts of the run, and whom they know.

    Returns
    -------
    DataFrame
        The resources with `foreign_accounts`: ids of neither an account of the run nor a member of its organizations
        nor one of these, or `none`, with `?` where there may be more; and `members_known`: whether somebody in the run
        knows all members of the resource's organization, or it has none. Else an id may be a member's, and
        `members_known` is NA.

    """
    ids = organizations["organization_id"]
    listed = organizations["member_ids"].dropna().str.split().explode()
    own = {*ids.dropna(), *listed.dropna(), *identities["account_id"], *organizations["account_id"]}
    complete = ids[organizations["member_ids"].notna()].dropna()
    known = dict(zip(organizations["account_id"], ids.eq("none") | ids.isin(complete), strict=True))
    pairs = zip(frame["account_id"], named, strict=True)
    foreign = [pd.NA if pd.isna(text) else _left(text, own | {account}) for account, text in pairs]
    members = [known.get(account, pd.NA) for account in frame["account_id"]]
    return frame.assign(
        foreign_accounts=pd.Series(foreign, index=frame.index, dtype="string"),
        members_known=pd.Series(members, index=frame.index, dtype="boolean").where(lambda seen: seen.fillna(False)),
    )


def _left(text: str, own: set[str]) -> str:
    left = set(text.split()) - own
    return pd.NA if left == {UNREAD} else " ".join(sorted(left)) or "none"
