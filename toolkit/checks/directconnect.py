"""Checks of AWS Direct Connect."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "directconnect_connection",
    domain="network",
    severity="medium",
    family="encryption_in_transit",
    where="state.str.lower() not in ['deleting', 'deleted', 'rejected', 'ordering', 'requested', 'pending']"
    " and encryption_mode.str.lower() != 'none'",
)
def directconnect_connection_encrypted(encryption_mode, encryption_status):
    """The Direct Connect connection carries only what MAC Security encrypts.

    Lines that cannot do so, of which AWS names no mode, are left out.

    Why: The line runs through buildings of others, where it can be tapped.
    Remedy: Associate a key of MAC Security with the connection and set its encryption mode to `must_encrypt`.
    Source: https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html

    | state     | encryption_mode | encryption_status | verdict |
    |-----------|-----------------|-------------------|---------|
    | available | must_encrypt    | Encryption Up     | pass    |
    | available | must_encrypt    | Encryption Down   | fail    |
    | available | should_encrypt  | Encryption Up     | fail    |
    | available | no_encrypt      | Encryption Down   | fail    |
    | available | must_encrypt    | none              | unknown |
    | available | new             | Encryption Up     | unknown |
    | available | none            | none              | -       |
    | deleted   | no_encrypt      | none              | -       |
    """
    return among(encryption_mode, ["must_encrypt"], ["should_encrypt", "no_encrypt"]) & among(
        encryption_status, ["encryption up"], ["encryption down"]
    )


@check(
    "directconnect_connection",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="state.str.lower() not in ['deleting', 'deleted', 'rejected', 'ordering', 'requested', 'pending']",
)
def directconnect_connection_redundant(logical_redundancy):
    """The Direct Connect connection has a second BGP peer of the same address family.

    Why: AWS takes devices down for maintenance one at a time; without a second peer the line stops.
    Remedy: Add a virtual interface or BGP peer on a second device, or a second connection at another location.
    Source: https://docs.aws.amazon.com/directconnect/latest/UserGuide/high_resiliency.html

    | state     | logical_redundancy | verdict |
    |-----------|--------------------|---------|
    | available | yes                | pass    |
    | available | No                 | fail    |
    | available | unknown            | unknown |
    | deleted   | no                 | -       |
    """
    return among(logical_redundancy, ["yes"], ["no"])
