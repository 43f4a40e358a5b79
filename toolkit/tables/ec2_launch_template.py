"""Amazon EC2: launch templates."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ec2:describe_launch_templates",
    resource_type="AWS::EC2::LaunchTemplate",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':launch-template/',"
    " LaunchTemplateId])",
    IncludeManagedResources="`true`",
)
class ec2_launch_template:
    """Launch templates, each as its default version."""

    version = detail(
        "describe_launch_template_versions",
        LaunchTemplateId="LaunchTemplateId",
        Versions="['$Default']",
        IncludeManagedResources="`true`",
    )

    launch_template_id: str = column("LaunchTemplateId", "Id of the launch template.")
    name: str = column("LaunchTemplateName", "Name of the launch template.")
    created_at: datetime = column("CreateTime", "When the launch template was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    default_version: int = column("DefaultVersionNumber", "Number of the default version, which the columns describe.")
    latest_version: int = column("LatestVersionNumber", "Number of the latest version.")
    managed_by: str = column("Operator.Principal", "AWS service that manages it, or `none`.", absent="none")
    user_data_holds_credential: bool = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.[UserData == '[masked]'] | [0]",
        "A credential was recognised in its user data; the text itself is not kept.",
    )
    image_id: str = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.ImageId", "Image (AMI), or `none`.", absent="none"
    )
    instance_type: str = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.InstanceType", "Type, or `none`.", absent="none"
    )
    imds_endpoint: str = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.MetadataOptions.HttpEndpoint",
        "Metadata service: `enabled`, `disabled`, or `none`: the template leaves it to the account and the image.",
        absent="none",
    )
    imds_tokens: str = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.MetadataOptions.HttpTokens",
        "Session tokens of the metadata service: `required` (IMDSv2), `optional`, or `none`: the template leaves it to"
        " the account and the image.",
        absent="none",
    )
    imds_hop_limit: int = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit",
        "Hops that an answer with a token may travel; -1 where the template does not say.",
        absent=-1,
    )
    public_ip: str = column(
        "(version.LaunchTemplateVersions[0].LaunchTemplateData.NetworkInterfaces || `[]`)[].AssociatePublicIpAddress"
        " | contains(@, `true`) && 'yes' || length(@) > `0` && 'no' || 'subnet'",
        "Instances get a public IPv4 address: `yes`, `no`, or `subnet`: the subnet decides.",
    )
    security_group_ids: str = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.[SecurityGroupIds, NetworkInterfaces[].Groups[]][][]"
        " | join(' ', sort(@)) || 'none'",
        "Ids of its security groups, separated by spaces, or `none`.",
    )
    instance_profile: str = column(
        "version.LaunchTemplateVersions[0].LaunchTemplateData.IamInstanceProfile.[Arn || Name] | [0]",
        "ARN or name of the instance profile, or `none`.",
        absent="none",
    )
    volumes: int = column(
        "length(version.LaunchTemplateVersions[0].LaunchTemplateData.BlockDeviceMappings[?Ebs != `null`])",
        "EBS volumes that it names; those of the image come on top.",
        absent=0,
    )
    volumes_not_encrypted: int = column(
        "length(version.LaunchTemplateVersions[0].LaunchTemplateData.BlockDeviceMappings[?Ebs != `null`]"
        " | [?Ebs.Encrypted != `true`])",
        "Those that it does not ask to encrypt; the Region's default may still do so.",
        absent=0,
    )
