"""Checks of Amazon EC2: security groups and VPCs."""

from toolkit.model import check


@check("ec2_security_group_exposure", domain="network", severity="medium", where="name == 'default'")
def ec2_security_group_default_closed(inbound_permissions, outbound_permissions, has_rules):
    """The default security group of the VPC has no rules.

    Why: What is launched without a security group gets this one, so its rules apply where nobody chose them.
    Remedy: Give the resources that use it groups of their own, then remove all its inbound and outbound rules.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html

    | name    | inbound_permissions | outbound_permissions | has_rules | verdict |
    |---------|---------------------|----------------------|-----------|---------|
    | default | 0                   | 0                    | False     | pass    |
    | default | 1                   | 0                    | True      | fail    |
    | default | 0                   | 1                    | True      | fail    |
    | default | 0                   | 0                    | True      | fail    |
    | default | 1                   | 0                    | False     | fail    |
    | default | 1                   | 0                    | ?         | fail    |
    | default | 0                   | 0                    | ?         | unknown |
    | web     | 1                   | 1                    | True      | -       |
    """
    return (inbound_permissions == 0) & (outbound_permissions == 0) & ~has_rules


@check("ec2_security_group_exposure", domain="network", severity="high", family="network_exposure")
def ec2_security_group_exposure_admin_ports_restricted(opens_admin_ports):
    """The security group does not open SSH (22) or RDP (3389) to the whole internet.

    Why: Administration ports open to 0.0.0.0/0 or ::/0 are found within minutes and tried with stolen passwords.
    Remedy: Limit the rule to known addresses, or remove it and use Session Manager.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html

    | opens_admin_ports | verdict |
    |-------------------|---------|
    | False             | pass    |
    | True              | fail    |
    | ?                 | unknown |
    """
    return ~opens_admin_ports


@check("ec2_security_group_exposure", domain="network", severity="critical", family="network_exposure")
def ec2_security_group_exposure_all_traffic_restricted(opens_all_ports):
    """The security group does not open all ports to the whole internet.

    Why: A rule for all ports from 0.0.0.0/0 or ::/0 takes the firewall away from everything behind it.
    Remedy: Replace the rule by one for each port that must be reachable.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html

    | opens_all_ports | verdict |
    |-----------------|---------|
    | False           | pass    |
    | True            | fail    |
    | ?               | unknown |
    """
    return ~opens_all_ports


@check("ec2_vpc_flow_logs", domain="logging", severity="medium")
def ec2_vpc_flow_logs_active(working_flow_logs):
    """The VPC has a working flow log.

    Why: Without records of the traffic, nobody can tell after an incident who talked to what.
    Remedy: Create a flow log of the VPC to CloudWatch Logs or S3, and see to it that delivery does not fail.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html

    | working_flow_logs | verdict |
    |-------------------|---------|
    | 1                 | pass    |
    | 0                 | fail    |
    """
    return working_flow_logs > 0


@check("ec2_security_group_exposure", domain="network", severity="high", family="network_exposure")
def ec2_security_group_exposure_database_ports_restricted(opens_database_ports):
    """The security group does not open ports of databases to the whole internet.

    Why: A database on the internet is one stolen password, or one flaw, away from being copied whole.
    Remedy: Limit the rule to the security groups of the applications that use the database.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html

    | opens_database_ports | verdict |
    |----------------------|---------|
    | False                | pass    |
    | True                 | fail    |
    | ?                    | unknown |
    """
    return ~opens_database_ports


@check("ec2_security_group_exposure", domain="network", severity="high", family="network_exposure")
def ec2_security_group_exposure_risky_ports_restricted(opens_risky_ports):
    """The security group does not open ports of services that were made for trusted networks to the whole internet.

    Why: FTP, Telnet, SMB, NFS, VNC, Docker and their like send passwords in clear, or ask for none.
    Remedy: Remove the rule, or limit it to the networks that need the service.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html

    | opens_risky_ports | verdict |
    |-------------------|---------|
    | False             | pass    |
    | True              | fail    |
    | ?                 | unknown |
    """
    return ~opens_risky_ports


@check("ec2_security_group_exposure", domain="network", severity="medium", family="network_exposure")
def ec2_security_group_exposure_web_ports_only(opens_other_ports):
    """The security group opens no TCP or UDP port but 80 and 443 to the whole internet.

    Why: Each further port is a service that strangers may try, and that nobody may have meant to offer.
    Remedy: Remove the rule, limit it to known addresses, or place the service behind a load balancer.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html

    | opens_other_ports | verdict |
    |-------------------|---------|
    | False             | pass    |
    | True              | fail    |
    | ?                 | unknown |
    """
    return ~opens_other_ports
