import pytest

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


def test_a_service_that_is_gone_is_unknown(answered):
    row = service(answered)
    assert row["resource_id"] == SERVICE
    assert row[["launch_type", "assigns_public_ip", "platform_version", "tags"]].isna().all()


def test_latest_task_definitions_of_the_estate(aws, collected):
    ecs = aws("ecs")
    variable = {"name": "DB_PASSWORD", "value": "s3cr3t"}
    register(ecs, "fixed", {"privileged": True})
    register(ecs, "fixed", {"readonlyRootFilesystem": True}, networkMode="awsvpc", tags=[{"key": "a", "value": "b"}])
    register(ecs, "bad", {"privileged": True, "environment": [variable]}, {}, networkMode="host", pidMode="host")
    frame = collected("ecs_task_definition").sort_values("name", ignore_index=True)
    assert frame["resource_id"][1] == "arn:aws:ecs:eu-central-1:123456789012:task-definition/fixed:2"
    assert frame["revision"].tolist() == [1, 2]
    assert frame["containers"].tolist() == [2, 1]
    assert frame["privileged_containers"].tolist() == [1, 0]
    assert frame["writable_containers"].tolist() == [2, 0]
    assert frame["network_mode"].tolist() == ["host", "awsvpc"]
    assert frame["pid_mode"].tolist() == ["host", "private"]
    assert frame["environment_names"].tolist() == ["DB_PASSWORD", ""]
    assert frame["tags"].tolist() == ["{}", '{"a": "b"}']
    assert "s3cr3t" not in frame.to_string()


def test_a_task_definition_that_may_not_be_read_keeps_its_row(answered):
    frame = answered(
        "ecs_task_definition",
        ("list_task_definition_families", {"families": ["app"]}),
        ("describe_task_definition", "AccessDeniedException"),
    )
    assert frame["resource_id"].tolist() == ["arn:aws:ecs:eu-central-1:123456789012:task-definition/app"]
    assert frame[["network_mode", "pid_mode", "privileged_containers", "environment_names"]].isna().all(axis=None)
