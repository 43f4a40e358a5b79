"""Amazon Lightsail."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("lightsail:get_instances", resource_type="AWS::Lightsail::Instance", key="arn")
class lightsail_instance:
    """Lightsail instances, whose operating system the customer runs."""

    name: str = column("name", "Name of the instance.")
    created_at: datetime = column("createdAt", "When the instance was made.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    state: str = column("state.name", "`running`, `stopped` or another state.")
    blueprint_id: str = column("blueprintId", "Operating system or application that it was made from.")
    public_ip: str = column("publicIpAddress", "Its public IPv4 address, or `none`.", absent="none")
    open_ports: str = column(
        "join(' ', networking.ports[?accessDirection == 'inbound' && (contains(cidrs || `[]`, '0.0.0.0/0')"
        " || contains(ipv6Cidrs || `[]`, '::/0'))]"
        ".join('', [protocol, '/', to_string(fromPort), '-', to_string(toPort)]))",
        "Ports that its firewall opens to every address, such as `tcp/22-22`, separated by spaces.",
        absent="",
    )
    imds_tokens: str = column(
        "metadataOptions.httpTokens", "`required`: instance metadata needs a session token (IMDSv2); or `optional`."
    )
    automatic_snapshots: bool = column(
        "length(addOns[?name == 'AutoSnapshot' && status == 'Enabled']) > `0`",
        "A snapshot is taken every day.",
        absent=False,
    )


@table("lightsail:get_relational_databases", resource_type="AWS::Lightsail::Database", key="arn")
class lightsail_database:
    """Lightsail databases."""

    name: str = column("name", "Name of the database.")
    created_at: datetime = column("createdAt", "When the database was made.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    state: str = column("state", "`available`, `stopped` or another state.")
    engine: str = column("engine", "Database engine.")
    engine_version: str = column("engineVersion", "Version of the engine.")
    public: bool = column("publiclyAccessible", "Its endpoint is open to the internet.")
    automatic_backups: bool = column("backupRetentionEnabled", "Automated backups are kept.")
    standby_zone: str = column(
        "secondaryAvailabilityZone", "Availability Zone of its standby, or `none`.", absent="none"
    )
