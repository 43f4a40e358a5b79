import pytest

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = "arn:aws:iam::123456789012:role/cluster"


def cluster(answered, **described):
    frame = answered(
        "eks_cluster",
        ("list_clusters", {"clusters": ["c"]}),
        ("describe_cluster", {"cluster": {"name": "c", "arn": "arn:c", **described}}),
    )
    return frame.iloc[0]


def test_clusters_of_the_estate(aws, collected):
    eks = aws("eks")
    eks.create_cluster(
        name="good",
        roleArn=ROLE,
        version="1.34",
        resourcesVpcConfig={"endpointPublicAccess": False, "endpointPrivateAccess": True},
        logging={"clusterLogging": [{"types": ["audit", "api", "authenticator"], "enabled": True}]},
        encryptionConfig=[{"resources": ["secrets"], "provider": {"keyArn": KEY}}],
        tags={"Owner": "ops"},
    )
    eks.create_cluster(
        name="bad",
        roleArn=ROLE,
        version="1.24",
        resourcesVpcConfig={"endpointPublicAccess": True, "publicAccessCidrs": ["0.0.0.0/0"]},
    )
    frame = collected("eks_cluster").sort_values("name", ignore_index=True)
    assert frame["resource_id"][0] == "arn:aws:eks:eu-central-1:123456789012:cluster/bad"
    assert frame["version"].tolist() == ["1.24", "1.34"]
    assert frame["public_cidrs"].tolist() == ["0.0.0.0/0", "none"]
    assert frame["deletion_protection"].tolist() == [False, False]
    assert frame["secrets_kms_key_arn"].tolist() == ["none", KEY]
    assert frame["log_types"].tolist() == ["none", "api audit authenticator"]
    assert frame["tags"].tolist() == ["{}", '{"Owner": "ops"}']


@pytest.mark.parametrize(
    ("public_cidrs", "network"),
    [
        ("192.0.2.0/24 198.51.100.0/24", {"publicAccessCidrs": ["192.0.2.0/24", "198.51.100.0/24"]}),
        ("none", {"endpointPublicAccess": False, "publicAccessCidrs": ["0.0.0.0/0"]}),
        ("0.0.0.0/0", {"endpointPublicAccess": True, "publicAccessCidrs": []}),
        ("0.0.0.0/0", {}),
    ],
)
def test_who_reaches_the_endpoint(answered, public_cidrs, network):
    assert cluster(answered, resourcesVpcConfig=network)["public_cidrs"] == public_cidrs


def test_logging_that_is_not_told_is_unknown(answered):
    row = cluster(answered)
    assert row[["log_types", "public_cidrs"]].isna().all()


def test_a_refused_cluster_makes_the_table_denied(answered):
    frame = answered(
        "eks_cluster", ("list_clusters", {"clusters": ["c"]}), ("describe_cluster", "AccessDeniedException")
    )
    assert len(frame) == 0
    assert frame.attrs["status"] == "denied"


def test_nodes_of_the_estate(aws, collected):
    eks = aws("eks")
    eks.create_cluster(name="c", roleArn=ROLE, resourcesVpcConfig={})
    eks.create_nodegroup(clusterName="c", nodegroupName="n", subnets=[], nodeRole=ROLE, amiType="AL2_x86_64")
    eks.create_fargate_profile(
        clusterName="c", fargateProfileName="p", podExecutionRoleArn=ROLE, selectors=[{"namespace": "batch"}]
    )
    groups, profiles = collected("eks_nodegroup"), collected("eks_fargate_profile")
    assert groups[["name", "cluster_name", "ami_type", "capacity_type", "instance_types"]].values.tolist() == [
        ["n", "c", "AL2_x86_64", "ON_DEMAND", "t3.medium"]
    ]
    assert groups["resource_id"].str.startswith("arn:aws:eks:eu-central-1:123456789012:nodegroup/c/n/").all()
    assert profiles[["name", "cluster_name", "namespaces"]].values.tolist() == [["p", "c", "batch"]]
    assert profiles["resource_id"].str.startswith("arn:aws:eks:eu-central-1:123456789012:fargateprofile/c/p/").all()


def test_a_refused_node_group_keeps_its_row(answered):
    frame = answered(
        "eks_nodegroup",
        ("list_clusters", {"clusters": ["c"]}),
        ("list_nodegroups", {"nodegroups": ["n"]}),
        ("describe_nodegroup", "AccessDeniedException"),
    )
    assert frame["resource_id"].tolist() == ["c/n"]
    assert frame[["tags", "ami_type", "instance_types"]].isna().all(axis=None)


def test_who_is_let_into_a_cluster_and_whether_it_may_be_deleted(answered):
    row = cluster(answered, deletionProtection=True, accessConfig={"authenticationMode": "API"})
    assert (row["deletion_protection"], row["authentication_mode"]) == (True, "API")


@pytest.mark.parametrize(
    ("remote_access", "found"),
    [
        ({"remoteAccess": {"ec2SshKey": "k"}}, "everyone"),
        ({"remoteAccess": {"ec2SshKey": "k", "sourceSecurityGroups": []}}, "everyone"),
        ({"remoteAccess": {"ec2SshKey": "k", "sourceSecurityGroups": ["sg-1"]}}, "groups"),
        ({}, "none"),
    ],
)
def test_a_key_without_security_groups_lets_everyone_connect_to_the_nodes(answered, remote_access, found):
    frame = answered(
        "eks_nodegroup",
        ("list_clusters", {"clusters": ["c"]}),
        ("list_nodegroups", {"nodegroups": ["n"]}),
        ("describe_nodegroup", {"nodegroup": {"nodegroupName": "n", **remote_access}}),
    )
    assert frame["remote_access"].tolist() == [found]
