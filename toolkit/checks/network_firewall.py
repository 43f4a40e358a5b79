"""Checks of AWS Network Firewall."""

from re import IGNORECASE

from toolkit.model import check
from toolkit.readings import among

STANDARD = r"(aws:\w+)"  # beside it, a policy may name actions of its own, which only count


@check(
    "network_firewall_firewall",
    domain="resilience",
    severity="medium",
    family="deletion_protection",
    where="status.str.lower() != 'deleting'",
)
def network_firewall_firewall_deletion_protected(delete_protection):
    """The firewall cannot be deleted by mistake.

    Why: Without the firewall its traffic is either stopped or no longer inspected.
    Remedy: Turn on delete protection of the firewall.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-updating.html

    | status   | delete_protection | verdict |
    |----------|-------------------|---------|
    | READY    | True              | pass    |
    | READY    | False             | fail    |
    | Deleting | False             | -       |
    """
    return delete_protection


@check(
    "network_firewall_firewall",
    domain="network",
    severity="low",
    family="network_segmentation",
    where="status.str.lower() != 'deleting'",
)
def network_firewall_firewall_changes_protected(subnet_change_protection, policy_change_protection):
    """Neither the subnets nor the policy of the firewall can be exchanged by mistake.

    Why: An exchanged policy or subnet turns inspection off without the firewall being gone.
    Remedy: Turn on subnet change protection and firewall policy change protection.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-updating.html

    | status   | subnet_change_protection | policy_change_protection | verdict |
    |----------|--------------------------|--------------------------|---------|
    | READY    | True                     | True                     | pass    |
    | READY    | True                     | False                    | fail    |
    | READY    | False                    | True                     | fail    |
    | DELETING | False                    | False                    | -       |
    """
    return subnet_change_protection & policy_change_protection


@check(
    "network_firewall_firewall",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="status.str.lower() != 'deleting'",
)
def network_firewall_firewall_zones_sufficient(zones, *, min_zones=2):
    """The firewall has endpoints in several Availability Zones.

    Why: With one, the loss of its zone stops or opens the way through it for all others.
    Remedy: Add a firewall subnet in each Availability Zone that has workloads.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-creating.html

    | status   | zones | verdict |
    |----------|-------|---------|
    | READY    | 2     | pass    |
    | READY    | 1     | fail    |
    | DELETING | 1     | -       |
    """
    return zones >= min_zones


@check(
    "network_firewall_firewall",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where="status.str.lower() != 'deleting'",
)
def network_firewall_firewall_alerts_logged(log_types):
    """The firewall delivers its alert log.

    Why: Without it nobody learns what was dropped, or what a rule warned of.
    Remedy: Configure a destination for the log type `ALERT` of the firewall.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html

    | status   | log_types  | verdict |
    |----------|------------|---------|
    | READY    | ALERT      | pass    |
    | READY    | alert FLOW | pass    |
    | READY    | FLOW       | fail    |
    | READY    | none       | fail    |
    | DELETING | none       | -       |
    """
    return log_types.str.lower().str.contains(r"\balert\b")


@check(
    "network_firewall_firewall",
    domain="logging",
    severity="low",
    family="audit_logging",
    where="status.str.lower() != 'deleting'",
)
def network_firewall_firewall_flows_logged(log_types):
    """The firewall delivers its flow log.

    Why: It shows what was let through, which the alert log does not.
    Remedy: Configure a destination for the log type `FLOW` of the firewall.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html

    | status   | log_types  | verdict |
    |----------|------------|---------|
    | READY    | ALERT FLOW | pass    |
    | READY    | flow       | pass    |
    | READY    | ALERT      | fail    |
    | DELETING | none       | -       |
    """
    return log_types.str.lower().str.contains(r"\bflow\b")


@check(
    "network_firewall_policy", domain="network", severity="medium", family="network_segmentation", where="firewalls > 0"
)
def network_firewall_policy_rules_present(stateless_rule_groups, stateful_rule_groups):
    """The firewall policy in use has a rule group.

    Why: A firewall without rules treats all packets alike, and inspects nothing.
    Remedy: Add rule groups, of AWS or of your own, to the firewall policy.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policies.html

    | firewalls | stateless_rule_groups | stateful_rule_groups | verdict |
    |-----------|-----------------------|----------------------|---------|
    | 1         | 1                     | 0                    | pass    |
    | 1         | 0                     | 1                    | pass    |
    | 1         | 0                     | 0                    | fail    |
    | 0         | 0                     | 0                    | -       |
    """
    return (stateless_rule_groups > 0) | (stateful_rule_groups > 0)


@check(
    "network_firewall_policy", domain="network", severity="medium", family="network_segmentation", where="firewalls > 0"
)
def network_firewall_policy_packets_inspected(stateless_default_actions):
    """Packets that no stateless rule of the firewall policy matches are dropped or go on to the stateful rules.

    Why: With the action `aws:pass` they go through, and the stateful rules never see them.
    Remedy: Set the default stateless action for full packets to drop, or to forward to stateful rule groups.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html

    | firewalls | stateless_default_actions | verdict |
    |-----------|---------------------------|---------|
    | 1         | aws:drop                  | pass    |
    | 1         | aws:forward_to_sfe Metric | pass    |
    | 1         | aws:pass                  | fail    |
    | 1         | Metric AWS:Pass           | fail    |
    | 1         | Metric                    | unknown |
    | 0         | aws:pass                  | -       |
    """
    return among(
        stateless_default_actions.str.extract(STANDARD, IGNORECASE)[0], ["aws:drop", "aws:forward_to_sfe"], ["aws:pass"]
    )


@check(
    "network_firewall_policy", domain="network", severity="medium", family="network_segmentation", where="firewalls > 0"
)
def network_firewall_policy_fragments_inspected(stateless_fragment_default_actions):
    """Fragments that no stateless rule of the firewall policy matches are dropped or go on to the stateful rules.

    Why: An attack that is cut into fragments otherwise goes through where the whole packet would be stopped.
    Remedy: Set the default stateless action for fragmented packets to drop, or to forward to stateful rule groups.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html

    | firewalls | stateless_fragment_default_actions | verdict |
    |-----------|------------------------------------|---------|
    | 1         | aws:drop                           | pass    |
    | 1         | aws:forward_to_sfe                 | pass    |
    | 1         | aws:pass                           | fail    |
    | 1         | Metric                             | unknown |
    | 0         | aws:pass                           | -       |
    """
    return among(
        stateless_fragment_default_actions.str.extract(STANDARD, IGNORECASE)[0],
        ["aws:drop", "aws:forward_to_sfe"],
        ["aws:pass"],
    )


@check(
    "network_firewall_policy",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="status.str.lower() != 'deleting'",
)
def network_firewall_policy_in_use(firewalls):
    """A firewall uses the firewall policy.

    Why: A policy that is in force nowhere looks like a protection in a review, and is none.
    Remedy: Delete the firewall policy, or put it in force.
    Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policies.html

    | status   | firewalls | verdict |
    |----------|-----------|---------|
    | ACTIVE   | 1         | pass    |
    | ACTIVE   | 0         | fail    |
    | Deleting | 0         | -       |
    """
    return firewalls > 0
