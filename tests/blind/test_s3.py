"""What S3 answers of buckets that were made by its API, and what the checks make of it."""

HERE = {"LocationConstraint": "eu-central-1"}


def bucket(s3, name, status="Enabled", **more):
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=HERE, **more)
    if status:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": status})


def test_versions(aws, judged):
    s3 = aws("s3")
    for name, status in (("keeps", "Enabled"), ("stopped", "Suspended"), ("never", "")):
        bucket(s3, name, status)

    assert judged("s3_bucket_versioned") == {"keeps": "pass", "stopped": "fail", "never": "fail"}
    assert judged("s3_bucket_replicated") == {"keeps": "fail", "stopped": "fail", "never": "fail"}


def test_locks(aws, judged):
    s3 = aws("s3")
    for name, retention in (
        ("days", {"Mode": "COMPLIANCE", "Days": 1}),
        ("years", {"Mode": "GOVERNANCE", "Years": 1}),
        ("no-default", None),
    ):
        bucket(s3, name, ObjectLockEnabledForBucket=True)
        more = {"Rule": {"DefaultRetention": retention}} if retention else {}
        s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"} | more)
    bucket(s3, "plain")
    expected = {"days": "pass", "years": "pass", "no-default": "fail", "plain": "fail"}
    assert judged("s3_bucket_objects_locked") == expected
    assert judged("s3_bucket_objects_locked", min_days=2)["days"] == "fail"
    assert judged("s3_bucket_objects_locked", min_days=365)["years"] == "pass"


def test_mfa_for_deletion(aws, judged):
    s3 = aws("s3")
    bucket(s3, "without")
    bucket(s3, "lifecycle")
    rule = {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 9}}
    s3.put_bucket_lifecycle_configuration(Bucket="lifecycle", LifecycleConfiguration={"Rules": [rule]})
    assert judged("s3_bucket_mfa_delete_enabled") == {"without": "fail"}
