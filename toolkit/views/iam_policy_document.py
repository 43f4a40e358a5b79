"""How AWS reads a policy on a resource: whether its statements let anybody in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.networks import holds_internet
from toolkit.policy_documents import HIDDEN, Condition, Statement, statements
from toolkit.views.iam_identity_providers import SHARED, fixes_tenant, issuer_address

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
    "aws:vpceaccount",
    "aws:vpceorgid",
    "aws:vpceorgpaths",
    "kms:calleraccount",
}
# Those that name an account, by its id or in an ARN.
ACCOUNT_KEYS = {
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceowner",
    "aws:vpceaccount",
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
# A key that is missing from a request fails these, also with `ForAnyValue`; with `IfExists` or `ForAllValues` it would
# pass.
CALLER_IS = {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"}
_NEGATED = (
    "stringnotequals",
    "stringnotequalsignorecase",
    "stringnotlike",
    "arnnotequals",
    "arnnotlike",
    "notipaddress",
)
# It passes these, but for `ForAnyValue`.
CALLER_IS_NOT = {name + suffix for name in _NEGATED for suffix in ("", "ifexists")}

SERVICE = re.compile(r"(.+?)(\.[a-z]{2}(-[a-z]+)+-\d+)?\.amazonaws\.com(\.cn)?")  # some name Region or partition


def admits_anyone(statements_json: str) -> bool | None:
    """Tell whether statements admit callers of any account; None where they cannot be read, such as masked ones.

    A condition counts if it pins the caller to fixed accounts, organizations, principals, networks or endpoints; of an
    identity provider that many share, to fixed tenants. None also where it hangs on a provider that nobody knows.
    Denials count if they refuse everybody else the same actions on the same resources.
    """
    read = statements(statements_json) or []
    found = [_opens(s, read) for s in read]
    if True in found:
        return True
    return None if None in found or _whole(statements_json) is None else False


def admitted_accounts(statements_json: str) -> str | None:
    """Return the ids of accounts and organizations that statements let in by name, separated by spaces.

    Everybody is none of them, unless a condition says whose callers or resources are meant. Where one names
    organizations, only these count: who comes in belongs to them. None where the statements cannot be read.
    """
    read = _whole(statements_json)
    if read is None:
        return None
    return " ".join(sorted({one for s in read if s.allows for one in _accounts(s)}))


def unasked_accounts(statements_json: str) -> str | None:
    """Return the accounts of `admitted_accounts` that a statement lets in without an external ID, or `none`.

    None where the statements cannot be read.
    """
    read = _whole(statements_json)
    if read is None:
        return None
    unasked = [s for s in read if s.allows and not any(map(_asks_external_id, s.conditions))]
    return " ".join(sorted({one for s in unasked for one in _accounts(s)})) or "none"


def _asks_external_id(condition: Condition) -> bool:
    fixed = bool(condition.values) and not any(re.search(r"[*?]|\$\{", value) for value in condition.values)
    return condition.key == "sts:externalid" and _is(condition, CALLER_IS) and fixed


def unbound_services(statements_json: str, services: Iterable[str] | None = None) -> str | None:
    """Return the AWS services that statements let in without saying for whom, separated by spaces, or `none`.

    A service acts for whoever asks it to, unless a condition or a denial fixes the account, organization or resource
    that it acts for. Whoever lets everybody in lets in every service: `*`. With `services`, no others count, in
    whichever Region or partition. None where the statements cannot be read.
    """
    read = _whole(statements_json)
    if read is None:
        return None
    refusals = [s for s in read if _refuses_unbound(s)]
    unbound = [s for s in read if s.allows and not _is_bound(s) and not any(_covers(r, s) for r in refusals)]
    named = {name for s in unbound for kind, name in s.principals or () if kind == "Service"}
    if services is not None:
        known = set(services)
        named = {name for name in named if SERVICE.sub(r"\1.amazonaws.com", name.lower()) in known}
    if any(names_everybody(s) and _opens(s, read) for s in unbound):
        named.add("*")
    return " ".join(sorted(named)) or "none"


def _whole(statements_json: str) -> list[Statement] | None:
    """Read the statements of a resource's policy; AWS takes none without a principal or an action."""
    read = statements(statements_json)
    odd = any((s.principals or s.not_principals) is None or (s.actions or s.not_actions) is None for s in read or ())
    return None if odd else read


