"""Checks of AWS Backup: plans, vaults and recovery points."""

from toolkit.model import check
from toolkit.readings import among, days

ORDINARY = ["backup_vault", "restore_access_backup_vault"]
IN_CHANGE = "status.str.lower() not in ['creating', 'deleting', 'expired', 'stopped']"


@check("backup_plan", domain="resilience", severity="medium", family="backup_protection")
def backup_plan_copies_made(copies):
    """The backup plan copies recovery points into another vault.

    Why: What deletes or encrypts the data of an account or Region can reach the vault beside them too.
    Remedy: Edit a rule of the plan and add a copy to a vault in another Region or account (`CopyActions`).
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html

    | copies | verdict |
    |--------|---------|
    | 0      | fail    |
    | 1      | pass    |
    | 3      | pass    |
    | ?      | unknown |
    """
    return copies > 0


@check("backup_plan", domain="resilience", severity="medium", family="backup_operation")
def backup_plan_retention_sufficient(rules, shortest_retention_days, deletes_after_copy, *, min_days=35):
    """Every rule of the backup plan keeps recovery points as long as the policy asks.

    Why: Damage that is noticed late can be undone only from a copy that was made before it.
    Remedy: Edit the rules of the plan and set their total retention period (`DeleteAfterDays`) to what the policy asks.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html

    | rules | shortest_retention_days | deletes_after_copy | verdict |
    |-------|-------------------------|--------------------|---------|
    | 1     | 35                      | False              | pass    |
    | 1     | 34                      | False              | fail    |
    | 2     | 0                       | False              | pass    |
    | 1     | 90                      | True               | fail    |
    | 0     | 0                       | False              | fail    |
    | 1     | ?                       | False              | unknown |
    """
    kept = (shortest_retention_days == 0) | (shortest_retention_days >= min_days)
    return (rules > 0) & kept & ~deletes_after_copy


@check("backup_plan", domain="resilience", severity="medium", family="backup_operation")
def backup_plan_run_recent(last_run_at, observed_at, *, max_days=8):
    """The backup plan ran within the limit.

    Why: A plan that nobody runs, such as one without a resource or schedule, only looks like a backup.
    Remedy: See the plan's rules, resource assignments and backup jobs, and mend what keeps it from running.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html

    | last_run_at          | observed_at          | verdict |
    |----------------------|----------------------|---------|
    | 2026-11-20T00:00:00Z | 2026-11-28T00:00:00Z | pass    |
    | 2026-11-19T00:00:00Z | 2026-11-28T00:00:00Z | fail    |
    | 2020-01-01T00:00:00Z | 2026-11-28T00:00:00Z | fail    |
    | 2026-11-29T00:00:00Z | 2026-11-28T00:00:00Z | unknown |
    | ?                    | 2026-11-28T00:00:00Z | unknown |
    """
    return days(last_run_at, observed_at) <= max_days


@check(
    "backup_recovery_point",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where=IN_CHANGE,
)
def backup_recovery_point_encrypted(encrypted):
    """The recovery point is encrypted.

    Why: A copy holds all that its original does, and is read as easily if it lies in clear.
    Remedy: Encrypt the resource, or copy the recovery point into an encrypted vault, and delete the one in clear.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html

    | encrypted | status    | verdict |
    |-----------|-----------|---------|
    | True      | COMPLETED | pass    |
    | True      | available | pass    |
    | False     | COMPLETED | fail    |
    | False     | PARTIAL   | fail    |
    | False     | DELETING  | -       |
    | False     | EXPIRED   | -       |
    """
    return encrypted


@check("backup_recovery_point", domain="resilience", severity="low", family="backup_operation", where=IN_CHANGE)
def backup_recovery_point_whole(status):
    """The recovery point holds all of its resource.

    Why: What is missing from a copy is noticed when it is restored, and then too late.
    Remedy: See the message of the backup job, mend its cause and run a backup on demand.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html

    | status    | verdict |
    |-----------|---------|
    | COMPLETED | pass    |
    | completed | pass    |
    | AVAILABLE | pass    |
    | PARTIAL   | fail    |
    | NEW       | unknown |
    | ?         | unknown |
    | CREATING  | -       |
    | STOPPED   | -       |
    """
    return among(status, ["completed", "available"], ["partial"])


