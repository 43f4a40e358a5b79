"""Buckets that were made by API: who reaches them, and how."""

import json

import pytest

from tests.tables.test_s3 import without_account_in_host

ACCOUNT = "123456789012"
THERE = "111122223333"
HERE = {"LocationConstraint": "eu-central-1"}
BLOCKS = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)


def statement(principal, effect="Allow", action="s3:GetObject", **condition):
    return {"Effect": effect, "Principal": principal, "Action": action} | condition


def made(aws, cases):
    """Make buckets, each with the statements of its policy, on itself and its objects."""
    s3 = aws("s3")
    for name, statements in cases.items():
        s3.create_bucket(Bucket=name, CreateBucketConfiguration=HERE)
        both = [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"]
        policy = [{"Resource": both} | wanted for wanted in statements]
        if policy:
            s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": policy}))


PLAIN = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}
TLS = {
    "bare": ([], "fail"),
    "denies": ([statement("*", "Deny", "s3:*", **PLAIN)], "pass"),
    "denies-aws-star": ([statement({"AWS": "*"}, "Deny", "s3:*", **PLAIN)], "pass"),
    "denies-all-actions": ([statement("*", "Deny", "*", **PLAIN)], "pass"),
    "denies-one-action": ([statement("*", "Deny", "s3:GetObject", **PLAIN)], "fail"),
    "denies-one-account": ([statement({"AWS": THERE}, "Deny", "s3:*", **PLAIN)], "fail"),
    "denies-objects": ([statement("*", "Deny", "s3:*", Resource="arn:aws:s3:::denies-objects/*", **PLAIN)], "fail"),
    "denies-bucket": ([statement("*", "Deny", "s3:*", Resource="arn:aws:s3:::denies-bucket", **PLAIN)], "fail"),
    "denies-tls": (
        [statement("*", "Deny", "s3:*", Condition={"Bool": {"aws:SecureTransport": "true"}})],
        "fail",
    ),
    "denies-with-more": (
        [
            statement(
                "*",
                "Deny",
                "s3:*",
                Condition={"Bool": {"aws:SecureTransport": "false"}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
            )
        ],
        "fail",
    ),
    "allows-tls": (
        [statement({"AWS": THERE}, Condition={"Bool": {"aws:SecureTransport": "true"}})],
        "fail",
    ),
    "denies-in-two": (
        [
            statement("*", "Deny", "s3:*", Resource="arn:aws:s3:::denies-in-two", **PLAIN),
            statement("*", "Deny", "s3:*", Resource="arn:aws:s3:::denies-in-two/*", **PLAIN),
        ],
        "pass",
    ),
    "denies-by-string": (
        [statement("*", "Deny", "s3:*", Condition={"StringEquals": {"aws:SecureTransport": "false"}})],
        "fail",
    ),
    "denies-if-exists": (
        [statement("*", "Deny", "s3:*", Condition={"BoolIfExists": {"AWS:securetransport": ["false"]}})],
        "pass",
    ),
    "denies-all-but-one": (
        [
            {
                "Effect": "Deny",
                "NotPrincipal": {"AWS": f"arn:aws:iam::{THERE}:root"},
                "Action": "s3:*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
        "fail",
    ),
    "denies-all-actions-but": (
        [
            {
                "Effect": "Deny",
                "Principal": "*",
                "NotAction": "s3:GetObject",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
        "fail",
    ),
    "old-tls-only": (
        [statement("*", "Deny", "s3:*", Condition={"NumericLessThan": {"s3:TlsVersion": "1.2"}})],
        "fail",
    ),
}


def test_tls(aws, judged):
    made(aws, {name: statements for name, (statements, _) in TLS.items()})

    assert judged("s3_bucket_access_tls_required") == {name: result for name, (_, result) in TLS.items()}


def test_foreigners_and_services(aws, judged):
    log = {"Service": "logging.s3.amazonaws.com"}
    made(
        aws,
        {
            "bare": [],
            "own": [statement({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})],
            "foreign": [statement({"AWS": f"arn:aws:iam::{THERE}:root"})],
            "bound": [statement(log, Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}})],
            "unbound": [statement(log)],
        },
    )

    everyone = dict.fromkeys(("bare", "own", "foreign", "bound", "unbound"), "pass")
    assert judged("s3_bucket_accounts_approved") == everyone | {"foreign": "fail"}
    assert judged("s3_bucket_accounts_approved", known_accounts=[THERE]) == everyone
    assert judged("s3_bucket_access_services_bound") == everyone | {"unbound": "fail"}


@pytest.mark.parametrize("account_blocks", [False, True])
def test_blocks(aws, judged, account_blocks):
    s3 = aws("s3")
    made(aws, {"bare": [], "blocks": [], "half": []})
    s3.delete_public_access_block(Bucket="bare")
    s3.put_public_access_block(Bucket="blocks", PublicAccessBlockConfiguration=BLOCKS)
    half = BLOCKS | {"RestrictPublicBuckets": False}
    s3.put_public_access_block(Bucket="half", PublicAccessBlockConfiguration=half)
    if account_blocks:
        s3control = aws("s3control")
        s3control.meta.events.register("before-sign.s3-control", without_account_in_host)
        s3control.put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration=BLOCKS)

    if account_blocks:
        assert judged("s3_bucket_public_access_blocked") == {"bare": "pass", "blocks": "pass", "half": "pass"}
        assert list(judged("s3_account_public_access_blocked").values()) == ["pass"]
    else:
        assert judged("s3_bucket_public_access_blocked") == {"bare": "fail", "blocks": "pass", "half": "fail"}
        assert list(judged("s3_account_public_access_blocked").values()) == ["fail"]


def test_settings(aws, judged):
    s3 = aws("s3")
    key = aws("kms").create_key()["KeyMetadata"]["Arn"]
    made(aws, {"strict": [], "loose": [], "receiver": []})
    by_key = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    s3.put_bucket_encryption(
        Bucket="strict",
        ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": by_key}]},
    )
    enforced = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    s3.put_bucket_ownership_controls(Bucket="strict", OwnershipControls=enforced)
    preferred = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    s3.put_bucket_ownership_controls(Bucket="loose", OwnershipControls=preferred)
    rule = {"ID": "a", "Filter": {"Prefix": ""}, "Status": "Enabled", "Expiration": {"Days": 30}}
    s3.put_bucket_lifecycle_configuration(Bucket="strict", LifecycleConfiguration={"Rules": [rule]})
    s3.put_bucket_lifecycle_configuration(
        Bucket="loose", LifecycleConfiguration={"Rules": [rule | {"Status": "Disabled"}]}
    )
    made_by = {"Service": "logging.s3.amazonaws.com"}
    receives = statement(made_by, action="s3:PutObject", Resource="arn:aws:s3:::receiver/*")
    s3.put_bucket_policy(Bucket="receiver", Policy=json.dumps({"Version": "2012-10-17", "Statement": [receives]}))
    s3.put_bucket_logging(
        Bucket="strict", BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": "receiver", "TargetPrefix": "p"}}
    )

    assert judged("s3_bucket_key_customer_managed") == {"strict": "pass", "loose": "fail", "receiver": "fail"}
    acls = judged("s3_bucket_acls_disabled")
    assert (acls["strict"], acls["loose"]) == ("pass", "fail")
    assert judged("s3_bucket_objects_expire") == {"strict": "pass", "loose": "fail", "receiver": "fail"}
    assert judged("s3_bucket_access_logged") == {"strict": "pass", "loose": "fail"}
