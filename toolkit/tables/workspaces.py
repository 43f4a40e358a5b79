"""Amazon WorkSpaces."""

from __future__ import annotations

from toolkit.model import column, table


@table(
    "workspaces:describe_workspaces",
    resource_type="AWS::WorkSpaces::Workspace",
    key="join('', ['arn:', here.partition, ':workspaces:', here.region, ':', here.account_id, ':workspace/',"
    " WorkspaceId])",
)
class workspaces_workspace:
    """WorkSpaces: virtual desktops, each of one person."""

    workspace_id: str = column("WorkspaceId", "Id of the WorkSpace.")
    name: str = column("WorkspaceName || ComputerName", "Name of the WorkSpace or of its computer.", absent="")
    user_name: str = column("UserName", "Person who uses it.", absent="none")
    directory_id: str = column("DirectoryId", "Directory that knows the person.")
    state: str = column("State", "`AVAILABLE`, `STOPPED`, `TERMINATING` and the like.")
    bundle_id: str = column("BundleId", "Bundle it was made from: image and hardware.", absent="none")
    operating_system: str = column(
        "WorkspaceProperties.OperatingSystemName", "Operating system, such as `WINDOWS_11`.", absent="UNKNOWN"
    )
    running_mode: str = column(
        "WorkspaceProperties.RunningMode", "`AUTO_STOP`, `ALWAYS_ON` or `MANUAL`.", absent="none"
    )
    # Amazon WorkSpaces leaves these out where a volume is not encrypted.
    root_volume_encrypted: bool = column(
        "RootVolumeEncryptionEnabled", "The system's volume is encrypted.", absent=False
    )
    user_volume_encrypted: bool = column(
        "UserVolumeEncryptionEnabled", "The person's volume is encrypted.", absent=False
    )
    kms_key_id: str = column("VolumeEncryptionKey", "KMS key of the volumes, or `none`.", absent="none")
