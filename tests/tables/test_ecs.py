import json

import pytest

from toolkit.collect.jmes import search
from toolkit.tables import TABLES

CLUSTER = "arn:aws:ecs:eu-central-1:123456789012:cluster/c"
SERVICE = "arn:aws:ecs:eu-central-1:123456789012:service/c/s"


def register(ecs, family, *containers, **more):
    ecs.register_task_definition(
        family=family,
        containerDefinitions=[{"name": str(i), "image": "app:1", "memory": 128, **c} for i, c in enumerate(containers)],
        **more,
    )


def service(answered, **described):
    frame = answered(
        "ecs_service",
        ("list_clusters", {"clusterArns": [CLUSTER]}),
        ("list_services", {"serviceArns": [SERVICE]}),
        ("describe_services", {"services": [described] if described else [], "failures": []}),
    )
    return frame.iloc[0]


def test_clusters_of_the_estate(aws, collected):
    ecs = aws("ecs")
    insights = [{"name": "containerInsights", "value": "enabled"}]
    ecs.create_cluster(clusterName="good", settings=insights, tags=[{"key": "Owner", "value": "ops"}])
    ecs.create_cluster(clusterName="bad")
    frame = collected("ecs_cluster").sort_values("name", ignore_index=True)
    assert frame["resource_id"][0] == "arn:aws:ecs:eu-central-1:123456789012:cluster/bad"
    assert frame["container_insights"].tolist() == ["disabled", "enabled"]
    assert frame["tags"].tolist() == ["{}", '{"Owner": "ops"}']


def test_a_cluster_that_is_gone_has_no_row(answered):
    frame = answered(
        "ecs_cluster",
        ("list_clusters", {"clusterArns": [CLUSTER]}),
        ("describe_clusters", {"clusters": [], "failures": [{"arn": CLUSTER, "reason": "MISSING"}]}),
    )
    assert len(frame) == 0
    assert frame.attrs["status"] == "observed"


def test_services_of_the_estate(aws, collected):
    ecs = aws("ecs")
    ecs.create_cluster(clusterName="c")
    register(ecs, "app", {})
    subnets = [subnet["SubnetId"] for subnet in aws("ec2").describe_subnets()["Subnets"]]
    groups = [group["GroupId"] for group in aws("ec2").describe_security_groups()["SecurityGroups"]]
    interface = {"subnets": subnets, "securityGroups": groups, "assignPublicIp": "ENABLED"}
    network = {"awsvpcConfiguration": interface}
    common = {"cluster": "c", "taskDefinition": "app", "desiredCount": 2}
    ecs.create_service(serviceName="f", launchType="FARGATE", networkConfiguration=network, **common)
    ecs.create_service(serviceName="e", launchType="EC2", **common)
    frame = collected("ecs_service").sort_values("name", ignore_index=True)
    assert frame["cluster_arn"].tolist() == [CLUSTER, CLUSTER]
    assert frame["launch_type"].tolist() == ["EC2", "FARGATE"]
    assert frame["assigns_public_ip"].tolist() == [False, True]
    assert frame["desired_count"].tolist() == [2, 2]
    assert frame["tags"].tolist() == ["{}", "{}"]


@pytest.mark.parametrize(
    ("launch_type", "described"),
    [
        ("EXTERNAL", {"launchType": "EXTERNAL"}),
        ("FARGATE", {"capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT"}]}),
        ("EC2", {"capacityProviderStrategy": [{"capacityProvider": "FARGATE-like-group"}]}),
        ("EC2", {"serviceName": "s"}),
    ],
)
def test_a_capacity_provider_strategy_tells_the_launch_type(answered, launch_type, described):
    assert service(answered, **described)["launch_type"] == launch_type


@pytest.mark.parametrize(
    ("configuration", "rolls_back"),
    [
        ({"deploymentCircuitBreaker": {"enable": True, "rollback": True}}, True),
        ({"deploymentCircuitBreaker": {"enable": True, "rollback": False}}, False),
        ({"deploymentCircuitBreaker": {"enable": False, "rollback": True}}, False),
        ({"alarms": {"alarmNames": ["a"], "enable": True, "rollback": True}}, True),
        ({}, False),
        (None, False),
    ],
)
def test_a_deployment_is_rolled_back_if_that_is_enabled_as_a_whole(answered, configuration, rolls_back):
    described = {} if configuration is None else {"deploymentConfiguration": configuration}
    row = service(answered, serviceName="s", **described)
    assert (row["rolls_back"], row["controller"]) == (rolls_back, "ECS")


def test_a_service_that_is_gone_is_unknown(answered):
    row = service(answered)
    assert row[["rolls_back", "controller", "operating_system"]].isna().all()
    assert row["resource_id"] == SERVICE
    assert row[["launch_type", "assigns_public_ip", "platform_version", "tags"]].isna().all()


