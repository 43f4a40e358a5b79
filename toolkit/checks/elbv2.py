"""Checks of Elastic Load Balancing."""

from toolkit.model import check
from toolkit.readings import among

# Names of AWS's security policies, by the lowest version of TLS that they allow, as its guides for application and
# network load balancers gave them in October 2026 (`TLS-1-0-2015-04` as before; the guides no longer show it).
# Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
# Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
BY_LOWEST_TLS = {
    "1.0": "2015-05 2016-08 FS-2018-06 TLS-1-0-2015-04 TLS13-1-0-2021-06 TLS13-1-0-PQ-2025-09"
    " TLS13-1-0-FIPS-2023-04 TLS13-1-0-FIPS-PQ-2025-09",
    "1.1": "FS-1-1-2019-08 TLS-1-1-2017-01 TLS13-1-1-2021-06 TLS13-1-1-FIPS-2023-04",
    "1.2": "FS-1-2-2019-08 FS-1-2-Res-2019-08 FS-1-2-Res-2020-10 TLS-1-2-2017-01 TLS-1-2-Ext-2018-06"
    " TLS13-1-2-2021-06 TLS13-1-2-Res-2021-06 TLS13-1-2-Ext1-2021-06 TLS13-1-2-Ext2-2021-06"
    " TLS13-1-2-PQ-2025-09 TLS13-1-2-Res-PQ-2025-09 TLS13-1-2-Ext1-PQ-2025-09 TLS13-1-2-Ext2-PQ-2025-09"
    " TLS13-1-2-FIPS-2023-04 TLS13-1-2-Res-FIPS-2023-04 TLS13-1-2-Ext0-FIPS-2023-04 TLS13-1-2-Ext1-FIPS-2023-04"
    " TLS13-1-2-Ext2-FIPS-2023-04 TLS13-1-2-FIPS-PQ-2025-09 TLS13-1-2-Res-FIPS-PQ-2025-09"
    " TLS13-1-2-Ext0-FIPS-PQ-2025-09 TLS13-1-2-Ext1-FIPS-PQ-2025-09 TLS13-1-2-Ext2-FIPS-PQ-2025-09"
    " TLS13-1-2-RFC9151-FIPS-2023-07 TLS13-1-2-Ext0-RFC9151-FIPS-2023-07"
    " TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07 TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07"
    " TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07 TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07",
    "1.3": "TLS13-1-3-2021-06 TLS13-1-3-PQ-2025-09 TLS13-1-3-FIPS-2023-04 TLS13-1-3-FIPS-PQ-2025-09"
    " TLS13-1-3-RFC9151-FIPS-2023-07",
}
TLS_POLICIES = {
    f"ELBSecurityPolicy-{name}": lowest for lowest, names in BY_LOWEST_TLS.items() for name in names.split()
}


@check(
    "elbv2_listener",
    domain="network",
    severity="medium",
    family="encryption_in_transit",
    where="load_balancer_type.str.lower() not in ['network', 'gateway'] or protocol.str.lower() in ['tls']"
    " or (scheme.str.lower() not in ['internal', 'none'] and port == 80"
    " and protocol.str.lower() in ['tcp', 'tcp_udp'])",
)
def elbv2_listener_tls_required(protocol, only_redirects_to_https):
    """The listener takes only TLS, or does nothing but redirect to HTTPS.

    What TCP and UDP listeners of network load balancers pass on is encrypted or not by the target, so they are left
    out; but on port 80 of the internet HTTP is expected, and whether the target only redirects nobody sees from here.

    Why: What is sent to a plain HTTP listener, passwords and session cookies too, can be read and changed on its way.
    Remedy: Replace the actions of the HTTP listener, rules included, by a redirect to an HTTPS listener.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html

    | load_balancer_type | protocol | scheme          | port | only_redirects_to_https | verdict |
    |--------------------|----------|-----------------|------|-------------------------|---------|
    | application        | HTTPS    | internet-facing | 443  | False                   | pass    |
    | application        | HTTP     | internet-facing | 80   | True                    | pass    |
    | application        | HTTP     | internal        | 80   | False                   | fail    |
    | network            | TLS      | internet-facing | 443  | False                   | pass    |
    | network            | TLS      | internet-facing | 80   | False                   | pass    |
    | network            | TCP      | internet-facing | 80   | False                   | unknown |
    | network            | TCP_UDP  | internet-facing | 80   | False                   | unknown |
    | network            | UDP      | internet-facing | 80   | False                   | -       |
    | network            | TCP      | internet-facing | 81   | False                   | -       |
    | network            | TCP      | internal        | 80   | False                   | -       |
    """
    return among(protocol, ["https", "tls"], ["http"]) | (among(protocol, ["http"]) & only_redirects_to_https)


