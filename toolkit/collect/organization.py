"""The accounts of an organization, each with its state and its place among the organizational units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError


@dataclass(frozen=True)
class Member:
    """An account of the organization; `path` is empty where its place may not be read."""

    account_id: str
    name: str
    state: str
    path: str


def members(client: BaseClient) -> list[Member]:
    """List the accounts of an organization, sorted by id."""
    pages = client.get_paginator("list_accounts").paginate()
    listed = sorted((a for page in pages for a in page["Accounts"]), key=lambda a: a["Id"])
    units: dict[str, str] = {}
    # `State` tells more, and takes the place of `Status`.
    return [Member(a["Id"], a.get("Name", ""), _state(a), _path(client, a["Id"], units)) for a in listed]


def _state(account: dict[str, Any]) -> str:
    return str(account.get("State") or account["Status"])


def _path(client: BaseClient, child: str, units: dict[str, str]) -> str:
    """Return the names of the units above an account or unit, outermost first; each is asked for once."""
    try:
        parent = client.list_parents(ChildId=child)["Parents"][0]
        if parent["Type"] == "ROOT":
            return "Root"
        if (unit := parent["Id"]) not in units:
            about = client.describe_organizational_unit(OrganizationalUnitId=unit)["OrganizationalUnit"]
            units[unit] = f"{_path(client, unit, units)}/{about['Name']}"
        return units[unit]
    except (BotoCoreError, ClientError):  # stands in the ledger
        return ""
