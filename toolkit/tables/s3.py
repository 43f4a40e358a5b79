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
    leaves_out="Directory buckets, table buckets and vector buckets: AWS lists them apart.",
    MaxBuckets="`1000`",  # only an answer to a request with a parameter names the Region
)
class s3_bucket:
    """S3 buckets for general purpose that the account owns."""

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
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.Policy)",
        "Statements of the bucket policy as JSON; an empty list without one.",
    )
    log_bucket: str = column(
        "logging.LoggingEnabled.TargetBucket", "Bucket that receives the server access logs, or `none`.", absent="none"
    )
    object_ownership: str = column(
        "ownership.OwnershipControls.Rules[0].ObjectOwnership",
        "`BucketOwnerEnforced` (ACLs are off), `BucketOwnerPreferred`, `ObjectWriter` or `none`.",
        absent="none",
    )


@table(
    "s3:list_buckets",
    resource_type="AWS::S3::Bucket",
    key="join('', ['arn:', here.partition, ':s3:::', Name])",
    scope="global",
    population=False,
    MaxBuckets="`1000`",  # as above
)
class s3_bucket_protection:
    """S3 buckets that the account owns, with what keeps their objects: grants, lifecycle, replication and locks."""

    acl = detail("get_bucket_acl", Bucket="Name")
    lifecycle = detail("get_bucket_lifecycle_configuration", Bucket="Name", absent="NoSuchLifecycleConfiguration")
    replication = detail("get_bucket_replication", Bucket="Name", absent="ReplicationConfigurationNotFoundError")
    lock = detail("get_object_lock_configuration", Bucket="Name", absent="ObjectLockConfigurationNotFoundError")

    name: str = column("Name", "Name of the bucket.")
    created_at: datetime = column("CreationDate", "When the bucket was made.")
    bucket_region: str = column("BucketRegion", "AWS Region that holds the bucket.")
    acl_grants: int = column("length(acl.Grants)", "Grants of the ACL; one if only the owner has a right.", absent=0)
    everyone_may: str = column(
        "acl.Grants[?Grantee.URI] | [?ends_with(Grantee.URI, '/global/AllUsers')].Permission | join(' ', sort(@))",
        "What the ACL lets everyone do, such as `READ` or `FULL_CONTROL`, separated by spaces, unless it is ignored.",
        absent="",
    )
    every_account_may: str = column(
        "acl.Grants[?Grantee.URI] | [?ends_with(Grantee.URI, '/global/AuthenticatedUsers')].Permission"
        " | join(' ', sort(@))",
        "The same for whoever has an AWS account.",
        absent="",
    )
    log_delivery_may: str = column(
        "acl.Grants[?Grantee.URI] | [?ends_with(Grantee.URI, '/s3/LogDelivery')].Permission | join(' ', sort(@))",
        "The same for the group that delivers access logs.",
        absent="",
    )
    lifecycle_rules: int = column(
        "length(lifecycle.Rules[?Status == 'Enabled'])", "Lifecycle rules that are enabled.", absent=0
    )
    expiry_rules: int = column(
        "length(lifecycle.Rules[?Status == 'Enabled' && (Expiration.Days || Expiration.Date)])",
        "Enabled lifecycle rules that let objects expire.",
        absent=0,
    )
    replica_buckets: str = column(
        "join(' ', sort(replication.ReplicationConfiguration.Rules[?Status == 'Enabled'].Destination.Bucket))",
        "ARNs of the buckets that enabled replication rules copy to, separated by spaces.",
        absent="",
    )
    object_lock: bool = column(
        "lock.ObjectLockConfiguration.ObjectLockEnabled == 'Enabled'", "Versions of objects can be locked."
    )
    lock_mode: str = column(
        "lock.ObjectLockConfiguration.Rule.DefaultRetention.Mode",
        "How new objects are locked: `COMPLIANCE` (by nobody undone), `GOVERNANCE` or `none`.",
        absent="none",
    )
    lock_days: int = column(
        "lock.ObjectLockConfiguration.Rule.DefaultRetention.Days",
        "Days for which new objects are locked; 0 if told in years or not at all.",
        absent=0,
        unit="days",
    )
    lock_years: int = column(
        "lock.ObjectLockConfiguration.Rule.DefaultRetention.Years",
        "Years for which new objects are locked; 0 if told in days or not at all.",
        absent=0,
    )


@table(
    "s3control:list_access_points",
    resource_type="AWS::S3::AccessPoint",
    key="AccessPointArn",
    AccountId="here.account_id",
)
class s3_access_point:
    """Access points of the account, each a further name and policy for a bucket."""

    point = detail("get_access_point", AccountId="here.account_id", Name="Name")
    policy_status = detail(
        "get_access_point_policy_status", AccountId="here.account_id", Name="Name", absent="NoSuchAccessPointPolicy"
    )

    name: str = column("Name", "Name of the access point.")
    created_at: datetime = column("point.CreationDate", "When the access point was made.")
    bucket: str = column("Bucket", "Bucket that it leads to, or `none`.", absent="none")
    bucket_account_id: str = column("BucketAccountId", "Account of that bucket; `none` if not told.", absent="none")
    network_origin: str = column("NetworkOrigin", "`Internet`, or `VPC` if it answers inside one only.")
    vpc_id: str = column("VpcConfiguration.VpcId", "That VPC, or `none`.", absent="none")
    blocks_public_acls: bool = column(
        "point.PublicAccessBlockConfiguration.BlockPublicAcls", "New public ACLs are refused.", absent=False
    )
    ignores_public_acls: bool = column(
        "point.PublicAccessBlockConfiguration.IgnorePublicAcls", "Public ACLs have no effect.", absent=False
    )
    blocks_public_policy: bool = column(
        "point.PublicAccessBlockConfiguration.BlockPublicPolicy", "A public policy is refused.", absent=False
    )
    restricts_public_buckets: bool = column(
        "point.PublicAccessBlockConfiguration.RestrictPublicBuckets",
        "A public policy admits nobody but the account itself and AWS services.",
        absent=False,
    )
    blocks_public_access: bool = column(
        "point.PublicAccessBlockConfiguration"
        ".[BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets]"
        " | !contains(@, `false`) && !contains(@, `null`)",
        "All four of them are on.",
        absent=False,
    )
    policy_public: bool = column(
        "policy_status.PolicyStatus.IsPublic",
        "S3 calls the policy public; a public access block may still hold it back.",
        absent=False,
    )
