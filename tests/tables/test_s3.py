import json

BLOCK = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}
TLS = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::good", "arn:aws:s3:::good/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def test_a_denied_detail_is_unknown_and_an_absent_one_is_not(answered):
    frame = answered(
        "s3_bucket",
        ("list_buckets", {"Buckets": [{"Name": "b", "BucketRegion": "eu-central-1"}]}),
        ("get_bucket_encryption", "AccessDenied"),
        ("get_bucket_versioning", {}),
        ("get_public_access_block", "NoSuchPublicAccessBlockConfiguration"),
        ("get_bucket_policy", "NoSuchBucketPolicy"),
        ("get_bucket_policy_status", "AccessDenied"),
        ("get_bucket_logging", {}),
        ("get_bucket_ownership_controls", "OwnershipControlsNotFoundError"),
        ("get_bucket_tagging", "NoSuchTagSet"),
    )
    assert frame["sse_algorithm"].isna().all()
    assert frame["versioning"].tolist() == ["off"]
    assert frame["mfa_delete"].tolist() == [False]
    assert frame["blocks_public_access"].tolist() == [False]
    assert frame["policy_public"].isna().all()
    assert frame["deny_statements_json"].tolist() == ["[]"]
    assert frame["log_bucket"].tolist() == ["none"]
    assert frame["bucket_region"].tolist() == ["eu-central-1"]
    outcomes = [call.outcome for call in frame.attrs["calls"]]
    assert outcomes == ["ok", "denied", "ok", "absent", "absent", "denied", "ok", "absent", "absent"]


def test_a_denied_policy_is_no_missing_denial(answered):
    frame = answered(
        "s3_bucket",
        ("list_buckets", {"Buckets": [{"Name": "b"}]}),
        ("get_bucket_encryption", "ServerSideEncryptionConfigurationNotFoundError"),
        ("get_bucket_versioning", "AccessDenied"),
        ("get_public_access_block", "AccessDenied"),
        ("get_bucket_policy", "AccessDenied"),
        ("get_bucket_policy_status", "NoSuchBucketPolicy"),
        ("get_bucket_logging", "AccessDenied"),
        ("get_bucket_ownership_controls", "AccessDenied"),
        ("get_bucket_tagging", "AccessDenied"),
    )
    unknown = frame[["deny_statements_json", "versioning", "mfa_delete", "blocks_public_access", "log_bucket", "tags"]]
    assert unknown.isna().all(axis=None)
    assert frame["sse_algorithm"].tolist() == ["none"]
    assert frame["policy_public"].tolist() == [False]


def test_a_denied_listing_is_no_empty_table(answered):
    frame = answered("s3_bucket", ("list_buckets", "AccessDenied: not you"))
    assert len(frame) == 0
    assert frame.attrs["status"] == "denied"


def test_buckets_of_the_estate(aws, collected):
    s3 = aws("s3", "us-east-1")
    s3.create_bucket(Bucket="bad")
    s3.create_bucket(Bucket="good")
    s3.put_public_access_block(Bucket="good", PublicAccessBlockConfiguration=BLOCK)
    s3.put_bucket_versioning(Bucket="good", VersioningConfiguration={"Status": "Enabled"})
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/k"}}
    s3.put_bucket_encryption(Bucket="good", ServerSideEncryptionConfiguration={"Rules": [rule]})
    s3.put_bucket_policy(Bucket="good", Policy=json.dumps({"Version": "2012-10-17", "Statement": TLS}))
    s3.put_bucket_tagging(Bucket="good", Tagging={"TagSet": [{"Key": "Team", "Value": "a"}]})
    frame = collected("s3_bucket")
    assert frame["resource_id"].tolist() == ["arn:aws:s3:::bad", "arn:aws:s3:::good"]
    assert frame["sse_algorithm"].tolist() == ["none", "aws:kms"]
    assert frame["kms_key_id"].tolist() == ["none", "alias/k"]
    assert frame["versioning"].tolist() == ["off", "Enabled"]
    assert frame["blocks_public_access"].tolist() == [False, True]
    assert frame["tags"].tolist() == ["{}", '{"Team": "a"}']
    assert json.loads(frame["deny_statements_json"][1]) == [
        {
            "principal": "*",
            "action": "s3:*",
            "resource": ["arn:aws:s3:::good", "arn:aws:s3:::good/*"],
            "operators": ["Bool"],
            "bool": {"aws:SecureTransport": "false"},
            "bool_if_exists": None,
        }
    ]


def test_block_of_the_account(answered):
    frame = answered("s3_account", ("get_public_access_block", {"PublicAccessBlockConfiguration": BLOCK}))
    assert frame["ignores_public_acls"].tolist() == [True]


def test_account_without_a_block(answered):
    frame = answered("s3_account", ("get_public_access_block", "NoSuchPublicAccessBlockConfiguration"))
    assert frame["resource_id"].tolist() == ["123456789012/s3/public-access-block"]
    assert frame["restricts_public_buckets"].tolist() == [False]


def test_account_that_does_not_say(answered):
    frame = answered("s3_account", ("get_public_access_block", "AccessDenied"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
