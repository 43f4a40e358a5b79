"""AWS Transfer Family."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table("transfer:list_servers", resource_type="AWS::Transfer::Server", key="Arn")
class transfer_server:
    """Servers for SFTP, FTPS, FTP and AS2."""

    server = detail("describe_server", ServerId="ServerId")

    name: str = column("ServerId", "Id of the server.")
    tags: str = column("tags_json(server.Server.Tags)", "Tags as JSON.", absent="{}")
    state: str = column("State", "`ONLINE`, `OFFLINE` or a state between.")
    endpoint_type: str = column("EndpointType", "`PUBLIC`, `VPC` or `VPC_ENDPOINT`.")
    elastic_addresses: int = column(
        "length(server.Server.EndpointDetails.AddressAllocationIds)", "Public addresses of a server in a VPC.", absent=0
    )
    # AWS gives servers that name no protocol SFTP.
    protocols: str = column(
        "join(' ', sort(server.Server.Protocols))",
        "`SFTP`, `FTPS`, `FTP` (unencrypted) and `AS2`, separated by spaces.",
        absent="SFTP",
    )
    security_policy: str = column(
        "server.Server.SecurityPolicyName", "Security policy: algorithms that it accepts.", absent="none"
    )
    identity_provider: str = column("IdentityProviderType", "Who checks the users, such as `SERVICE_MANAGED`.")
    logs: bool = column(
        "server.Server.[!!(LoggingRole || StructuredLogDestinations)] | [0]", "Activity goes to CloudWatch Logs."
    )
