"""Checks of Amazon S3."""

from toolkit.model import check
from toolkit.readings import among


@check("s3_bucket_access", domain="logging", severity="medium", where="not receives_access_logs")
def s3_bucket_access_logged(log_bucket, log_bucket_exists):
    """The bucket has server access logs, in a bucket of the account; buckets that receive those of others are left out.

    Why: Without them nobody can tell who read or changed an object.
    Remedy: Enable server access logging to a log bucket of the same account and Region.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html

    | log_bucket | log_bucket_exists | receives_access_logs | verdict |
    |------------|-------------------|----------------------|---------|
    | logs       | True              | False                | pass    |
    | logs       | False             | False                | fail    |
    | none       | False             | False                | fail    |
    | none       | False             | True                 | -       |
    | ?          | ?                 | False                | unknown |
    """
    return (log_bucket != "none") & log_bucket_exists


@check("s3_bucket_access", domain="data", severity="medium", family="encryption_in_transit")
def s3_bucket_access_tls_required(requires_tls):
    """The bucket refuses requests without TLS.

    Why: S3 also answers plain HTTP, over which objects can be read and changed on their way.
    Remedy: Deny all S3 actions to everyone in the bucket policy where `aws:SecureTransport` is false.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html

    | requires_tls | verdict |
    |--------------|---------|
    | True         | pass    |
    | False        | fail    |
    | ?            | unknown |
    """
    return requires_tls


@check("s3_bucket_public_access", domain="data", severity="medium", family="public_access_block")
def s3_bucket_public_access_blocked(
    public_acls_blocked, public_acls_ignored, public_policy_blocked, public_policy_restricted
):
    """Public access to the bucket is blocked, by its own settings or the account's.

    Why: With all four settings, no ACL and no bucket policy can open the bucket to the public, now or later.
    Remedy: Turn on all four settings of Block Public Access, best for the whole account.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

    | public_acls_blocked | public_acls_ignored | public_policy_blocked | public_policy_restricted | verdict |
    |---------------------|---------------------|-----------------------|--------------------------|---------|
    | True                | True                | True                  | True                     | pass    |
    | True                | True                | True                  | False                    | fail    |
    | False               | False               | False                 | False                    | fail    |
    | True                | True                | True                  | ?                        | unknown |
    """
    return public_acls_blocked & public_acls_ignored & public_policy_blocked & public_policy_restricted


@check("s3_bucket", domain="resilience", severity="low")
def s3_bucket_versioned(versioning):
    """The bucket keeps earlier versions of its objects.

    Why: Without versions, an overwrite or deletion cannot be undone.
    Remedy: Enable versioning, with a lifecycle rule that expires old versions.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html

    | versioning | verdict |
    |------------|---------|
    | Enabled    | pass    |
    | ENABLED    | pass    |
    | Suspended  | fail    |
    | off        | fail    |
    | ?          | unknown |
    """
    return among(versioning, ["enabled"], ["suspended", "off"])


@check("s3_access_point_exposure", domain="data", severity="critical", family="public_access")
def s3_access_point_private(open_by_policy):
    """No policy that S3 calls public opens the access point, after the blocks of it, its bucket and the account.

    Why: Everyone on the internet could read or change what lies behind the access point.
    Remedy: Name the accounts in the policy of the access point, and turn on Block Public Access of the bucket.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

    | open_by_policy | verdict |
    |----------------|---------|
    | False          | pass    |
    | True           | fail    |
    """
    return ~open_by_policy


