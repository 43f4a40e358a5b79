"""What moto lacks: the answers of an estate that does not use a service, and single facts about the demo estate."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from botocore import xform_name
from moto.backends import get_backend
from moto.core.responses import BaseResponse

from toolkit.demo.accounts import REGIONS
from toolkit.demo.calls import Call, Refusal
from toolkit.tables import TABLES

Answer = dict[str, Any] | Refusal

_DECLARED = {(table.service, operation) for table in TABLES.values() for operation in table.operations}

# Operations whose answer is no list, or where AWS says something else than an empty one. moto has `DescribeRegions`,
# but mixes the Regions of all partitions.
_FACTS: dict[str, Answer] = {
    "account:GetContactInformation": {
        "ContactInformation": {
            "FullName": "Demo Company",
            "AddressLine1": "1 Example Street",
            "City": "Berlin",
            "PostalCode": "10115",
            "CountryCode": "DE",
            "PhoneNumber": "+49 30 000000",
        }
    },
    "account:ListRegions": {
        "Regions": [{"RegionName": name, "RegionOptStatus": "ENABLED_BY_DEFAULT"} for name in REGIONS]
    },
    "backup:GetBackupVaultAccessPolicy": Refusal("ResourceNotFoundException", "The vault has no access policy."),
    "config:DescribeDeliveryChannelStatus": {"DeliveryChannelsStatus": []},
    "ec2:DescribeRegions": {
        "Regions": [{"RegionName": name, "OptInStatus": "opt-in-not-required"} for name in REGIONS]
    },
    "ec2:DescribeVpcBlockPublicAccessOptions": {
        "VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": "off", "ExclusionsAllowed": "allowed"}
    },
    "ec2:GetAllowedImagesSettings": {"State": "disabled"},
    "ec2:GetImageBlockPublicAccessState": {"ImageBlockPublicAccessState": "block-new-sharing"},
    "ec2:GetInstanceMetadataDefaults": {"AccountLevel": {}},
    "ec2:GetSnapshotBlockPublicAccessState": {"State": "unblocked"},
    "fms:ListPolicies": Refusal("AccessDeniedException", "No default admin could be found for the account."),
    "iam:ListOrganizationsFeatures": Refusal(
        "OrganizationNotFoundException", "The account is not a member of an organization."
    ),
    "macie2:GetAutomatedDiscoveryConfiguration": Refusal("AccessDeniedException", "Macie is not enabled."),
    "s3:ListDirectoryBuckets": {"Buckets": []},
    "securityhub:DescribeSecurityHubV2": Refusal("ResourceNotFoundException", "Security Hub V2 is not enabled."),
    "ssm:GetServiceSetting": {"ServiceSetting": {"SettingValue": "Enable", "Status": "Default"}},
    "support:DescribeTrustedAdvisorCheckSummaries": Refusal(
        "SubscriptionRequiredException", "Amazon Web Services Premium Support Subscription is required."
    ),
}


def answer(call: Call, account_id: str, backend: str | None) -> Answer | None:
    """Return the answer to a call that a table makes and moto's *backend* lacks; None for every other call.

    An operation that returns lists returns them empty. One that returns none has no such answer: what AWS says there
    has to be stated as a fact.
    """
    if call.name in _FACTS:
        return _FACTS[call.name]
    if call.name in _COMPUTED:
        return _COMPUTED[call.name](call, account_id)
    if not _is_declared(call) or _implements(backend, call):
        return None
    members = call.operation.output_shape.members.items()
    return {name: [] for name, shape in members if shape.type_name == "list"} or None


def _is_declared(call: Call) -> bool:
    service, _, operation = call.name.partition(":")
    return (service, xform_name(operation)) in _DECLARED


def _implements(backend: str | None, call: Call) -> bool:
    """Tell whether moto has an operation: the part of it that takes the request, or one named after the service."""
    service = call.operation.service_model.service_name.replace("-", "")
    # S3 has all that tables call, by other names.
    return backend == "s3" or any(call.operation.name.lower() in _methods(p) for p in {backend, service} if p)


@cache
def _methods(package: str) -> set[str]:
    """Name the operations of a part of moto in small letters: its services are classes with a method for each."""
    if not find_spec(f"moto.{package}") or not find_spec(f"moto.{package}.responses"):
        return set()
    members = vars(import_module(f"moto.{package}.responses")).values()
    services = [m for m in members if inspect.isclass(m) and issubclass(m, BaseResponse)]
    return {name.replace("_", "") for service in services for name in dir(service)}


def _estate(service: str, call: Call, account_id: str) -> Any:
    """Return what moto holds of a service in the account and Region of a call."""
    return get_backend(service)[account_id][call.region]  # type: ignore[call-overload]


def _auto_scaling_limits(call: Call, account_id: str) -> dict[str, Any]:
    estate = _estate("autoscaling", call, account_id)
    groups, configurations = len(estate.autoscaling_groups), len(estate.launch_configurations)
    return {"NumberOfAutoScalingGroups": groups, "NumberOfLaunchConfigurations": configurations}


def _lambda_settings(call: Call, account_id: str) -> dict[str, Any]:
    functions = len(list(_estate("lambda", call, account_id).list_functions()))
    return {"AccountLimit": {"UnreservedConcurrentExecutions": 1000}, "AccountUsage": {"FunctionCount": functions}}


def _rds_quotas(call: Call, account_id: str) -> dict[str, Any]:
    """Count; every snapshot of the estate was made by hand."""
    estate = _estate("rds", call, account_id)
    used = {
        "DBInstances": estate.databases,
        "DBClusters": estate.clusters,
        "ManualSnapshots": estate.database_snapshots,
        "ManualClusterSnapshots": estate.cluster_snapshots,
    }
    return {"AccountQuotas": [{"AccountQuotaName": n, "Used": len(held), "Max": 100} for n, held in used.items()]}


def _engine_versions(call: Call, _: str) -> dict[str, Any]:
    """AWS knows the version that is asked for, and has given up MySQL 5.7."""
    asked = {name: call.request.form[name] for name in ("Engine", "EngineVersion")}
    deprecated = asked["Engine"] == "mysql" and asked["EngineVersion"].startswith("5.7.")
    return {"DBEngineVersions": [asked | {"Status": "deprecated" if deprecated else "available"}]}


def _trail_status(call: Call, account_id: str) -> dict[str, Any] | None:
    """Digests, which trails of moto lack: what one writes has arrived just now if the trail records."""
    name = call.request.get_json(force=True)["Name"]
    trails = _estate("cloudtrail", call, account_id).describe_trails(include_shadow_trails=True)
    trail = next((trail for trail in trails if name in (trail.arn, trail.trail_name)), None)
    if trail is None or not trail.status.is_logging:
        return None
    delivered = {"LatestDeliveryTime": datetime.now(UTC)}
    digests = {"LatestDigestDeliveryTime": datetime.now(UTC)} if trail.log_validation else {}
    return {"IsLogging": True, "StartLoggingTime": trail.status.started} | delivered | digests


def _managed_instances(call: Call, account_id: str) -> dict[str, Any]:
    """Every other instance of the account has an agent that reports."""
    reservations = _estate("ec2", call, account_id).reservations.values()
    running = sorted(i.id for r in reservations for i in r.instances if i.state == "running")
    about = {
        "PingStatus": "Online",
        "LastPingDateTime": time.time(),
        "AgentVersion": "3.3.2746.0",
        "IsLatestVersion": True,
        "ResourceType": "EC2Instance",
    }
    platform = {"PlatformType": "Linux", "PlatformName": "Amazon Linux", "PlatformVersion": "2023"}
    return {"InstanceInformationList": [{"InstanceId": name} | about | platform for name in running[::2]]}


# Operations whose answer depends on the estate, or on what is asked. moto has `GetTrailStatus`, but no digests.
_COMPUTED: dict[str, Callable[[Call, str], dict[str, Any] | None]] = {
    "autoscaling:DescribeAccountLimits": _auto_scaling_limits,
    "cloudtrail:GetTrailStatus": _trail_status,
    "lambda:GetAccountSettings": _lambda_settings,
    "rds:DescribeAccountAttributes": _rds_quotas,
    "rds:DescribeDBEngineVersions": _engine_versions,
    "ssm:DescribeInstanceInformation": _managed_instances,
}
