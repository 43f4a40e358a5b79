"""Keys, buckets, databases, tables, secrets and parameters of the demo accounts."""

import json
from typing import Any

from toolkit.demo.accounts import (
    CJK,
    EMOJI,
    FORMULA,
    HOSTILE_TAGS,
    MANAGEMENT,
    MEMBER,
    REGIONS,
    RESTRICTED,
    SCRIPT,
    SECRET_CANARY,
    SSM_CANARY,
)
from toolkit.demo.connection import Account
from toolkit.demo.estate_network import Network

_BLOCK_ALL = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


def build_keys(account: Account, region: str) -> str:
    """Create the KMS keys and return the ARN of the well configured one."""
    kms = account.client("kms", region)
    key = kms.create_key(Description="Application data", Tags=[{"TagKey": "Team", "TagValue": CJK}])["KeyMetadata"]
    kms.enable_key_rotation(KeyId=key["KeyId"])
    kms.create_alias(AliasName="alias/application", TargetKeyId=key["KeyId"])
    if account.id == MEMBER:
        with account.aged(700):
            kms.create_key(Description=f"Legacy, never rotated {SCRIPT}")
            kms.create_key(Description=FORMULA, Policy=_key_policy("*"))
            leaving = kms.create_key(Description="Of a closed project")["KeyMetadata"]["KeyId"]
        kms.schedule_key_deletion(KeyId=leaving, PendingWindowInDays=30)
    return str(key["Arn"])


def _key_policy(principal: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "kms:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def build_buckets(account: Account, region: str, key_arn: str) -> None:
    """Create the buckets; the audit logs bucket stands in the first Region only."""
    s3 = account.client("s3", region)
    if region == REGIONS[0]:
        _good_bucket(s3, f"audit-logs-{account.id}", region, key_arn)
        if account.id == MANAGEMENT:
            account.client("s3control", region).put_public_access_block(
                AccountId=account.id, PublicAccessBlockConfiguration=_BLOCK_ALL
            )
    if account.id != RESTRICTED:
        _good_bucket(s3, f"invoices-{account.id}-{region}", region, key_arn)
        _tag_bucket(s3, f"invoices-{account.id}-{region}", HOSTILE_TAGS)
    if account.id == MEMBER:
        _create_bucket(s3, f"public-downloads-{region}", region)
        s3.put_bucket_policy(Bucket=f"public-downloads-{region}", Policy=_public_read(f"public-downloads-{region}"))
    if account.id != MANAGEMENT:
        _create_bucket(s3, f"scratch-{account.id}-{region}", region)
        _tag_bucket(s3, f"scratch-{account.id}-{region}", {"Note": FORMULA, "Owner": EMOJI})


def _create_bucket(s3: Any, name: str, region: str) -> None:
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=name, **place)


def _tag_bucket(s3: Any, name: str, tags: dict[str, str]) -> None:
    pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": pairs})


def _good_bucket(s3: Any, name: str, region: str, key_arn: str) -> None:
    _create_bucket(s3, name, region)
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=_BLOCK_ALL)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_ownership_controls(
        Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    )
    encryption = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key_arn}
    s3.put_bucket_encryption(
        Bucket=name,
        ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": encryption}]},
    )
    s3.put_bucket_policy(Bucket=name, Policy=_log_and_tls_policy(name))
    s3.put_bucket_logging(
        Bucket=name, BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": name, "TargetPrefix": "access/"}}
    )


def _log_and_tls_policy(name: str) -> str:
    """Let AWS deliver logs and refuse requests without TLS."""
    bucket = f"arn:aws:s3:::{name}"
    # moto reads the first statement only, and wants one service there: S3's own log delivery goes first.
    deliveries = [
        {"Effect": "Allow", "Principal": {"Service": service}, "Action": "s3:PutObject", "Resource": f"{bucket}/*"}
        for service in ("logging.s3.amazonaws.com", "cloudtrail.amazonaws.com")
    ]
    tls_only = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket, f"{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [*deliveries, tls_only]})


