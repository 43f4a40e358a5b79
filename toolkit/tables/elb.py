"""Elastic Load Balancing: Classic Load Balancers."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "elb:describe_load_balancers",
    resource_type="AWS::ElasticLoadBalancing::LoadBalancer",
    key="join('', ['arn:', here.partition, ':elasticloadbalancing:', here.region, ':', here.account_id,"
    " ':loadbalancer/', LoadBalancerName])",
)
class elb_load_balancer:
    """Classic Load Balancers, the previous generation."""

    settings = detail("describe_load_balancer_attributes", LoadBalancerName="LoadBalancerName")
    tagging = detail("describe_tags", LoadBalancerNames="[LoadBalancerName]")

    name: str = column("LoadBalancerName", "Name of the load balancer.")
    created_at: datetime = column("CreatedTime", "When the load balancer was made.")
    tags: str = column("tags_json(tagging.TagDescriptions[].Tags[])", "Tags as JSON.", absent="{}")
    scheme: str = column("Scheme", "`internet-facing` or `internal`.")
    vpc_id: str = column("VPCId || 'none'", "VPC of the load balancer, or `none`.")
    availability_zones: int = column("length(AvailabilityZones)", "Availability Zones that it serves.")
    security_group_ids: str = column(
        "join(' ', sort(SecurityGroups)) || 'none'",
        "Its security groups, separated by spaces, or `none`.",
        absent="none",
    )
    instances: int = column("length(Instances)", "Instances behind it.", absent=0)
    listeners: int = column("length(ListenerDescriptions)", "Listeners it has.")
    listeners_without_tls: int = column(
        "length(ListenerDescriptions[?Listener.Protocol != 'HTTPS' && Listener.Protocol != 'SSL'])",
        "Those whose protocol is neither HTTPS nor SSL.",
    )
    listeners_json: str = column(
        "ListenerDescriptions[].{protocol: Listener.Protocol, port: Listener.LoadBalancerPort,"
        " instance_protocol: Listener.InstanceProtocol, instance_port: Listener.InstancePort,"
        " certificate_arn: Listener.SSLCertificateId, policies: PolicyNames} | to_string(@)",
        "Listeners as JSON: protocol and port on both sides, certificate and policies.",
    )
    access_logs: bool = column(
        "settings.LoadBalancerAttributes.AccessLog.Enabled", "Writes access logs to an S3 bucket."
    )
    cross_zone: bool = column(
        "settings.LoadBalancerAttributes.CrossZoneLoadBalancing.Enabled",
        "Spreads requests over the instances of all its Availability Zones.",
    )
    connection_draining: bool = column(
        "settings.LoadBalancerAttributes.ConnectionDraining.Enabled",
        "Lets requests end before an instance is taken out.",
    )
    desync_mitigation: str = column(
        "settings.LoadBalancerAttributes.AdditionalAttributes[?Key == 'elb.http.desyncmitigationmode'].Value"
        " | [0] || 'none'",
        "Defence against HTTP desync: `monitor`, `defensive`, `strictest`, or `none` where AWS names no mode.",
    )
