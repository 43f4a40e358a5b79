"""Amazon S3 Express One Zone."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "s3:list_directory_buckets",
    resource_type="AWS::S3Express::DirectoryBucket",
    key="""BucketArn || join('', ['arn:', here.partition, ':s3express:', here.region, ':', here.account_id, ':bucket/',
        Name])""",
)
class s3_directory_bucket:
    """Directory buckets of the account; S3 blocks all public access to them, and has no ACLs there."""

    policy = detail("get_bucket_policy", Bucket="Name", absent="NoSuchBucketPolicy")
    encryption = detail("get_bucket_encryption", Bucket="Name", absent="ServerSideEncryptionConfigurationNotFoundError")
    lifecycle = detail("get_bucket_lifecycle_configuration", Bucket="Name", absent="NoSuchLifecycleConfiguration")

    name: str = column("Name", "Name of the bucket, which ends in its zone and `--x-s3`.")
    created_at: datetime = column("CreationDate", "When the bucket was made.")
    sse_algorithm: str = column(
        "encryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm",
        "Default encryption of new objects: `aws:kms`, `AES256` or `none`.",
        absent="none",
    )
    kms_key_id: str = column(
        "encryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.KMSMasterKeyID",
        "KMS key of the default encryption, or `none`: S3's own key.",
        absent="none",
    )
    expiry_rules: int = column(
        "length(lifecycle.Rules[?Status == 'Enabled' && (Expiration.Days || Expiration.Date)])",
        "Enabled lifecycle rules that let objects expire.",
        absent=0,
    )
    statements_json: str = column(
        "statements_json(policy == `null` && '{\"Statement\": []}' || policy.Policy)",
        "Statements of the bucket policy as JSON; an empty list without one.",
    )
