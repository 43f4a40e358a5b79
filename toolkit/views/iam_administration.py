"""Who is an administrator: whoever may do everything, or may give himself that.

The line: administration is to change what any principal may do, to become any user or role, or to run code as any role.
Whoever may only use what others allowed, be it all services but IAM, is none.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.policy_documents import Statement, statements
from toolkit.resources import DATA
from toolkit.views.iam_policy_document import CALLER_IS, matches

# Changes what its holder may do.
OWN_RIGHTS = {"iam:attachuserpolicy", "iam:putuserpolicy"}
# Changes what any principal may do, or makes one any user, a member of any group, or any role; with what it is done to.
TARGETS = {
    "iam:addusertogroup": "group",
    "iam:attachgrouppolicy": "group",
    "iam:attachrolepolicy": "role",
    "iam:attachuserpolicy": "user",
    "iam:createaccesskey": "user",
    "iam:createloginprofile": "user",
    "iam:createpolicyversion": "policy",
    "iam:putgrouppolicy": "group",
    "iam:putrolepolicy": "role",
    "iam:putuserpolicy": "user",
    "iam:updateassumerolepolicy": "role",
    "iam:updateloginprofile": "user",
}
PASS = "iam:passrole"
# Makes a service run code of the caller's, or calls that he chooses, as the role that it was passed.
RUNS = {
    "apprunner:createservice",
    "autoscaling:createlaunchconfiguration",
    "batch:registerjobdefinition",
    "bedrock-agentcore:createagentruntime",
    "bedrock-agentcore:createcodeinterpreter",
    "cloudformation:createchangeset",
    "cloudformation:createstack",
    "cloudformation:createstackset",
    "cloudformation:updatestack",
    "codebuild:createproject",
    "codebuild:startbuild",
    "codebuild:updateproject",
    "datapipeline:createpipeline",
    "ec2:associateiaminstanceprofile",
    "ec2:replaceiaminstanceprofileassociation",
    "ec2:requestspotfleet",
    "ec2:requestspotinstances",
    "ec2:runinstances",
    "ecs:registertaskdefinition",
    "ecs:runtask",
    "elasticmapreduce:runjobflow",
    "emr-serverless:startjobrun",
    "glue:createdevendpoint",
    "glue:createjob",
    "glue:createsession",
    "glue:updatejob",
    "kinesisanalytics:createapplication",
    "lambda:createfunction",
    "lambda:updatefunctionconfiguration",
    "sagemaker:createnotebookinstance",
    "sagemaker:createprocessingjob",
    "sagemaker:createtrainingjob",
    "scheduler:createschedule",
    "scheduler:updateschedule",
    "ssm:startautomationexecution",
    "states:createstatemachine",
    "states:updatestatemachine",
    "synthetics:createcanary",
}
ANY_ACTION = re.compile(r"[*?]*\*[*?]*(:[*?]*\*[*?]*)?")
# What no policy names: one that is about this is about anything of its kind.
ANYTHING = "arn:aws:any:any:000000000000:any"
ANY_OF_IAM = {kind: f"arn:aws:iam::000000000000:{kind}/any" for kind in ("user", "group", "role", "policy")}
OWN_USER = [f"arn:aws:iam::000000000000:user/{path}${{aws:username}}" for path in ("", "any/")]
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
ALWAYS_THERE = {"iam:passedtoservice", "iam:policyarn"}  # keys of each request that they are about


def _allow(*actions: str, allows: bool = True) -> list[Statement]:
    lower = tuple(action.lower() for action in actions)
    return [Statement(allows, None, None, lower, None, ("*",), None, ())]


# What policies that AWS manages give of this, as AWS published them by 30 September 2026; the others of the list give
# none of the rights, but may let services run. What a later policy gives nobody knows from here.
# Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
AWS_POLICIES = {
    "AWSDenyAll": _allow("*", allows=False),
    "AWSElasticBeanstalkService": _allow(PASS, "ec2:*"),
    "AWSMcpServiceActionsFullAccess": _allow("*"),
    "AdministratorAccess": _allow("*"),
    "AdministratorAccess-Amplify": _allow("iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:CreatePolicyVersion"),
    "AmazonDynamoDBFullAccesswithDataPipeline": _allow(PASS, "datapipeline:*"),
    "AmazonElasticMapReduceFullAccess": _allow(PASS, "ec2:*"),
    "AmazonElasticMapReduceRole": _allow(PASS, "ec2:*"),
    "IAMFullAccess": _allow("iam:*"),
}
PUBLISHED = set((DATA / "aws_policies.csv").read_text(encoding="utf-8").splitlines()[1:])
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
        None where it hangs on a policy that cannot be read, or on one that AWS published after our list. Conditions are
        left aside, since they narrow when administration is allowed and not what it is, unless they narrow which
        policies, roles or services it is about.

    """
    read = [None if text is None else _whole(text) for text in policies]
    found = [statement for one in read for statement in one or ()]
    found += [statement for name in aws_policies for statement in AWS_POLICIES.get(name, ())]
    if _administers(found):
        return True
    more = ANY_SERVICE if any(name not in AWS_POLICIES for name in aws_policies) else []
    unread = None in read or not PUBLISHED.issuperset(aws_policies)
    return None if unread or _administers([*found, *more]) else False


