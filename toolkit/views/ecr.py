"""Views over Amazon Elastic Container Registry."""

from __future__ import annotations

import re

import pandas as pd

from toolkit.model import PLACE, view
from toolkit.readings import days
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

TOGETHER = pd.Timedelta(hours=1)  # the images of one build, for several platforms, are pushed one after the other


@view
def ecr_registry_policy(ecr_registry: pd.DataFrame) -> pd.DataFrame:
    """Registries, each with whether its policy lets in principals of any account (`admits_anyone`)."""
    anyone = ecr_registry["statements_json"].map(admits_anyone, na_action="ignore")
    return ecr_registry.assign(admits_anyone=anyone.astype("boolean"))


@view(estate=MEMBERS)
def ecr_registry_accounts(
    ecr_registry: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Registries, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = ecr_registry["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(ecr_registry, named, organizations_organization, sts_caller_identity)


@view
def ecr_repository_policy(ecr_repository: pd.DataFrame) -> pd.DataFrame:
    """Repositories, each with whether its policy lets in principals of any account (`admits_anyone`)."""
    anyone = ecr_repository["statements_json"].map(admits_anyone, na_action="ignore")
    return ecr_repository.assign(admits_anyone=anyone.astype("boolean"))


@view(estate=MEMBERS)
def ecr_repository_accounts(
    ecr_repository: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Repositories, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = ecr_repository["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(ecr_repository, named, organizations_organization, sts_caller_identity)


@view
def ecr_repository_key(ecr_repository: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Repositories, each with whether a customer manages the key of its images (`key_customer_managed`)."""
    return ecr_repository.assign(key_customer_managed=managed_by_customer(ecr_repository, "kms_key_arn", kms_key))


@view
def ecr_repository_scanning(ecr_repository: pd.DataFrame, ecr_registry: pd.DataFrame) -> pd.DataFrame:
    """Repositories, each with whether its images are scanned when pushed, or all the time (`scanned`).

    The rules of the registry decide; only basic scanning without any rule leaves it to the repository.
    """
    rules = ["scan_type", "push_filters", "continuous_filters"]
    frame = ecr_repository.merge(ecr_registry[[*PLACE, *rules]], on=PLACE, how="left", validate="many_to_one")
    read = frame[["name", "scan_on_push", *rules]]
    scanned = [
        _scanned(*row) if known else pd.NA
        for row, known in zip(read.itertuples(index=False), read.notna().all(axis=1), strict=True)
    ]
    return ecr_repository.assign(scanned=pd.array(scanned, dtype="boolean"))


@view
def ecr_image_latest(ecr_image: pd.DataFrame) -> pd.DataFrame:
    """Images, each with whether it is one of the latest in its repository that can be run (`latest`).

    `scan_days`: the days since its last complete scan; -1 without one, or where it is watched all the time.
    An index names the images of several platforms, which are pushed with it; it cannot be run or scanned itself, and
    neither can a signature or an attestation.
    """
    index = ecr_image["media_type"].str.contains(r"index|manifest\.list").fillna(False)
    runs = ~index & ecr_image["subject_digest"].eq("none").fillna(True)
    pushed = ecr_image["pushed_at"].where(runs)
    newest = pushed.groupby([ecr_image[name] for name in (*PLACE, "repository")], dropna=False).transform("max")
    latest = (newest - ecr_image["pushed_at"]).le(TOGETHER).astype("boolean").mask(ecr_image["pushed_at"].isna())
    complete = ecr_image["scan_status"].str.lower().eq("complete").astype("boolean")
    since = days(ecr_image["scanned_at"], ecr_image["observed_at"]).mask(~complete.fillna(True), -1)
    return ecr_image.assign(latest=latest & runs, scan_days=since)


def _scanned(name: str, on_push: bool, scan_type: str, push_filters: str, continuous_filters: str) -> bool:
    filters = [*push_filters.split(), *continuous_filters.split()]
    if not filters and scan_type.lower() == "basic":
        return bool(on_push)
    return any(_matches(one, name) for one in filters)


def _matches(one: str, name: str) -> bool:
    """Compare as ECR does: a filter without `*` matches every name that holds it."""
    written = ".*".join(map(re.escape, (one if "*" in one else f"*{one}*").split("*")))
    return re.fullmatch(written, name) is not None
