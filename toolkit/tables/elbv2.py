"""Elastic Load Balancing: application, network and gateway load balancers."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "elbv2:describe_load_balancers", resource_type="AWS::ElasticLoadBalancingV2::LoadBalancer", key="LoadBalancerArn"
)
class elbv2_load_balancer:
    """Application, network and gateway load balancers."""

    settings = detail("describe_load_balancer_attributes", LoadBalancerArn="LoadBalancerArn")
    tagging = detail("describe_tags", ResourceArns="[LoadBalancerArn]")

    name: str = column("LoadBalancerName", "Name of the load balancer.")
    created_at: datetime = column("CreatedTime", "When the load balancer was made.")
    tags: str = column("tags_json(tagging.TagDescriptions[].Tags[])", "Tags as JSON.", absent="{}")
    type: str = column("Type", "`application`, `network` or `gateway`.")
    scheme: str = column("Scheme", "`internet-facing` or `internal`; gateways have none.", absent="none")
    vpc_id: str = column("VpcId", "VPC of the load balancer.")
    state: str = column("State.Code", "`active`, `provisioning`, `active_impaired` or `failed`.")
    availability_zones: int = column("length(AvailabilityZones)", "Availability Zones that it serves.")
    access_logs: bool = column(
        "settings.Attributes[?Key=='access_logs.s3.enabled'].Value | [0] == 'true'",
        "Writes access logs to an S3 bucket; a gateway cannot.",
    )
    deletion_protection: bool = column(
        "settings.Attributes[?Key=='deletion_protection.enabled'].Value | [0] == 'true'",
        "Cannot be deleted until the protection is taken off.",
    )
    drops_invalid_headers: bool = column(
        "settings.Attributes[?Key=='routing.http.drop_invalid_header_fields.enabled'].Value | [0] == 'true'",
        "Removes HTTP headers with invalid names; only an application load balancer can.",
    )
    desync_mitigation: str = column(
        "settings.Attributes[?Key=='routing.http.desync_mitigation_mode'].Value | [0] || 'none'",
        "Defence against HTTP desync: `monitor`, `defensive`, `strictest`; `none` but for application load balancers.",
    )


@table(
    "elbv2:describe_listeners",
    resource_type="AWS::ElasticLoadBalancingV2::Listener",
    key="ListenerArn",
    parent="describe_load_balancers",
    LoadBalancerArn="parent.LoadBalancerArn",
)
class elbv2_listener:
    """Listeners of load balancers."""

    rules = detail("describe_rules", ListenerArn="ListenerArn")

    load_balancer_arn: str = column("LoadBalancerArn", "Load balancer of the listener.")
    load_balancer_type: str = column("parent.Type", "`application`, `network` or `gateway`.")
    scheme: str = column("parent.Scheme", "`internet-facing` or `internal`; gateways have none.", absent="none")
    protocol: str = column("Protocol", "`HTTP`, `HTTPS`, `TCP`, `TLS`, `UDP` and the like.", absent="none")
    port: int = column("Port", "Port that it listens on.", absent=-1)
    tls_policy: str = column("SslPolicy", "Security policy: TLS versions and ciphers.", absent="none")
    only_redirects_to_https: bool = column(
        "length(DefaultActions) > `0` && length([DefaultActions, rules.Rules[].Actions[]][]"
        " | [?Type != 'redirect' || RedirectConfig.Protocol != 'HTTPS']) == `0`",
        "The default action and each rule answer with a redirect to HTTPS.",
    )