def _whole(text: str) -> list[Statement] | None:
    """Read the statements of an identity's policy; AWS takes none without actions or resources."""
    read = statements(text)
    odd = any((s.actions or s.not_actions) is None or (s.resources or s.not_resources) is None for s in read or ())
    return None if odd else read


def _administers(found: Sequence[Statement]) -> bool:
    allowed = [s for s in found if s.allows]
    refused = [s for s in found if not s.allows and not s.conditions]
    if any(_is_about_all(s) and not s.not_resources and _holds_for(s, ANYTHING) for s in refused):
        return False
    if any(_is_about_all(s) and _holds_for(s, ANYTHING) for s in allowed):
        return True

    def may(action: str, target: str) -> bool:
        gives = any(_is_about(s, action) and not _is_narrowed(s) and _holds_for(s, target) for s in allowed)
        return gives and not any(_is_about(s, action) and _holds_for(s, target) for s in refused)

    def may_somewhere(action: str) -> bool:
        gives = any(_is_about(s, action) and not _is_narrowed(s) for s in allowed)
        return gives and not any(_is_about(s, action) and matches(s.resources, [ANYTHING]) for s in refused)

    return (
        any(may(action, user) for action in OWN_RIGHTS for user in OWN_USER)
        or any(may(action, ANY_OF_IAM[kind]) for action, kind in TARGETS.items())
        or (may(PASS, ANY_OF_IAM["role"]) and any(map(may_somewhere, RUNS)))
    )


def _is_about(statement: Statement, action: str) -> bool:
    if statement.not_actions is not None:
        return not matches(statement.not_actions, [action])
    return matches(statement.actions, [action])


def _is_about_all(statement: Statement) -> bool:
    return any(map(ANY_ACTION.fullmatch, statement.actions or ()))


def _holds_for(statement: Statement, target: str) -> bool:
    """Tell whether a statement is about a resource of the account; in doubt it allows, and refuses nothing."""
    if statement.not_resources is not None:
        left_out = statement.not_resources if statement.allows else map(_of_any_account, statement.not_resources)
        return not matches(left_out, [target])
    named = statement.resources or ()
    return matches(map(_of_any_account, named) if statement.allows else named, [target])


def _of_any_account(resource: str) -> str:
    """Write `*` for partition and account: what a principal may change lies in its own."""
    return re.sub(r"^([^:]*):[^:]*:([^:]*):([^:]*):(\$\{[^}]*\}|[^:]*):", r"\1:*:\2:\3:*:", resource)


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
