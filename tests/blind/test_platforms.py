"""Load balancers, containers, functions, backups, firewalls and other services."""

import io
import json
import zipfile

import pytest

ROLE = "arn:aws:iam::123456789012:role/r"


@pytest.fixture
def subnets(aws):
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"eu-central-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate("aab")
    ]


def named(results, ids):
    return {name: results.get(one) for name, one in ids.items()}


def test_classic_load_balancers(aws, judged):
    elb = aws("elb")
    listeners = [{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}]
    for name, zones, on in (("good", "ab", True), ("bad", "ab", False), ("one", "a", False)):
        elb.create_load_balancer(
            LoadBalancerName=name, Listeners=listeners, AvailabilityZones=[f"eu-central-1{zone}" for zone in zones]
        )
        elb.modify_load_balancer_attributes(
            LoadBalancerName=name,
            LoadBalancerAttributes={
                "CrossZoneLoadBalancing": {"Enabled": on}, "ConnectionDraining": {"Enabled": on, "Timeout": 30},
            },
        )  # fmt: skip
    assert judged("elb_load_balancer_zones_sufficient") == {"good": "pass", "bad": "pass", "one": "fail"}
    assert judged("elb_load_balancer_zones_sufficient", min_zones=3)["good"] == "fail"
    assert judged("elb_load_balancer_connections_drained") == {"good": "pass", "bad": "fail", "one": "fail"}
    assert judged("elb_load_balancer_cross_zone_balanced") == {"good": "pass", "bad": "fail"}


def test_load_balancers(aws, judged, subnets):
    elbv2, ids = aws("elbv2"), {}
    for name, kind, places in (
        ("net", "network", subnets[1:]),
        ("net-1", "network", subnets[:1]),
        ("app", "application", subnets[1:]),
    ):
        made = elbv2.create_load_balancer(Name=name, Type=kind, Subnets=places)["LoadBalancers"][0]
        ids[name] = made["LoadBalancerArn"]
    elbv2.modify_load_balancer_attributes(
        LoadBalancerArn=ids["net"], Attributes=[{"Key": "deletion_protection.enabled", "Value": "true"}]
    )
    short = {name: arn.rpartition("/")[2] for name, arn in ids.items()}
    assert named(judged("elbv2_load_balancer_deletion_protected"), short) == {
        "net": "pass",
        "net-1": "fail",
        "app": "fail",
    }
    assert named(judged("elbv2_load_balancer_zones_sufficient"), short) == {"net": "pass", "net-1": "fail", "app": None}


REDIRECT = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
ANSWER = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "ContentType": "text/plain"}}


def test_listeners(aws, judged, subnets):
    elbv2, acm, ids = aws("elbv2"), aws("acm"), {}
    certificate = acm.request_certificate(DomainName="a.example")["CertificateArn"]
    alb = elbv2.create_load_balancer(Name="app", Type="application", Subnets=subnets[1:])["LoadBalancers"][0][
        "LoadBalancerArn"
    ]

    def listener(name, port, protocol, action, policy=None):
        more = {"Certificates": [{"CertificateArn": certificate}], "SslPolicy": policy} if policy else {}
        made = elbv2.create_listener(
            LoadBalancerArn=alb, Port=port, Protocol=protocol, DefaultActions=[action], **more
        )["Listeners"][0]["ListenerArn"]
        ids[name] = made.rpartition("/")[2]
        return made

    listener("redirects", 80, "HTTP", REDIRECT)
    listener("plain", 81, "HTTP", ANSWER)
    to_http = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTP", "Port": "81", "StatusCode": "HTTP_301"}}
    listener("to-http", 82, "HTTP", to_http)
    same = {"Type": "redirect", "RedirectConfig": {"Protocol": "#{protocol}", "Port": "443", "StatusCode": "HTTP_301"}}
    listener("to-same", 84, "HTTP", same)
    ruled = listener("ruled", 83, "HTTP", REDIRECT)
    paths = [{"Field": "path-pattern", "Values": ["/open/*"]}]
    elbv2.create_rule(ListenerArn=ruled, Priority=1, Conditions=paths, Actions=[ANSWER])
    listener("tls-1.3", 443, "HTTPS", ANSWER, "ELBSecurityPolicy-TLS13-1-3-2021-06")
    listener("tls-1.2", 444, "HTTPS", ANSWER, "ELBSecurityPolicy-TLS13-1-2-2021-06")
    listener("tls-1.1", 445, "HTTPS", ANSWER, "ELBSecurityPolicy-TLS13-1-1-2021-06")
    listener("old", 446, "HTTPS", ANSWER, "ELBSecurityPolicy-2016-08")

    required = named(judged("elbv2_listener_tls_required"), ids)
    assert [name for name, result in required.items() if result == "fail"] == ["plain", "to-http", "to-same", "ruled"]
    assert set(required.values()) == {"pass", "fail"}
    current = named(judged("elbv2_listener_tls_current"), ids)
    assert {name: result for name, result in current.items() if result} == {
        "tls-1.3": "pass", "tls-1.2": "pass", "tls-1.1": "fail", "old": "fail",
    }  # fmt: skip


