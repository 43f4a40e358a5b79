"""What an organization's policies keep its accounts from, as its management account and its delegates see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from toolkit.model import view
from toolkit.policy_documents import Condition, Statement, parsed, statements
from toolkit.views.iam_policy_document import matches

# What a denial has to take in, all of it, by the column that tells it.
DENIED = {
    "leaving_denied": ["organizations:leaveorganization"],
    "trails_guarded": ["cloudtrail:stoplogging", "cloudtrail:deletetrail", "cloudtrail:updatetrail"],
    "recorders_guarded": ["config:stopconfigurationrecorder", "config:deleteconfigurationrecorder"],
    "detectors_guarded": ["guardduty:deletedetector", "guardduty:disassociatefromadministratoraccount"],
}
ROOT_USERS = {"arn:*:iam::*:root", "arn:aws:iam::*:root", "*:root"}


@view(gaps=("organizations_policy",))
def organizations_organization_policies(
    organizations_organization: pd.DataFrame, organizations_policy: pd.DataFrame
) -> pd.DataFrame:
    """Organizations as their management account sees them, with what the policies of the customer's do.

    `attached_types`: types of which a policy of the customer's is attached somewhere, separated by spaces.
    `leaving_denied`, `trails_guarded`, `recorders_guarded`,
    `detectors_guarded`, `regions_limited`, `root_user_denied`: a service control policy at the root denies that to all
    member accounts. `ai_opted_out`: a policy at the root opts all AI services out by default. What exceptions by
    `Condition` or `NotResource` leave open is not counted as denied, but for principals that are named as exceptions.
    """
    by_account = {account: rows for account, rows in organizations_policy.groupby("account_id")}
    none = organizations_policy.head(0)
    found = [_seen(by_account.get(account, none)) for account in organizations_organization["account_id"]]
    added = pd.DataFrame(found, index=organizations_organization.index, columns=list(_seen(none)))
    kinds = {name: "string" if name == "attached_types" else "boolean" for name in added}
    return organizations_organization.join(added.astype(kinds))


def _seen(policies: pd.DataFrame) -> dict[str, Any]:
    """Read the policies of an organization; where one that may matter is unread, what it could add is NA."""
    own = policies[~policies["aws_managed"].fillna(False)]
    at_root = own["attached_to_root"].fillna(True)
    lost = bool(own[["type", "aws_managed", "attached_to_root", "targets"]].isna().any(axis=None))
    attached = own["targets"].fillna(1).gt(0)
    control = own[at_root & own["type"].str.lower().eq("service_control_policy").fillna(True).astype(bool)]
    documents = [_statements(text) for text in control["statements_json"]]
    read = [s for document in documents if document is not None for s in document]
    lost_document = lost or None in documents
    said = {name: _is(any(_denies(s, actions) for s in read), lost_document) for name, actions in DENIED.items()}
    said["regions_limited"] = _is(any(map(_limits_regions, read)), lost_document)
    said["root_user_denied"] = _is(any(map(_denies_root_user, read)), lost_document)
    opt_outs = own[at_root & own["type"].str.lower().eq("aiservices_opt_out_policy").fillna(False).astype(bool)]
    opted = [_opted_out(text) for text in opt_outs["content_json"]]
    said["ai_opted_out"] = _is(True in opted, lost or None in opted)
    types = sorted(set(own.loc[attached, "type"].dropna()))
    return said | {"attached_types": pd.NA if lost else " ".join(types)}


def _is(found: bool, lost: bool) -> Any:
    return True if found else pd.NA if lost else False


def _statements(text: Any) -> list[Statement] | None:
    return None if pd.isna(text) else statements(text)


def _denies(statement: Statement, actions: Iterable[str]) -> bool:
    """Tell whether a statement denies actions on everything to all but named principals."""
    return _everywhere(statement) and matches(statement.actions, actions) and all(map(_excepts, statement.conditions))


def _everywhere(statement: Statement) -> bool:
    return not statement.allows and "*" in (statement.resources or ())


def _excepts(condition: Condition) -> bool:
    """Tell whether a condition leaves open nothing but what it names: principals that are excepted."""
    return condition.key == "aws:principalarn" and "not" in condition.operator


def _limits_regions(statement: Statement) -> bool:
    """Tell whether a statement denies all but named actions where another Region than the named ones is asked for."""
    regions = [c for c in statement.conditions if c.key == "aws:requestedregion" and "stringnot" in c.operator]
    whole = statement.not_actions is not None or matches(statement.actions, ["*"])
    others = all(c in regions or _excepts(c) for c in statement.conditions)
    return _everywhere(statement) and whole and len(regions) == 1 and others


def _denies_root_user(statement: Statement) -> bool:
    whole = _everywhere(statement) and matches(statement.actions, ["*"])
    return whole and len(statement.conditions) == 1 and all(map(_names_root_user, statement.conditions))


def _names_root_user(condition: Condition) -> bool:
    like = condition.key == "aws:principalarn" and condition.operator in ("stringlike", "arnlike")
    return like and not ROOT_USERS.isdisjoint(condition.values)


def _opted_out(text: Any) -> bool | None:
    """Tell whether an AI opt-out policy opts all services out, for all accounts below."""
    if pd.isna(text):
        return None
    try:
        services = parsed(text)["services"]
        return bool(services["default"]["opt_out_policy"]["@@assign"] == "optOut")
    except (ValueError, RecursionError):
        return None
    except (KeyError, TypeError):
        return False
