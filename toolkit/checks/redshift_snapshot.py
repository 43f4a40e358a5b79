"""Checks of Amazon Redshift: manual snapshots."""

from toolkit.checks.sharing import NONE, approved
from toolkit.model import check

LIVING = "status.str.lower() not in ['creating', 'deleted', 'failed']"


@check(
    "redshift_snapshot_accounts",
    domain="data",
    severity="high",
    family="foreign_accounts",
    empty="pass",  # where there is none, none is shared
)
def redshift_snapshot_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The manual snapshot is shared with no foreign account that the engagement does not name.

    Why: An account that may restore a snapshot has a copy of the data warehouse, for good.
    Remedy: Remove the account from the snapshot's access, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-snapshots-console.html

    | foreign_accounts          | members_known | verdict |
    |---------------------------|---------------|---------|
    | none                      | True          | pass    |
    | none                      | ?             | pass    |
    | 999999999999              | True          | fail    |
    | 111122223333 999999999999 | True          | fail    |
    | 999999999999              | False         | unknown |
    | 999999999999              | ?             | unknown |
    | ?                         | True          | unknown |
    """
    return approved(foreign_accounts, members_known, known_accounts)


@check(
    "redshift_snapshot",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where=LIVING,
)
def redshift_snapshot_encrypted(encrypted):
    """The manual snapshot is encrypted.

    Why: A snapshot holds the whole data warehouse, and outlives it.
    Remedy: Restore the snapshot into an encrypted cluster, take a new one and delete the old one.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html

    | encrypted | status    | verdict |
    |-----------|-----------|---------|
    | True      | available | pass    |
    | False     | available | fail    |
    | False     | failed    | -       |
    """
    return encrypted


@check(
    "redshift_snapshot",
    domain="governance",
    severity="low",
    family="data_lifecycle",
    where=LIVING,
)
def redshift_snapshot_retention_limited(retention_days, *, max_days=365):
    """The manual snapshot is deleted by itself, within the days that the policy allows.

    Why: A snapshot that is kept for ever holds data that should be gone, and costs.
    Remedy: Modify the snapshot and set how long it is kept (`ManualSnapshotRetentionPeriod`).
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html

    | retention_days | status    | verdict |
    |----------------|-----------|---------|
    | 365            | available | pass    |
    | 366            | available | fail    |
    | -1             | available | fail    |
    | 0              | available | pass    |
    | ?              | available | unknown |
    | 366            | failed    | -       |
    """
    return (retention_days >= 0) & (retention_days <= max_days)
