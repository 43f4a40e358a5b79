"""Views over what the policies that an account wrote itself give: by the policy, and by the principal that has them."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from toolkit.model import COMMON, DESCRIPTIVE, union
from toolkit.policy_documents import statements
from toolkit.views.iam import administers, attached, policies_of, split_names
from toolkit.views.iam_actions import expanded, levels, permission_actions, targets
from toolkit.views.iam_administration import gives_administration
from toolkit.views.iam_policy_document import matches
from toolkit.views.iam_rights import PATHS, RIGHTS, about, becomes, narrows, rights_of

BASE = [column.name for column in (*COMMON, *DESCRIPTIVE)]
ANYTHING = "arn:aws:any:any:000000000000:any"


@union
def iam_policy_reach(iam_policy, iam_user, iam_group, iam_role):
    """Policies that an account wrote: its managed ones, and of each user, group and role those written into it.

    Actions are expanded against AWS's own list. `administers`: it makes an administrator by itself.
    `unnamed_actions`: statements that allow all actions but some, by their numbers. `whole_services`: services of which
    every action is allowed on every resource. `permission_services`: services of which actions that change permissions
    are allowed on all resources of a kind, be it in one Region. Where there are none, `none`. Statements under a
    condition on resources or services are left aside.
    """
    columns = ["administers", "unnamed_actions", "whole_services", "permission_services"]
    parts = []
    for table in (iam_policy, iam_user, iam_group, iam_role[~iam_role["service_linked"].fillna(False)]):
        texts = table["statements_json" if "statements_json" in table else "inline_statements_json"]
        seen = [[pd.NA] * 4 if pd.isna(text) else _reach(text) for text in texts]
        added = pd.DataFrame(seen, index=table.index, columns=columns)
        parts.append(
            pd.concat(
                [table[BASE], added.astype({"administers": "boolean"} | dict.fromkeys(columns[1:], "string"))], axis=1
            )
        )
    return pd.concat(parts, ignore_index=True)


@lru_cache(maxsize=65_536)
def _reach(text):
    read = statements(text)
    if read is None:
        return [pd.NA] * 4
    allowed = [s for s in read if s.allows]
    refused = [
        p
        for s in read
        if not s.allows and not s.conditions and matches(s.resources, [ANYTHING])
        for p in s.actions or ()
    ]
    unnamed = [str(n) for n, s in enumerate(read, 1) if s.allows and s.not_actions is not None]
    wide = [(p, s) for s in allowed if matches(s.resources, [ANYTHING]) for p in s.actions or ()]
    known = {one for p, s in wide for one in _whole(s, expanded(p))}
    for s in allowed:
        if s.not_actions is not None and matches(s.resources, [ANYTHING]):
            known |= _whole(s, expanded("*").difference(*map(expanded, s.not_actions)))
    given = known.difference(*map(expanded, refused))
    by_service: dict[str, set[str]] = {}
    for one in given:
        by_service.setdefault(one.partition(":")[0], set()).add(one)
    whole = {service for service, actions in by_service.items() if len(actions) == len(levels(service))}
    whole |= {p.partition(":")[0] for p, s in wide if p.endswith(":*") and not s.conditions and not expanded(p)}
    changes = {one for s in allowed for one in _changed(s)}
    changes -= {one for s in read if not s.allows and not s.conditions for one in changes if _refuses(s, one)}
    lists = (" ".join(unnamed), " ".join(sorted(whole)), " ".join(sorted({one.partition(":")[0] for one in changes})))
    administers_alone = gives_administration((text,))
    return [pd.NA if administers_alone is None else administers_alone, *(names or "none" for names in lists)]


def _changed(statement):
    """Return the actions with which a statement lets permissions of all resources be changed, or of all of a kind."""
    patterns = statement.actions if statement.not_actions is None else ["*"]
    others = frozenset().union(*map(expanded, statement.not_actions or ()))
    found = {one for p in patterns for one in expanded(p) if one in permission_actions(one.partition(":")[0])} - others
    wide = matches(statement.resources, [ANYTHING])
    found = {one for one in found if wide or any(about(statement.resources or (), kind) for kind in targets(one))}
    return _whole(statement, found)


def _refuses(statement, action):
    """Tell whether a denial takes an action away from all that it can be about."""
    if not any(action in expanded(p) for p in statement.actions or ()):
        return False
    kinds = targets(action)
    wide = matches(statement.resources, [ANYTHING])
    return wide or (bool(kinds) and all(matches(statement.resources, [kind]) for kind in kinds))


def _whole(statement, actions):
    """Return those of the actions of a statement that no condition ties to some resources or services."""
    tests = statement.conditions
    return {one for one in actions if not any(narrows(test, one) for test in tests)} if tests else actions


@union
def iam_principal_rights(iam_user, iam_group, iam_role, iam_policy):
    """Users, groups and roles, each with what it may do in effect by policies that the account wrote itself.

    Those attached to it and written into it count together, for a user also those of its groups, within its permissions
    boundary. Policies of organizations are not evaluated, nor what AWS's own policies allow. `administers`: it is an
    administrator outright. `paths`: known ways to act as a role that others have given to something, and `as:` roles
    that are administrators and that it can act as in one step, or `none`; see `views.iam_rights`. Roles that are linked
    to services are left out.
    """
    documents = {(row.account_id, row.resource_id): row.statements_json for row in iam_policy.itertuples()}
    groups = {(row.account_id, row.name): policies_of(row, documents) for row in iam_group.itertuples()}
    roles = iam_role[~iam_role["service_linked"].fillna(False)]
    great: dict[str, list] = {}
    for row in roles.itertuples():
        if (outright := administers(row, documents, groups)) is not False:
            great.setdefault(row.account_id, []).append((row, outright))
    parts = []
    for table in (iam_user, iam_group, roles):
        seen = [_in_effect(row, documents, groups) for row in table.itertuples()]
        added = pd.DataFrame(seen, index=table.index, columns=[*RIGHTS, *PATHS]).astype("boolean")
        whole = [administers(row, documents, groups) for row in table.itertuples()]
        paths = [
            _open(one if outright else one | _becomes(row, great, documents, groups))
            for one, row, outright in zip(added[list(PATHS)].to_dict("records"), table.itertuples(), whole, strict=True)
        ]
        parts.append(
            table[[*BASE, "arn"]].assign(
                administers=pd.Series(whole, index=table.index, dtype="boolean"),
                paths=pd.Series(paths, index=table.index, dtype="string"),
                **{name: added[name] for name in RIGHTS},
            )
        )
    return pd.concat(parts, ignore_index=True)


def _becomes(row, great, documents, groups):
    """Tell which administrators' roles of its account a principal can act as; NA where that is not known."""
    found, texts, limits = {}, _texts(row, documents, groups), _limits(row, documents)
    for role, outright in great.get(row.account_id, ()):
        if pd.isna(role.arn) or pd.isna(row.arn):
            found["as:?"] = pd.NA
        elif role.arn != row.arn:
            trust = None if pd.isna(role.trust_json) else role.trust_json
            can = becomes(texts, row.arn, role.arn, trust)
            if limits is not None:
                can = _both(can, becomes(limits, row.arn, role.arn, trust))
            found[f"as:{role.arn}"] = can if can is False or (can and outright) else pd.NA
    return found


def _in_effect(row, documents, groups):
    given, limits = rights_of(_texts(row, documents, groups)), _limits(row, documents)
    if limits is None:
        return given
    within = rights_of(limits)
    return {name: _both(value, within[name]) for name, value in given.items()}


def _limits(row, documents):
    """Return the statements of the permissions boundary of a principal, if it may have one."""
    bounded = getattr(row, "permissions_boundary_arn", "none")
    if pd.notna(bounded) and bounded == "none":
        return None
    texts, named = attached(row.account_id, bounded, documents)
    return (*texts, *([None] if named else []))


def _texts(row, documents, groups):
    texts, _ = policies_of(row, documents)
    for group in split_names(getattr(row, "group_names", ""), ", "):
        texts = texts + groups.get((row.account_id, group), ([None], []))[0]
    return tuple(texts)


def _both(one, other):
    return False if False in (one, other) else None if None in (one, other) else True


def _open(paths):
    names = [name for name, value in paths.items() if pd.notna(value) and value]
    return " ".join(names) or (pd.NA if any(map(pd.isna, paths.values())) else "none")
