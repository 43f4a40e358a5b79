"""Checks of what is backed up, resource by resource."""

from toolkit.model import check


def _recent(copy_age_days, newer_copy, max_days):
    """A copy is recent; where one could not be read that may be newer, only an old one leaves that open."""
    return ((copy_age_days >= 0) & (copy_age_days <= max_days)) | newer_copy


@check(
    "ec2_volume_recovery",
    domain="resilience",
    severity="medium",
    family="backup",
    where="state.str.lower() == 'in-use'",
)
def ec2_volume_copy_recent(copy_age_days, newer_copy, *, max_days=8):
    """The volume in use has a copy that is not older than the limit: a complete snapshot, or a backup by AWS Backup.

    Why: A volume that is deleted, encrypted by an intruder or lost with its zone comes back only from a copy.
    Remedy: Assign the volume or its instance to a plan of AWS Backup, or to a policy of Data Lifecycle Manager.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html

    | state     | copy_age_days | newer_copy | verdict |
    |-----------|---------------|------------|---------|
    | in-use    | 0             | False      | pass    |
    | in-use    | 8             | False      | pass    |
    | in-use    | 9             | False      | fail    |
    | in-use    | -1            | False      | fail    |
    | in-use    | 8             | ?          | pass    |
    | in-use    | 9             | ?          | unknown |
    | in-use    | ?             | False      | unknown |
    | available | -1            | False      | -       |
    | deleting  | -1            | False      | -       |
    """
    return _recent(copy_age_days, newer_copy, max_days)


@check(
    "dynamodb_table_recovery",
    domain="resilience",
    severity="medium",
    family="backup",
    where="status.str.lower() not in ['creating', 'deleting']",
)
def dynamodb_table_copy_recent(point_in_time_recovery, copy_age_days, newer_copy, *, max_days=8):
    """The table can be restored to a time within the limit: by point-in-time recovery, or a backup by AWS Backup.

    Why: What a faulty program or an intruder overwrites comes back only from a copy.
    Remedy: Turn on point-in-time recovery, or assign the table to a plan of AWS Backup.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Backup-and-Restore.html

    | point_in_time_recovery | copy_age_days | newer_copy | status   | verdict |
    |------------------------|---------------|------------|----------|---------|
    | True                   | -1            | False      | ACTIVE   | pass    |
    | False                  | 8             | False      | ACTIVE   | pass    |
    | False                  | 0             | False      | ACTIVE   | pass    |
    | False                  | 9             | False      | ACTIVE   | fail    |
    | False                  | -1            | False      | ACTIVE   | fail    |
    | False                  | -1            | ?          | ACTIVE   | unknown |
    | False                  | -1            | False      | DELETING | -       |
    """
    return point_in_time_recovery | _recent(copy_age_days, newer_copy, max_days)


@check(
    "efs_file_system_recovery",
    domain="resilience",
    severity="medium",
    family="backup",
    where="status.str.lower() not in ['creating', 'deleting', 'deleted']",
)
def efs_file_system_copy_recent(copy_age_days, newer_copy, *, max_days=8):
    """The file system has a backup by AWS Backup that is not older than the limit.

    Why: EFS keeps no earlier versions: what is deleted or overwritten comes back only from a copy.
    Remedy: Turn on automatic backups of the file system, or assign it to a plan of AWS Backup.
    Source: https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html

    | copy_age_days | newer_copy | status    | verdict |
    |---------------|------------|-----------|---------|
    | 0             | False      | available | pass    |
    | 8             | False      | available | pass    |
    | 9             | False      | available | fail    |
    | -1            | False      | AVAILABLE | fail    |
    | -1            | ?          | available | unknown |
    | -1            | False      | deleting  | -       |
    """
    return _recent(copy_age_days, newer_copy, max_days)