def _public_read(name: str) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{name}/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def build_data(account: Account, region: str, key_arn: str, network: Network) -> None:
    """Build databases, DynamoDB tables, secrets and parameters."""
    _databases(account.client("rds", region), account, key_arn, network)
    _tables(account.client("dynamodb", region), account, key_arn)
    _secrets(account.client("secretsmanager", region), account, key_arn)
    _parameters(account.client("ssm", region), account, key_arn)


def _databases(rds: Any, account: Account, key_arn: str, network: Network) -> None:
    rds.create_db_subnet_group(
        DBSubnetGroupName="application", DBSubnetGroupDescription=CJK, SubnetIds=list(network.subnet_ids)
    )
    shared = {
        "DBInstanceClass": "db.t4g.medium",
        "AllocatedStorage": 20,
        "MasterUsername": "app",
        "MasterUserPassword": SECRET_CANARY,
        "DBSubnetGroupName": "application",
    }
    rds.create_db_instance(
        DBInstanceIdentifier="orders",
        Engine="postgres",
        EngineVersion="16.4",
        StorageEncrypted=True,
        KmsKeyId=key_arn,
        PubliclyAccessible=False,
        BackupRetentionPeriod=14,
        MultiAZ=True,
        DeletionProtection=True,
        AutoMinorVersionUpgrade=True,
        VpcSecurityGroupIds=[network.security_group_id],
        Tags=[{"Key": "Team", "Value": EMOJI}],
        **shared,
    )
    _snapshot_database(rds, "orders", "orders-before-release")
    if account.id != MEMBER:
        return
    rds.create_db_instance(
        DBInstanceIdentifier="reporting",
        Engine="mysql",
        EngineVersion="5.7.44",
        StorageEncrypted=False,
        PubliclyAccessible=True,
        BackupRetentionPeriod=0,
        MultiAZ=False,
        DeletionProtection=False,
        AutoMinorVersionUpgrade=False,
        Tags=[{"Key": "Note", "Value": FORMULA}],
        **shared,
    )
    _snapshot_database(rds, "reporting", "reporting-export")
    rds.modify_db_snapshot_attribute(
        DBSnapshotIdentifier="reporting-export", AttributeName="restore", ValuesToAdd=["all"]
    )


def _snapshot_database(rds: Any, database: str, name: str) -> None:
    """Take a snapshot and drop the automated one, which moto names after the minute of the run."""
    for snapshot in rds.describe_db_snapshots(DBInstanceIdentifier=database)["DBSnapshots"]:
        rds.delete_db_snapshot(DBSnapshotIdentifier=snapshot["DBSnapshotIdentifier"])
    rds.create_db_snapshot(DBSnapshotIdentifier=name, DBInstanceIdentifier=database)


def _tables(dynamodb: Any, account: Account, key_arn: str) -> None:
    for name, protected in (("orders", True), ("sessions", account.id == MANAGEMENT)):
        encryption = {"SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key_arn}}
        dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            DeletionProtectionEnabled=protected,
            Tags=[{"Key": "Note", "Value": SCRIPT}],
            **(encryption if protected else {}),
        )
        if protected:
            dynamodb.update_continuous_backups(
                TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
            )


def _secrets(secretsmanager: Any, account: Account, key_arn: str) -> None:
    secretsmanager.create_secret(
        Name="orders/database", SecretString=SECRET_CANARY, KmsKeyId=key_arn, Description=f"Orders {CJK}"
    )
    if account.id == MANAGEMENT:
        # Without a rotation function: moto would run it in Docker.
        secretsmanager.rotate_secret(
            SecretId="orders/database",
            RotationRules={"AutomaticallyAfterDays": 30},
            RotateImmediately=False,
        )
    else:
        secretsmanager.create_secret(
            Name="legacy/api-key",
            SecretString=SECRET_CANARY,
            Description=FORMULA,
            Tags=[{"Key": "Note", "Value": SCRIPT}],
        )


def _parameters(ssm: Any, account: Account, key_arn: str) -> None:
    ssm.put_parameter(Name="/app/log-level", Value="info", Type="String", Description=FORMULA)
    ssm.put_parameter(Name="/app/api-token", Value=SSM_CANARY, Type="SecureString", KeyId=key_arn, Description=CJK)
    if account.id == MEMBER:
        ssm.put_parameter(Name="/app/db-password", Value=SSM_CANARY, Type="String", Description=SCRIPT)