def _opens(statement: Statement, read: list[Statement]) -> bool | None:
    """Tell whether a statement lets strangers in, and no other refuses them."""
    opens = statement.allows and _admits_strangers(statement)
    return False if opens is not False and any(_refuses_strangers(s) and _covers(s, statement) for s in read) else opens


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
    return any(_binds(condition, CALLER_IS) for condition in statement.conditions)


def _binds(condition: Condition, operators: set[str]) -> bool:
    """Tell whether a condition with one of these operators says for whom a service acts."""
    if condition.key not in SOURCE_KEYS and not condition.key.startswith("kms:encryptioncontext:"):
        return False
    return _is(condition, operators) and bool(condition.values) and all(map(_fixed, condition.values))


def _refuses_unbound(statement: Statement) -> bool:
    """Tell whether a denial hits services unless they say for whom they act; that it is for services may be said."""
    tests = [c for c in statement.conditions if (c.key, c.values) != ("aws:principalisawsservice", ("true",))]
    if statement.allows or statement.not_principals is not None or len(tests) > 1:
        return False
    return all(_binds(condition, CALLER_IS_NOT) for condition in tests)


def _admits_strangers(statement: Statement) -> bool | None:
    if pins_the_caller(statement):
        return False
    if names_everybody(statement):
        return True
    loose = {
        issuer
        for issuer in _issuers(statement)
        if not any(_is(c, CALLER_IS) and fixes_tenant(c, issuer) for c in statement.conditions)
    }
    return True if loose & SHARED.keys() else None if loose else False


def names_everybody(statement: Statement) -> bool:
    """Tell whether a statement is about principals of any account; a wildcard in an account's place is such too."""
    if statement.not_principals is not None:
        return True
    return any(name == "*" or (kind == "AWS" and not _fixed(name)) for kind, name in statement.principals or ())


def pins_the_caller(statement: Statement) -> bool:
    """Tell whether a condition says who calls, or from where."""
    return any(_pins(condition, CALLER_IS) for condition in statement.conditions)


def _refuses_strangers(statement: Statement) -> bool:
    """Tell whether a denial hits all but known callers; a second condition would narrow it."""
    if statement.allows or len(statement.conditions) > 1:
        return False
    if statement.not_principals is not None:
        known = all(kind in ("AWS", "Service") and _fixed(name) for kind, name in statement.not_principals)
        return known and not statement.conditions
    if not statement.conditions:
        return True
    (condition,) = statement.conditions
    tenants = any(fixes_tenant(condition, issuer) for issuer in _issuers(statement) or SHARED)
    return _pins(condition, CALLER_IS_NOT) or (tenants and _is(condition, CALLER_IS_NOT))


def _issuers(statement: Statement) -> list[str]:
    found = (issuer_address(kind, name) for kind, name in statement.principals or ())
    return [issuer for issuer in found if issuer]


def _is(condition: Condition, operators: set[str]) -> bool:
    prefix = "foranyvalue:" if operators is CALLER_IS else "forallvalues:"
    return condition.operator.removeprefix(prefix) in operators


def _pins(condition: Condition, operators: set[str]) -> bool:
    """Tell whether a condition with one of these operators holds for known callers only."""
    if not _is(condition, operators) or condition.key not in CALLER_KEYS or not condition.values:
        return False
    if condition.key == "aws:sourceip":
        return holds_internet(condition.values) is False
    return all(_fixed(value) for value in condition.values)


def _fixed(value: str) -> bool:
    """Tell whether no wildcard stands in what names the account, the organization or the principal's unique id."""
    if HIDDEN.search(value):
        return False
    if value.startswith("arn:"):
        named = (value.split(":")[4] or value) if value.count(":") >= 5 else value
    else:
        named = re.split("[:/]", value)[0]
    return not re.search(r"[*?]|\$\{", named)


def _covers(refusal: Statement, admission: Statement) -> bool:
    """Tell whether everything that one statement admits is refused by another."""
    everybody = refusal.not_principals is not None or ("AWS", "*") in (refusal.principals or ())
    if not everybody and not _names_all(refusal, admission):
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