CONTAINER = {"name": "c", "image": "i", "memory": 128, "user": "app", "readonlyRootFilesystem": True}


def of_host(path):
    return {"volumes": [{"name": "v", "host": {"sourcePath": path}}]}


TASKS = {  # by name: of the container, of the task, and the checks that fail
    "good": ({}, {"networkMode": "awsvpc"}, ""),
    "privileged": ({"privileged": True}, {}, "unprivileged"),
    "host-network": ({}, {"networkMode": "host"}, "unprivileged"),
    "host-pid": ({}, {"pidMode": "host"}, "unprivileged"),
    "host-ipc": ({}, {"ipcMode": "host"}, "unprivileged"),
    "root": ({"user": "root"}, {}, "user_unprivileged"),
    "zero": ({"user": "0:1000"}, {}, "user_unprivileged"),
    "unset": ({"user": None}, {}, "user_unprivileged"),
    "thousand": ({"user": "1000:0"}, {}, ""),
    "writable": ({"readonlyRootFilesystem": False}, {}, "root_file_system_readonly"),
    "admin": ({"linuxParameters": {"capabilities": {"add": ["SYS_ADMIN"]}}}, {}, "capabilities_limited"),
    "ptrace": ({"linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}}}, {}, ""),
    "dropped": ({"linuxParameters": {"capabilities": {"drop": ["ALL"]}}}, {}, ""),
    "socket": ({}, of_host("/var/run/docker.sock"), "container_runtime_sealed"),
    "run": ({}, of_host("/run"), "container_runtime_sealed"),
    "whole": ({}, of_host("/"), "container_runtime_sealed"),
    "data": ({}, of_host("/data"), ""),
}  # fmt: skip


def test_tasks(aws, judged):
    ecs = aws("ecs")
    for name, (container, task, _) in TASKS.items():
        given = {key: value for key, value in (CONTAINER | container).items() if value is not None}
        ecs.register_task_definition(family=name, containerDefinitions=[given], **task)
    for check in {failing for *_, failing in TASKS.values()} - {""}:
        results = judged(f"ecs_task_definition_{check}")
        expected = {f"{name}:1": "fail" if failing == check else "pass" for name, (*_, failing) in TASKS.items()}
        assert results == expected, check


def test_functions(aws, judged, subnets):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.py", "")
    iam, functions = aws("iam"), aws("lambda")
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    for name, runtime, places in (
        ("good", "python3.13", subnets[1:]),
        ("bad", "python3.8", subnets[:2]),
        ("outside", "nodejs22.x", []),
    ):
        config = {"VpcConfig": {"SubnetIds": places, "SecurityGroupIds": []}} if places else {}
        functions.create_function(
            FunctionName=name, Runtime=runtime, Role=role, Handler="a.b", Code={"ZipFile": packed.getvalue()},
            **config,
        )  # fmt: skip
    dates = {"python3.13": "2999-01-01", "python3.8": "2024-10-14", "nodejs22.x": "2999-01-01"}
    runtimes = judged("lambda_function_runtime_supported", deprecation_dates=dates)
    assert [runtimes[name] for name in ("good", "bad", "outside")] == ["pass", "fail", "pass"]
    assert judged("lambda_function_multi_zone") == {"good": "pass", "bad": "fail"}


def test_backup(aws, judged):
    backup, ids = aws("backup"), {}
    rule = {"RuleName": "r", "TargetBackupVaultName": "v", "ScheduleExpression": "cron(0 5 * * ? *)"}
    copy = {"DestinationBackupVaultArn": "arn:aws:backup:eu-west-1:123456789012:backup-vault:far"}
    for name, rules in (
        ("good", [rule | {"Lifecycle": {"DeleteAfterDays": 35}, "CopyActions": [copy]}]),
        ("short", [rule | {"Lifecycle": {"DeleteAfterDays": 34}}]),
        ("one-short", [rule, rule | {"RuleName": "s", "Lifecycle": {"DeleteAfterDays": 1}}]),
        ("for-ever", [rule]),
    ):  # fmt: skip
        backup.create_backup_vault(BackupVaultName=name)
        ids[name] = backup.create_backup_plan(BackupPlan={"BackupPlanName": name, "Rules": rules})["BackupPlanId"]
    kept = {"good": "pass", "short": "fail", "one-short": "fail", "for-ever": "pass"}
    assert named(judged("backup_plan_retention_sufficient"), ids) == kept
    copied = {"good": "pass", "short": "fail", "one-short": "fail", "for-ever": "fail"}
    assert named(judged("backup_plan_copies_made"), ids) == copied


def test_vaults(aws, judged):
    backup = aws("backup")
    for name in ("plain", "governance", "compliance"):
        backup.create_backup_vault(BackupVaultName=name)
    backup.put_backup_vault_lock_configuration(BackupVaultName="governance", MinRetentionDays=7)
    backup.put_backup_vault_lock_configuration(BackupVaultName="compliance", MinRetentionDays=7, ChangeableForDays=3)
    assert judged("backup_vault_lock_permanent") == {"governance": "fail", "compliance": "pass"}


def test_file_systems(aws, judged, subnets):
    efs, ids = aws("efs"), {}
    for name, more, places in (
        ("good", {}, subnets[1:]),
        ("one-target", {}, subnets[:1]),
        ("one-zone", {"AvailabilityZoneName": "eu-central-1a"}, subnets[:1]),
    ):
        ids[name] = efs.create_file_system(CreationToken=name, **more)["FileSystemId"]
        for place in places:
            efs.create_mount_target(FileSystemId=ids[name], SubnetId=place)
    expected = {"good": "pass", "one-target": "fail", "one-zone": "fail"}
    assert named(judged("efs_file_system_zones_several"), ids) == expected


def test_queues(aws, judged):
    sqs = aws("sqs")
    dead = "arn:aws:sqs:eu-central-1:123456789012:"
    for name, target in (("dead", ""), ("good", "dead"), ("bad", ""), ("lost", "gone")):
        redrive = json.dumps({"deadLetterTargetArn": dead + target, "maxReceiveCount": "3"})
        if target == "gone":
            sqs.create_queue(QueueName="gone")
        sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": redrive} if target else {})
    sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName="gone")["QueueUrl"])
    assert judged("sqs_queue_dead_letters_kept") == {"good": "pass", "bad": "fail", "lost": "fail"}


