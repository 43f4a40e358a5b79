"""Amazon S3."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "s3control:get_public_access_block",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, 's3', 'public-access-block'])",
    scope="global",
    one=True,
    absent="NoSuchPublicAccessBlockConfiguration",
    AccountId="here.account_id",
)
class s3_account:
    """S3 settings of the account, which hold for all of its buckets."""

    blocks_public_acls: bool = column(
        "PublicAccessBlockConfiguration.BlockPublicAcls", "New public ACLs are refused.", absent=False
    )
    ignores_public_acls: bool = column(
        "PublicAccessBlockConfiguration.IgnorePublicAcls", "Public ACLs have no effect.", absent=False
    )
    blocks_public_policy: bool = column(
        "PublicAccessBlockConfiguration.BlockPublicPolicy", "New public bucket policies are refused.", absent=False
    )
    restricts_public_buckets: bool = column(
        "PublicAccessBlockConfiguration.RestrictPublicBuckets",
        "A public bucket policy admits nobody but the account itself and AWS services.",
        absent=False,
    )


@table(
    "s3:list_buckets",
    resource_type="AWS::S3::Bucket",
    key="join('', ['arn:', here.partition, ':s3:::', Name])",
    scope="global",
    MaxBuckets="`1000`",  # only an answer to a request with a parameter names the Region
)
class s3_bucket:
    """S3 buckets that the account owns."""

    encryption = detail("get_bucket_encryption", Bucket="Name", absent="ServerSideEncryptionConfigurationNotFoundError")
    versions = detail("get_bucket_versioning", Bucket="Name")
    block = detail("get_public_access_block", Bucket="Name", absent="NoSuchPublicAccessBlockConfiguration")
    policy = detail("get_bucket_policy", Bucket="Name", absent="NoSuchBucketPolicy")
    policy_status = detail("get_bucket_policy_status", Bucket="Name", absent="NoSuchBucketPolicy")
    logging = detail("get_bucket_logging", Bucket="Name")
    ownership = detail("get_bucket_ownership_controls", Bucket="Name", absent="OwnershipControlsNotFoundError")
    tagging = detail("get_bucket_tagging", Bucket="Name", absent="NoSuchTagSet")

    name: str = column("Name", "Name of the bucket.")
    created_at: datetime = column("CreationDate", "When the bucket was made.")
    tags: str = column("tags_json(tagging.TagSet)", "Tags as JSON.", absent="{}")
    bucket_region: str = column("BucketRegion", "AWS Region that holds the bucket.")
    sse_algorithm: str = column(
        "encryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm",
        "Default encryption of new objects: `aws:kms`, `aws:kms:dsse`, `AES256` or `none`.",
        absent="none",
    )
    kms_key_id: str = column(
        "encryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.KMSMasterKeyID",
        "KMS key of the default encryption, or `none`: S3's own key or the AWS managed one.",
        absent="none",
    )
    versioning: str = column("versions.Status", "`Enabled`, `Suspended` or `off`.", absent="off")
    mfa_delete: bool = column(
        "versions.MFADelete == 'Enabled'", "Deleting a version for good takes an MFA code.", absent=False
    )
    blocks_public_acls: bool = column(
        "block.PublicAccessBlockConfiguration.BlockPublicAcls", "The bucket refuses new public ACLs.", absent=False
    )
    ignores_public_acls: bool = column(
        "block.PublicAccessBlockConfiguration.IgnorePublicAcls", "Public ACLs have no effect here.", absent=False
    )
    blocks_public_policy: bool = column(
        "block.PublicAccessBlockConfiguration.BlockPublicPolicy", "The bucket refuses a public policy.", absent=False
    )
    restricts_public_buckets: bool = column(
        "block.PublicAccessBlockConfiguration.RestrictPublicBuckets",
        "A public policy of the bucket admits nobody but the account itself and AWS services.",
        absent=False,
    )
    blocks_public_access: bool = column(
        "block.PublicAccessBlockConfiguration"
        ".[BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets]"
        " | !contains(@, `false`) && !contains(@, `null`)",
        "All four settings of the bucket's own public access block are on.",
        absent=False,
    )
    policy_public: bool = column(
        "policy_status.PolicyStatus.IsPublic",
        "S3 calls the bucket policy public; a public access block may still hold it back.",
        absent=False,
    )
    deny_statements_json: str = column(
        "from_json(policy.Policy) | [Statement][] | [?Effect == 'Deny'].{principal: Principal, action: Action,"
        " resource: Resource, operators: keys(Condition || `{}`), bool: Condition.Bool,"
        " bool_if_exists: Condition.BoolIfExists} | to_string(@)",
        "Deny statements of the bucket policy as JSON: whom, what and where, and which conditions on truth values.",
        absent="[]",
    )
    log_bucket: str = column(
        "logging.LoggingEnabled.TargetBucket", "Bucket that receives the server access logs, or `none`.", absent="none"
    )
    object_ownership: str = column(
        "ownership.OwnershipControls.Rules[0].ObjectOwnership",
        "`BucketOwnerEnforced` (ACLs are off), `BucketOwnerPreferred`, `ObjectWriter` or `none`.",
        absent="none",
    )
