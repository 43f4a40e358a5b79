"""Whether what AWS Config shows of an account and Region can be all that is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session
from botocore.model import Shape

from toolkit.collect.accounts import Account
from toolkit.collect.items import shaped
from toolkit.model import Table

# Regions that AWS Config was in before February 2022. Only there it records IAM; and of the tables that an aggregator
# gives, it records all types there. A recorder elsewhere may name types that the Region does not have yet (Developer
# Guide, "Recording AWS Resources").
SETTLED = {
    *("af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1"),
    *("ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ca-central-1", "eu-central-1", "eu-north-1"),
    *("eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3", "me-south-1", "sa-east-1"),
    *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1"),
}
IAM = "AWS::IAM::"  # recorded as global resources, in any one Region
OF_SERVICES = "AWSConfigurationRecorderFor"  # recorders that a service keeps for itself: their items are no inventory
OBSERVED = ("observed", "")


@dataclass(frozen=True)
class Recorder:
    """A configuration recorder, as the aggregator's own item about it says."""

    account_id: str
    region: str
    name: str
    recording: bool
    group: Mapping[str, Any]

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Recorder:
        """Read the configuration item of a recorder."""
        given = {name.lower(): value for name, value in (item.get("configuration") or {}).items()}
        group = shaped(given.get("recordinggroup", {}), _group_shape())
        name, recording = str(given.get("name", "")), given.get("recording") is True
        return cls(item["accountId"], item["awsRegion"], name, recording, group if isinstance(group, dict) else {})

    def records(self, resource_type: str) -> bool:
        """Tell whether it records a type; a group that says too little records nothing."""
        group = self.group
        match (group.get("recordingStrategy") or {}).get("useOnly"):
            case "EXCLUSION_BY_RESOURCE_TYPES":
                left_out = (group.get("exclusionByResourceTypes") or {}).get("resourceTypes")
                return left_out is not None and resource_type not in left_out
            case "INCLUSION_BY_RESOURCE_TYPES":
                return resource_type in group.get("resourceTypes", [])
        if group.get("allSupported"):
            return not resource_type.startswith(IAM) or bool(group.get("includeGlobalResourceTypes"))
        return resource_type in group.get("resourceTypes", [])


@cache
def _group_shape() -> Shape:
    return botocore.session.get_session().get_service_model("config").shape_for("RecordingGroup")


class Proof:
    """What proves that an aggregator shows all resources of a type in an account and Region.

    Its data from there are current, a recorder is on there and records the type, and AWS Config has the type in the
    Region. `refused` is the status and the reason where recorders could not be asked for.
    """

    def __init__(self, aggregator: str) -> None:
        self._name = aggregator
        self._sources: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._recorders: dict[tuple[str, str], Recorder] = {}
        self._seen: set[tuple[str, str]] = set()
        self.refused: tuple[str, str] = ("", "")

    def add_sources(self, found: Iterable[Mapping[str, Any]]) -> None:
        """Take what DescribeConfigurationAggregatorSourcesStatus lists."""
        for source in found:
            if source.get("SourceType") == "ACCOUNT":
                self._sources[source["SourceId"], source.get("AwsRegion", "")] = source

    def add_recorders(self, found: Iterable[Recorder]) -> None:
        """Take recorders, but for those that services keep."""
        for recorder in found:
            if not recorder.name.startswith(OF_SERVICES):
                self._recorders[recorder.account_id, recorder.region] = recorder

    def saw(self, resource_type: str, region: str) -> None:
        """Note that a type is recorded in a Region, since a resource of it was found there."""
        self._seen.add((resource_type, region))

    def verdict(self, table: Table, account: Account, place: str, named: bool) -> tuple[str, str]:
        """Return whether a table counts as observed in a place, and if not, why.

        Parameters
        ----------
        table : Table
            The table; all pages of its query have come.
        account : Account
            The account.
        place : str
            The Region, or `global`.
        named : bool
            Whether the Regions were named, so that the account may have others.

        Returns
        -------
        tuple of str and str
            Status and reason, for the coverage.

        """
        if self.refused[0]:
            return self.refused
        if place != "global":
            return self._of_region(table, account.account_id, place)
        if table.resource_type.startswith(IAM):
            return self._of_iam(table, account.account_id)
        if named:
            words = (
                f"{table.resource_type} may be in any Region: without --region, AWS Config is asked for all of them."
            )
            return "not_enabled", words
        verdicts = (self._of_region(table, account.account_id, region) for region in account.regions)
        return next((one for one in verdicts if one != OBSERVED), OBSERVED)

    def _of_iam(self, table: Table, account_id: str) -> tuple[str, str]:
        regions = sorted(region for owner, region in self._sources if owner == account_id and region in SETTLED)
        verdicts = [self._of_region(table, account_id, region) for region in regions]
        if OBSERVED in verdicts:
            return OBSERVED
        words = f"No Region of account {account_id} in the aggregator {self._name} records {table.resource_type}"
        return "not_enabled", f"{words}: {verdicts[0][1]}" if verdicts else f"{words}."

    def _of_region(self, table: Table, account_id: str, region: str) -> tuple[str, str]:
        kind, where = table.resource_type, f"of account {account_id} in {region}"
        source, recorder = self._sources.get((account_id, region)), self._recorders.get((account_id, region))
        if source is None:
            return "not_enabled", f"The aggregator {self._name} has no data {where}."
        if source.get("LastUpdateStatus") != "SUCCEEDED":
            said = " ".join(str(source[n]) for n in ("LastErrorCode", "LastErrorMessage") if source.get(n))
            state = str(source.get("LastUpdateStatus", "unknown")).lower()
            return "failed", f"The data {where} in the aggregator {self._name} are {state}{said and f' ({said})'}."
        if recorder is None:
            return "not_enabled", f"AWS Config shows no recorder {where}."
        if not recorder.recording:
            return "not_enabled", f"The recorder {where} is off."
        if not recorder.records(kind):
            return "not_enabled", f"The recorder {where} leaves out {kind}."
        if region not in SETTLED and (kind, region) not in self._seen:
            return "not_enabled", f"AWS Config shows no {kind} in {region}, and may not have the type there yet."
        return OBSERVED
