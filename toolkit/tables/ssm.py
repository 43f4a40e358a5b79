"""AWS Systems Manager."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "ssm:describe_instance_information",
    resource_type="AWS::SSM::ManagedInstance",
    key="""join('', ['arn:', here.partition, ResourceType == 'ManagedInstance' && ':ssm:' || ':ec2:', here.region, ':',
        here.account_id, ResourceType == 'ManagedInstance' && ':managed-instance/' || ':instance/', InstanceId])""",
)
class ssm_managed_instance:
    """Instances and servers that Systems Manager manages."""

    instance_id: str = column("InstanceId", "EC2 instance id, or `mi-…` for a server outside EC2.")
    name: str = column("Name", "Name given at activation; EC2 instances have none here.", absent="")
    created_at: datetime = column("RegistrationDate", "When it was registered; EC2 instances have none here.")
    ping_status: str = column("PingStatus", "`Online`, `ConnectionLost` or `Inactive`.")
    last_ping_at: datetime = column("LastPingDateTime", "When the agent last reported.")
    agent_version: str = column("AgentVersion", "Version of the SSM Agent.")
    agent_up_to_date: bool = column(
        "IsLatestVersion", "The SSM Agent is the latest version; AWS vouches for that on Linux only."
    )
    platform: str = column("PlatformType", "`Linux`, `Windows` or `MacOS`.")
    platform_name: str = column("PlatformName", "Name of the operating system.")
    platform_version: str = column("PlatformVersion", "Version of the operating system.")


@table("ssm:describe_parameters", resource_type="AWS::SSM::Parameter", key="ARN")
class ssm_parameter:
    """Parameters in Parameter Store; their values are never read."""

    name: str = column("Name", "Name of the parameter.")
    type: str = column("Type", "`String`, `StringList` or `SecureString`.")
    kms_key_id: str = column("KeyId", "Key that encrypts a `SecureString`, or `none`.", absent="none")
    tier: str = column("Tier", "`Standard`, `Advanced` or `Intelligent-Tiering`.")
    last_modified_at: datetime = column("LastModifiedDate", "When the value or a setting last changed.")
