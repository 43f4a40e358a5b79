"""AWS Network Firewall."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("network-firewall:list_firewalls", resource_type="AWS::NetworkFirewall::Firewall", key="FirewallArn")
class network_firewall_firewall:
    """Firewalls of VPCs and transit gateways."""

    about = detail("describe_firewall", FirewallArn="FirewallArn")
    logging = detail("describe_logging_configuration", FirewallArn="FirewallArn")

    name: str = column("FirewallName", "Name of the firewall.")
    tags: str = column("tags_json(about.Firewall.Tags)", "Tags as JSON.", absent="{}")
    status: str = column("about.FirewallStatus.Status", "`READY`, `PROVISIONING`, `DELETING` or another state.")
    vpc_id: str = column(
        "about.Firewall.VpcId || 'none'", "VPC of the firewall, or `none` where a transit gateway leads to it."
    )
    policy_arn: str = column("about.Firewall.FirewallPolicyArn", "Firewall policy in force.")
    zones: int = column(
        "length([about.Firewall.SubnetMappings, about.Firewall.AvailabilityZoneMappings][])",
        "Availability Zones with an endpoint; each subnet of a firewall is in another one.",
    )
    delete_protection: bool = column("about.Firewall.DeleteProtection", "Cannot be deleted.", absent=False)
    subnet_change_protection: bool = column(
        "about.Firewall.SubnetChangeProtection", "Its subnets cannot be changed.", absent=False
    )
    policy_change_protection: bool = column(
        "about.Firewall.FirewallPolicyChangeProtection", "No other policy can be put in force.", absent=False
    )
    log_types: str = column(
        "join(' ', sort(logging.LoggingConfiguration.LogDestinationConfigs[].LogType)) || 'none'",
        "Kinds of log that are delivered, separated by spaces: `ALERT`, `FLOW`, `TLS`, or `none`.",
        absent="none",
    )


@table("network-firewall:list_firewall_policies", resource_type="AWS::NetworkFirewall::FirewallPolicy", key="Arn")
class network_firewall_policy:
    """Firewall policies, whether a firewall uses them or not."""

    about = detail("describe_firewall_policy", FirewallPolicyArn="Arn")

    name: str = column("Name", "Name of the policy.")
    tags: str = column("tags_json(about.FirewallPolicyResponse.Tags)", "Tags as JSON.", absent="{}")
    last_modified_at: datetime = column(
        "about.FirewallPolicyResponse.LastModifiedTime", "When the policy was last changed."
    )
    status: str = column("about.FirewallPolicyResponse.FirewallPolicyStatus", "`ACTIVE`, or what AWS is doing to it.")
    firewalls: int = column(
        "about.FirewallPolicyResponse.NumberOfAssociations", "Firewalls that use the policy.", absent=0
    )
    stateless_rule_groups: int = column(
        "length(about.FirewallPolicy.StatelessRuleGroupReferences)", "Stateless rule groups.", absent=0
    )
    stateful_rule_groups: int = column(
        "length(about.FirewallPolicy.StatefulRuleGroupReferences)", "Stateful rule groups.", absent=0
    )
    stateless_default_actions: str = column(
        "join(' ', about.FirewallPolicy.StatelessDefaultActions)",
        "What befalls a full packet that no stateless rule matches, such as `aws:drop` or `aws:forward_to_sfe`.",
    )
    stateless_fragment_default_actions: str = column(
        "join(' ', about.FirewallPolicy.StatelessFragmentDefaultActions)",
        "What befalls a fragment of a packet that no stateless rule matches.",
    )
    stateful_default_actions: str = column(
        "join(' ', about.FirewallPolicy.StatefulDefaultActions) || 'none'",
        "What befalls a packet that no stateful rule matches, or `none`: it passes.",
        absent="none",
    )