@check("s3_access_point", domain="data", severity="medium", family="public_access_block")
def s3_access_point_public_access_blocked(
    blocks_public_acls, ignores_public_acls, blocks_public_policy, restricts_public_buckets
):
    """All four settings of the access point that block public access are on.

    Why: They cannot be changed once the access point is made, so that one without them stays open to a public policy.
    Remedy: Make the access point anew with all four settings of Block Public Access, and delete the old one.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html

    | blocks_public_acls | ignores_public_acls | blocks_public_policy | restricts_public_buckets | verdict |
    |--------------------|---------------------|----------------------|--------------------------|---------|
    | True               | True                | True                 | True                     | pass    |
    | True               | True                | True                 | False                    | fail    |
    | False              | True                | True                 | True                     | fail    |
    | ?                  | True                | True                 | False                    | fail    |
    | True               | True                | ?                    | True                     | unknown |
    """
    return blocks_public_acls & ignores_public_acls & blocks_public_policy & restricts_public_buckets


@check("s3_account", domain="data", severity="medium", family="public_access_block")
def s3_account_public_access_blocked(
    blocks_public_acls, ignores_public_acls, blocks_public_policy, restricts_public_buckets
):
    """All four settings of the account that block public access to S3 are on.

    Why: They hold for every bucket and access point, also for those that are made tomorrow by somebody else.
    Remedy: Turn on all four settings of Block Public Access for the account.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html

    | blocks_public_acls | ignores_public_acls | blocks_public_policy | restricts_public_buckets | verdict |
    |--------------------|---------------------|----------------------|--------------------------|---------|
    | True               | True                | True                 | True                     | pass    |
    | True               | True                | True                 | False                    | fail    |
    | False              | True                | True                 | True                     | fail    |
    | ?                  | True                | True                 | False                    | fail    |
    | True               | True                | ?                    | True                     | unknown |
    """
    return blocks_public_acls & ignores_public_acls & blocks_public_policy & restricts_public_buckets


@check("s3_bucket", domain="data", severity="medium", family="least_privilege")
def s3_bucket_acls_disabled(object_ownership):
    """Access control lists are turned off: the owner of the bucket owns every object, and policies alone give access.

    Why: An ACL of one object can open it to everyone, unseen by whoever reads the policy of the bucket.
    Remedy: Edit Object Ownership of the bucket and choose that ACLs are disabled (bucket owner enforced).
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html

    | object_ownership     | verdict |
    |----------------------|---------|
    | BucketOwnerEnforced  | pass    |
    | bucketownerenforced  | pass    |
    | BucketOwnerPreferred | fail    |
    | ObjectWriter         | fail    |
    | none                 | fail    |
    | Shared               | unknown |
    | ?                    | unknown |
    """
    return among(object_ownership, ["bucketownerenforced"], ["bucketownerpreferred", "objectwriter", "none"])


