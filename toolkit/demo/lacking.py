"""What moto does not answer and the demo needs: an account's Regions, and the instances that report to SSM."""

from __future__ import annotations

from typing import Any

from toolkit.demo.accounts import REGIONS

Answer = dict[str, Any]


def answer(service: str, call: str, account_id: str, region: str) -> Answer | None:
    """Return the answer to a call that moto lacks; None for every other call."""
    if (service, call) == ("account", "POST /listRegions"):
        return {"Regions": [{"RegionName": name, "RegionOptStatus": "ENABLED_BY_DEFAULT"} for name in REGIONS]}
    if (service, call) == ("ssm", "DescribeInstanceInformation"):
        return {"InstanceInformationList": _managed_instances(account_id, region)}
    return None


def _managed_instances(account_id: str, region: str) -> list[Answer]:
    """Every other instance of the account has an agent that reports."""
    from moto.ec2.models import ec2_backends

    reservations = ec2_backends[account_id][region].reservations.values()
    running = sorted(i.id for r in reservations for i in r.instances if i.state == "running")
    about = {
        "PingStatus": "Online",
        "AgentVersion": "3.3.2746.0",
        "IsLatestVersion": True,
        "ResourceType": "EC2Instance",
    }
    platform = {"PlatformType": "Linux", "PlatformName": "Amazon Linux", "PlatformVersion": "2023"}
    return [{"InstanceId": instance_id} | about | platform for instance_id in running[::2]]
