"""Which accounts and Regions a run reaches, and with whose credentials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any

import botocore.session
from botocore.credentials import DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from toolkit.collect.clients import WORKERS, Clients
from toolkit.collect.ledger import PLAN, Ledger, words_of
from toolkit.collect.organization import Member, members
from toolkit.errors import CredentialsError, ParameterError, UnknownName
from toolkit.inventory import NOT_ASKED

SESSION_NAME = "demarc"
FAILURES = (BotoCoreError, ClientError, ResponseParserError)  # the last is what a proxy's own page gives
OFF = {"disabled", "enabling", "not-opted-in"}
ON = {"disabling", "enabled", "enabled_by_default", "opt-in-not-required", "opted-in"}
ELSEWHERE = {
    "off": ("not_enabled", "Off: what an earlier time left there cannot be reached."),
    "on": (NOT_ASKED, "On, and not asked."),
    "": (NOT_ASKED, "Not asked, and AWS does not say whether it is on."),
}


@dataclass(frozen=True)
class Ask:
    """What a run was asked to reach; nothing named means the caller's own account and every enabled Region."""

    region_names: Sequence[str] = ()
    account_ids: Sequence[str] = ()
    role_name: str = ""
    external_id: str = ""
    organization: bool = False


@dataclass
class Account:
    """An account that a run asks, and who asks it.

    `error` says why it cannot be asked; then none of its tables is observed, and `status` says why for short.
    `elsewhere` has status and words for each Region that is left out.
    """

    account_id: str
    partition: str
    credentials: Any
    caller_arn: str = ""
    role_arn: str = ""
    error: str = ""
    status: str = "denied"
    regions: list[str] = field(default_factory=list)
    elsewhere: dict[str, tuple[str, str]] = field(default_factory=dict)
    member: Member | None = None


