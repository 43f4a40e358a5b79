CLUSTER = "arn:aws:ecs:eu-central-1:123456789012:cluster/c"


def test_compute_environments(answered):
    def environment(name, **more):
        arn = f"arn:aws:batch:eu-central-1:123456789012:compute-environment/{name}"
        return {"computeEnvironmentName": name, "computeEnvironmentArn": arn, "ecsClusterArn": CLUSTER} | more

    resources = {"type": "FARGATE", "maxvCpus": 1, "subnets": []}
    environments = [
        environment("f", type="MANAGED", computeResources=resources, tags={"Team": "a"}),
        environment("u", type="UNMANAGED", containerOrchestrationType="ECS"),
    ]
    frame = answered(
        "batch_compute_environment", ("describe_compute_environments", {"computeEnvironments": environments})
    )
    assert frame["resource_id"][0] == "arn:aws:batch:eu-central-1:123456789012:compute-environment/f"
    assert frame["managed"].tolist() == [True, False]
    assert frame["compute_type"].tolist() == ["FARGATE", "none"]
    assert frame["orchestration"].tolist() == ["none", "ECS"]
    assert frame["eks_cluster_arn"].tolist() == ["none", "none"]
    assert frame["tags"].tolist() == ['{"Team": "a"}', "{}"]


def test_an_estate_without_batch(collected):
    frame = collected("batch_compute_environment")
    assert (len(frame), frame.attrs["status"]) == (0, "observed")


def test_refused_compute_environments_are_no_empty_table(answered):
    frame = answered("batch_compute_environment", ("describe_compute_environments", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
