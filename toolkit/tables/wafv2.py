"""AWS WAF."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table("wafv2:list_web_acls", resource_type="AWS::WAFv2::WebACL", key="ARN", Scope="'REGIONAL'")
class wafv2_web_acl:
    """Web ACLs for load balancers, APIs and other resources of a Region."""

    acl = detail("get_web_acl", Name="Name", Scope="'REGIONAL'", Id="Id")
    logging = detail("get_logging_configuration", ResourceArn="ARN", absent="WAFNonexistentItemException")
    balancers = detail("list_resources_for_web_acl", WebACLArn="ARN", ResourceType="'APPLICATION_LOAD_BALANCER'")

    name: str = column("Name", "Name of the web ACL.")
    default_action: str = column("keys(acl.WebACL.DefaultAction)[0]", "What no rule decides is met with this action.")
    rules: int = column(
        "length([acl.WebACL.Rules, acl.WebACL.PreProcessFirewallManagerRuleGroups,"
        " acl.WebACL.PostProcessFirewallManagerRuleGroups][])",
        "Rules and rule groups, those of Firewall Manager included.",
    )
    managed_by_firewall_manager: bool = column(
        "acl.WebACL.ManagedByFirewallManager", "Firewall Manager made it for a policy.", absent=False
    )
    log_destinations: str = column(
        "join(' ', logging.LoggingConfiguration.LogDestinationConfigs)",
        "ARNs that receive the logs, separated by spaces, or `none`.",
        absent="none",
    )
    load_balancer_arns: str = column(
        "join(' ', sort(balancers.ResourceArns || `[]`)) || 'none'",
        "Application load balancers that it protects, separated by spaces, or `none`.",
    )


@table(
    "wafv2:list_web_acls",
    resource_type="AWS::WAFv2::WebACL",
    key="ARN",
    scope="us-east-1",
    population=False,
    Scope="'CLOUDFRONT'",
)
class wafv2_cloudfront_web_acl:
    """Web ACLs for CloudFront distributions, which name the web ACL that protects them."""

    acl = detail("get_web_acl", Name="Name", Scope="'CLOUDFRONT'", Id="Id")
    logging = detail("get_logging_configuration", ResourceArn="ARN", absent="WAFNonexistentItemException")

    name: str = column("Name", "Name of the web ACL.")
    default_action: str = column("keys(acl.WebACL.DefaultAction)[0]", "What no rule decides is met with this action.")
    rules: int = column(
        "length([acl.WebACL.Rules, acl.WebACL.PreProcessFirewallManagerRuleGroups,"
        " acl.WebACL.PostProcessFirewallManagerRuleGroups][])",
        "Rules and rule groups, those of Firewall Manager included.",
    )
    managed_by_firewall_manager: bool = column(
        "acl.WebACL.ManagedByFirewallManager", "Firewall Manager made it for a policy.", absent=False
    )
    log_destinations: str = column(
        "join(' ', logging.LoggingConfiguration.LogDestinationConfigs)",
        "ARNs that receive the logs, separated by spaces, or `none`.",
        absent="none",
    )