@check("s3_bucket_key", domain="data", severity="medium", family="key_custody")
def s3_bucket_key_customer_managed(key_customer_managed):
    """Objects that are new in the bucket are encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Edit the default encryption of the bucket, and choose a customer managed KMS key.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html

    | key_customer_managed | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return key_customer_managed


@check(
    "s3_bucket_objects", domain="resilience", severity="low", family="deletion_protection", where="lifecycle_rules == 0"
)
def s3_bucket_mfa_delete_enabled(mfa_delete, versioning):
    """Deleting a version for good takes an MFA code; where lifecycle rules are, S3 does not allow that.

    Why: Whoever steals a credential cannot destroy versions with it.
    Remedy: Enable MFA delete with the credentials of the root user, by the AWS CLI or the API.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html

    | mfa_delete | versioning | lifecycle_rules | verdict |
    |------------|------------|-----------------|---------|
    | True       | Enabled    | 0               | pass    |
    | True       | enabled    | 0               | pass    |
    | False      | Enabled    | 0               | fail    |
    | True       | Suspended  | 0               | fail    |
    | False      | off        | 0               | fail    |
    | True       | Paused     | 0               | unknown |
    | True       | ?          | 0               | unknown |
    | False      | Enabled    | 1               | -       |
    """
    return mfa_delete & among(versioning, ["enabled"], ["suspended", "off"])


@check("s3_bucket_objects", domain="governance", severity="low", family="data_lifecycle", where="not mfa_delete")
def s3_bucket_objects_expire(expiry_rules):
    """An enabled lifecycle rule lets objects of the bucket expire; with MFA delete, S3 allows none.

    Why: Data that are kept without end are lost with everything else some day, and cost until then.
    Remedy: Create a lifecycle rule that expires objects after the time for which they are needed.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html

    | expiry_rules | mfa_delete | verdict |
    |--------------|------------|---------|
    | 1            | False      | pass    |
    | 0            | False      | fail    |
    | ?            | False      | unknown |
    | 0            | True       | -       |
    """
    return expiry_rules > 0


@check(
    "s3_bucket_objects",
    domain="resilience",
    severity="medium",
    family="backup_protection",
    where="not receives_access_logs",
)
def s3_bucket_objects_locked(object_lock, lock_mode, lock_days, lock_years, *, min_days=1):
    """New objects of the bucket are locked for the days that are asked; S3 delivers no access logs to such a bucket.

    Why: Nobody can overwrite or delete a version that is locked, not even with stolen credentials.
    Remedy: Turn on Object Lock of the bucket with a default retention, in compliance mode if nobody may lift it.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html

    | object_lock | lock_mode  | lock_days | lock_years | receives_access_logs | verdict |
    |-------------|------------|-----------|------------|----------------------|---------|
    | True        | COMPLIANCE | 1         | 0          | False                | pass    |
    | True        | governance | 0         | 1          | False                | pass    |
    | True        | GOVERNANCE | 0         | 0          | False                | fail    |
    | True        | none       | 0         | 0          | False                | fail    |
    | False       | none       | 0         | 0          | False                | fail    |
    | True        | LEGAL      | 1         | 0          | False                | unknown |
    | True        | COMPLIANCE | ?         | 0          | False                | unknown |
    | True        | ?          | 1         | 0          | False                | unknown |
    | False       | none       | 0         | 0          | True                 | -       |
    """
    kept = lock_days + 365 * lock_years >= min_days
    return object_lock & among(lock_mode, ["compliance", "governance"], ["none"]) & kept


@check("s3_bucket_exposure", domain="data", severity="critical", family="public_access")
def s3_bucket_private(open_by_policy, open_by_acl):
    """Neither a policy that S3 calls public nor its own ACL opens the bucket, after the blocks of it and the account.

    Why: Everyone on the internet can read or change what lies in a public bucket.
    Remedy: Turn on Block Public Access of the bucket, and take everyone out of its policy and ACL.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

    | open_by_policy | open_by_acl | verdict |
    |----------------|-------------|---------|
    | False          | False       | pass    |
    | True           | False       | fail    |
    | False          | True        | fail    |
    | True           | ?           | fail    |
    | False          | ?           | unknown |
    | ?              | True        | fail    |
    """
    return ~open_by_policy & ~open_by_acl


@check(
    "s3_bucket_objects", domain="resilience", severity="low", family="backup_protection", where="not receives_replicas"
)
def s3_bucket_replicated(replicated_elsewhere, versioning):
    """An enabled rule copies objects to a bucket of another Region; buckets that receive such copies are left out.

    Why: If a Region is lost, or somebody destroys what the bucket holds, the copy remains.
    Remedy: Create a replication rule to a versioned bucket in another Region, best of another account.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html

    | replicated_elsewhere | versioning | receives_replicas | verdict |
    |----------------------|------------|-------------------|---------|
    | True                 | Enabled    | False             | pass    |
    | True                 | enabled    | False             | pass    |
    | True                 | Suspended  | False             | fail    |
    | False                | Enabled    | False             | fail    |
    | False                | off        | False             | fail    |
    | True                 | Paused     | False             | unknown |
    | True                 | ?          | False             | unknown |
    | False                | off        | True              | -       |
    """
    return replicated_elsewhere & among(versioning, ["enabled"], ["suspended", "off"])
