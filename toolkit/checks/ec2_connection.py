"""Checks of Amazon EC2: transit gateways and VPN."""

from toolkit.checks.sharing import NONE, approved
from toolkit.model import check
from toolkit.readings import among

_USERS = ("directory-service-authentication", "federated-authentication")
USERS = (*_USERS, *(f"certificate-authentication {kind}" for kind in _USERS))


@check("ec2_transit_gateway", domain="network", severity="medium", family="network_segmentation")
def ec2_transit_gateway_attachments_accepted(auto_accepts_attachments):
    """The transit gateway takes no attachment of another account without a person's consent.

    Why: Otherwise any account with which it is shared connects its own networks to all others.
    Remedy: Turn off auto accept shared attachments in the options of the transit gateway.
    Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html

    | auto_accepts_attachments | verdict |
    |--------------------------|---------|
    | disable                  | pass    |
    | Disable                  | pass    |
    | enable                   | fail    |
    | ask                      | unknown |
    """
    return among(auto_accepts_attachments, ["disable"], ["enable"])


@check("ec2_transit_gateway", domain="network", severity="low", family="network_segmentation")
def ec2_transit_gateway_routes_chosen(default_association, default_propagation):
    """No new attachment of the transit gateway gets or gives routes by itself.

    Why: With the default route table each network that is attached reaches all others, test and production alike.
    Remedy: Turn off default route table association and propagation, and make route tables for each kind of network.
    Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html

    | default_association | default_propagation | verdict |
    |---------------------|---------------------|---------|
    | disable             | disable             | pass    |
    | enable              | disable             | fail    |
    | disable             | Enable              | fail    |
    | ask                 | disable             | unknown |
    """
    return among(default_association, ["disable"], ["enable"]) & among(default_propagation, ["disable"], ["enable"])


@check(
    "ec2_vpn_connection",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="state.str.lower() != 'pending'",
)
def ec2_vpn_connection_tunnels_up(tunnels_up, *, min_tunnels=2):
    """The tunnels of the VPN connection are up.

    Why: AWS takes one tunnel at a time down for maintenance; with only one in use the connection stops.
    Remedy: Configure both tunnels on the customer gateway device, and look at its log for why one is down.
    Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-redundant-connection.html

    | state     | tunnels_up | verdict |
    |-----------|------------|---------|
    | available | 2          | pass    |
    | available | 1          | fail    |
    | pending   | 0          | -       |
    """
    return tunnels_up >= min_tunnels


@check(
    "ec2_client_vpn_endpoint",
    domain="logging",
    severity="medium",
    family="access_logging",
    where="status.str.lower() not in ['deleting', 'deleted']",
)
def ec2_client_vpn_endpoint_connections_logged(logs_connections):
    """The Client VPN endpoint logs who connects.

    Why: It is the record of who entered the network, from where and when.
    Remedy: Turn on connection logging of the endpoint, to a log group of CloudWatch Logs.
    Source: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-with-connection-logs.html

    | status    | logs_connections | verdict |
    |-----------|------------------|---------|
    | available | True             | pass    |
    | available | False            | fail    |
    | Deleting  | False            | -       |
    """
    return logs_connections


@check(
    "ec2_client_vpn_endpoint",
    domain="identity",
    severity="medium",
    family="authentication",
    where="status.str.lower() not in ['deleting', 'deleted']",
)
def ec2_client_vpn_endpoint_users_authenticated(authentication):
    """The Client VPN endpoint asks for a user of a directory or identity provider.

    Why: A certificate tells only whose computer it is; it can be copied, and leaving the company does not end it.
    Remedy: Make a new endpoint with user-based authentication, by Active Directory or a SAML identity provider.
    Source: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/client-authentication.html

    | status    | authentication                                              | verdict |
    |-----------|-------------------------------------------------------------|---------|
    | available | federated-authentication                                    | pass    |
    | available | certificate-authentication directory-service-authentication | pass    |
    | available | Certificate-Authentication                                  | fail    |
    | available | new-authentication                                          | unknown |
    | deleted   | certificate-authentication                                  | -       |
    """
    return among(authentication, USERS, ["certificate-authentication"])


