"""Services of which a check or two is tried."""

import pytest

ROLE = "arn:aws:iam::123456789012:role/r"


def named(results, ids):
    return {name: results.get(one) for name, one in ids.items()}


@pytest.mark.parametrize(("ranges", "verdict"), [([22], "pass"), ([], "pass"), ([22, 8080], "fail")])
def test_emr(aws, judged, ranges, verdict):
    aws("emr").put_block_public_access_configuration(
        BlockPublicAccessConfiguration={
            "BlockPublicSecurityGroupRules": True,
            "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": port, "MaxRange": port} for port in ranges],
        }
    )
    assert list(judged("emr_block_public_access_enabled").values()) == [verdict]


def test_models(aws, judged):
    sagemaker = aws("sagemaker")
    vpc = {"VpcConfig": {"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1"]}}
    for name, more in (("in", vpc), ("out", {}), ("isolated", {"EnableNetworkIsolation": True})):
        sagemaker.create_model(ModelName=name, ExecutionRoleArn=ROLE, **more)
    results = judged("sagemaker_model_in_vpc")
    assert (results["in"], results["out"]) == ("pass", "fail")


def test_directories(aws, judged):
    ec2 = aws("ec2")
    places = ec2.describe_subnets()["Subnets"][:2]
    vpc, places = places[0]["VpcId"], [place["SubnetId"] for place in places]
    ds = aws("ds")
    made = ds.create_microsoft_ad(
        Name="a.example", Password="Passw0rd!", VpcSettings={"VpcId": vpc, "SubnetIds": places}, Edition="Standard"
    )["DirectoryId"]
    assert judged("ds_directory_second_factor_asked") == {made: "fail"}
    assert judged("ds_directory_radius_protocol_strong") == {}


def test_batch(aws, judged):
    iam = aws("iam")
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    for name, state in (("enabled", "ENABLED"), ("disabled", "DISABLED")):
        aws("batch").create_compute_environment(
            computeEnvironmentName=name, type="UNMANAGED", state=state, serviceRole=role
        )
    assert judged("batch_compute_environment_valid") == {"enabled": "pass"}


def test_permission_sets_are_for_groups(aws, judged):
    sso, ids = aws("sso-admin"), {}
    instance = sso.list_instances()["Instances"][0]["InstanceArn"]
    for name, kind in (("groups", "GROUP"), ("users", "USER"), ("nobody", None)):
        made = sso.create_permission_set(Name=name, InstanceArn=instance)["PermissionSet"]["PermissionSetArn"]
        ids[name] = made.rpartition("/")[2]
        if kind:
            sso.create_account_assignment(
                InstanceArn=instance, TargetId="123456789012", TargetType="AWS_ACCOUNT", PermissionSetArn=made,
                PrincipalType=kind, PrincipalId="11111111-2222-3333-4444-555555555555",
            )  # fmt: skip
    expected = {"groups": "pass", "users": "fail", "nobody": "pass"}
    assert named(judged("sso_admin_permission_set_assigned_to_groups"), ids) == expected


def test_a_locked_vault_refuses_deletion(aws, judged):
    backup = aws("backup")
    backup.create_backup_vault(BackupVaultName="locked")
    backup.put_backup_vault_lock_configuration(BackupVaultName="locked", MinRetentionDays=7)
    assert judged("backup_vault_deletion_refused") == {"locked": "pass"}


def test_connections(aws, judged):
    lines = aws("directconnect")
    lines.create_connection(location="EqDC2", bandwidth="10Gbps", connectionName="c", requestMACSec=True)
    assert list(judged("directconnect_connection_encrypted").values()) == ["fail"]  # it should, not must, encrypt


def test_clusters_of_emr(aws, judged):
    emr, ids = aws("emr"), {}
    for name, protected, keeps in (("good", True, True), ("bad", False, True), ("job", False, False)):
        ids[name] = emr.run_job_flow(
            Name=name, ReleaseLabel="emr-6.0.0", JobFlowRole="j", ServiceRole="s",
            Instances={
                "MasterInstanceType": "m5.xlarge", "InstanceCount": 1, "TerminationProtected": protected,
                "KeepJobFlowAliveWhenNoSteps": keeps,
            },
        )["JobFlowId"]  # fmt: skip
    results = judged("emr_cluster_termination_protected")
    assert named(results, ids) == {"good": "pass", "bad": "fail", "job": None}
