"""Checks of Classic Load Balancers."""

from toolkit.model import check
from toolkit.readings import among


@check("elb_load_balancer", domain="logging", severity="medium", family="access_logging")
def elb_load_balancer_access_logged(access_logs):
    """The Classic Load Balancer writes access logs.

    Why: Access logs show who asked for what and when; without them an attack through the front door leaves no record.
    Remedy: Turn on access logs in the load balancer's attributes, to an S3 bucket that only auditors can read.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html

    | access_logs | verdict |
    |-------------|---------|
    | True        | pass    |
    | False       | fail    |
    """
    return access_logs


@check("elb_load_balancer", domain="resilience", severity="medium", family="high_availability")
def elb_load_balancer_zones_sufficient(availability_zones, *, min_zones=2):
    """The Classic Load Balancer serves several Availability Zones.

    Why: With one zone, its loss takes the application off the network.
    Remedy: Add a subnet in another Availability Zone to the load balancer, and instances there.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-az.html

    | availability_zones | verdict |
    |--------------------|---------|
    | 2                  | pass    |
    | 1                  | fail    |
    """
    return availability_zones >= min_zones


@check(
    "elb_load_balancer", domain="resilience", severity="low", family="high_availability", where="availability_zones > 1"
)
def elb_load_balancer_cross_zone_balanced(cross_zone):
    """The Classic Load Balancer spreads requests over the instances of all its Availability Zones.

    Why: Otherwise a zone with few instances is overloaded while others stand idle.
    Remedy: Enable cross-zone load balancing in the load balancer's attributes.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html

    | availability_zones | cross_zone | verdict |
    |--------------------|------------|---------|
    | 2                  | True       | pass    |
    | 2                  | False      | fail    |
    | 1                  | False      | -       |
    """
    return cross_zone


@check("elb_load_balancer", domain="resilience", severity="low", family="failure_handling")
def elb_load_balancer_connections_drained(connection_draining):
    """The Classic Load Balancer lets requests end before an instance is taken out.

    Why: Without that, each deployment and each failing instance breaks requests that are under way.
    Remedy: Enable connection draining in the load balancer's attributes.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-conn-drain.html

    | connection_draining | verdict |
    |---------------------|---------|
    | True                | pass    |
    | False               | fail    |
    """
    return connection_draining


@check("elb_load_balancer", domain="governance", severity="low", family="unused_resources")
def elb_load_balancer_in_use(instances):
    """The Classic Load Balancer has an instance behind it.

    Why: What nobody uses is watched by nobody, costs money and keeps a name that leads to nothing.
    Remedy: Delete the load balancer and the DNS records that lead to it, or register instances.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-deregister-register-instances.html

    | instances | verdict |
    |-----------|---------|
    | 1         | pass    |
    | 0         | fail    |
    """
    return instances > 0


@check(
    "elb_load_balancer_listeners",
    domain="network",
    severity="medium",
    family="encryption_in_transit",
    where="listeners > 0",
)
def elb_load_balancer_listeners_encrypted(http_listeners, tcp_listeners):
    """Each listener of the Classic Load Balancer takes HTTPS or SSL.

    What a TCP listener passes on is encrypted or not by the instances, which nobody sees from here.

    Why: What is sent to a plain HTTP listener, passwords and session cookies too, can be read and changed on its way.
    Remedy: Replace the HTTP listener by an HTTPS listener with a certificate, and let the instances redirect.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-https-load-balancers.html

    | http_listeners | tcp_listeners | listeners | verdict |
    |----------------|---------------|-----------|---------|
    | 0              | 0             | 1         | pass    |
    | 1              | 0             | 1         | fail    |
    | 1              | 1             | 2         | fail    |
    | 0              | 1             | 1         | unknown |
    | 0              | 0             | 0         | -       |
    """
    return (http_listeners == 0) & (tcp_listeners == 0).astype("boolean").mask(tcp_listeners > 0)


@check(
    "elb_load_balancer_listeners",
    domain="application",
    severity="medium",
    family="request_validation",
    where="reads_http",
)
def elb_load_balancer_desync_mitigated(desync_mitigation):
    """The Classic Load Balancer stops requests by which HTTP desync is done.

    Why: Requests that two servers read differently let an attacker put words into the next visitor's request.
    Remedy: Set the desync mitigation mode of the load balancer to `defensive` or `strictest`.
    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-desync-mitigation-mode.html

    | reads_http | desync_mitigation | verdict |
    |------------|-------------------|---------|
    | True       | defensive         | pass    |
    | True       | Strictest         | pass    |
    | True       | monitor           | fail    |
    | True       | none              | unknown |
    | False      | monitor           | -       |
    """
    return among(desync_mitigation, ["defensive", "strictest"], ["monitor"])
