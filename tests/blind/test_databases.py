"""Databases, caches and their copies."""

import pytest


def test_dynamodb(aws, judged):
    dynamodb = aws("dynamodb")
    for name, on in (("good", True), ("bad", False)):
        dynamodb.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            DeletionProtectionEnabled=on,
        )
        if on:
            dynamodb.update_continuous_backups(
                TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
            )
    for check in ("deletion_protected", "point_in_time_recovery_enabled"):
        assert judged(f"dynamodb_table_{check}") == {"good": "pass", "bad": "fail"}, check


RDS = {
    "DBInstanceClass": "db.t3.micro",
    "AllocatedStorage": 20,
    "MasterUsername": "u",
    "MasterUserPassword": "p4ssw0rds",
}
GOOD = {
    "MultiAZ": True,
    "BackupRetentionPeriod": 7,
    "DeletionProtection": True,
    "AutoMinorVersionUpgrade": True,
    "PubliclyAccessible": False,
    "EnableIAMDatabaseAuthentication": True,
}
BAD = dict.fromkeys(GOOD, False) | {"BackupRetentionPeriod": 6, "PubliclyAccessible": True}


def test_rds_instances(aws, judged):
    rds = aws("rds")
    for name, settings in (("good", GOOD), ("bad", BAD), ("none", BAD | {"BackupRetentionPeriod": 0})):
        rds.create_db_instance(DBInstanceIdentifier=name, Engine="postgres", **RDS, **settings)
    rds.create_db_instance(DBInstanceIdentifier="oracle", Engine="oracle-se2", **RDS, **GOOD)

    results = dict.fromkeys(("good", "oracle"), "pass") | dict.fromkeys(("bad", "none"), "fail")
    for check in ("multi_az", "backups_kept", "deletion_protected", "minor_upgrades_automatic", "private"):
        assert judged(f"rds_instance_{check}") == results, check
    iam = {"good": "pass", "bad": "fail", "none": "fail"}  # Oracle has no IAM authentication
    assert judged("rds_instance_iam_authentication") == iam
    assert judged("rds_instance_backups_kept", min_days=6)["bad"] == "pass"


def test_clusters_hold_what_their_instances_do_not(aws, judged):
    rds = aws("rds")
    for name, days in (("kept", 7), ("short", 1)):
        rds.create_db_cluster(
            DBClusterIdentifier=name,
            Engine="aurora-postgresql",
            MasterUsername="u",
            MasterUserPassword="p4ssw0rds",
            BackupRetentionPeriod=days,
            DeletionProtection=days > 1,
        )
    rds.create_db_instance(
        DBInstanceIdentifier="member", DBClusterIdentifier="kept", Engine="aurora-postgresql",
        DBInstanceClass="db.r5.large", PubliclyAccessible=True,
    )  # fmt: skip

    assert judged("rds_instance_backups_kept") == {"kept": "pass", "short": "fail"}
    assert judged("rds_instance_deletion_protected") == {"kept": "pass", "short": "fail"}
    assert judged("rds_instance_private")["member"] == "fail"


def test_redshift(aws, judged):
    redshift = aws("redshift")
    for name, good in (("good", True), ("bad", False)):
        redshift.create_cluster(
            ClusterIdentifier=name,
            NodeType="ra3.large",
            MasterUsername="admin",
            MasterUserPassword="Passw0rds",
            AutomatedSnapshotRetentionPeriod=7 if good else 6,
            PubliclyAccessible=not good,
            AllowVersionUpgrade=good,
            EnhancedVpcRouting=good,
        )
    redshift.enable_snapshot_copy(ClusterIdentifier="good", DestinationRegion="eu-west-1")
    for check in ("private", "vpc_routing_enhanced", "version_upgraded", "snapshots_kept", "snapshots_copied"):
        assert judged(f"redshift_cluster_{check}") == {"good": "pass", "bad": "fail"}, check