class Reach:
    """Finds the accounts of a run; keeps the ledgers of the calls made on the way, and of credentials fetched later."""

    def __init__(self, clients: Clients, home: str) -> None:
        self.clients = clients
        self.home = home  # the Region whose endpoints are asked who and where one is
        self.ledgers: list[Ledger] = []
        self._began = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"  # a run that is taken up again has calls of its own
        self._numbers: Counter[str] = Counter()
        self._lock = Lock()
        clients.sign_in.identify = self._signed_out

    def accounts(self, credentials: Any, ask: Ask) -> tuple[str, list[Account]]:
        """Find the accounts, and take on the role in each that is not the caller's own.

        Parameters
        ----------
        credentials : botocore.credentials.Credentials or None
            Credentials to start from.
        ask : Ask
            What to reach.

        Returns
        -------
        tuple of str and list of Account
            ARN of the caller, and the accounts in the order asked for; one that refuses has an `error`.

        Raises
        ------
        CredentialsError
            There are no credentials, or AWS does not accept them.
        ParameterError
            Another account is asked for without a role to take on there, or the accounts or Regions are not to be had.

        """
        me = Account("", "aws", credentials)
        arn, error = self._identity(me)
        if error:
            raise CredentialsError(
                f"AWS accepts no credentials here ({error}). Set AWS_PROFILE, pass --profile or sign in again; those "
                f"of AWS China or GovCloud take a --region of theirs, and {self.home} was asked."
            )
        _, partition, _, _, own, _ = arn.split(":", 5)
        found = self._members(Account(own, partition, credentials, arn)) if ask.organization else []
        ids = [m.account_id for m in found] or list(dict.fromkeys(ask.account_ids)) or [own]
        if not ask.role_name and (foreign := [a for a in ids if a != own]):
            raise ParameterError(
                f"The credentials are those of account {own}, not of {_shortly(foreign)}. "
                "Pass --role-name with a role that can be assumed there."
            )
        by_id = {m.account_id: m for m in found}

        def reached(account_id: str) -> Account:
            account = Account(account_id, partition, credentials, arn, member=by_id.get(account_id))
            if account_id != own:
                account.role_arn = f"arn:{partition}:iam::{account_id}:role/{ask.role_name}"
                account.credentials = self.assumed(credentials, account, ask.external_id)
            if account.member and account.member.state != "ACTIVE":
                account.status = "not_enabled"
                account.error = f"AWS Organizations says that the account is {account.member.state.lower()}."
            else:
                account.caller_arn, account.error = self._identity(account)
            self._regions(account, list(dict.fromkeys(ask.region_names)), own)
            return account

        with ThreadPoolExecutor(WORKERS) as pool:
            return arn, list(pool.map(reached, ids))

    def ledger(self, account: Account, region: str = "") -> Ledger:
        """Return a ledger for the calls of the plan, of a Region or home; its calls go into the inventory."""
        with self._lock:  # credentials are fetched from many threads
            self._numbers[account.account_id] += 1
            prefix = f"{self._began}.{self._numbers[account.account_id]:04d}."
            made = Ledger(
                account.account_id, region or self.home, PLAN, account.caller_arn, account.credentials, prefix
            )
            self.ledgers.append(made)
        return made

    def _identity(self, account: Account) -> tuple[str, str]:
        """Ask who the credentials are; return the ARN, or what went wrong."""
        with self.ledger(account):
            try:
                answer = self.clients.get("sts", self.home).get_caller_identity()
            except FAILURES as error:
                return "", words_of(error)
            return str(answer["Arn"]), ""

    def _signed_out(self) -> Exception | None:
        """Ask again who the caller is; return what went wrong."""
        with self.ledger(Account("", "aws", self.clients.own_credentials)):
            try:
                self.clients.get("sts", self.home).get_caller_identity()
            except Exception as error:  # credentials that renew themselves raise more than botocore's own errors
                return error
        return None

    def assumed(self, source: Any, account: Account, external_id: str) -> Any:
        """Return the credentials of an account's role; they are fetched when first used, and renewed when they age."""
        secret = {"ExternalId": external_id} if external_id else {}
        asking = replace(account, credentials=source)

        def fetch() -> dict[str, str]:
            with self.ledger(asking):  # not that of the task that needs the credentials
                sts = self.clients.get("sts", self.home)
                keys = sts.assume_role(RoleArn=account.role_arn, RoleSessionName=SESSION_NAME, **secret)["Credentials"]
            return {
                "access_key": keys["AccessKeyId"],
                "secret_key": keys["SecretAccessKey"],
                "token": keys["SessionToken"],
                "expiry_time": keys["Expiration"].isoformat(),
            }

        return DeferredRefreshableCredentials(fetch, "assume-role")

    def _members(self, account: Account) -> list[Member]:
        """List the accounts of the organization, each with its place in it."""
        with self.ledger(account):
            try:
                return members(self.clients.get("organizations", self.home))
            except FAILURES as error:
                raise ParameterError(
                    f"The accounts of the organization could not be listed ({words_of(error)}). Use credentials of its "
                    "management account or of a delegated administrator, or name accounts with --account."
                ) from None

    def _regions(self, account: Account, names: list[str], own: str) -> None:
        """Settle which Regions of an account are asked, which are off, and which are on and not asked."""
        account.regions = names or [self.home]
        if account.error:
            return
        with self.ledger(account):
            try:
                states = self._region_states(brief=bool(names))
            except FAILURES as error:
                if names:  # which others are on stays unknown
                    return
                said = f"The enabled Regions of account {account.account_id} could not be listed ({words_of(error)})."
                if account.account_id == own:
                    raise ParameterError(f"{said} Pass --region.") from None
                account.error = said
                return
        account.regions = names or sorted(name for name, state in states.items() if state != "off")
        account.elsewhere = {name: ELSEWHERE[states[name]] for name in sorted(states.keys() - set(account.regions))}

    def _region_states(self, brief: bool) -> dict[str, str]:
        """Ask which Regions are on: of Account Management; of EC2 where that is refused, or one call has to do.

        The state of a Region is `on`, `off`, or empty where AWS does not say it in a word that is known: then it is
        asked, and says itself if it is off.
        """
        if not brief:
            try:
                pages = self.clients.get("account", self.home).get_paginator("list_regions").paginate()
                return _states((r["RegionName"], r.get("RegionOptStatus")) for page in pages for r in page["Regions"])
            except FAILURES:
                pass
        answer = self.clients.get("ec2", self.home).describe_regions(AllRegions=True)
        return _states((r["RegionName"], r.get("OptInStatus")) for r in answer.get("Regions", []))


def _states(said: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    known = dict.fromkeys(OFF, "off") | dict.fromkeys(ON, "on")
    return {name: known.get((state or "").lower(), "") for name, state in said}


def check_regions(names: Iterable[str]) -> None:
    """Refuse a Region that AWS does not have, and Regions of several partitions.

    Raises
    ------
    UnknownName
        A Region is not in botocore's list.
    ParameterError
        Two Regions are of different partitions, whose credentials nobody has at once.

    """
    session = botocore.session.get_session()
    partitions = session.get_available_partitions()  # STS is in every Region, and its model is small
    known = {region: name for name in partitions for region in session.get_available_regions("sts", name)}
    found: dict[str, str] = {}
    for name in names:
        if name not in known:
            raise UnknownName("Region", name, known)
        found.setdefault(known[name], name)
    if len(found) > 1:
        said = " and ".join(f"{region} ({partition})" for partition, region in found.items())
        raise ParameterError(f"{said} are of different partitions of AWS: collect each with credentials of its own.")


def check_account_ids(ids: Iterable[str]) -> None:
    """Refuse what is no account id.

    Raises
    ------
    ParameterError
        It is not 12 digits.

    """
    for account_id in ids:
        if not re.fullmatch(r"[0-9]{12}", account_id):
            raise ParameterError(f"{account_id!r} is no AWS account id: that is 12 digits, leading zeros included.")


def _shortly(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    return ", ".join(ids[:3]) + more