def test_latest_task_definitions_of_the_estate(aws, collected):
    ecs = aws("ecs")
    variable = {"name": "DB_PASSWORD", "value": "s3cr3t"}
    register(ecs, "fixed", {"privileged": True})
    register(ecs, "fixed", {"readonlyRootFilesystem": True}, networkMode="awsvpc", tags=[{"key": "a", "value": "b"}])
    added = {"linuxParameters": {"capabilities": {"add": ["SYS_ADMIN", "NET_ADMIN"]}}}
    paths = ("/var/run/docker.sock", "/", "/run/containerd/", "/srv/run")
    ecs_volumes = [{"name": f"v{number}", "host": {"sourcePath": path}} for number, path in enumerate(paths)]
    bad = {"privileged": True, "environment": [variable]}
    more = {"networkMode": "host", "pidMode": "host", "volumes": [*ecs_volumes, {"name": "scratch"}]}
    register(ecs, "bad", bad | added, {}, runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, **more)
    frame = collected("ecs_task_definition").sort_values("name", ignore_index=True)
    assert frame["resource_id"][1] == "arn:aws:ecs:eu-central-1:123456789012:task-definition/fixed:2"
    assert frame["revision"].tolist() == [1, 2]
    assert frame["containers"].tolist() == [2, 1]
    assert frame["privileged_containers"].tolist() == [1, 0]
    assert frame["writable_containers"].tolist() == [2, 0]
    assert frame["network_mode"].tolist() == ["host", "awsvpc"]
    assert frame["pid_mode"].tolist() == ["host", "private"]
    assert frame["operating_system"].tolist() == ["WINDOWS_SERVER_2022_CORE", "LINUX"]
    assert frame["added_capabilities"].tolist() == ["NET_ADMIN SYS_ADMIN", "none"]
    assert frame["runtime_socket_volumes"].tolist() == [3, 0]
    assert frame["environment_names"].tolist() == ["DB_PASSWORD", ""]
    assert frame["environment_credentials"].tolist() == [1, 0]
    assert frame["tags"].tolist() == ["{}", '{"a": "b"}']
    assert "s3cr3t" not in frame.to_string()


def test_services_and_tasks_show_the_revision_that_they_run(aws, collected):
    ecs = aws("ecs")
    ecs.create_cluster(clusterName="c")
    register(
        ecs, "fam", {"privileged": True, "environment": [{"name": "DATABASE_URL", "value": "postgres://u:pw@db/x"}]}
    )
    register(ecs, "fam", {}, networkMode="awsvpc")
    register(ecs, "fam", {}, networkMode="awsvpc")
    ecs.create_service(serviceName="s", cluster="c", taskDefinition="fam:1", desiredCount=0, launchType="FARGATE")
    subnets = [subnet["SubnetId"] for subnet in aws("ec2").describe_subnets()["Subnets"]]
    network = {"awsvpcConfiguration": {"subnets": subnets, "securityGroups": []}}
    ecs.run_task(cluster="c", taskDefinition="fam:2", launchType="FARGATE", count=2, networkConfiguration=network)
    services, tasks = collected("ecs_service"), collected("ecs_task")
    assert services["task_definition_arn"].str.endswith("/fam:1").tolist() == [True]
    assert services[["privileged_containers", "environment_credentials"]].values.tolist() == [[1, 1]]
    assert tasks["task_definition_arn"].str.endswith("/fam:2").tolist() == [True, True]
    assert tasks["network_mode"].tolist() == ["awsvpc", "awsvpc"]
    assert "postgres" not in services.to_string()


def test_a_task_that_is_gone_says_so_and_one_that_may_not_be_read_says_nothing(answered):
    gone = {"tasks": [], "failures": [{"arn": "t", "reason": "MISSING"}]}
    listing = ("list_clusters", {"clusterArns": [CLUSTER]}), ("list_tasks", {"taskArns": ["t1", "t2"]})
    frame = answered("ecs_task", *listing, ("describe_tasks", gone), ("describe_tasks", "AccessDeniedException"))
    assert frame["status"].fillna("?").tolist() == ["gone", "?"]
    assert (
        frame[["task_definition_arn", "network_mode", "pid_mode", "ipc_mode", "environment_names"]]
        .isna()
        .all(axis=None)
    )


@pytest.mark.parametrize("containers", [None, [], [None], [{"name": "a"}, None]])
def test_a_revision_whose_containers_are_not_told_says_nothing_of_them(containers):
    row = {"definition": {"taskDefinition": {"networkMode": "awsvpc", "containerDefinitions": containers}}}
    paths = {column.name: column.path for column in TABLES["ecs_task_definition"].columns}
    read = [name for name in paths if name.endswith("containers") or name.startswith(("environment", "referenced"))]
    assert len(read) == 8
    assert [name for name in read if search(paths[name], row) is not None] == []