def test_elasticache(aws, judged):
    cache = aws("elasticache")
    for name, engine, days in (("kept", "redis", 1), ("none", "redis", 0), ("plain", "memcached", 0)):
        cache.create_cache_cluster(
            CacheClusterId=name, Engine=engine, NumCacheNodes=1, CacheNodeType="cache.t3.micro",
            SnapshotRetentionLimit=days, AutoMinorVersionUpgrade=days > 0,
        )  # fmt: skip
    for name, good in (("good", True), ("bad", False)):
        cache.create_replication_group(
            ReplicationGroupId=name, ReplicationGroupDescription=name, Engine="redis", NumCacheClusters=2,
            CacheNodeType="cache.t3.micro", SnapshotRetentionLimit=int(good), MultiAZEnabled=good,
            AutomaticFailoverEnabled=good,
        )  # fmt: skip

    single = judged("elasticache_cluster_backups_kept")
    assert [single.get(name) for name in ("kept", "none", "plain")] == ["pass", "fail", None]
    upgrades = judged("elasticache_cluster_minor_upgrades_automatic")
    assert [upgrades[name] for name in ("kept", "none")] == ["pass", "fail"]
    assert judged("elasticache_replication_group_backups_kept") == {"good": "pass", "bad": "fail"}
    assert judged("elasticache_replication_group_zones_several") == {"good": "pass", "bad": "fail"}


def test_memorydb(aws, judged):
    memorydb = aws("memorydb")
    for name, good in (("good", True), ("bad", False)):
        memorydb.create_cluster(
            ClusterName=name, NodeType="db.t4g.small", ACLName="open-access", NumReplicasPerShard=int(good),
            SnapshotRetentionLimit=7 if good else 6, AutoMinorVersionUpgrade=good,
        )  # fmt: skip
    for check in ("backups_kept", "minor_upgrades_automatic"):
        assert judged(f"memorydb_cluster_{check}") == {"good": "pass", "bad": "fail"}, check


def test_dax(aws, judged):
    for name, nodes in (("three", 3), ("two", 2)):
        aws("dax").create_cluster(
            ClusterName=name,
            NodeType="dax.r4.large",
            ReplicationFactor=nodes,
            IamRoleArn="arn:aws:iam::123456789012:role/x",
        )
    for _ in range(4):  # moto makes a cluster available when it was described some times
        aws("dax").describe_clusters()
    assert judged("dax_cluster_nodes_several") == {"three": "pass", "two": "fail"}


def test_opensearch(aws, judged):
    opensearch = aws("opensearch")
    good = {"InstanceCount": 2, "ZoneAwarenessEnabled": True, "DedicatedMasterEnabled": True, "DedicatedMasterCount": 3}
    one = {"InstanceCount": 1, "ZoneAwarenessEnabled": False, "DedicatedMasterEnabled": False}
    two = {"InstanceCount": 3, "ZoneAwarenessEnabled": False, "DedicatedMasterEnabled": True, "DedicatedMasterCount": 2}
    for name, cluster in (("good", good), ("one", one), ("two", two)):
        opensearch.create_domain(DomainName=name, ClusterConfig=cluster)
    for check in ("masters_several", "zones_several"):
        assert judged(f"opensearch_domain_{check}") == {"good": "pass", "one": "fail", "two": "fail"}, check
    assert set(judged("opensearch_domain_private").values()) == {"fail"}


@pytest.mark.parametrize(("public", "verdict"), [(True, "fail"), (False, "pass")])
def test_dms(aws, judged, public, verdict):
    aws("dms").create_replication_instance(
        ReplicationInstanceIdentifier="r", ReplicationInstanceClass="dms.t3.medium", PubliclyAccessible=public,
        MultiAZ=not public, AutoMinorVersionUpgrade=not public,
    )  # fmt: skip
    for check in ("private", "multi_az", "minor_upgrades_automatic"):
        assert list(judged(f"dms_replication_instance_{check}").values()) == [verdict], check