@check(
    "ec2_client_vpn_endpoint",
    domain="network",
    severity="medium",
    family="least_privilege",
    where="status.str.lower() not in ['deleting', 'deleted']"
    " and authentication.str.lower() != 'certificate-authentication'",
)
def ec2_client_vpn_endpoint_groups_authorized(authorizes_everyone):
    """No rule of the Client VPN endpoint lets every user in, whatever group he belongs to.

    Endpoints that know only certificates have no groups, so they are left out.

    Why: One stolen account then reaches all networks behind the endpoint.
    Remedy: Replace the authorization rule for all users by rules for groups.
    Source: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html

    | status    | authentication             | authorizes_everyone | verdict |
    |-----------|----------------------------|---------------------|---------|
    | available | federated-authentication   | False               | pass    |
    | available | federated-authentication   | True                | fail    |
    | available | Certificate-Authentication | True                | -       |
    | deleting  | federated-authentication   | True                | -       |
    """
    return ~authorizes_everyone


@check("ec2_vpn_connection_tunnels", domain="network", severity="medium", family="encryption_in_transit")
def ec2_vpn_connection_ike_current(allows_ikev1):
    """The tunnels of the VPN connection take only IKEv2.

    Why: IKEv1 is retired: its aggressive mode lets the shared key be guessed offline, and AWS allows both by default.
    Remedy: Set the IKE versions of each tunnel to `ikev2` in the tunnel options.
    Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html

    | allows_ikev1 | verdict |
    |--------------|---------|
    | False        | pass    |
    | True         | fail    |
    """
    return ~allows_ikev1


@check("ec2_vpn_connection_tunnels", domain="network", severity="medium", family="encryption_in_transit")
def ec2_vpn_connection_algorithms_strong(allows_weak_algorithms):
    """The tunnels of the VPN connection allow neither SHA-1 nor Diffie-Hellman groups 2, 5 and 22.

    Why: The device chooses among what is allowed; such groups are within reach of well-funded attackers.
    Remedy: Name SHA2 algorithms and groups from 14 up, without 22, for both phases in the options of each tunnel.
    Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html

    | allows_weak_algorithms | verdict |
    |------------------------|---------|
    | False                  | pass    |
    | True                   | fail    |
    """
    return ~allows_weak_algorithms


@check("ec2_vpn_connection_tunnels", domain="logging", severity="medium", family="audit_logging")
def ec2_vpn_connection_logged(logged):
    """Each tunnel of the VPN connection writes its activity to CloudWatch Logs.

    Why: Without the log nobody can tell why a tunnel went down, or who tried to bring one up.
    Remedy: Turn on the tunnel activity log in the options of each tunnel.
    Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html

    | logged | verdict |
    |--------|---------|
    | True   | pass    |
    | False  | fail    |
    """
    return logged


@check("ec2_vpc_peering_accounts", domain="network", severity="medium", family="foreign_accounts")
def ec2_vpc_peering_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The VPC peering connection, accepted or not, joins no account that the engagement does not name.

    Why: Over a peering connection a foreign network reaches private addresses, past gateways and their logs.
    Remedy: Delete or reject the VPC peering connection and its routes, or name the account among the known ones.
    Source: https://docs.aws.amazon.com/vpc/latest/peering/working-with-vpc-peering.html

    | foreign_accounts          | members_known | verdict |
    |---------------------------|---------------|---------|
    | none                      | True          | pass    |
    | none                      | ?             | pass    |
    | 999999999999              | True          | fail    |
    | 111122223333 999999999999 | True          | fail    |
    | 999999999999              | False         | unknown |
    | 999999999999              | ?             | unknown |
    | ?                         | True          | unknown |
    """
    return approved(foreign_accounts, members_known, known_accounts)
