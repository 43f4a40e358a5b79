"""What S3 answers of buckets that were made by its API, and what the checks make of it."""

HERE = {"LocationConstraint": "eu-central-1"}


def test_versions(aws, judged):
    s3 = aws("s3")
    for name, status in (("keeps", "Enabled"), ("stopped", "Suspended"), ("never", "")):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration=HERE)
        if status:
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": status})

    assert judged("s3_bucket_versioned") == {"keeps": "pass", "stopped": "fail", "never": "fail"}
    assert judged("s3_bucket_replicated") == {"keeps": "fail", "stopped": "fail", "never": "fail"}