def test_rules(aws, judged):
    events = aws("events")
    queue = "arn:aws:sqs:eu-central-1:123456789012:q"
    good = {"Id": "1", "Arn": queue, "DeadLetterConfig": {"Arn": queue}}
    for name, targets in (("good", [good]), ("half", [good, {"Id": "2", "Arn": queue}]), ("empty", [])):
        events.put_rule(Name=name, ScheduleExpression="rate(1 day)")
        if targets:
            events.put_targets(Rule=name, Targets=targets)
    results = judged("events_rule_failures_kept")
    assert (results.get("good"), results.get("half"), results.get("empty")) == ("pass", "fail", None)


def test_firewalls(aws, judged, subnets):
    firewall = aws("network-firewall")
    policy = "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/p"
    ec2 = aws("ec2")
    vpc = ec2.describe_subnets(SubnetIds=subnets[:1])["Subnets"][0]["VpcId"]
    for name, places, on in (("good", subnets[1:], True), ("bad", subnets[:1], False)):
        firewall.create_firewall(
            FirewallName=name, FirewallPolicyArn=policy, VpcId=vpc,
            SubnetMappings=[{"SubnetId": place} for place in places],
            DeleteProtection=on, SubnetChangeProtection=on, FirewallPolicyChangeProtection=on,
        )  # fmt: skip
    for check in ("changes_protected", "deletion_protected", "zones_sufficient"):
        assert judged(f"network_firewall_firewall_{check}") == {"good": "pass", "bad": "fail"}, check


