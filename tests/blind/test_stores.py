"""Domains, caches, clusters, volumes and snapshots that were made by API, and how they guard data."""

import json

import pytest

ACCOUNT = "123456789012"
THERE = "111122223333"
GROUP = f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:g"


@pytest.fixture
def key(aws):
    """A key of the customer."""
    return aws("kms").create_key()["KeyMetadata"]["Arn"]


def policy(principal, **condition):
    statement = {"Effect": "Allow", "Principal": principal, "Action": "es:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement | condition]})


def test_search_domains(aws, judged, key):
    client = aws("opensearch")
    logs = {
        kind: {"CloudWatchLogsLogGroupArn": GROUP, "Enabled": True} for kind in ("AUDIT_LOGS", "ES_APPLICATION_LOGS")
    }
    cases = {
        "good": {
            "EncryptionAtRestOptions": {"Enabled": True, "KmsKeyId": key},
            "NodeToNodeEncryptionOptions": {"Enabled": True},
            "DomainEndpointOptions": {"EnforceHTTPS": True, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"},
            "AdvancedSecurityOptions": {"Enabled": True, "InternalUserDatabaseEnabled": False},
            "LogPublishingOptions": logs,
            "AccessPolicies": policy({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
        },
        "bad": {
            "EncryptionAtRestOptions": {"Enabled": False},
            "NodeToNodeEncryptionOptions": {"Enabled": False},
            "DomainEndpointOptions": {"EnforceHTTPS": False, "TLSSecurityPolicy": "Policy-Min-TLS-1-0-2019-07"},
            "AdvancedSecurityOptions": {"Enabled": False},
            "LogPublishingOptions": {"AUDIT_LOGS": {"CloudWatchLogsLogGroupArn": GROUP, "Enabled": False}},
            "AccessPolicies": policy({"AWS": "*"}),
        },
        "foreign": {
            "EncryptionAtRestOptions": {"Enabled": True},
            "DomainEndpointOptions": {"EnforceHTTPS": True, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"},
            "AccessPolicies": policy({"AWS": f"arn:aws:iam::{THERE}:root"}),
        },
    }
    for name, settings in cases.items():
        client.create_domain(DomainName=name, EngineVersion="OpenSearch_2.11", **settings)

    strict = {"good": "pass", "bad": "fail", "foreign": "fail"}
    for check in ("nodes_encrypted", "audit_logged", "errors_logged", "access_fine_grained", "key_customer_managed"):
        assert judged(f"opensearch_domain_{check}") == strict, check
    for check in ("encrypted", "https_required", "tls_current", "policy_restricted"):
        assert judged(f"opensearch_domain_{check}") == strict | {"foreign": "pass"}, check
    assert judged("opensearch_domain_accounts_approved") == {"good": "pass", "bad": "pass", "foreign": "fail"}


def test_caches(aws, judged, key):
    client = aws("elasticache")
    group = {"ReplicationGroupDescription": "d", "Engine": "redis", "CacheNodeType": "cache.t3.micro"}
    sends = {
        "LogType": "engine-log",
        "DestinationType": "cloudwatch-logs",
        "DestinationDetails": {"CloudWatchLogsDetails": {"LogGroup": "g"}},
        "LogFormat": "json",
    }
    tls = {"TransitEncryptionEnabled": True}
    for name, settings in {
        "own": {"AtRestEncryptionEnabled": True, "KmsKeyId": key, "LogDeliveryConfigurations": [sends]} | tls,
        "aws": {"AtRestEncryptionEnabled": True, "AuthToken": "a-very-long-token-16"} | tls,
        "preferred": {"TransitEncryptionMode": "preferred"} | tls,
        "bare": {},
    }.items():
        client.create_replication_group(ReplicationGroupId=name, **group, **settings)

    encrypted = {"own": "pass", "aws": "pass", "preferred": "fail", "bare": "fail"}
    assert judged("elasticache_replication_group_encrypted") == encrypted
    assert judged("elasticache_replication_group_tls_required") == encrypted
    custody = judged("elasticache_replication_group_key_customer_managed")
    assert custody == encrypted | {"aws": "fail"}
    users = judged("elasticache_replication_group_users_authenticated")
    assert users == dict.fromkeys(encrypted, "fail") | {"aws": "pass"}
    logged = judged("elasticache_replication_group_engine_logged")
    assert logged == dict.fromkeys(encrypted, "fail") | {"own": "pass"}


def test_memory_clusters(aws, judged, key):
    client = aws("memorydb")
    for name, tls, acl, settings in (
        ("strict", True, "people", {"KmsKeyId": key}),
        ("open", False, "open-access", {}),
    ):
        client.create_cluster(ClusterName=name, NodeType="db.r6g.large", TLSEnabled=tls, ACLName=acl, **settings)

    expected = {"strict": "pass", "open": "fail"}
    assert judged("memorydb_cluster_tls_required") == expected
    assert judged("memorydb_cluster_users_authenticated") == expected
    assert judged("memorydb_cluster_key_customer_managed") == expected


def test_accelerators(aws, judged):
    client = aws("dax")
    for name, settings in {
        "strict": {"SSESpecification": {"Enabled": True}, "ClusterEndpointEncryptionType": "TLS"},
        "open": {"ClusterEndpointEncryptionType": "NONE"},
    }.items():
        client.create_cluster(
            ClusterName=name,
            NodeType="dax.t3.small",
            ReplicationFactor=1,
            IamRoleArn=f"arn:aws:iam::{ACCOUNT}:role/r",
            **settings,
        )
    (
        client.describe_clusters(),
        client.describe_clusters(),
        client.describe_clusters(),
    )  # moto makes them while it is asked

    assert judged("dax_cluster_encrypted") == {"strict": "pass", "open": "fail"}
    assert judged("dax_cluster_tls_required") == {"strict": "pass", "open": "fail"}


def test_warehouses(aws, judged, key):
    client = aws("redshift")
    aws("s3", "us-east-1").create_bucket(Bucket="warehouse-logs")
    cluster = {"NodeType": "ra3.large", "ClusterType": "single-node", "MasterUserPassword": "Passw0rd1"}
    client.create_cluster(
        ClusterIdentifier="good",
        MasterUsername="chief",
        DBName="sales",
        Encrypted=True,
        KmsKeyId=key,
        **cluster,
    )
    client.create_cluster(ClusterIdentifier="bad", MasterUsername="awsuser", DBName="dev", Encrypted=False, **cluster)
    client.enable_logging(ClusterIdentifier="good", BucketName="warehouse-logs", S3KeyPrefix="p")

    expected = {"good": "pass", "bad": "fail"}
    for check in (
        "encrypted",
        "key_customer_managed",
        "administrator_renamed",
        "database_renamed",
        "audit_logged",
    ):
        assert judged(f"redshift_cluster_{check}") == expected, check


def test_brokers_in_creation(aws, judged):
    nodes = {"InstanceType": "kafka.m5.large", "ClientSubnets": ["subnet-1", "subnet-2"]}
    encryption = {"EncryptionInTransit": {"ClientBroker": "PLAINTEXT", "InCluster": False}}
    aws("kafka").create_cluster(
        ClusterName="plain",
        BrokerNodeGroupInfo=nodes,
        KafkaVersion="3.6.0",
        NumberOfBrokerNodes=2,
        EncryptionInfo=encryption,
    )

    for check in ("brokers_encrypted", "clients_encrypted", "brokers_logged", "users_authenticated"):
        assert judged(f"kafka_cluster_{check}") == {}, check  # moto's clusters stay in the state CREATING


def test_workspaces(aws, judged, key):
    ec2, ds, client = aws("ec2"), aws("ds"), aws("workspaces")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"eu-central-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate("ab")
    ]
    directory = ds.create_directory(
        Name="corp.example.com",
        Password="Passw0rd",
        Size="Small",
        VpcSettings={"VpcId": vpc, "SubnetIds": subnets},
    )["DirectoryId"]
    client.register_workspace_directory(DirectoryId=directory)
    made = {}
    for name, root, user in (("both", True, True), ("half", False, True), ("none", False, False)):
        space = {"DirectoryId": directory, "UserName": name, "BundleId": "wsb-12345678z", "VolumeEncryptionKey": key}
        space |= {"RootVolumeEncryptionEnabled": root, "UserVolumeEncryptionEnabled": user}
        made[client.create_workspaces(Workspaces=[space])["PendingRequests"][0]["WorkspaceId"]] = name

    seen = {made[space]: result for space, result in judged("workspaces_workspace_encrypted").items()}
    assert seen == {"both": "pass", "half": "fail", "none": "fail"}


def test_volumes_and_snapshots(aws, judged, key, monkeypatch):
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")  # AMIs of AWS, each with a snapshot
    ec2 = aws("ec2")
    zone = {"AvailabilityZone": "eu-central-1a", "Size": 1}
    volumes = {
        name: ec2.create_volume(**zone, **settings)["VolumeId"]
        for name, settings in {
            "plain": {},
            "own": {"Encrypted": True, "KmsKeyId": key},
            "aws": {"Encrypted": True},
        }.items()
    }
    snapshots = {name: ec2.create_snapshot(VolumeId=volume)["SnapshotId"] for name, volume in volumes.items()}
    permission = {"Attribute": "createVolumePermission", "OperationType": "add"}
    ec2.modify_snapshot_attribute(SnapshotId=snapshots["plain"], GroupNames=["all"], **permission)
    ec2.modify_snapshot_attribute(SnapshotId=snapshots["own"], UserIds=[THERE], **permission)

    def of(ids, check, **parameters):
        results = judged(check, **parameters)
        return {name: results.get(id) for name, id in ids.items()}

    assert of(volumes, "ec2_volume_encrypted") == {"plain": "fail", "own": "pass", "aws": "pass"}
    # moto calls the key of the alias `aws/ebs` one that the customer manages.
    custody = of(volumes, "ec2_volume_key_customer_managed")
    assert (custody["plain"], custody["own"]) == (None, "pass")
    assert of(volumes, "ec2_volume_attached") == {"plain": "fail", "own": "fail", "aws": "fail"}
    assert of(snapshots, "ec2_snapshot_encrypted") == {"plain": "fail", "own": "pass", "aws": "pass"}
    assert of(snapshots, "ec2_snapshot_private") == {"plain": "fail", "own": "pass", "aws": "pass"}
    assert of(snapshots, "ec2_snapshot_accounts_approved") == {"plain": "pass", "own": "fail", "aws": "pass"}
    known = of(snapshots, "ec2_snapshot_accounts_approved", known_accounts=[THERE])
    assert known == {"plain": "pass", "own": "pass", "aws": "pass"}


@pytest.mark.parametrize("on", [True, False])
def test_regions(aws, judged, on):
    ec2 = aws("ec2")
    if on:
        ec2.enable_ebs_encryption_by_default()
    assert list(judged("ec2_region_ebs_encrypted").values()) == ["pass" if on else "fail"]


def test_images(aws, judged):
    ec2 = aws("ec2")
    made = {}
    base = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    instance = ec2.run_instances(ImageId=base, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    for name in ("private", "public", "shared"):
        made[ec2.create_image(InstanceId=instance, Name=name)["ImageId"]] = name
    ids = {name: image for image, name in made.items()}
    ec2.modify_image_attribute(ImageId=ids["public"], LaunchPermission={"Add": [{"Group": "all"}]})
    ec2.modify_image_attribute(ImageId=ids["shared"], LaunchPermission={"Add": [{"UserId": THERE}]})

    seen = {made[image]: result for image, result in judged("ec2_image_private").items()}
    assert seen == {"private": "pass", "public": "fail", "shared": "pass"}


def test_database_snapshots(aws, judged):
    client = aws("rds")
    instance = {"DBInstanceClass": "db.t3.micro", "Engine": "mysql", "MasterUsername": "u", "AllocatedStorage": 20}
    for name, encrypted in (("plain", False), ("encrypted", True)):
        client.create_db_instance(
            DBInstanceIdentifier=name, MasterUserPassword="Passw0rd1", StorageEncrypted=encrypted, **instance
        )
    for name, accounts in {"own": [], "public": ["all"], "foreign": [THERE]}.items():
        client.create_db_snapshot(DBInstanceIdentifier="plain", DBSnapshotIdentifier=name)
        if accounts:
            client.modify_db_snapshot_attribute(
                DBSnapshotIdentifier=name, AttributeName="restore", ValuesToAdd=accounts
            )

    assert judged("rds_instance_encrypted") == {"plain": "fail", "encrypted": "pass"}
    assert judged("rds_snapshot_private") == {"own": "pass", "public": "fail", "foreign": "pass"}
    assert judged("rds_snapshot_accounts_approved") == {"own": "pass", "public": "pass", "foreign": "fail"}


def test_clusters(aws, judged, key):
    client = aws("eks")
    network = {"subnetIds": ["subnet-1", "subnet-2"]}
    kinds = ("api", "audit", "authenticator")
    for name, types, settings in (
        ("good", kinds, {"encryptionConfig": [{"resources": ["secrets"], "provider": {"keyArn": key}}]}),
        ("some", kinds[:2], {}),
        ("none", (), {}),
    ):
        logging = {"clusterLogging": [{"types": list(types), "enabled": bool(types)}]}
        client.create_cluster(
            name=name,
            roleArn=f"arn:aws:iam::{ACCOUNT}:role/r",
            resourcesVpcConfig=network,
            logging=logging,
            **settings,
        )

    expected = {"good": "pass", "some": "fail", "none": "fail"}
    assert judged("eks_cluster_control_plane_logged") == expected
    assert judged("eks_cluster_secrets_kms_encrypted") == expected


def test_catalogs(aws, judged, key):
    aws("glue").put_data_catalog_encryption_settings(
        DataCatalogEncryptionSettings={
            "EncryptionAtRest": {"CatalogEncryptionMode": "SSE-KMS", "SseAwsKmsKeyId": key},
            "ConnectionPasswordEncryption": {"ReturnConnectionPasswordEncrypted": False},
        }
    )
    assert list(judged("glue_catalog_encryption_metadata_encrypted").values()) == ["pass"]
    assert list(judged("glue_catalog_encryption_passwords_encrypted").values()) == ["fail"]