@check(
    "elbv2_listener",
    domain="network",
    severity="medium",
    family="encryption_in_transit",
    where="protocol.str.lower() in ['https', 'tls']",
)
def elbv2_listener_tls_current(tls_policy, *, tls_policies=TLS_POLICIES):
    """The listener's security policy allows no version of TLS before 1.2.

    Why: TLS 1.0 and 1.1 were retired in 2021 for their weak ciphers and hashes; what is sent over them can be read.
    Remedy: Choose a policy such as `ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09`, once no client needs the old versions.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html

    | protocol | tls_policy                            | verdict |
    |----------|---------------------------------------|---------|
    | HTTPS    | ELBSecurityPolicy-TLS13-1-2-2021-06   | pass    |
    | TLS      | ELBSecurityPolicy-TLS13-1-3-2021-06   | pass    |
    | TLS      | ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07 | pass |
    | HTTPS    | ELBSecurityPolicy-TLS13-1-1-2021-06   | fail    |
    | HTTPS    | ELBSecurityPolicy-2016-08             | fail    |
    | HTTPS    | ELBSecurityPolicy-TLS13-1-2-Ext0-2021-06 | unknown |
    | HTTPS    | ELBSecurityPolicy-of-tomorrow         | unknown |
    | HTTP     | none                                  | -       |
    """
    lowest = tls_policy.map(tls_policies)
    return lowest.isin(["1.2", "1.3"]).astype("boolean").mask(lowest.isna())  # a policy we do not know is not judged


@check("elbv2_load_balancer", domain="logging", severity="medium", where="type.str.lower() != 'gateway'")
def elbv2_load_balancer_access_logged(access_logs):
    """The load balancer writes access logs.

    Why: Access logs show who asked for what and when; without them an attack through the front door leaves no record.
    Remedy: Turn on access logs in the load balancer's attributes, to an S3 bucket that only auditors can read.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html

    | type        | access_logs | verdict |
    |-------------|-------------|---------|
    | application | True        | pass    |
    | network     | False       | fail    |
    | gateway     | False       | -       |
    """
    return access_logs


@check("elbv2_load_balancer", domain="resilience", severity="low", family="deletion_protection")
def elbv2_load_balancer_deletion_protected(deletion_protection):
    """The load balancer is protected from deletion.

    Why: One mistaken deletion takes the application off the network, and its address is lost.
    Remedy: Turn on deletion protection in the load balancer's attributes.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html

    | deletion_protection | verdict |
    |---------------------|---------|
    | True                | pass    |
    | False               | fail    |
    """
    return deletion_protection


@check(
    "elbv2_load_balancer",
    domain="application",
    severity="medium",
    where="type.str.lower() not in ['network', 'gateway']",
)
def elbv2_load_balancer_invalid_headers_dropped(drops_invalid_headers):
    """The application load balancer removes HTTP headers with invalid names.

    Why: Servers disagree on what malformed headers mean; attackers use that to smuggle requests past a filter.
    Remedy: Turn on the removal of invalid header fields in the load balancer's attributes.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html

    | type        | drops_invalid_headers | verdict |
    |-------------|-----------------------|---------|
    | application | True                  | pass    |
    | application | False                 | fail    |
    | network     | False                 | -       |
    """
    return drops_invalid_headers


@check(
    "elbv2_load_balancer",
    domain="application",
    severity="medium",
    family="request_validation",
    where="type.str.lower() not in ['network', 'gateway']",
)
def elbv2_load_balancer_desync_mitigated(desync_mitigation):
    """The application load balancer stops requests by which HTTP desync is done.

    Why: Requests that two servers read differently let an attacker put words into the next visitor's request.
    Remedy: Set the desync mitigation mode of the load balancer to `defensive` or `strictest`.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html

    | type        | desync_mitigation | verdict |
    |-------------|-------------------|---------|
    | application | defensive         | pass    |
    | application | Strictest         | pass    |
    | application | monitor           | fail    |
    | application | none              | unknown |
    | network     | none              | -       |
    """
    return among(desync_mitigation, ["defensive", "strictest"], ["monitor"])


@check(
    "elbv2_load_balancer",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="type.str.lower() != 'application'",
)
def elbv2_load_balancer_zones_sufficient(availability_zones, *, min_zones=2):
    """The network or gateway load balancer serves several Availability Zones.

    An application load balancer cannot be made with fewer than two, so it is left out.

    Why: With one zone, its loss takes what stands behind the load balancer off the network.
    Remedy: Add a subnet in another Availability Zone to the load balancer, and targets there.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html

    | type        | availability_zones | verdict |
    |-------------|--------------------|---------|
    | network     | 2                  | pass    |
    | gateway     | 1                  | fail    |
    | application | 1                  | -       |
    """
    return availability_zones >= min_zones
