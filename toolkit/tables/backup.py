"""AWS Backup."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("backup:list_backup_plans", resource_type="AWS::Backup::BackupPlan", key="BackupPlanArn")
class backup_plan:
    """Backup plans."""

    plan = detail("get_backup_plan", BackupPlanId="BackupPlanId")

    name: str = column("BackupPlanName", "Name of the plan.")
    created_at: datetime = column("CreationDate", "When the plan, or this version of it, was made.")
    last_run_at: datetime = column("LastExecutionDate", "When the plan last ran; NA also if never.")
    rules: int = column("length(plan.BackupPlan.Rules)", "Rules of the plan.", absent=0)
    schedules: str = column(
        "join('; ', plan.BackupPlan.Rules[].ScheduleExpression)", "When its rules run, as cron expressions.", absent=""
    )
    shortest_retention_days: int = column(
        "min(plan.BackupPlan.Rules[].Lifecycle.DeleteAfterDays | [?@ > `0`])",
        "How long the rule with the shortest time keeps recovery points; 0 if every rule keeps them for ever.",
        absent=0,
        unit="days",
    )
    deletes_after_copy: bool = column(
        "contains(plan.BackupPlan.Rules[].Lifecycle.DeleteAfterEvent, 'DELETE_AFTER_COPY')",
        "A rule deletes recovery points once they are copied, before their time.",
        absent=False,
    )
    continuous: bool = column(
        "contains(plan.BackupPlan.Rules[].EnableContinuousBackup, `true`)",
        "A rule makes continuous backups, from which one can restore to a point in time.",
        absent=False,
    )
    copies: int = column(
        "length(plan.BackupPlan.Rules[].CopyActions[])", "Copies that its rules make in other vaults.", absent=0
    )
    vaults: str = column(
        "join(' ', sort(plan.BackupPlan.Rules[].TargetBackupVaultName))",
        "Vaults that its rules fill, separated by spaces.",
        absent="",
    )


@table("backup:list_protected_resources", resource_type="AWS::Backup::ProtectedResource", key="ResourceArn")
class backup_protected_resource:
    """Resources that AWS Backup has backed up in the Region, by their own ARN."""

    name: str = column("ResourceName", "Name of the resource.")
    protected_type: str = column(
        "ResourceType", "`EBS`, `EC2`, `RDS`, `Aurora`, `DynamoDB`, `EFS`, `FSx` and the like."
    )
    last_backup_at: datetime = column("LastBackupTime", "When it was last backed up.")
    last_vault_arn: str = column("LastBackupVaultArn", "Vault of that backup, or `none`.", absent="none")


@table(
    "backup:list_recovery_points_by_backup_vault",
    resource_type="AWS::Backup::RecoveryPoint",
    key="RecoveryPointArn",
    parent="list_backup_vaults",
    BackupVaultName="parent.BackupVaultName",
)
class backup_recovery_point:
    """Recovery points in the backup vaults."""

    name: str = column("ResourceName", "Name of the resource that it is of.")
    created_at: datetime = column("CreationDate", "When the recovery point was made.")
    vault_name: str = column("parent.BackupVaultName", "Vault that holds it.")
    protected_arn: str = column("ResourceArn", "Resource that it is of.")
    protected_type: str = column(
        "ResourceType", "`EBS`, `EC2`, `RDS`, `Aurora`, `DynamoDB`, `EFS`, `FSx` and the like."
    )
    status: str = column("Status", "`COMPLETED`, `AVAILABLE`, `PARTIAL`, `EXPIRED`, `DELETING` and the like.")
    encrypted: bool = column("IsEncrypted", "Is encrypted.", absent=False)
    kms_key_id: str = column("EncryptionKeyArn", "KMS key that encrypts it, or `none`.", absent="none")
    retention_days: int = column(
        "Lifecycle.DeleteAfterDays > `0` && Lifecycle.DeleteAfterDays || `0`",
        "After how many days it is deleted; 0 if never.",
        unit="days",
    )
    deleted_after_copy: bool = column(
        "Lifecycle.DeleteAfterEvent == 'DELETE_AFTER_COPY'", "Is deleted once it is copied, before its time."
    )
    plan_id: str = column("CreatedBy.BackupPlanId", "Plan that made it, or `none`.", absent="none")


@table("backup:list_report_plans", resource_type="AWS::Backup::ReportPlan", key="ReportPlanArn")
class backup_report_plan:
    """Report plans of AWS Backup Audit Manager."""

    name: str = column("ReportPlanName", "Name of the report plan.")
    created_at: datetime = column("CreationTime", "When the report plan was made.")
    template: str = column("ReportSetting.ReportTemplate", "What it reports, such as `BACKUP_JOB_REPORT`.")
    bucket: str = column("ReportDeliveryChannel.S3BucketName", "Bucket that receives the reports.")
    last_report_at: datetime = column("LastSuccessfulExecutionTime", "When a report was last made; NA also if never.")


@table("backup:list_backup_vaults", resource_type="AWS::Backup::BackupVault", key="BackupVaultArn")
class backup_vault:
    """Backup vaults of the account, those that AWS made for it included."""

    policy = detail(
        "get_backup_vault_access_policy", BackupVaultName="BackupVaultName", absent="ResourceNotFoundException"
    )

    name: str = column("BackupVaultName", "Name of the vault.")
    created_at: datetime = column("CreationDate", "When the vault was made.")
    type: str = column(
        "VaultType",
        "`BACKUP_VAULT`, `LOGICALLY_AIR_GAPPED_BACKUP_VAULT` or `RESTORE_ACCESS_BACKUP_VAULT`.",
        absent="BACKUP_VAULT",
    )
    kms_key_id: str = column("EncryptionKeyArn", "KMS key that encrypts the vault, or `none`.", absent="none")
    key_type: str = column(
        "EncryptionKeyType", "`CUSTOMER_MANAGED_KMS_KEY`, `AWS_OWNED_KMS_KEY`, or `none` if not said.", absent="none"
    )
    locked: bool = column("Locked", "A vault lock keeps recovery points from being deleted early.", absent=False)
    lock_dated: bool = column("LockDate != `null`", "The lock has a date from which nobody can take it off.")
    min_retention_days: int = column(
        "MinRetentionDays", "Shortest retention that the lock lets in; 0 if it sets none.", absent=0, unit="days"
    )
    max_retention_days: int = column(
        "MaxRetentionDays", "Longest retention that the lock lets in; 0 if it sets none.", absent=0, unit="days"
    )
    recovery_points: int = column("NumberOfRecoveryPoints", "Recovery points in the vault, about.", absent=0)
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.Policy)",
        "Statements of the access policy as JSON; an empty list without one.",
    )
