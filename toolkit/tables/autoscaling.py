"""Amazon EC2 Auto Scaling."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "autoscaling:describe_account_limits",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'autoscaling'])",
    one=True,
    inventory_only="Quotas are read beside what counts against them and are no property of a resource.",
)
class autoscaling_account:
    """How many groups and launch configurations Auto Scaling counts in each Region."""

    groups: int = column(
        "NumberOfAutoScalingGroups", "Groups in the Region.", counts="AWS::AutoScaling::AutoScalingGroup"
    )
    launch_configurations: int = column(
        "NumberOfLaunchConfigurations",
        "Launch configurations in the Region.",
        counts="AWS::AutoScaling::LaunchConfiguration",
    )


@table(
    "autoscaling:describe_auto_scaling_groups",
    resource_type="AWS::AutoScaling::AutoScalingGroup",
    key="AutoScalingGroupARN",
)
class autoscaling_group:
    """Auto Scaling groups."""

    name: str = column("AutoScalingGroupName", "Name of the group.")
    created_at: datetime = column("CreatedTime", "When the group was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    tags_not_propagated: int = column(
        "length(Tags[?!PropagateAtLaunch])", "Tags that new instances do not get.", absent=0
    )
    status: str = column("Status", "`Delete in progress`, or `none`.", absent="none")
    launch_configuration: str = column(
        "LaunchConfigurationName", "Launch configuration that it uses, or `none`.", absent="none"
    )
    launch_template_id: str = column(
        "(LaunchTemplate || MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification).LaunchTemplateId",
        "Launch template that it uses, or `none`.",
        absent="none",
    )
    launch_template_version: str = column(
        "(LaunchTemplate || MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification).Version",
        "Version of that template: a number, `$Latest`, `$Default`, or `none`.",
        absent="none",
    )
    min_size: int = column("MinSize", "Fewest instances.")
    max_size: int = column("MaxSize", "Most instances.")
    instances: int = column("length(Instances)", "Instances it has.", absent=0)
    availability_zones: int = column("length(AvailabilityZones)", "Availability Zones that it may use.")
    subnet_ids: str = column(
        "VPCZoneIdentifier || 'none'", "Subnets that it may use, separated by commas, or `none`.", absent="none"
    )
    behind_load_balancer: bool = column(
        "length([LoadBalancerNames, TargetGroupARNs, TrafficSources[].Identifier][]) > `0`",
        "Its instances receive the traffic of a load balancer or a VPC Lattice service.",
    )
    health_check_type: str = column(
        "HealthCheckType", "Health checks it relies on, separated by commas: `EC2`, `ELB` and the like."
    )


@table(
    "autoscaling:describe_launch_configurations",
    resource_type="AWS::AutoScaling::LaunchConfiguration",
    key="LaunchConfigurationARN",
)
class autoscaling_launch_configuration:
    """Launch configurations, which AWS has replaced by launch templates."""

    name: str = column("LaunchConfigurationName", "Name of the launch configuration.")
    created_at: datetime = column("CreatedTime", "When the launch configuration was made; it never changes.")
    user_data_holds_credential: bool = column(
        "UserData == '[masked]'", "A credential was recognised in its user data; the text itself is not kept."
    )
    image_id: str = column("ImageId", "Image (AMI).")
    instance_type: str = column("InstanceType", "Type of the instances.")
    imds_endpoint: str = column(
        "MetadataOptions.HttpEndpoint",
        "Metadata service: `enabled`, `disabled`, or `none`: it does not say.",
        absent="none",
    )
    imds_tokens: str = column(
        "MetadataOptions.HttpTokens",
        "Session tokens of the metadata service: `required` (IMDSv2), `optional`, or `none`: it does not say.",
        absent="none",
    )
    imds_hop_limit: int = column(
        "MetadataOptions.HttpPutResponseHopLimit",
        "Hops that an answer with a token may travel; -1 where it does not say.",
        absent=-1,
    )
    public_ip: str = column(
        "AssociatePublicIpAddress && 'yes' || AssociatePublicIpAddress == `false` && 'no' || 'subnet'",
        "Instances get a public IPv4 address: `yes`, `no`, or `subnet`: the subnet decides.",
    )
    security_group_ids: str = column(
        "join(' ', sort(SecurityGroups)) || 'none'",
        "Its security groups, separated by spaces, or `none`.",
        absent="none",
    )
    instance_profile: str = column("IamInstanceProfile || 'none'", "ARN or name of the instance profile, or `none`.")
    volumes: int = column(
        "length(BlockDeviceMappings[?Ebs != `null`])",
        "EBS volumes that it names; those of the image come on top.",
        absent=0,
    )
    volumes_not_encrypted: int = column(
        "length(BlockDeviceMappings[?Ebs != `null`] | [?Ebs.Encrypted != `true`])",
        "Those that it does not ask to encrypt; the Region's default may still do so.",
        absent=0,
    )
