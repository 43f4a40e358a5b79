ROLE = "arn:aws:iam::123456789012:role/s"
MODEL = {
    "ModelName": "m",
    "ModelArn": "arn:aws:sagemaker:eu-central-1:123456789012:model/m",
    "CreationTime": "2030-01-01",
}


def test_notebooks_of_the_estate(aws, collected):
    client = aws("sagemaker")
    shared = {"InstanceType": "ml.t3.medium", "RoleArn": ROLE}
    client.create_notebook_instance(NotebookInstanceName="bad", DirectInternetAccess="Enabled", **shared)
    client.create_notebook_instance(
        NotebookInstanceName="good",
        SubnetId="subnet-1",
        KmsKeyId="k",
        DirectInternetAccess="Disabled",
        RootAccess="Disabled",
        **shared,
    )
    frame = collected("sagemaker_notebook_instance").set_index("name").loc[["good", "bad"]]
    assert frame["direct_internet"].tolist() == [False, True]
    assert frame["root_access"].tolist() == [False, True]
    assert frame["kms_key_id"].tolist() == ["k", "none"]
    assert frame["subnet_id"].tolist() == ["subnet-1", "none"]
    assert frame["role_arn"].tolist() == [ROLE, ROLE]


def test_models_of_the_estate(aws, collected):
    client = aws("sagemaker")
    container = {"Image": "i", "Environment": {"TOKEN": "never-stored"}}
    vpc = {"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1"]}
    client.create_model(ModelName="bad", ExecutionRoleArn=ROLE, PrimaryContainer=container)
    client.create_model(ModelName="good", ExecutionRoleArn=ROLE, PrimaryContainer=container, VpcConfig=vpc)
    frame = collected("sagemaker_model").set_index("name").loc[["good", "bad"]]
    assert frame["network_isolation"].tolist() == [False, False]
    assert frame["in_vpc"].tolist() == [True, False]
    assert "never-stored" not in frame.to_csv()


def test_what_is_refused_is_unknown(answered):
    notebook = {"NotebookInstanceName": "n", "NotebookInstanceArn": "arn:n"}
    frame = answered(
        "sagemaker_notebook_instance",
        ("list_notebook_instances", {"NotebookInstances": [notebook]}),
        ("describe_notebook_instance", "AccessDeniedException"),
    )
    assert frame[["direct_internet", "root_access", "kms_key_id", "platform"]].isna().all(axis=None)
    frame = answered("sagemaker_model", ("list_models", {"Models": [MODEL]}), ("describe_model", "AccessDenied"))
    assert frame[["network_isolation", "in_vpc"]].isna().all(axis=None)


def test_an_isolated_model(answered):
    model = MODEL | {"EnableNetworkIsolation": True}
    frame = answered("sagemaker_model", ("list_models", {"Models": [MODEL]}), ("describe_model", model))
    assert (frame["network_isolation"].tolist(), frame["in_vpc"].tolist()) == ([True], [False])
    assert frame["role_arn"].tolist() == ["none"]


def test_platform_and_metadata_service(answered):
    notebook = {"NotebookInstanceName": "n", "NotebookInstanceArn": "arn:n"}
    imds = {"MinimumInstanceMetadataServiceVersion": "2"}
    frame = answered(
        "sagemaker_notebook_instance",
        ("list_notebook_instances", {"NotebookInstances": [notebook]}),
        (
            "describe_notebook_instance",
            {"PlatformIdentifier": "notebook-al2-v3", "InstanceMetadataServiceConfiguration": imds},
        ),
    )
    assert frame["platform"].tolist() == ["notebook-al2-v3"]
    assert frame["minimum_imds_version"].tolist() == ["2"]
