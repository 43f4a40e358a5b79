"""Views over AWS Backup: whose key, who may come in, and when something was last backed up."""

from __future__ import annotations

import pandas as pd

from toolkit.model import DETAILS_TAKE, PLACE, view
from toolkit.policy_documents import Statement, statements
from toolkit.readings import among, days
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts, matches
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

DELETION = "backup:deleterecoverypoint"
NEVER = -1


@view
def backup_vault_policy(backup_vault: pd.DataFrame) -> pd.DataFrame:
    """Vaults, each with whom its policy lets in.

    `admits_anyone`: principals of any account. `refuses_deletion`: a denial without conditions keeps everyone from
    deleting recovery points.
    """
    texts = backup_vault["statements_json"]
    return backup_vault.assign(
        admits_anyone=texts.map(admits_anyone, na_action="ignore").astype("boolean"),
        refuses_deletion=texts.map(_refuses_deletion, na_action="ignore").astype("boolean"),
    )


@view(estate=MEMBERS)
def backup_vault_accounts(
    backup_vault: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Vaults, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = backup_vault["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(backup_vault, named, organizations_organization, sts_caller_identity)


@view
def backup_vault_key(backup_vault: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Vaults, each with whether a customer manages its key (`key_customer_managed`)."""
    return backup_vault.assign(key_customer_managed=managed_by_customer(backup_vault, "kms_key_id", kms_key))


@view
def backup_recovery_point_vault(backup_recovery_point: pd.DataFrame, backup_vault: pd.DataFrame) -> pd.DataFrame:
    """Recovery points, each with the kind of its vault (`vault_type`)."""
    kinds = backup_vault.set_index([*PLACE, "name"])["type"]
    found = kinds[~kinds.index.duplicated()].reindex(_keys(backup_recovery_point, "vault_name"))
    return backup_recovery_point.assign(vault_type=pd.array(found, dtype="string"))


@view
def ec2_volume_recovery(
    ec2_volume: pd.DataFrame, ec2_snapshot: pd.DataFrame, backup_protected_resource: pd.DataFrame
) -> pd.DataFrame:
    """EBS volumes, each with the age of its newest copy: a complete snapshot, or a backup of it or its instance.

    `copy_age_days` is -1 where there is none; `newer_copy` is NA where one may be newer that could not be read, such as
    a snapshot whose state or volume is unread, else False.
    """
    complete = among(ec2_snapshot["state"], ["completed"], ["pending", "error", "recoverable", "recovering"])
    copies = ec2_snapshot.assign(copied_at=ec2_snapshot["created_at"], key=ec2_snapshot["volume_id"])
    copies = copies[complete.fillna(True)].assign(sure=complete.fillna(False))
    backups = _backups(backup_protected_resource)
    owners = ec2_volume["resource_id"].str.replace(":volume/.*", ":instance/", regex=True) + ec2_volume["instance_id"]
    found = [
        _newest(ec2_volume, ec2_volume["volume_id"], copies),
        _newest(ec2_volume, ec2_volume["resource_id"], backups),
        _newest(ec2_volume, owners, backups),
    ]
    return _with_copies(ec2_volume, found)


@view
def dynamodb_table_recovery(dynamodb_table: pd.DataFrame, backup_protected_resource: pd.DataFrame) -> pd.DataFrame:
    """DynamoDB tables, each with the age of its last backup by AWS Backup; see `ec2_volume_recovery`."""
    return _recovered(dynamodb_table, backup_protected_resource)


@view
def efs_file_system_recovery(efs_file_system: pd.DataFrame, backup_protected_resource: pd.DataFrame) -> pd.DataFrame:
    """EFS file systems, each with the age of its last backup by AWS Backup; see `ec2_volume_recovery`."""
    return _recovered(efs_file_system, backup_protected_resource)


@view
def fsx_file_system_recovery(fsx_file_system: pd.DataFrame, backup_protected_resource: pd.DataFrame) -> pd.DataFrame:
    """FSx file systems, each with the age of its last backup by AWS Backup; see `ec2_volume_recovery`."""
    return _recovered(fsx_file_system, backup_protected_resource)


@view
def rds_instance_recovery(rds_instance: pd.DataFrame, backup_protected_resource: pd.DataFrame) -> pd.DataFrame:
    """DB instances, each with the age of its last backup by AWS Backup; see `ec2_volume_recovery`."""
    return _recovered(rds_instance, backup_protected_resource)


@view
def rds_cluster_recovery(rds_cluster: pd.DataFrame, backup_protected_resource: pd.DataFrame) -> pd.DataFrame:
    """DB clusters, each with the age of its last backup by AWS Backup; see `ec2_volume_recovery`."""
    return _recovered(rds_cluster, backup_protected_resource)


@view
def ec2_region_backups(
    ec2_region: pd.DataFrame,
    backup_plan: pd.DataFrame,
    backup_report_plan: pd.DataFrame,
    backup_protected_resource: pd.DataFrame,
) -> pd.DataFrame:
    """Regions, each with how many plans (`plans`), report plans and resources with a backup AWS Backup has there."""
    counted = {"plans": backup_plan, "report_plans": backup_report_plan, "protected": backup_protected_resource}
    places = pd.MultiIndex.from_frame(ec2_region[PLACE])
    for name, frame in counted.items():
        found = frame.groupby(PLACE).size().reindex(places, fill_value=0)
        ec2_region = ec2_region.assign(**{name: pd.array(found, dtype="Int64")})
    return ec2_region


def _recovered(frame: pd.DataFrame, backup_protected_resource: pd.DataFrame) -> pd.DataFrame:
    return _with_copies(frame, [_newest(frame, frame["resource_id"], _backups(backup_protected_resource))])


def _backups(backup_protected_resource: pd.DataFrame) -> pd.DataFrame:
    return backup_protected_resource.assign(
        copied_at=backup_protected_resource["last_backup_at"], key=backup_protected_resource["resource_id"], sure=True
    )


def _newest(frame: pd.DataFrame, keys: pd.Series, copies: pd.DataFrame) -> pd.DataFrame:
    """Return for each row when the newest copy under its key was made, and whether one may have been lost."""
    by = [*PLACE, "key"]
    copies = copies.assign(unread=copies["copied_at"].isna() | ~copies["sure"])
    known = copies.dropna(subset="key").groupby(by).agg(unread=("unread", "any"))
    times = copies[copies["sure"]].dropna(subset="key").groupby(by)["copied_at"].max()
    index = pd.MultiIndex.from_arrays([frame["account_id"], frame["region"], keys])
    nameless = pd.MultiIndex.from_frame(copies.loc[copies["key"].isna(), PLACE])
    lost = known["unread"].reindex(index).fillna(False).to_numpy(dtype=bool)
    lost = lost | pd.MultiIndex.from_frame(frame[PLACE]).isin(nameless) | keys.isna().to_numpy()
    return pd.DataFrame({"copied_at": times.reindex(index).array, "lost": lost}, index=frame.index)


def _with_copies(frame: pd.DataFrame, found: list[pd.DataFrame]) -> pd.DataFrame:
    """Add how old the newest copy of several kinds is, and that there may be a newer one which was not read."""
    times = pd.concat([kind["copied_at"] for kind in found], axis=1).max(axis=1).astype("datetime64[us, UTC]")
    lost = pd.concat([kind["lost"] for kind in found], axis=1).any(axis=1)
    seen = frame["observed_at"]
    while_collecting = times.gt(seen) & times.le(seen + DETAILS_TAKE)  # copies are listed after what they are of
    age = days(times.mask(while_collecting.fillna(False), seen), seen)
    unread = pd.Series(False, index=frame.index, dtype="boolean").mask(lost)
    return frame.assign(copy_age_days=age.mask(times.isna(), NEVER), newer_copy=unread)


def _keys(frame: pd.DataFrame, column: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[[*PLACE, column]])


def _refuses_deletion(statements_json: str) -> bool | None:
    read = statements(statements_json)
    return None if read is None else any(map(_denies_all, read))


def _denies_all(statement: Statement) -> bool:
    everybody = ("AWS", "*") in (statement.principals or ())
    whole = statement.resources is None or "*" in statement.resources
    unconditional = not statement.allows and not statement.conditions
    return unconditional and everybody and whole and matches(statement.actions, [DELETION])
