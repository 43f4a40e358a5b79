"""Amazon FSx."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("fsx:describe_file_systems", resource_type="AWS::FSx::FileSystem", key="ResourceARN")
class fsx_file_system:
    """FSx file systems, which are always encrypted at rest."""

    file_system_id: str = column("FileSystemId", "Id of the file system.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("CreationTime", "When the file system was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    type: str = column("FileSystemType", "`WINDOWS`, `LUSTRE`, `ONTAP` or `OPENZFS`.")
    deployment_type: str = column(
        "WindowsConfiguration.DeploymentType || LustreConfiguration.DeploymentType || OntapConfiguration.DeploymentType"
        " || OpenZFSConfiguration.DeploymentType",
        "How it is spread: `MULTI_AZ_1`, `SINGLE_AZ_2`, `PERSISTENT_2`, `SCRATCH_2` and the like.",
        absent="none",
    )
    status: str = column("Lifecycle", "`AVAILABLE`, `DELETING`, `MISCONFIGURED` or another state.")
    kms_key_id: str = column(
        "KmsKeyId", "KMS key that encrypts it, or `none`: a key of the service's (scratch Lustre).", absent="none"
    )
    vpc_id: str = column("VpcId", "VPC of the file system.")
    backup_days: int = column(
        "WindowsConfiguration.AutomaticBackupRetentionDays || LustreConfiguration.AutomaticBackupRetentionDays"
        " || OntapConfiguration.AutomaticBackupRetentionDays || OpenZFSConfiguration.AutomaticBackupRetentionDays",
        "How long automatic daily backups are kept; 0 if none are made.",
        absent=0,
        unit="days",
    )
    size_gib: int = column("StorageCapacity", "Size of the storage.", absent=0, unit="GiB")
