import json

import pytest

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
    assert frame["statements_json"].tolist() == ["[]"]
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
    unknown = frame[["statements_json", "versioning", "mfa_delete", "blocks_public_access", "log_bucket", "tags"]]
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
    assert json.loads(frame["statements_json"][1]) == [TLS]


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


def test_protection_in_the_estate(aws, collected):
    s3 = aws("s3", "us-east-1")
    s3.create_bucket(Bucket="good", ObjectLockEnabledForBucket=True)
    s3.create_bucket(Bucket="bad", ACL="public-read")
    retention = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 30}}
    s3.put_object_lock_configuration(
        Bucket="good", ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": retention}
    )
    rules = [
        {"ID": "1", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 400}},
        {"ID": "2", "Status": "Disabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}},
    ]
    s3.put_bucket_lifecycle_configuration(Bucket="good", LifecycleConfiguration={"Rules": rules})
    s3.put_bucket_versioning(Bucket="good", VersioningConfiguration={"Status": "Enabled"})
    copies = [
        {
            "ID": str(i),
            "Status": status,
            "Prefix": str(i),
            "Priority": i,
            "Destination": {"Bucket": f"arn:aws:s3:::{i}"},
        }
        for i, status in enumerate(("Enabled", "Disabled"))
    ]
    s3.put_bucket_replication(
        Bucket="good", ReplicationConfiguration={"Role": "arn:aws:iam::1:role/r", "Rules": copies}
    )
    frame = collected("s3_bucket_protection").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"].tolist() == ["arn:aws:s3:::good", "arn:aws:s3:::bad"]
    assert frame["everyone_may"].tolist() == ["", "READ"]
    assert frame["acl_grants"].tolist() == [1, 2]
    assert frame["lifecycle_rules"].tolist() == [1, 0]
    assert frame["expiry_rules"].tolist() == [1, 0]
    assert frame["replica_buckets"].tolist() == ["arn:aws:s3:::0", ""]
    assert frame["object_lock"].tolist() == [True, False]
    assert frame["lock_mode"].tolist() == ["COMPLIANCE", "none"]
    assert frame["lock_days"].tolist() == [30, 0]


def test_groups_that_an_acl_names(answered):
    def grant(uri, permission):
        return {"Grantee": {"Type": "Group", "URI": f"http://acs.amazonaws.com/groups/{uri}"}, "Permission": permission}

    owner = {"Grantee": {"Type": "CanonicalUser", "ID": "1"}, "Permission": "FULL_CONTROL"}
    grants = [
        owner,
        grant("global/AuthenticatedUsers", "READ"),
        grant("s3/LogDelivery", "WRITE"),
        grant("s3/LogDelivery", "READ_ACP"),
    ]
    frame = answered(
        "s3_bucket_protection",
        ("list_buckets", {"Buckets": [{"Name": "b"}]}),
        ("get_bucket_acl", {"Grants": grants}),
        ("get_bucket_lifecycle_configuration", "NoSuchLifecycleConfiguration"),
        ("get_bucket_replication", "ReplicationConfigurationNotFoundError"),
        ("get_object_lock_configuration", "ObjectLockConfigurationNotFoundError"),
    )
    groups = frame[["everyone_may", "every_account_may", "log_delivery_may"]]
    assert groups.values.tolist() == [["", "READ", "READ_ACP WRITE"]]
    assert frame[["lifecycle_rules", "replica_buckets", "object_lock"]].values.tolist() == [[0, "", False]]


def test_refused_protection_is_unknown(answered):
    details = ("get_bucket_acl", "get_bucket_lifecycle_configuration", "get_bucket_replication")
    frame = answered(
        "s3_bucket_protection",
        ("list_buckets", {"Buckets": [{"Name": "b"}]}),
        *((operation, "AccessDenied") for operation in details),
        ("get_object_lock_configuration", "AccessDenied"),
    )
    unknown = [
        "acl_grants",
        "everyone_may",
        "lifecycle_rules",
        "replica_buckets",
        "object_lock",
        "lock_mode",
    ]
    assert frame[unknown].isna().all(axis=None)


def without_account_in_host(request, **_):
    """S3 Control puts the account before the host name, which has none here."""
    request.url = request.url.replace("//123456789012.", "//")


def test_access_points_of_the_estate(aws, collected):
    aws("s3", "us-east-1").create_bucket(Bucket="own")
    s3control = aws("s3control")
    s3control.meta.events.register("before-sign.s3-control", without_account_in_host)
    s3control.create_access_point(
        AccountId="123456789012", Name="good", Bucket="own", PublicAccessBlockConfiguration=BLOCK
    )
    half = BLOCK | {"BlockPublicPolicy": False}
    s3control.create_access_point(
        AccountId="123456789012", Name="bad", Bucket="own", PublicAccessBlockConfiguration=half
    )
    frame = collected("s3_access_point").set_index("name").loc[["good", "bad"]]
    assert frame["bucket"].tolist() == ["own", "own"]
    assert frame["network_origin"].tolist() == ["Internet", "Internet"]
    assert frame["blocks_public_policy"].tolist() == [True, False]
    assert frame["blocks_public_access"].tolist() == [True, False]


def test_a_refused_access_point_is_unknown(answered):
    arn = "arn:aws:s3:eu-central-1:123456789012:accesspoint/shop"
    listed = {"Name": "shop", "Bucket": "own", "NetworkOrigin": "VPC", "AccessPointArn": arn}
    point = listed | {"VpcConfiguration": {"VpcId": "vpc-1"}}
    frame = answered(
        "s3_access_point",
        ("list_access_points", {"AccessPointList": [point]}),
        ("get_access_point", "AccessDenied"),
        ("get_access_point_policy_status", "AccessDenied"),
    )
    assert frame[["resource_id", "vpc_id"]].values.tolist() == [[arn, "vpc-1"]]
    assert frame[["blocks_public_access", "policy_public"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("status", "public"),
    [({"PolicyStatus": {"IsPublic": True}}, True), ({"PolicyStatus": {}}, False), ("NoSuchAccessPointPolicy", False)],
)
def test_whether_the_policy_of_an_access_point_is_public(answered, status, public):
    point = {"Name": "shop", "AccessPointArn": "arn:a", "NetworkOrigin": "Internet", "Bucket": "own"}
    frame = answered(
        "s3_access_point",
        ("list_access_points", {"AccessPointList": [point]}),
        ("get_access_point", "AccessDenied"),
        ("get_access_point_policy_status", status),
    )
    assert frame["policy_public"].tolist() == [public]
