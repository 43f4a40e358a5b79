"""Amazon EC2: EBS volumes, snapshots and the defaults of the Region."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ec2:get_ebs_encryption_by_default",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region])",
    one=True,
)
class ec2_region:
    """What EC2 does by default in a Region, for the account: one row per Region."""

    images = detail("get_image_block_public_access_state")
    snapshots = detail("get_snapshot_block_public_access_state")
    metadata = detail("get_instance_metadata_defaults")
    allowed = detail("get_allowed_images_settings")
    gateways = detail("describe_vpc_block_public_access_options")

    name: str = column("here.region", "The Region.")
    encrypts_ebs: bool = column("EbsEncryptionByDefault", "New EBS volumes and snapshot copies are encrypted.")
    image_block_public_access: str = column(
        "images.ImageBlockPublicAccessState", "Public sharing of images: `block-new-sharing` or `unblocked`."
    )
    snapshot_block_public_access: str = column(
        "snapshots.State",
        "Public sharing of EBS snapshots: `block-all-sharing`, `block-new-sharing` or `unblocked`.",
    )
    vpc_block_public_access: str = column(
        "gateways.VpcBlockPublicAccessOptions.InternetGatewayBlockMode",
        "Traffic through internet gateways: `off` (nothing is blocked), `block-ingress` or `block-bidirectional`.",
    )
    vpc_block_public_access_exclusions: str = column(
        "gateways.VpcBlockPublicAccessOptions.ExclusionsAllowed",
        "VPCs and subnets may be excepted from that: `allowed` or `not-allowed`.",
    )
    imds_endpoint: str = column(
        "metadata.AccountLevel.HttpEndpoint",
        "Metadata service of new instances: `enabled`, `disabled` or `none` (no preference).",
        absent="none",
    )
    imds_tokens: str = column(
        "metadata.AccountLevel.HttpTokens",
        "Session tokens of the metadata service of new instances: `required` (IMDSv2), `optional` or `none` (no"
        " preference).",
        absent="none",
    )
    imds_tokens_enforced: str = column(
        "metadata.AccountLevel.HttpTokensEnforced",
        "Instances that do not require IMDSv2 cannot be launched: `enabled`, `disabled` or `none` (no preference).",
        absent="none",
    )
    imds_hop_limit: int = column(
        "metadata.AccountLevel.HttpPutResponseHopLimit",
        "Hops that an answer with a token may travel, for new instances; -1 where there is no preference.",
        absent=-1,
    )
    allowed_images: str = column(
        "allowed.State",
        "Images of others are limited to the criteria: `enabled`, `audit-mode` (they are only marked) or `disabled`.",
    )
    allowed_images_json: str = column(
        "to_string(allowed.ImageCriteria || `[]`)", "Criteria of images that may be used, as JSON."
    )


@table(
    "ec2:describe_snapshots",
    resource_type="AWS::EC2::Snapshot",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, '::snapshot/', SnapshotId])",
    OwnerIds="['self']",
)
class ec2_snapshot:
    """EBS snapshots that the account owns."""

    sharing = detail("describe_snapshot_attribute", SnapshotId="SnapshotId", Attribute="'createVolumePermission'")

    snapshot_id: str = column("SnapshotId", "Id of the snapshot.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("StartTime", "When the snapshot was begun.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    volume_id: str = column("VolumeId", "Volume that it is a copy of.", absent="none")
    size_gib: int = column("VolumeSize", "Size of that volume.", unit="GiB")
    state: str = column("State", "`pending`, `completed`, `error` and the like.")
    for_image: bool = column(
        "!!Description && (starts_with(Description, 'Created by CreateImage')"
        " || starts_with(Description, 'Copied for DestinationAmi'))",
        "EC2 made it for an image, as its description says; it cannot be deleted while the image is registered.",
        absent=False,
    )
    encrypted: bool = column("Encrypted", "Encrypted with a KMS key.")
    kms_key_arn: str = column("KmsKeyId", "ARN of that key.", absent="none")
    is_public: bool = column(
        "length(sharing.CreateVolumePermissions[?Group]) > `0`",  # there is no group but `all`
        "Its permissions let everyone with an AWS account restore it.",
    )
    shared_accounts: int = column(
        "length(sharing.CreateVolumePermissions[].UserId)", "Other accounts that its permissions name."
    )
    shared_account_ids: str = column(
        "join(' ', sort(sharing.CreateVolumePermissions[].UserId))", "Those accounts, separated by spaces."
    )


@table(
    "ec2:describe_volumes",
    resource_type="AWS::EC2::Volume",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':volume/', VolumeId])",
)
class ec2_volume:
    """EBS volumes."""

    volume_id: str = column("VolumeId", "Id of the volume.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("CreateTime", "When the volume was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    size_gib: int = column("Size", "Size.", unit="GiB")
    state: str = column("State", "`available`, `in-use` and the like.")
    encrypted: bool = column("Encrypted", "Encrypted with a KMS key.")
    kms_key_arn: str = column("KmsKeyId", "ARN of that key.", absent="none")
    instance_id: str = column("Attachments[0].InstanceId", "Instance that it is attached to.", absent="none")