@check("backup_recovery_point", domain="resilience", severity="low", family="backup_operation", where=IN_CHANGE)
def backup_recovery_point_retention_sufficient(retention_days, deleted_after_copy, *, min_days=35):
    """The recovery point is kept as long as the policy asks.

    Why: Damage that is noticed late can be undone only from a copy that was made before it.
    Remedy: Edit the recovery point's lifecycle, and the retention of the plan that made it.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/editing-a-backup.html

    | retention_days | deleted_after_copy | status    | verdict |
    |----------------|--------------------|-----------|---------|
    | 35             | False              | COMPLETED | pass    |
    | 34             | False              | COMPLETED | fail    |
    | 0              | False              | COMPLETED | pass    |
    | 0              | True               | COMPLETED | fail    |
    | ?              | False              | COMPLETED | unknown |
    | 1              | False              | DELETING  | -       |
    """
    return ((retention_days == 0) | (retention_days >= min_days)) & ~deleted_after_copy


@check("backup_report_plan", domain="governance", severity="low", family="backup_operation")
def backup_report_plan_delivered(last_report_at, observed_at, *, max_days=35):
    """The report plan made a report within the limit.

    Why: Reports of AWS Backup Audit Manager are the record of which backups were made; an old one proves nothing.
    Remedy: See the report plan's jobs in AWS Backup and the policy of the bucket that receives them, and .
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-audit-reports.html

    | last_report_at       | observed_at          | verdict |
    |----------------------|----------------------|---------|
    | 2026-10-24T00:00:00Z | 2026-11-28T00:00:00Z | pass    |
    | 2026-10-23T00:00:00Z | 2026-11-28T00:00:00Z | fail    |
    | ?                    | 2026-11-28T00:00:00Z | unknown |
    | 2026-11-29T00:00:00Z | 2026-11-28T00:00:00Z | unknown |
    """
    return days(last_report_at, observed_at) <= max_days


@check(
    "backup_vault_policy",
    domain="data",
    severity="critical",
    family="public_access",
    empty="pass",  # where there is no vault, none is open
)
def backup_vault_policy_restricted(admits_anyone):
    """The policy of the backup vault admits only named accounts, services or organizations.

    Why: Who may copy a recovery point into an account of his own has all the data that it holds.
    Remedy: Replace the principal `*` in the vault's access policy, or add a condition such as `aws:PrincipalOrgID`.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    """
    return ~admits_anyone


@check("backup_vault_policy", domain="resilience", severity="high", family="backup_protection")
def backup_vault_deletion_refused(locked, type, refuses_deletion):
    """Recovery points in the vault cannot be deleted by hand before their time: by a lock, or by the vault's policy.

    Why: Whoever takes over an account deletes its backups first.
    Remedy: Lock the vault (`PutBackupVaultLockConfiguration`), or deny everyone `backup:DeleteRecoveryPoint`.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html

    | locked | type                             | refuses_deletion | verdict |
    |--------|----------------------------------|------------------|---------|
    | True   | BACKUP_VAULT                     | False            | pass    |
    | False  | BACKUP_VAULT                     | True             | pass    |
    | False  | BACKUP_VAULT                     | False            | fail    |
    | False  | LOGICALLY_AIR_GAPPED_BACKUP_VAULT | False           | pass    |
    | True   | BACKUP_VAULT                     | ?                | pass    |
    | False  | BACKUP_VAULT                     | ?                | unknown |
    """
    return locked | refuses_deletion | among(type, ["logically_air_gapped_backup_vault"], ORDINARY)


@check("backup_vault", domain="resilience", severity="medium", family="backup_protection", where="locked")
def backup_vault_lock_permanent(lock_dated):
    """The lock of the vault has a date from which nobody can take it off.

    Why: Until then, who may change the vault takes the lock off and deletes what it protects (governance mode).
    Remedy: Put the lock anew with `ChangeableForDays` (compliance mode), once its retention is known to be right.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html

    | locked | lock_dated | verdict |
    |--------|------------|---------|
    | True   | True       | pass    |
    | True   | False      | fail    |
    | False  | False      | -       |
    """
    return lock_dated


@check("backup_vault_key", domain="data", severity="low", family="key_custody")
def backup_vault_key_customer_managed(key_customer_managed):
    """The vault encrypts recovery points with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make a vault with a customer managed key and move the plans' rules to it; a vault's key cannot be changed.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html

    | key_customer_managed | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return key_customer_managed
