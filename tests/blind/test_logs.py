"""Trails, flow logs, detectors and the logs of single resources, all made by API."""

import json

ACCOUNT = "123456789012"
BUCKET = "trail-of-the-account"


def group(aws, name="g"):
    """A log group."""
    aws("logs").create_log_group(logGroupName=name)
    return f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:{name}"


def role(aws, name="r"):
    """A role that anyone's service may take."""
    trust = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    return aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=policy)["Role"]["Arn"]


def test_trails(aws, judged):
    s3, client = aws("s3", "us-east-1"), aws("cloudtrail")
    for name in ("closed", "open"):
        s3.create_bucket(Bucket=f"{BUCKET}-{name}")
    blocks = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    closed = dict.fromkeys(blocks, True)
    s3.put_public_access_block(Bucket=f"{BUCKET}-closed", PublicAccessBlockConfiguration=closed)
    s3.put_public_access_block(
        Bucket=f"{BUCKET}-open", PublicAccessBlockConfiguration=closed | {"RestrictPublicBuckets": False}
    )
    logs = {"CloudWatchLogsLogGroupArn": f"{group(aws)}:*", "CloudWatchLogsRoleArn": role(aws)}
    key = aws("kms").create_key()["KeyMetadata"]["Arn"]
    for name, bucket, settings in (
        ("good", "closed", {"EnableLogFileValidation": True, "KmsKeyId": key, "IsMultiRegionTrail": True} | logs),
        ("bad", "open", {"EnableLogFileValidation": False}),
    ):
        client.create_trail(Name=name, S3BucketName=f"{BUCKET}-{bucket}", **settings)
        client.start_logging(Name=name)

    expected = {"good": "pass", "bad": "fail"}
    assert judged("cloudtrail_trail_bucket_public_access_blocked") == expected
    assert judged("cloudtrail_trail_kms_encrypted") == expected


def test_multi_region_trail(aws, judged):
    client = aws("cloudtrail")
    aws("s3", "us-east-1").create_bucket(Bucket=BUCKET)
    client.create_trail(Name="one", S3BucketName=BUCKET, IsMultiRegionTrail=False)
    client.start_logging(Name="one")

    assert list(judged("sts_caller_identity_trail_multi_region").values()) == ["fail"]


def test_stopped_trail(aws, judged):
    client = aws("cloudtrail")
    aws("s3", "us-east-1").create_bucket(Bucket=BUCKET)
    client.create_trail(Name="all", S3BucketName=BUCKET, IsMultiRegionTrail=True)

    assert list(judged("sts_caller_identity_trail_multi_region").values()) == ["fail"]


def test_no_trail(aws, judged):
    assert list(judged("sts_caller_identity_trail_multi_region").values()) == ["fail"]


def test_trail_without_reads(aws, judged):
    client = aws("cloudtrail")
    aws("s3", "us-east-1").create_bucket(Bucket=BUCKET)
    client.create_trail(Name="all", S3BucketName=BUCKET, IsMultiRegionTrail=True)
    client.start_logging(Name="all")
    client.put_event_selectors(
        TrailName="all", EventSelectors=[{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}]
    )

    assert list(judged("sts_caller_identity_trail_multi_region").values()) == ["fail"]


def test_flow_logs(aws, judged):
    ec2 = aws("ec2")
    made = {}
    bucket = "flows-of-the-account"
    aws("s3", "us-east-1").create_bucket(Bucket=bucket)
    for number, kind in enumerate(("ALL", "REJECT", "ACCEPT", "")):
        vpc = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"]
        if kind:
            log = ec2.create_flow_logs(
                ResourceIds=[vpc],
                ResourceType="VPC",
                TrafficType=kind,
                LogDestinationType="s3",
                LogDestination=f"arn:aws:s3:::{bucket}",
            )["FlowLogIds"][0]
            made[log] = kind
        made[vpc] = kind

    rejects = {made[log]: result for log, result in judged("ec2_flow_log_rejects_logged").items()}
    assert rejects == {"ALL": "pass", "REJECT": "pass", "ACCEPT": "fail"}
    delivered = {made[log]: result for log, result in judged("ec2_flow_log_delivered").items()}
    assert delivered == {"ALL": "pass", "REJECT": "pass", "ACCEPT": "pass"}
    vpcs = {made[vpc]: result for vpc, result in judged("ec2_vpc_flow_logs_active").items() if vpc in made}
    assert vpcs == {"ALL": "pass", "REJECT": "pass", "ACCEPT": "pass", "": "fail"}


