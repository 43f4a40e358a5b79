"""Who is an administrator: whoever may do everything, or may give himself that.

The line: administration is to change what any principal may do, to become any user or role, or to run code as any role.
Whoever may only use what others allowed, be it all services but IAM, is none.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from toolkit.policy_documents import Statement, statements
from toolkit.views.iam_policy_document import CALLER_IS, matches

# Changes what a principal may do, also one's own.
OWN_RIGHTS = {"iam:attachuserpolicy", "iam:putuserpolicy"}
RIGHTS = OWN_RIGHTS | {
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:createpolicyversion",
    "iam:putgrouppolicy",
    "iam:putrolepolicy",
}
# Makes one a user, a member of a group, or a role.
IDENTITIES = {
    "iam:addusertogroup",
    "iam:createaccesskey",
    "iam:createloginprofile",
    "iam:updateassumerolepolicy",
    "iam:updateloginprofile",
}
PASS = "iam:passrole"
# Makes a service run code of the caller's as the role that it was passed.
RUNS = {
    "cloudformation:createstack",
    "codebuild:createproject",
    "datapipeline:createpipeline",
    "ec2:runinstances",
    "ecs:registertaskdefinition",
    "glue:createdevendpoint",
    "glue:createjob",
    "lambda:createfunction",
    "sagemaker:createnotebookinstance",
    "sagemaker:createtrainingjob",
    "states:createstatemachine",
}
ANY_ACTION = re.compile(r"[*?]*\*[*?]*(:[*?]*\*[*?]*)?")
EVERYTHING = re.compile(r"(arn:)?[*?:]*\*[*?:]*")
ALL_OF_IAM = re.compile(r"arn:[^:]*:iam::[^:]*:(\*+|(user|group|role|policy)/\*+)")
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
ALWAYS_THERE = {"iam:passedtoservice", "iam:policyarn"}  # keys of each request that they are about
OWN_USER = re.compile(r"arn:[^:]*:iam::[^:]*:user/\$\{aws:username\}")


def _allow(*actions: str) -> list[Statement]:
    lower = tuple(action.lower() for action in actions)
    return [Statement(True, None, None, lower, None, ("*",), None, ())]


# What policies that AWS manages give of this, as AWS published them in November 2026; the others give none of the
# rights, but may let services run. Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
AWS_POLICIES = {
    "AWSElasticBeanstalkService": _allow(PASS, "ec2:*"),
    "AWSMcpServiceActionsFullAccess": _allow("*"),
    "AdministratorAccess": _allow("*"),
    "AdministratorAccess-Amplify": _allow("iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:CreatePolicyVersion"),
    "AmazonDynamoDBFullAccesswithDataPipeline": _allow(PASS, "datapipeline:*"),
    "AmazonElasticMapReduceFullAccess": _allow(PASS, "ec2:*"),
    "AmazonElasticMapReduceRole": _allow(PASS, "ec2:*"),
    "IAMFullAccess": _allow("iam:*"),
}
ANY_SERVICE = _allow(*RUNS)


@lru_cache(maxsize=65_536)
def gives_administration(policies: tuple[str | None, ...], aws_policies: tuple[str, ...] = ()) -> bool | None:
    """Tell whether policies that act together make an administrator.

    Parameters
    ----------
    policies : tuple of str or None
        Statements of each as JSON; None for one that could not be observed.
    aws_policies : tuple of str
        Names of policies that AWS manages.

    Returns
    -------
    bool or None
        None where it hangs on a policy that cannot be read. Conditions are left aside, since they narrow when
        administration is allowed and not what it is, unless they narrow which policies, roles or services it is about.

    """
    read = [None if text is None else statements(text) for text in policies]
    found = [statement for one in read for statement in one or ()]
    found += [statement for name in aws_policies for statement in AWS_POLICIES.get(name, ())]
    if _administers(found):
        return True
    more = ANY_SERVICE if any(name not in AWS_POLICIES for name in aws_policies) else []
    return None if None in read or _administers([*found, *more]) else False


def _administers(found: Sequence[Statement]) -> bool:
    allowed = [s for s in found if s.allows]
    if any(_is_wide(s, EVERYTHING) and any(map(ANY_ACTION.fullmatch, s.actions or ())) for s in allowed):
        return True
    refused = [s for s in found if not s.allows and not s.conditions and _is_wide(s, EVERYTHING)]

    def may(action: str, *resources: re.Pattern[str]) -> bool:
        gives = any(_is_about(s, action) and not _is_narrowed(s) and _is_wide(s, *resources) for s in allowed)
        return gives and not any(_is_about(s, action) for s in refused)

    return (
        any(may(action, EVERYTHING, ALL_OF_IAM, OWN_USER) for action in OWN_RIGHTS)
        or any(may(action, EVERYTHING, ALL_OF_IAM) for action in RIGHTS | IDENTITIES)
        or (may(PASS, EVERYTHING, ALL_OF_IAM) and any(may(action, re.compile(".*")) for action in RUNS))
    )


def _is_about(statement: Statement, action: str) -> bool:
    if statement.not_actions is not None:
        return not matches(statement.not_actions, [action])
    return matches(statement.actions, [action])


def _is_wide(statement: Statement, *resources: re.Pattern[str]) -> bool:
    """Tell whether a statement is about everything, or about all that one of the patterns stands for."""
    named: Iterable[str] = statement.resources or ()
    return statement.not_resources is not None or any(p.fullmatch(name) for name in named for p in resources)


def _is_narrowed(statement: Statement) -> bool:
    """Tell whether a condition says which policies, boundaries, roles or services an action may be about.

    It says nothing if it holds for a policy that gives everything, or where the key is missing.
    """
    return any(
        (c.operator.removesuffix("ifexists") if c.key in ALWAYS_THERE else c.operator) in CALLER_IS
        and c.values
        and not any(matches([value], [ADMINISTRATOR]) for value in c.values)
        for c in statement.conditions
        if c.key.startswith(("iam:", "aws:resourcetag/"))
    )