@check(
    "fsx_file_system_recovery",
    domain="resilience",
    severity="medium",
    family="backup",
    where="status.str.lower() not in ['creating', 'deleting', 'failed']",
)
def fsx_file_system_copy_recent(backup_days, copy_age_days, newer_copy, *, max_days=8):
    """The file system keeps daily backups, or has one by AWS Backup that is not older than the limit.

    Why: Files that are deleted or encrypted by an intruder come back only from a copy.
    Remedy: Set an automatic backup retention period, or assign the file system or its volumes to a plan of AWS Backup.
    Source: https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html

    | backup_days | copy_age_days | newer_copy | status    | verdict |
    |-------------|---------------|------------|-----------|---------|
    | 1           | -1            | False      | AVAILABLE | pass    |
    | 0           | 8             | False      | AVAILABLE | pass    |
    | 0           | 0             | False      | AVAILABLE | pass    |
    | 0           | 9             | False      | AVAILABLE | fail    |
    | 0           | -1            | False      | available | fail    |
    | ?           | -1            | False      | AVAILABLE | unknown |
    | 0           | -1            | False      | DELETING  | -       |
    """
    return (backup_days > 0) | _recent(copy_age_days, newer_copy, max_days)


@check(
    "rds_instance_recovery",
    domain="resilience",
    severity="low",
    family="backup_protection",
    where="not cluster_member and not read_replica and status.str.lower() not in ['creating', 'deleting']",
)
def rds_instance_copy_recent(copy_age_days, newer_copy, *, max_days=35):
    """The DB instance has a backup by AWS Backup that is not older than the limit, beside its own automated ones.

    Why: Automated backups hang on the instance and its administrators; a vault can be locked and copied elsewhere.
    Remedy: Assign the DB instance to a plan of AWS Backup.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/AutomatedBackups.AWSBackup.html

    | cluster_member | read_replica | status    | copy_age_days | newer_copy | verdict |
    |----------------|--------------|-----------|---------------|------------|---------|
    | False          | False        | available | 0             | False      | pass    |
    | False          | False        | available | 35            | False      | pass    |
    | False          | False        | available | 36            | False      | fail    |
    | False          | False        | stopped   | -1            | False      | fail    |
    | False          | False        | available | -1            | ?          | unknown |
    | True           | False        | available | -1            | False      | -       |
    | False          | True         | available | -1            | False      | -       |
    | False          | False        | deleting  | -1            | False      | -       |
    """
    return _recent(copy_age_days, newer_copy, max_days)


@check(
    "rds_cluster_recovery",
    domain="resilience",
    severity="low",
    family="backup_protection",
    where="not replica and status.str.lower() not in ['creating', 'deleting']",
)
def rds_cluster_copy_recent(copy_age_days, newer_copy, *, max_days=35):
    """The DB cluster has a backup by AWS Backup that is not older than the limit, beside its own automated ones.

    Why: Automated backups hang on the cluster and its administrators; a vault can be locked and copied elsewhere.
    Remedy: Assign the DB cluster to a plan of AWS Backup.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html

    | replica | status    | copy_age_days | newer_copy | verdict |
    |---------|-----------|---------------|------------|---------|
    | False   | available | 0             | False      | pass    |
    | False   | available | 35            | False      | pass    |
    | False   | available | 36            | False      | fail    |
    | False   | available | -1            | False      | fail    |
    | False   | available | -1            | ?          | unknown |
    | True    | available | -1            | False      | -       |
    | False   | deleting  | -1            | False      | -       |
    """
    return _recent(copy_age_days, newer_copy, max_days)


@check(
    "ec2_region_backups",
    domain="governance",
    severity="low",
    family="backup_operation",
    where="protected > 0 or plans > 0",
)
def ec2_region_backups_reported(report_plans):
    """Where AWS Backup makes backups in a Region, a report plan records them.

    Why: Without the record nobody can show which backups were made, and which were not.
    Remedy: In AWS Backup Audit Manager, create a report plan for backup jobs.
    Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/create-report-plan-console.html

    | plans | protected | report_plans | verdict |
    |-------|-----------|--------------|---------|
    | 1     | 0         | 1            | pass    |
    | 0     | 1         | 1            | pass    |
    | 1     | 3         | 0            | fail    |
    | 1     | 3         | ?            | unknown |
    | 0     | 0         | 0            | -       |
    """
    return report_plans > 0