def test_a_task_definition_that_may_not_be_read_keeps_its_row(answered):
    frame = answered(
        "ecs_task_definition",
        ("list_task_definition_families", {"families": ["app"]}),
        ("describe_task_definition", "AccessDeniedException"),
    )
    assert frame["resource_id"].tolist() == ["arn:aws:ecs:eu-central-1:123456789012:task-definition/app"]
    assert frame[["network_mode", "pid_mode", "privileged_containers", "environment_names"]].isna().all(axis=None)


@pytest.mark.parametrize(("own", "managed"), [({"managedInstancesProvider": {}}, True), ({}, False)])
def test_a_capacity_provider_tells_whether_aws_manages_the_instances(answered, own, managed):
    strategy = [{"capacityProvider": "p"}, {"capacityProvider": "FARGATE"}]
    providers = ("describe_capacity_providers", {"capacityProviders": [{"name": "p"} | own]})
    services = answered(
        "ecs_service",
        ("list_clusters", {"clusterArns": [CLUSTER]}),
        ("list_services", {"serviceArns": [SERVICE]}),
        ("describe_services", {"services": [{"capacityProviderStrategy": strategy}]}),
        providers,
    )
    assert services[["capacity_providers", "managed_instances"]].values.tolist() == [["FARGATE p", managed]]
    cluster = {"clusterArn": CLUSTER, "capacityProviders": ["FARGATE", "p"]}
    clusters = answered(
        "ecs_cluster",
        ("list_clusters", {"clusterArns": [CLUSTER]}),
        ("describe_clusters", {"clusters": [cluster | {"defaultCapacityProviderStrategy": strategy[:1]}]}),
        providers,
    )
    assert clusters[["default_capacity_providers", "managed_instances"]].values.tolist() == [["p", managed]]


def test_a_launch_type_tells_it_without_a_call(answered):
    row = service(answered, launchType="MANAGED_INSTANCES")
    assert row["capacity_providers"] == ""
    assert row["managed_instances"]
    assert not service(answered, launchType="FARGATE")["managed_instances"]
    assert service(answered)[["capacity_providers", "managed_instances"]].isna().all()


def test_a_refused_capacity_provider_is_unknown(answered):
    frame = answered(
        "ecs_cluster",
        ("list_clusters", {"clusterArns": [CLUSTER]}),
        ("describe_clusters", {"clusters": [{"clusterArn": CLUSTER, "capacityProviders": ["p"]}]}),
        ("describe_capacity_providers", "AccessDeniedException"),
    )
    assert frame["managed_instances"].isna().all()


def test_users_and_logs_of_containers(answered):
    logs = {"logConfiguration": {"logDriver": "awslogs"}}
    users = [{}, {"user": "0:0"}, {"user": "root"}, {"user": "1000:0", **logs}, {"user": "rooter", **logs}]
    frame = answered(
        "ecs_task_definition",
        ("list_task_definition_families", {"families": ["app"]}),
        ("describe_task_definition", {"taskDefinition": {"containerDefinitions": users}}),
    )
    assert frame[["root_containers", "unlogged_containers"]].values.tolist() == [[3, 3]]


def test_container_instances(answered):
    arn = "arn:aws:ecs:eu-central-1:123456789012:container-instance/c/"
    on_ec2 = {
        "ec2InstanceId": "i-1",
        "agentConnected": True,
        "capacityProviderName": "p",
        "versionInfo": {"agentVersion": "1.90.0"},
        "tags": [{"key": "Owner", "value": "ops"}],
    }
    described = [[on_ec2], [{"ec2InstanceId": "mi-1", "agentConnected": False}], []]
    frame = answered(
        "ecs_container_instance",
        ("list_clusters", {"clusterArns": [CLUSTER]}),
        ("list_container_instances", {"containerInstanceArns": [arn + number for number in "123"]}),
        *(("describe_container_instances", {"containerInstances": found}) for found in described),
    )
    assert frame["resource_id"].tolist() == [arn + number for number in "123"]
    facts = frame[["agent_connected", "external", "capacity_provider", "agent_version", "tags"]].astype("object")
    assert facts.fillna("?").values.tolist() == [
        [True, False, "p", "1.90.0", '{"Owner": "ops"}'],
        [False, True, "none", "none", "{}"],
        ["?"] * 5,
    ]


def test_container_instances_of_the_estate(aws, collected):
    ecs = aws("ecs")
    ecs.create_cluster(clusterName="c")
    image = aws("ec2").describe_images()["Images"][0]["ImageId"]
    found = aws("ec2").run_instances(ImageId=image, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    document = {"instanceId": found, "region": "eu-central-1", "accountId": "123456789012"}
    ecs.register_container_instance(cluster="c", instanceIdentityDocument=json.dumps(document))
    frame = collected("ecs_container_instance")
    assert frame[["instance_id", "agent_connected", "external"]].values.tolist() == [[found, True, False]]
