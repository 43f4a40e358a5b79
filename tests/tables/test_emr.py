RANGE = "PermittedPublicSecurityGroupRuleRanges"
MADE = {"CreationDateTime": "2030-01-01", "CreatedByArn": "arn:aws:iam::123456789012:root"}


def block(answered, **configuration):
    answer = {"BlockPublicAccessConfiguration": configuration, "BlockPublicAccessConfigurationMetadata": MADE}
    return answered("emr_block_public_access", ("get_block_public_access_configuration", answer))


def test_ports_that_may_be_open(answered):
    frame = block(answered, BlockPublicSecurityGroupRules=True, **{RANGE: [{"MinRange": 22, "MaxRange": 22}]})
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1/emr/block-public-access"]
    assert frame["blocks_public_rules"].tolist() == [True]
    assert (frame["permitted_ports"].tolist(), frame["permits_only_ssh"].tolist()) == (["22-22"], [True])
    ranges = [{"MinRange": 22}, {"MinRange": 8000, "MaxRange": 8080}]
    frame = block(answered, BlockPublicSecurityGroupRules=False, **{RANGE: ranges})
    assert frame["blocks_public_rules"].tolist() == [False]
    assert (frame["permitted_ports"].tolist(), frame["permits_only_ssh"].tolist()) == (["22-22 8000-8080"], [False])
    frame = block(answered, BlockPublicSecurityGroupRules=True)
    assert (frame["permitted_ports"].tolist(), frame["permits_only_ssh"].tolist()) == ([""], [True])
    frame = block(answered, BlockPublicSecurityGroupRules=True, **{RANGE: [{"MinRange": 22, "MaxRange": 443}]})
    assert frame["permits_only_ssh"].tolist() == [False]


def test_settings_of_the_estate(aws, collected):
    setting = {"BlockPublicSecurityGroupRules": True, RANGE: [{"MinRange": 22, "MaxRange": 22}]}
    aws("emr").put_block_public_access_configuration(BlockPublicAccessConfiguration=setting)
    assert collected("emr_block_public_access")["permits_only_ssh"].tolist() == [True]


def test_a_refused_setting_is_no_row(answered):
    frame = answered("emr_block_public_access", ("get_block_public_access_configuration", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_clusters_that_have_not_ended(aws, collected):
    client = aws("emr")
    instances = {
        "MasterInstanceType": "m5.xlarge",
        "SlaveInstanceType": "m5.xlarge",
        "InstanceCount": 2,
        "KeepJobFlowAliveWhenNoSteps": True,
    }
    made = [
        client.run_job_flow(
            Name=n, Instances=instances, ReleaseLabel="emr-7.0.0", JobFlowRole="j", ServiceRole="s", LogUri="s3://l/"
        )
        for n in ("ended", "alive")
    ]
    client.terminate_job_flows(JobFlowIds=[made[0]["JobFlowId"]])
    frame = collected("emr_cluster")
    assert frame["name"].tolist() == ["alive"]
    assert frame["resource_id"].tolist() == [made[1]["ClusterArn"]]
    assert frame[["release", "log_uri"]].values.tolist() == [["emr-7.0.0", "s3://l/"]]
    assert frame[["auto_terminates", "termination_protected"]].values.tolist() == [[False, False]]


def test_a_cluster_that_may_not_be_described_has_no_settings_and_one_without_logs_says_so(answered):
    listed = (
        "list_clusters",
        {"Clusters": [{"Id": "j-1", "ClusterArn": "arn:aws:elasticmapreduce:eu-central-1:123456789012:cluster/j-1"}]},
    )
    settings = ["log_uri", "release", "auto_terminates", "termination_protected"]
    assert (
        answered("emr_cluster", listed, ("describe_cluster", "AccessDeniedException"))[settings].isna().all(axis=None)
    )
    described = ("describe_cluster", {"Cluster": {"Id": "j-1", "TerminationProtected": True}})
    frame = answered("emr_cluster", listed, described)
    assert (frame["log_uri"].tolist(), frame["termination_protected"].tolist()) == (["none"], [True])