def test_clusters(aws, judged, subnets):
    eks = aws("eks")
    for name, public, private, more in (
        ("closed", False, True, {"deletionProtection": True}),
        ("open", True, False, {}),
        ("office", True, True, {"cidrs": ["203.0.113.0/24"]}),
        ("both", True, True, {"cidrs": ["203.0.113.0/24", "0.0.0.0/0"]}),
        ("halves", True, True, {"cidrs": ["0.0.0.0/1", "128.0.0.0/1"]}),
    ):
        cidrs = {"publicAccessCidrs": more.pop("cidrs")} if "cidrs" in more else {}
        vpc = {"subnetIds": subnets[1:], "endpointPublicAccess": public, "endpointPrivateAccess": private} | cidrs
        eks.create_cluster(name=name, roleArn=ROLE, resourcesVpcConfig=vpc, version="1.34", **more)
    assert judged("eks_cluster_endpoint_restricted") == {
        "closed": "pass",
        "open": "fail",
        "office": "pass",
        "both": "fail",
        "halves": "fail",
    }
    assert judged("eks_cluster_endpoint_private") == {
        "closed": "pass",
        "open": "fail",
        "office": "pass",
        "both": "pass",
        "halves": "pass",
    }


def test_versions_of_clusters_and_nodes(aws, judged, subnets):
    eks = aws("eks")
    vpc, ends = {"subnetIds": subnets[1:]}, {"1.34": "2999-01-01", "1.30": "2025-07-23"}
    for name, version in (("current", "1.34"), ("old", "1.30")):
        eks.create_cluster(name=name, roleArn=ROLE, resourcesVpcConfig=vpc, version=version)
    key, group = {"ec2SshKey": "k"}, {"sourceSecurityGroups": ["sg-1"]}
    for name, image, remote in (
        ("plain", "AL2023_x86_64_STANDARD", None),
        ("open", "AL2_x86_64", key),
        ("group", "BOTTLEROCKET_x86_64", key | group),
        ("own", "CUSTOM", None),
    ):
        more = {"remoteAccess": remote} if remote else {}
        eks.create_nodegroup(
            clusterName="current",
            nodegroupName=name,
            subnets=subnets,
            nodeRole=ROLE,
            amiType=image,
            version="1.34",
            **more,
        )
    versions = judged("eks_cluster_version_supported", standard_support_ends=ends)
    assert versions == {"current": "pass", "old": "fail"}
    remote = judged("eks_nodegroup_remote_access_restricted")
    groups = judged.tables["eks_nodegroup"].set_index("name")["resource_id"].str.rpartition("/")[2]
    assert {name: remote[groups[name]] for name in ("open", "group")} == {"open": "fail", "group": "pass"}
    images = named(judged("eks_nodegroup_image_supported"), groups)
    assert images == {"plain": "pass", "open": "fail", "group": "pass", "own": None}
    nodes = judged("eks_nodegroup_version_supported", standard_support_ends=ends)
    assert set(nodes.values()) == {"pass"}