def test_detector(aws, judged):
    aws("guardduty").create_detector(
        Enable=True,
        Features=[
            {"Name": "S3_DATA_EVENTS", "Status": "ENABLED"},
            {"Name": "EKS_AUDIT_LOGS", "Status": "DISABLED"},
        ],
    )
    assert list(judged("guardduty_detector_enabled").values()) == ["pass"]
    assert list(judged("guardduty_detector_s3_protected").values()) == ["pass"]
    assert list(judged("guardduty_detector_eks_audit_protected").values()) == ["fail"]


def test_suspended_detector(aws, judged):
    aws("guardduty").create_detector(Enable=False)
    assert list(judged("guardduty_detector_enabled").values()) == ["fail"]
    assert judged("guardduty_detector_s3_protected") == {}


def test_no_detector(aws, judged):
    assert list(judged("guardduty_detector_enabled").values()) == ["fail"]


def test_hub(aws, judged):
    aws("securityhub").enable_security_hub(EnableDefaultStandards=False)
    assert list(judged("securityhub_hub_enabled").values()) == ["pass"]


def test_no_hub(aws, judged):
    assert list(judged("securityhub_hub_enabled").values()) == ["fail"]
    assert "pass" not in judged("securityhub_hub_standards_enabled").values()


def recorder(aws, recording, **selection):
    """A recorder of AWS Config and where it delivers to."""
    client = aws("config")
    client.put_configuration_recorder(
        ConfigurationRecorder={
            "name": "default",
            "roleARN": f"arn:aws:iam::{ACCOUNT}:role/config",
            "recordingGroup": selection,
        }
    )
    aws("s3", "us-east-1").create_bucket(Bucket="config-of-the-account")
    client.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": "config-of-the-account"})
    if recording:
        client.start_configuration_recorder(ConfigurationRecorderName="default")


def test_recorder_of_all(aws, judged):
    recorder(aws, True, allSupported=True, includeGlobalResourceTypes=True)
    assert list(judged("config_recorder_recording").values()) == ["unknown"]  # its first delivery is still pending


def test_recorder_of_some(aws, judged):
    recorder(aws, True, allSupported=False, resourceTypes=["AWS::EC2::Instance"])
    assert list(judged("config_recorder_recording").values()) == ["fail"]


def test_stopped_recorder(aws, judged):
    recorder(aws, False, allSupported=True)
    assert list(judged("config_recorder_recording").values()) == ["fail"]


def test_no_recorder(aws, judged):
    assert set(judged("config_recorder_recording").values()) == {"fail"}


