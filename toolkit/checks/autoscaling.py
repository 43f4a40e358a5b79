"""Checks of Amazon EC2 Auto Scaling."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "autoscaling_group",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="status.str.lower() != 'delete in progress'",
)
def autoscaling_group_multi_zone(availability_zones, *, min_zones=2):
    """The group may start instances in several Availability Zones.

    Why: In one zone alone, the loss of that zone stops the application, and nothing can be started elsewhere.
    Remedy: Add subnets in other zones to the group's network settings (`VPCZoneIdentifier`).
    Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-add-availability-zone.html

    | status             | availability_zones | verdict |
    |--------------------|--------------------|---------|
    | none               | 2                  | pass    |
    | none               | 3                  | pass    |
    | none               | 1                  | fail    |
    | none               | ?                  | unknown |
    | Delete in progress | 1                  | -       |
    """
    return availability_zones >= min_zones


@check(
    "autoscaling_group",
    domain="resilience",
    severity="low",
    family="failure_handling",
    where="behind_load_balancer and status.str.lower() != 'delete in progress'",
)
def autoscaling_group_load_balancer_health_checked(health_check_type):
    """The group behind a load balancer or VPC Lattice service replaces instances that fail its health checks.

    Why: By the status of EC2 alone an instance whose application hangs counts as healthy and is never replaced.
    Remedy: Turn on Elastic Load Balancing (or VPC Lattice) health checks in the health check settings of the group.
    Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html

    | behind_load_balancer | status             | health_check_type | verdict |
    |----------------------|--------------------|-------------------|---------|
    | True                 | none               | ELB               | pass    |
    | True                 | none               | EBS,elb           | pass    |
    | True                 | none               | VPC_LATTICE       | pass    |
    | True                 | none               | EC2               | fail    |
    | True                 | none               | EC2,EBS           | fail    |
    | True                 | none               | NEW               | unknown |
    | False                | none               | EC2               | -       |
    | True                 | Delete in progress | EC2               | -       |
    """
    words = health_check_type.str.lower()
    asked = words.str.contains(r"\b(?:elb|vpc_lattice)\b")
    return asked.mask(~asked & ~words.str.fullmatch(r"(?:ec2|ebs)(?:, ?(?:ec2|ebs))*"))


@check(
    "autoscaling_group",
    domain="compute",
    severity="low",
    family="supported_versions",
    where="status.str.lower() != 'delete in progress'",
)
def autoscaling_group_launch_template_used(launch_configuration):
    """The group starts its instances from no launch configuration, which AWS has replaced by launch templates.

    Why: AWS adds nothing to launch configurations any more: no new instance types, settings or versions.
    Remedy: Copy the launch configuration to a launch template and update the group to use it.
    Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/migrate-to-launch-templates.html

    | status             | launch_configuration | verdict |
    |--------------------|----------------------|---------|
    | none               | none                 | pass    |
    | none               | web-2019             | fail    |
    | none               | ?                    | unknown |
    | Delete in progress | web-2019             | -       |
    """
    return launch_configuration == "none"


@check(
    "autoscaling_group",
    domain="governance",
    severity="low",
    family="asset_inventory",
    where="tags != '{}' and status.str.lower() != 'delete in progress'",
)
def autoscaling_group_tags_propagated(tags_not_propagated):
    """All tags of the group are passed on to the instances that it starts.

    Why: An instance without the tags of its group has no owner, cost centre or patch group in the inventory.
    Remedy: Set `PropagateAtLaunch` of each of the group's tags, and refresh the instances.
    Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html

    | tags            | status             | tags_not_propagated | verdict |
    |-----------------|--------------------|---------------------|---------|
    | {"Team": "web"} | none               | 0                   | pass    |
    | {"Team": "web"} | none               | 1                   | fail    |
    | {}              | none               | 0                   | -       |
    | {"Team": "web"} | Delete in progress | 1                   | -       |
    """
    return tags_not_propagated == 0


@check("autoscaling_launch_configuration", domain="compute", severity="medium", family="workload_isolation")
def autoscaling_launch_configuration_imdsv2_required(imds_endpoint, imds_tokens):
    """The launch configuration requires session tokens of the metadata service (IMDSv2), or turns that off.

    Why: Each instance that it starts without shows its role's credentials to one forged request.
    Remedy: Replace it by a launch template whose metadata option `HttpTokens` is `required`.
    Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-config.html

    | imds_endpoint | imds_tokens | verdict |
    |---------------|-------------|---------|
    | enabled       | required    | pass    |
    | none          | Required    | pass    |
    | disabled      | optional    | pass    |
    | enabled       | optional    | fail    |
    | none          | none        | fail    |
    | enabled       | sometimes   | unknown |
    """
    required = among(imds_tokens, ["required"], ["optional", "none"])
    return required | among(imds_endpoint, ["disabled"], ["enabled", "none"])


@check(
    "autoscaling_launch_configuration",
    domain="compute",
    severity="low",
    family="workload_isolation",
    where="imds_hop_limit >= 0",
)
def autoscaling_launch_configuration_metadata_hops_limited(imds_endpoint, imds_hop_limit, *, max_hops=1):
    """The launch configuration that sets a hop limit lets no answer of the metadata service travel beyond the instance.

    Why: With more hops, a container or an open proxy on the instance can fetch a token and its role's credentials.
    Remedy: Replace it by a launch template with the metadata option `HttpPutResponseHopLimit` set to 1.
    Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-config.html

    | imds_endpoint | imds_hop_limit | verdict |
    |---------------|----------------|---------|
    | enabled       | 1              | pass    |
    | disabled      | 2              | pass    |
    | enabled       | 2              | fail    |
    | none          | 64             | fail    |
    | sometimes     | 2              | unknown |
    | enabled       | -1             | -       |
    """
    return (imds_hop_limit <= max_hops) | among(imds_endpoint, ["disabled"], ["enabled", "none"])


@check("autoscaling_launch_configuration", domain="network", severity="medium", family="network_segmentation")
def autoscaling_launch_configuration_privately_addressed(public_ip):
    """The launch configuration does not ask for a public IPv4 address.

    Why: Each instance that starts from it stands on the internet, one wrong security group rule away from everyone.
    Remedy: Replace it by a launch template that assigns no public address, and put a load balancer before the group.
    Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-config.html

    | public_ip | verdict |
    |-----------|---------|
    | no        | pass    |
    | subnet    | pass    |
    | yes       | fail    |
    | maybe     | unknown |
    """
    return among(public_ip, ["no", "subnet"], ["yes"])


@check("autoscaling_launch_configuration", domain="compute", severity="high", family="stored_secrets")
def autoscaling_launch_configuration_user_data_credential_free(user_data_holds_credential):
    """No credential was recognised in the user data of the launch configuration.

    Why: Whoever may describe it, and every process on its instances, reads the user data.
    Remedy: Let the instance fetch the secret by its role from Secrets Manager; delete the configuration and replace it.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html

    | user_data_holds_credential | verdict |
    |----------------------------|---------|
    | False                      | pass    |
    | True                       | fail    |
    | ?                          | unknown |
    """
    return ~user_data_holds_credential
