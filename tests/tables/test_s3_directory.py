import json

NAME = "orders--euc1-az1--x-s3"
ARN = f"arn:aws:s3express:eu-central-1:123456789012:bucket/{NAME}"
STATEMENT = {
    "Effect": "Allow",
    "Principal": {"AWS": "999999999999"},
    "Action": "s3express:CreateSession",
    "Resource": ARN,
}


def bucket(answered, policy, encryption, lifecycle):
    return answered(
        "s3_directory_bucket",
        ("list_directory_buckets", {"Buckets": [{"Name": NAME, "BucketRegion": "eu-central-1"}]}),
        ("get_bucket_policy", policy),
        ("get_bucket_encryption", encryption),
        ("get_bucket_lifecycle_configuration", lifecycle),
    )


def test_directory_buckets(answered):
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/orders"}}
    expiry = {"Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 30}}
    frame = bucket(
        answered,
        {"Policy": json.dumps({"Statement": STATEMENT})},
        {"ServerSideEncryptionConfiguration": {"Rules": [rule]}},
        {"Rules": [expiry, expiry | {"Status": "Disabled"}]},
    )
    assert frame["resource_id"].tolist() == [ARN]
    assert frame[["sse_algorithm", "kms_key_id", "expiry_rules"]].values.tolist() == [["aws:kms", "alias/orders", 1]]
    assert json.loads(frame["statements_json"][0]) == [STATEMENT]


def test_a_directory_bucket_without_settings(answered):
    frame = bucket(
        answered, "NoSuchBucketPolicy", "ServerSideEncryptionConfigurationNotFoundError", "NoSuchLifecycleConfiguration"
    )
    columns = ["statements_json", "sse_algorithm", "kms_key_id", "expiry_rules"]
    assert frame[columns].values.tolist() == [["[]", "none", "none", 0]]


def test_refused_settings_are_unknown(answered):
    frame = bucket(answered, *["AccessDenied"] * 3)
    assert frame[["statements_json", "sse_algorithm", "kms_key_id", "expiry_rules"]].isna().all(axis=None)