def test_load_balancers(aws, judged):
    ec2, client, classic = aws("ec2"), aws("elbv2"), aws("elb")
    aws("s3", "us-east-1").create_bucket(Bucket="logs-of-balancers")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"eu-central-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate("ab")
    ]
    logged = {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": "logs-of-balancers"}
    names = {}
    for name, kind, attributes in (
        (
            "good",
            "application",
            logged
            | {
                "routing.http.drop_invalid_header_fields.enabled": "true",
                "routing.http.desync_mitigation_mode": "strictest",
            },
        ),
        ("bad", "application", {"routing.http.desync_mitigation_mode": "monitor"}),
        ("default", "application", {"routing.http.desync_mitigation_mode": "defensive"}),
        ("net", "network", {}),
        ("gate", "gateway", {}),
    ):
        made = client.create_load_balancer(Name=name, Type=kind, Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
        names[made.rsplit("/")[-1]] = name
        if attributes:
            pairs = [{"Key": key, "Value": value} for key, value in attributes.items()]
            client.modify_load_balancer_attributes(LoadBalancerArn=made, Attributes=pairs)

    def by_name(check):
        return {names[balancer]: result for balancer, result in judged(check).items()}

    access = by_name("elbv2_load_balancer_access_logged")
    assert access == {"good": "pass", "bad": "fail", "default": "fail", "net": "fail"}
    desync = by_name("elbv2_load_balancer_desync_mitigated")
    assert desync == {"good": "pass", "bad": "fail", "default": "pass"}
    headers = by_name("elbv2_load_balancer_invalid_headers_dropped")
    assert headers == {"good": "pass", "bad": "fail", "default": "fail"}

    listener = [{"Protocol": "tcp", "LoadBalancerPort": 80, "InstancePort": 80}]
    for name in ("logged", "silent"):
        classic.create_load_balancer(LoadBalancerName=name, Listeners=listener, AvailabilityZones=["eu-central-1a"])
    classic.modify_load_balancer_attributes(
        LoadBalancerName="logged",
        LoadBalancerAttributes={"AccessLog": {"Enabled": True, "S3BucketName": "logs-of-balancers"}},
    )
    assert judged("elb_load_balancer_access_logged") == {"logged": "pass", "silent": "fail"}
    assert judged("elb_load_balancer_in_use") == {"logged": "fail", "silent": "fail"}


def test_zones(aws, judged):
    client = aws("route53")
    logs = aws("logs", "us-east-1")
    logs.create_log_group(logGroupName="/aws/route53/logged")
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    inside = {"VPC": {"VPCRegion": "eu-central-1", "VPCId": vpc}, "HostedZoneConfig": {"PrivateZone": True}}
    made = {}
    for name, settings in {"logged.example": {}, "silent.example": {}, "inside.example": inside}.items():
        zone = client.create_hosted_zone(Name=name, CallerReference=name, **settings)["HostedZone"]["Id"]
        made[zone.rsplit("/")[-1]] = name
    ids = {name: zone for zone, name in made.items()}
    client.create_query_logging_config(
        HostedZoneId=ids["logged.example"],
        CloudWatchLogsLogGroupArn=f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/aws/route53/logged:*",
    )

    seen = {made[zone]: result for zone, result in judged("route53_hosted_zone_queries_logged").items()}
    assert seen == {"logged.example": "pass", "silent.example": "fail"}


def test_servers(aws, judged):
    client = aws("transfer")
    logs = role(aws)
    made = {
        client.create_server(Protocols=["SFTP"], LoggingRole=logs)["ServerId"]: "pass",
        client.create_server(Protocols=["SFTP"])["ServerId"]: "fail",
        client.create_server(Protocols=["SFTP"], StructuredLogDestinations=[f"{group(aws)}:*"])["ServerId"]: "pass",
    }
    assert judged("transfer_server_logged") == made


def test_map_reduce(aws, judged):
    client = aws("emr")
    aws("s3", "us-east-1").create_bucket(Bucket="logs-of-clusters")
    instances = {
        "MasterInstanceType": "m5.xlarge",
        "SlaveInstanceType": "m5.xlarge",
        "InstanceCount": 2,
        "KeepJobFlowAliveWhenNoSteps": True,
    }
    made = {}
    for name, settings in {"logged": {"LogUri": "s3://logs-of-clusters/"}, "silent": {}}.items():
        flow = client.run_job_flow(Name=name, Instances=instances, ReleaseLabel="emr-7.0.0", **settings)
        made[flow["JobFlowId"]] = name

    seen = {made[cluster]: result for cluster, result in judged("emr_cluster_logged").items()}
    assert seen == {"logged": "pass", "silent": "fail"}


def test_invocations_logged(aws, judged):
    aws("bedrock").put_model_invocation_logging_configuration(
        loggingConfig={"s3Config": {"bucketName": "invocations"}, "textDataDeliveryEnabled": True}
    )
    assert list(judged("bedrock_invocation_logging_enabled").values()) == ["pass"]


def test_invocations_silent(aws, judged):
    assert list(judged("bedrock_invocation_logging_enabled").values()) == ["fail"]


def test_firewalls(aws, judged):
    ec2, client = aws("ec2"), aws("network-firewall")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    policy = f"arn:aws:network-firewall:eu-central-1:{ACCOUNT}:firewall-policy/p"
    kinds = {"both": ("ALERT", "FLOW"), "alerts": ("ALERT",), "none": ()}
    for name, logs in kinds.items():
        made = client.create_firewall(
            FirewallName=name, FirewallPolicyArn=policy, VpcId=vpc, SubnetMappings=[{"SubnetId": subnet}]
        )["Firewall"]["FirewallArn"]
        if logs:
            to = {"LogDestinationType": "CloudWatchLogs", "LogDestination": {"logGroup": "g"}}
            client.update_logging_configuration(
                FirewallArn=made,
                LoggingConfiguration={"LogDestinationConfigs": [to | {"LogType": kind} for kind in logs]},
            )

    assert judged("network_firewall_firewall_alerts_logged") == {"both": "pass", "alerts": "pass", "none": "fail"}
    assert judged("network_firewall_firewall_flows_logged") == {"both": "pass", "alerts": "fail", "none": "fail"}