def test_transfer(aws, judged):
    transfer, ids = aws("transfer"), {}
    ids["public"] = transfer.create_server(Protocols=["SFTP"], EndpointType="PUBLIC")["ServerId"]
    ids["ftp"] = transfer.create_server(
        Protocols=["FTP", "SFTP"], EndpointType="VPC", EndpointDetails={"VpcId": "vpc-1"}
    )["ServerId"]
    ids["address"] = transfer.create_server(
        Protocols=["SFTP"],
        EndpointType="VPC",
        EndpointDetails={"VpcId": "vpc-1", "AddressAllocationIds": ["eipalloc-1"]},
    )["ServerId"]  # fmt: skip
    assert named(judged("transfer_server_private"), ids) == {"public": "fail", "ftp": "pass", "address": "fail"}
    assert named(judged("transfer_server_protocols_encrypted"), ids) == {
        "public": "pass",
        "ftp": "fail",
        "address": "pass",
    }


def test_brokers(aws, judged):
    mq, ids = aws("mq"), {}
    for name, public, mode in (("good", False, "ACTIVE_STANDBY_MULTI_AZ"), ("bad", True, "SINGLE_INSTANCE")):
        ids[name] = mq.create_broker(
            BrokerName=name, PubliclyAccessible=public, DeploymentMode=mode, EngineType="ActiveMQ",
            EngineVersion="5.18", HostInstanceType="mq.t3.micro", AutoMinorVersionUpgrade=True,
            Users=[{"Username": "u", "Password": "p4ssw0rds123"}],
        )["BrokerId"]  # fmt: skip
    assert named(judged("mq_broker_private"), ids) == {"good": "pass", "bad": "fail"}
    assert named(judged("mq_broker_zones_several"), ids) == {"good": "pass", "bad": "fail"}


def test_stacks(aws, judged):
    cloudformation, ids = aws("cloudformation"), {}
    template = json.dumps({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}})
    for name, on in (("good", True), ("bad", False)):
        made = cloudformation.create_stack(StackName=name, TemplateBody=template, EnableTerminationProtection=on)
        ids[name] = made["StackId"].rpartition("/")[2]
    assert named(judged("cloudformation_stack_termination_protected"), ids) == {"good": "pass", "bad": "fail"}
    assert named(judged("cloudformation_stack_change_complete"), ids) == {"good": "pass", "bad": "pass"}


def test_user_pools(aws, judged):
    pools, ids = aws("cognito-idp"), {}
    for name, word in (("good", "ACTIVE"), ("bad", "INACTIVE")):
        ids[name] = pools.create_user_pool(PoolName=name, DeletionProtection=word)["UserPool"]["Id"]
    assert named(judged("cognito_idp_user_pool_deletion_protected"), ids) == {"good": "pass", "bad": "fail"}


def test_notebooks(aws, judged):
    sagemaker = aws("sagemaker")
    some = {"InstanceType": "ml.t3.medium", "RoleArn": ROLE}
    sagemaker.create_notebook_instance(
        NotebookInstanceName="good",
        SubnetId="subnet-1",
        SecurityGroupIds=["sg-1"],
        DirectInternetAccess="Disabled",
        **some,
    )
    sagemaker.create_notebook_instance(NotebookInstanceName="bad", **some)
    for check in ("in_vpc", "internet_refused"):
        assert judged(f"sagemaker_notebook_instance_{check}") == {"good": "pass", "bad": "fail"}, check
