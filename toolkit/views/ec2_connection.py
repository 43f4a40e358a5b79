"""Views of Amazon EC2: what the tunnels of VPN connections allow."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd

from toolkit.model import view
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

INTEGRITY = ("phase1_integrity", "phase2_integrity")
GROUPS = ("phase1_dh_groups", "phase2_dh_groups")
WEAK_GROUPS = {2, 5, 22}


@view
def ec2_vpn_connection_tunnels(ec2_vpn_connection: pd.DataFrame) -> pd.DataFrame:
    """VPN connections, each with what one of its tunnels allows; what an option does not name AWS's defaults allow.

    `allows_ikev1`, `allows_weak_algorithms` (SHA-1, Diffie-Hellman groups 2, 5, 22), and `logged`: each tunnel is.
    """
    tests: dict[str, Callable[[list[dict[str, Any]]], bool]] = {
        "allows_ikev1": lambda found: any("ikev1" in _words(tunnel, "ike_versions", ["ikev1"]) for tunnel in found),
        "allows_weak_algorithms": lambda found: any(map(_weak, found)),
        "logged": lambda found: all(tunnel.get("logs") is True for tunnel in found),
    }
    read = [_tunnels(text) for text in ec2_vpn_connection["tunnels_json"]]
    return ec2_vpn_connection.assign(
        **{
            name: pd.Series(
                [test(found) if found else pd.NA for found in read], index=ec2_vpn_connection.index, dtype="boolean"
            )
            for name, test in tests.items()
        }
    )


@view(estate=MEMBERS)
def ec2_vpc_peering_accounts(
    ec2_vpc_peering: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """VPC peering connections, each with which of its two accounts is foreign; see `views.organizations`."""
    named = ec2_vpc_peering["requester_account_id"] + " " + ec2_vpc_peering["accepter_account_id"]
    return with_foreign_accounts(ec2_vpc_peering, named, organizations_organization, sts_caller_identity)


def _tunnels(text: str) -> list[dict[str, Any]]:
    """Read the options of tunnels; nothing where there are none or they cannot be read."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        return []
    return found if isinstance(found, list) and all(isinstance(tunnel, dict) for tunnel in found) else []


def _words(tunnel: dict[str, Any], option: str, default: list[str]) -> set[str]:
    return {str(word).lower() for word in tunnel.get(option) or default}


def _weak(tunnel: dict[str, Any]) -> bool:
    weak = any("sha1" in _words(tunnel, option, ["sha1"]) for option in INTEGRITY)
    return weak or any(_words(tunnel, option, ["2"]) & {str(group) for group in WEAK_GROUPS} for option in GROUPS)
