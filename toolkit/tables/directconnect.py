"""AWS Direct Connect."""

from __future__ import annotations

from toolkit.model import column, table


# The answer names secrets of MAC Security: no column may read them.
@table(
    "directconnect:describe_connections",
    resource_type="AWS::DirectConnect::Connection",
    key="join('', ['arn:', here.partition, ':directconnect:', here.region, ':', ownerAccount || here.account_id,"
    " ':dxcon/', connectionId])",
)
class directconnect_connection:
    """Direct Connect connections: leased lines between the customer's network and AWS."""

    connection_id: str = column("connectionId", "Id of the connection.")
    name: str = column("connectionName", "Name of the connection.")
    tags: str = column("tags_json(tags)", "Tags as JSON.", absent="{}")
    owner_id: str = column("ownerAccount", "Account that owns the connection.")
    state: str = column("connectionState", "`available`, `down`, `deleted` and the like.")
    location: str = column("location", "Place where the line enters the network of AWS.")
    bandwidth: str = column("bandwidth", "Bandwidth, such as `1Gbps`.", absent="none")
    partner: str = column("partnerName || 'none'", "Partner that provides the line, or `none`.")
    lag_id: str = column("lagId || 'none'", "Link aggregation group it belongs to, or `none`.")
    logical_redundancy: str = column(
        "hasLogicalRedundancy",
        "A second BGP peer of the same address family: `yes`, `no` or `unknown`.",
        absent="unknown",
    )
    # AWS leaves these out for lines that cannot encrypt.
    encryption_mode: str = column(
        "encryptionMode", "MAC Security: `no_encrypt`, `should_encrypt`, `must_encrypt` or `none`.", absent="none"
    )
    encryption_status: str = column(
        "portEncryptionStatus", "State of MAC Security: `Encryption Up`, `Encryption Down` or `none`.", absent="none"
    )
