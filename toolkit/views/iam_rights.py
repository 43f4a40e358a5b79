"""What a principal may do in effect by the policies of the account itself, and by which known paths it becomes more.

The paths are those of AWS's documentation of each call in November 2026: what the call lets its caller do as the role
of another. A path counts if it is open on anything of its kind. Not evaluated are policies of organizations (SCPs,
RCPs) and of sessions, which can only take rights away, and those that AWS manages, which can only give more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.policy_documents import Condition, Statement, statements
from toolkit.views.iam_administration import RUNS
from toolkit.views.iam_policy_document import CALLER_IS, matches

Need = tuple[str, str]  # an action in small letters, and the ARN of anything that it could be about
EVERYTHING = "arn:aws:any:any:000000000000:any"


def _on(service: str, resource: str) -> str:
    return f"arn:aws:{service}:any:000000000000:{resource}"


ROLE, USER = "arn:aws:iam::000000000000:role/any", "arn:aws:iam::000000000000:user/any"
POLICY, INSTANCE = "arn:aws:iam::000000000000:policy/any", _on("ec2", "instance/any")
TRAIL, DETECTOR = _on("cloudtrail", "trail/any"), _on("guardduty", "detector/any")
KEY, SECRET = _on("kms", "key/any"), _on("secretsmanager", "secret:any")
SET, ACCOUNT = "arn:aws:sso:::permissionSet/any/any", "arn:aws:sso:::account/000000000000"

# Each right is there if one of its needs is.
RIGHTS: dict[str, tuple[Need, ...]] = {
    "assumes_any_role": (("sts:assumerole", ROLE),),
    "decrypts_with_any_key": (("kms:decrypt", KEY), ("kms:reencryptfrom", KEY)),
    "deletes_copies": (
        ("backup:deletebackupvaultaccesspolicy", _on("backup", "backup-vault:any")),
        ("backup:deletebackupvaultlockconfiguration", _on("backup", "backup-vault:any")),
        ("backup:deleterecoverypoint", _on("backup", "recovery-point:any")),
        ("backup:deleterecoverypoint", _on("ec2", "snapshot/any")),
        ("ec2:deletesnapshot", _on("ec2", "snapshot/any")),
        ("rds:deletedbclustersnapshot", _on("rds", "cluster-snapshot:any")),
        ("rds:deletedbsnapshot", _on("rds", "snapshot:any")),
    ),
    "leaves_organization": (("account:closeaccount", EVERYTHING), ("organizations:leaveorganization", EVERYTHING)),
    "passes_any_role": (("iam:passrole", ROLE),),
    "reads_any_secret": (("secretsmanager:getsecretvalue", SECRET),),
    "stops_detection": (
        ("access-analyzer:deleteanalyzer", _on("access-analyzer", "analyzer/any")),
        ("guardduty:deletedetector", DETECTOR),
        ("guardduty:updatedetector", DETECTOR),
        ("inspector2:disable", EVERYTHING),
        ("macie2:disablemacie", EVERYTHING),
        ("securityhub:disablesecurityhub", _on("securityhub", "hub/default")),
    ),
    "stops_recording": (
        ("cloudtrail:deletetrail", TRAIL),
        ("cloudtrail:puteventselectors", TRAIL),
        ("cloudtrail:stoplogging", TRAIL),
        ("cloudtrail:updatetrail", TRAIL),
        ("config:deleteconfigurationrecorder", EVERYTHING),
        ("config:stopconfigurationrecorder", EVERYTHING),
        ("ec2:deleteflowlogs", _on("ec2", "vpc-flow-log/any")),
    ),
}
# Each path is open if all of its needs are; it lets its holder act as a role that others have given to something.
PATHS: dict[str, tuple[Need, ...]] = {
    # https://docs.aws.amazon.com/apprunner/latest/api/API_UpdateService.html
    "apprunner-code": (("apprunner:updateservice", _on("apprunner", "service/any")),),
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
    "boundary-of-role": (("iam:deleterolepermissionsboundary", ROLE),),
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html
    "boundary-of-user": (("iam:deleteuserpermissionsboundary", USER),),
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
    "cloudformation-stack": (("cloudformation:updatestack", _on("cloudformation", "stack/any/any")),),
    # https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html
    "codebuild-buildspec": (("codebuild:startbuild", _on("codebuild", "project/any")),),
    # https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
    "ec2-command": (("ssm:sendcommand", INSTANCE),),
    # https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
    "ec2-session": (("ssm:startsession", INSTANCE),),
    # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-linux-inst-eic.html
    "ec2-ssh-key": (("ec2-instance-connect:sendsshpublickey", INSTANCE),),
    # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
    "ec2-user-data": (
        ("ec2:modifyinstanceattribute", INSTANCE),
        ("ec2:startinstances", INSTANCE),
        ("ec2:stopinstances", INSTANCE),
    ),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    "ecs-exec": (("ecs:executecommand", _on("ecs", "task/any/any")),),
    # https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-dev-endpoint.html
    "glue-endpoint": (("glue:updatedevendpoint", _on("glue", "devEndpoint/any")),),
    # https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
    "identity-center-assignment": (("sso:createaccountassignment", SET), ("sso:createaccountassignment", ACCOUNT)),
    # https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AttachManagedPolicyToPermissionSet.html
    "identity-center-attachment": (
        ("sso:attachmanagedpolicytopermissionset", SET),
        ("sso:provisionpermissionset", SET),
    ),
    # https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutInlinePolicyToPermissionSet.html
    "identity-center-inline": (("sso:putinlinepolicytopermissionset", SET), ("sso:provisionpermissionset", SET)),
    # https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
    "lambda-code": (("lambda:updatefunctioncode", _on("lambda", "function:any")),),
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
    "policy-version": (("iam:setdefaultpolicyversion", POLICY),),
    # https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedNotebookInstanceUrl.html
    "sagemaker-notebook": (
        ("sagemaker:createpresignednotebookinstanceurl", _on("sagemaker", "notebook-instance/any")),
    ),
}
KINDS = {target.split(":", 5)[5] for needs in (*RIGHTS.values(), *PATHS.values()) for _, target in needs}


@lru_cache(maxsize=65_536)
def rights_of(policies: tuple[str | None, ...]) -> dict[str, bool | None]:
    """Tell which of `RIGHTS` and `PATHS` are open by policies that act together.

    Parameters
    ----------
    policies : tuple of str or None
        Statements of each as JSON; None for one that could not be observed.

    Returns
    -------
    dict of str to bool or None
        None where it hangs on a policy that cannot be read. A denial without conditions takes away what it names; a
        condition of an allowance counts if it says which resources or services the action may be about.

    """
    found, unread = _read(policies)
    found = [s for s in found if not s.allows or _is_wide(s)]
    open_ = {name: any(_may(found, need) for need in needs) for name, needs in RIGHTS.items()}
    open_ |= {name: all(_may(found, need) for need in needs) for name, needs in PATHS.items()}
    return {name: True if value else None if unread else False for name, value in open_.items()}


@lru_cache(maxsize=65_536)
def becomes(policies: tuple[str | None, ...], principal: str, role: str, trust: str | None) -> bool | None:
    """Tell whether a principal can act as a role of its account: by assuming it, or by passing it to what it runs.

    Parameters
    ----------
    policies : tuple of str or None
        Statements of each policy of the principal as JSON; None for one that could not be observed.
    principal, role : str
        ARNs.
    trust : str or None
        Statements of the trust policy of the role. Its conditions are left aside: they narrow when it is assumed.

    """
    admitting = None if trust is None else statements(trust)
    if admitting is None:
        return None
    named = {pair for s in admitting if s.allows for pair in s.principals or ()}
    found, unread, runs = _acting(policies)
    if ("AWS", principal) in named and not _is_refused(found, ("sts:assumerole", role)):
        return True
    account = principal.split(":")[4]
    whole = {("AWS", account), ("AWS", "*"), ("AWS", f"{principal.split(':iam:')[0]}:iam::{account}:root")}
    services = any(kind == "Service" for kind, _ in named)
    open_ = bool(whole & named) and _may(found, ("sts:assumerole", role))
    open_ |= services and runs and _may(found, ("iam:passrole", role))
    return True if open_ else None if unread and (services or whole & named) else False


@lru_cache(maxsize=4_096)  # a principal is held against one role after the other
def _acting(policies: tuple[str | None, ...]) -> tuple[list[Statement], bool, bool]:
    """Read what policies say of becoming a role, whether one is unread, and whether they let services run code."""
    found, unread = _read(policies)
    about = [s for s in found if _names(s, "sts:assumerole") or _names(s, "iam:passrole")]
    return about, unread, any(s.allows and _names(s, action) for s in found for action in RUNS)


def _read(policies: tuple[str | None, ...]) -> tuple[list[Statement], bool]:
    read = [None if text is None else statements(text) for text in policies]
    return [statement for one in read for statement in one or ()], None in read


def _may(found: Sequence[Statement], need: Need) -> bool:
    return any(s.allows and _allows(s, need) for s in found) and not _is_refused(found, need)


def _is_refused(found: Sequence[Statement], need: Need) -> bool:
    return any(not s.allows and not s.conditions and _refuses(s, need) for s in found)


def _is_wide(statement: Statement) -> bool:
    """Tell whether a statement may be about anything of some kind; most are not, and reading all of them takes long."""
    if statement.not_resources is not None:
        return True
    fixed = (re.split("[*?$]", resource, maxsplit=1)[0].split(":", 5) for resource in statement.resources or ())
    return any(len(parts) < 6 or any(kind.startswith(parts[5]) for kind in KINDS) for parts in fixed)


def _names(statement: Statement, action: str) -> bool:
    if statement.not_actions is not None:
        return not any(_takes_in(pattern, action) for pattern in statement.not_actions)
    return any(_takes_in(pattern, action) for pattern in statement.actions or ())


@lru_cache(maxsize=65_536)  # the same few actions stand in most policies
def _takes_in(pattern: str, action: str) -> bool:
    return matches([pattern], [action])


def _allows(statement: Statement, need: Need) -> bool:
    """Tell whether an allowance takes a need in; in doubt it does."""
    action, target = need
    if not _names(statement, action) or any(narrows(c, action) for c in statement.conditions):
        return False
    if statement.not_resources is not None:
        return not matches(statement.not_resources, [target])
    return about(statement.resources or (), target)


def _refuses(statement: Statement, need: Need) -> bool:
    """Tell whether a denial takes a need in as a whole; in doubt it does not."""
    action, target = need
    if not _names(statement, action):
        return False
    if statement.not_resources is not None:
        return not about(statement.not_resources, target)
    return matches(statement.resources, [target])


def narrows(condition: Condition, action: str) -> bool:
    """Tell whether a condition fixes which resources, services or requests an action is about.

    It fixes nothing if a request without the key passes it, or if any value does.
    """
    if condition.key == "aws:viaawsservice":
        return condition.operator == "bool" and condition.values == ("true",)
    operator = condition.operator.removeprefix("foranyvalue:")
    keys = (f"{action.partition(':')[0]}:", "aws:calledvia", "aws:resource", "iam:")
    if operator not in CALLER_IS or not condition.key.startswith(keys):
        return False
    return bool(condition.values) and not any(set(value) <= {"*", "?"} for value in condition.values)


def about(patterns: Sequence[str], target: str) -> bool:
    """Tell whether patterns of resources take in anything like the target, be it of one account or Region."""
    return any(matches([pattern], [_in_place_of(pattern, target)]) for pattern in patterns)


def _in_place_of(pattern: str, target: str) -> str:
    """Write the target in the partition, Region and account that a pattern names: all that is in one counts."""
    named, sample = pattern.split(":", 5), target.split(":", 5)
    if len(named) < 6 or named[0] != "arn":
        return ":".join(("arn", named[1], *sample[2:])) if len(named) > 2 else target
    return ":".join((named[0], named[1], sample[2], named[3], named[4], sample[5]))
