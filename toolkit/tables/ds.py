"""AWS Directory Service."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


# The answer may hold the secret shared with RADIUS servers: no column may read it.
@table(
    "ds:describe_directories",
    resource_type="AWS::DirectoryService::Directory",
    key="join('', ['arn:', here.partition, ':ds:', here.region, ':', here.account_id, ':directory/', DirectoryId])",
)
class ds_directory:
    """Directories: Microsoft AD, Simple AD and AD Connector; those that others share with the account too."""

    directory_id: str = column("DirectoryId", "Id of the directory.")
    name: str = column("Name", "Fully qualified name of the directory.")
    created_at: datetime = column("LaunchTime", "When the directory was made.")
    type: str = column("Type", "`MicrosoftAD`, `SharedMicrosoftAD` (of another account), `SimpleAD` or `ADConnector`.")
    edition: str = column("Edition || Size || 'none'", "Edition of Microsoft AD, or size of the others.")
    owner_id: str = column("OwnerDirectoryDescription.AccountId || here.account_id", "Account that owns the directory.")
    stage: str = column("Stage", "`Active`, `Impaired`, `Deleting` and the like.")
    vpc_id: str = column("(VpcSettings || ConnectSettings).VpcId", "VPC of the directory, or `none`.", absent="none")
    domain_controllers: int = column(
        "DesiredNumberOfDomainControllers", "Domain controllers it should have; 0 where AWS names none.", absent=0
    )
    access_url: str = column(
        "AccessUrl", "Public address for its users' sign-in to applications of AWS, or `none`.", absent="none"
    )
    single_sign_on: bool = column("SsoEnabled", "Computers of the domain need no second sign-in.", absent=False)
    radius_status: str = column(
        "RadiusStatus",
        "Multi-factor authentication by RADIUS: `Completed`, `Creating`, `Failed` or `none`.",
        absent="none",
    )
    radius_protocol: str = column(
        "RadiusSettings.AuthenticationProtocol",
        "Protocol to the RADIUS servers, such as `PAP`, or `none`.",
        absent="none",
    )
