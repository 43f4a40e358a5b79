"""How AWS reads a policy on a resource: whether its statements let anybody in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.networks import holds_internet
from toolkit.policy_documents import Condition, Statement, statements
from toolkit.views.iam_identity_providers import SHARED, fixes_tenant, shared_issuer

# Keys that say who calls, or from where. An external id and tags are not among them: a stranger chooses those.
CALLER_KEYS = {
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
}
# Those that name an account, by its id or in an ARN.
ACCOUNT_KEYS = {
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceowner",
    "kms:calleraccount",
}
# Keys that say for whom a service acts; an Alexa skill's id is such too.
SOURCE_KEYS = {
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "kms:calleraccount",
    "lambda:eventsourcetoken",
}
# A key that is missing from a request fails these; with `IfExists` or `ForAllValues` it would pass.
CALLER_IS = {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"}
_NEGATED = (
    "stringnotequals",
    "stringnotequalsignorecase",
    "stringnotlike",
    "arnnotequals",
    "arnnotlike",
    "notipaddress",
)
CALLER_IS_NOT = {name + suffix for name in _NEGATED for suffix in ("", "ifexists")}


def admits_anyone(statements_json: str) -> bool | None:
    """Tell whether statements admit callers of any account; None where they cannot be read, such as masked ones.

    A condition counts if it pins the caller to fixed accounts, organizations, principals, networks or endpoints; of an
    identity provider that many share, to fixed tenants. Denials count if they refuse everybody else the same actions on
    the same resources.
    """
    read = statements(statements_json)
    if read is None:
        return None
    refusals = [s for s in read if _refuses_strangers(s)]
    admissions = [s for s in read if s.allows and _admits_strangers(s)]
    return any(not any(_covers(refusal, admission) for refusal in refusals) for admission in admissions)


def admitted_accounts(statements_json: str) -> str | None:
    """Return the ids of accounts and organizations that statements let in by name, separated by spaces.

    Everybody is none of them, unless a condition says whose callers or resources are meant. Where one names
    organizations, only these count: who comes in belongs to them. None where the statements cannot be read.
    """
    read = statements(statements_json)
    if read is None:
        return None
    return " ".join(sorted({one for s in read if s.allows for one in _accounts(s)}))


def unbound_services(statements_json: str, services: Iterable[str] | None = None) -> str | None:
    """Return the AWS services that statements let in without saying for whom, separated by spaces, or `none`.

    A service acts for whoever asks it to, unless a condition fixes the account, organization or resource that it acts
    for. With `services`, no others count. None where the statements cannot be read.
    """
    read = statements(statements_json)
    if read is None:
        return None
    named = {
        name for s in read if s.allows and not _is_bound(s) for kind, name in s.principals or () if kind == "Service"
    }
    return " ".join(sorted(named if services is None else named & set(services))) or "none"


def _accounts(statement: Statement) -> set[str]:
    pins = [c for c in statement.conditions if _pins(c, CALLER_IS)]
    organizations = {v.split("/")[0] for c in pins if "org" in c.key for v in c.values}
    named = {_account(name) for kind, name in statement.principals or () if kind == "AWS"}
    tied = {_account(value) for c in pins if c.key in ACCOUNT_KEYS for value in c.values}
    return organizations or (named | tied) - {""}


def _account(name: str) -> str:
    """Return the account in an ARN or id, if there is one."""
    found = re.fullmatch(r"(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::.*)?", name, re.S)
    return found[1] if found else ""


def _is_bound(statement: Statement) -> bool:
    return any(
        _is(c, CALLER_IS) and bool(c.values) and all(_fixed(value) for value in c.values)
        for c in statement.conditions
        if c.key in SOURCE_KEYS or c.key.startswith("kms:encryptioncontext:")
    )


def _admits_strangers(statement: Statement) -> bool:
    if pins_the_caller(statement):
        return False
    return names_everybody(statement) or not all(
        any(_is(c, CALLER_IS) and fixes_tenant(c, issuer) for c in statement.conditions)
        for issuer in _shared_issuers(statement)
    )


def names_everybody(statement: Statement) -> bool:
    """Tell whether a statement is about principals of any account; a wildcard in an account's place is such too."""
    if statement.not_principals is not None:
        return True
    return any(name == "*" or (kind == "AWS" and not _fixed(name)) for kind, name in statement.principals or ())


def pins_the_caller(statement: Statement) -> bool:
    """Tell whether a condition says who calls, or from where."""
    return any(_pins(condition, CALLER_IS) for condition in statement.conditions)


def _refuses_strangers(statement: Statement) -> bool:
    """Tell whether a denial hits all but pinned callers; a second condition would narrow it."""
    if statement.allows or len(statement.conditions) != 1:
        return False
    (condition,) = statement.conditions
    tenants = any(fixes_tenant(condition, issuer) for issuer in _shared_issuers(statement) or SHARED)
    return _pins(condition, CALLER_IS_NOT) or (tenants and _is(condition, CALLER_IS_NOT))


def _shared_issuers(statement: Statement) -> list[str]:
    found = (shared_issuer(kind, name) for kind, name in statement.principals or ())
    return [issuer for issuer in found if issuer]


def _is(condition: Condition, operators: set[str]) -> bool:
    return condition.operator.removeprefix("foranyvalue:") in operators


def _pins(condition: Condition, operators: set[str]) -> bool:
    """Tell whether a condition with one of these operators holds for known callers only."""
    if not _is(condition, operators) or condition.key not in CALLER_KEYS or not condition.values:
        return False
    if condition.key == "aws:sourceip":
        return holds_internet(condition.values) is False
    return all(_fixed(value) for value in condition.values)


def _fixed(value: str) -> bool:
    """Tell whether no wildcard stands in what names the account, the organization or the principal's unique id."""
    if "[masked]" in value:
        return False
    if value.startswith("arn:"):
        named = (value.split(":")[4] or value) if value.count(":") >= 5 else value
    else:
        named = re.split("[:/]", value)[0]
    return not re.search(r"[*?]|\$\{", named)


def _covers(refusal: Statement, admission: Statement) -> bool:
    """Tell whether everything that one statement admits is refused by another."""
    if ("AWS", "*") not in (refusal.principals or ()) and not _names_all(refusal, admission):
        return False
    if not matches(refusal.actions, admission.actions or ["*"]):  # who admits by a negation admits all but some
        return False
    # A trust policy names no resource: the role is the only one.
    whole = refusal.resources is None and refusal.not_resources is None
    return whole or matches(refusal.resources, admission.resources or ["*"])


def _names_all(refusal: Statement, admission: Statement) -> bool:
    return admission.principals is not None and set(admission.principals) <= set(refusal.principals or ())


def matches(patterns: Iterable[str] | None, named: Iterable[str]) -> bool:
    """Tell whether patterns take in all that is named, itself a text or a pattern."""
    known = list(patterns or ())
    return bool(known) and all(any(_matches(pattern, text) for pattern in known) for text in named)


def _matches(pattern: str, text: str) -> bool:
    first = re.split("[*?]", pattern, maxsplit=1)[0]  # most patterns differ here, and reading them all takes long
    return pattern == text or (len(first) < len(pattern) and text.startswith(first) and _fits(pattern, text))


def _fits(pattern: str, text: str) -> bool:
    """Compare as AWS does; a `?` is one character, so it takes in no `*` of another pattern."""
    written = "".join({"*": ".*", "?": "[^*]"}.get(one) or re.escape(one) for one in pattern)
    return re.fullmatch(written, text, re.S) is not None
