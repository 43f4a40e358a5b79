"""How AWS reads a policy on a resource: whether its statements let anybody in."""

from __future__ import annotations

import json
import re
from ipaddress import ip_network
from typing import Any

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
    """Tell whether statements admit callers of any account; None where the text cannot be read, such as a masked one.

    A condition counts if it pins the caller to fixed accounts, organizations, principals, networks or endpoints.
    Denials count if they refuse everybody else the same actions.
    """
    try:
        statements = json.loads(statements_json)
    except ValueError:
        return None
    if not isinstance(statements, list):  # no policy that we can read
        return None
    everybody = [s for s in statements if _names_everybody(s)]
    refusals = [s for s in everybody if s["Effect"] == "Deny" and _refuses_strangers(s)]
    admissions = [s for s in everybody if s["Effect"] == "Allow" and not _pins_the_caller(s)]
    return any(not any(_covers(refusal, admission) for refusal in refusals) for admission in admissions)


def allows_everything(statements_json: str) -> bool | None:
    """Tell whether a statement allows every action on every resource; None where the text cannot be read."""
    try:
        statements = json.loads(statements_json)
    except ValueError:
        return None
    if not isinstance(statements, list):
        return None
    return any(s["Effect"] == "Allow" and _any_action(s) and _any_resource(s) for s in statements)


def _any_action(statement: dict[str, Any]) -> bool:
    """Who may do all but a few things may give himself those, unless all of IAM is among them."""
    if "NotAction" in statement:
        return not any(re.fullmatch(r"iam:\*+|\*+", action.lower()) for action in listed(statement["NotAction"]))
    return any(re.fullmatch(r"[*?]*\*[*?]*(:[*?]*\*[*?]*)?", action) for action in listed(statement.get("Action")))


def _any_resource(statement: dict[str, Any]) -> bool:
    named = listed(statement.get("Resource"))
    return "NotResource" in statement or any(re.fullmatch(r"(arn:)?[*?:]*\*[*?:]*", name) for name in named)


def listed(value: Any) -> list[Any]:
    """Return what a policy may write as one value or as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def principals(value: Any) -> list[str]:
    """Return the principals of a statement, whatever their kind."""
    return [name for names in value.values() for name in listed(names)] if isinstance(value, dict) else listed(value)


def _names_everybody(statement: dict[str, Any]) -> bool:
    return "*" in principals(statement.get("Principal")) or "NotPrincipal" in statement


def _conditions(statement: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Return operator, key and values of each condition, in lower case but for the values."""
    return [
        (operator.lower().removeprefix("foranyvalue:"), key.lower(), [str(v) for v in listed(values)])
        for operator, tests in (statement.get("Condition") or {}).items()
        for key, values in tests.items()
    ]


def _pins_the_caller(statement: dict[str, Any]) -> bool:
    return any(_pins(condition, CALLER_IS) for condition in _conditions(statement))


def _refuses_strangers(statement: dict[str, Any]) -> bool:
    """Tell whether a denial hits all but pinned callers; a second condition would narrow it."""
    conditions = _conditions(statement)
    return "NotPrincipal" not in statement and len(conditions) == 1 and _pins(conditions[0], CALLER_IS_NOT)


def _pins(condition: tuple[str, str, list[str]], operators: set[str]) -> bool:
    operator, key, values = condition
    fixed = _narrow if key == "aws:sourceip" else _fixed
    return operator in operators and key in CALLER_KEYS and bool(values) and all(fixed(v) for v in values)


def _fixed(value: str) -> bool:
    """Tell whether no wildcard stands in what names the account, the organization or the principal's unique id."""
    if "[masked]" in value:
        return False
    if value.startswith("arn:"):
        named = (value.split(":")[4] or value) if value.count(":") >= 5 else value
    else:
        named = re.split("[:/]", value)[0]
    return not re.search(r"[*?]|\$\{", named)


def _narrow(value: str) -> bool:
    """Tell whether an address range may be somebody's own; S3 draws the line there too."""
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= (8 if network.version == 4 else 32)


def _covers(refusal: dict[str, Any], admission: dict[str, Any]) -> bool:
    """Tell whether everything that one statement admits is refused by another."""
    refused = {action.lower() for action in listed(refusal.get("Action"))}
    admitted = {action.lower() for action in listed(admission.get("Action"))}
    services = {action.split(":")[0] + ":*" for action in admitted}
    return "*" in refused or (bool(admitted) and (admitted <= refused or services <= refused))
