"""Amazon Elastic File System."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("efs:describe_file_systems", resource_type="AWS::EFS::FileSystem", key="FileSystemArn")
class efs_file_system:
    """EFS file systems."""

    policy = detail("describe_file_system_policy", FileSystemId="FileSystemId", absent="PolicyNotFound")
    backup = detail("describe_backup_policy", FileSystemId="FileSystemId", absent="PolicyNotFound")

    file_system_id: str = column("FileSystemId", "Id of the file system.")
    name: str = column("Name", "The tag `Name`.", absent="")
    created_at: datetime = column("CreationTime", "When the file system was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    status: str = column("LifeCycleState", "`available`, `deleting` or another state.")
    encrypted: bool = column("Encrypted", "Data at rest are encrypted.", absent=False)
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts them, or `none`.", absent="none")
    automatic_backups: str = column(
        "backup.BackupPolicy.Status",
        "Whether AWS Backup makes a backup each day: `ENABLED`, `DISABLED` or a state between.",
        absent="DISABLED",
    )
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.Policy)",
        "Statements of the file system policy as JSON; an empty list without one.",
    )
    zone: str = column(
        "AvailabilityZoneName",
        "The one Availability Zone of a One Zone file system, or `all`.",
        absent="all",
    )
    mount_targets: int = column("NumberOfMountTargets", "Mount targets.")
    size_bytes: int = column("SizeInBytes.Value", "Size of the data.", unit="bytes")
