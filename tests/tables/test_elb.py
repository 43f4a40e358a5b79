import json

BALANCER = {"LoadBalancerName": "web", "Scheme": "internet-facing", "AvailabilityZones": ["a", "b"]}


def test_classic_load_balancers_of_the_estate(aws, collected):
    elb = aws("elb")
    certificate = "arn:aws:iam::123456789012:server-certificate/web"
    tls = {"Protocol": "HTTPS", "LoadBalancerPort": 443, "InstancePort": 8080, "SSLCertificateId": certificate}
    plain = {"Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 8080}
    aws("iam").upload_server_certificate(ServerCertificateName="web", CertificateBody="-", PrivateKey="-")
    for name, listeners in (("good", [tls]), ("bad", [tls, plain])):
        elb.create_load_balancer(
            LoadBalancerName=name,
            Listeners=listeners,
            AvailabilityZones=["eu-central-1a"],
            Scheme="internal",
            Tags=[{"Key": "Team", "Value": name}],
        )
    elb.modify_load_balancer_attributes(
        LoadBalancerName="good",
        LoadBalancerAttributes={
            "CrossZoneLoadBalancing": {"Enabled": True},
            "ConnectionDraining": {"Enabled": True, "Timeout": 60},
        },
    )
    frame = collected("elb_load_balancer").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"].iloc[0] == "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/good"
    assert frame["scheme"].tolist() == ["internal", "internal"]
    assert frame["listeners"].tolist() == [1, 2]
    assert frame["listeners_without_tls"].tolist() == [0, 1]
    assert [listener["port"] for listener in json.loads(frame.loc["bad", "listeners_json"])] == [443, 80]
    assert json.loads(frame.loc["good", "listeners_json"])[0]["certificate_arn"] == certificate
    assert frame["availability_zones"].tolist() == [1, 1]
    assert frame["cross_zone"].tolist() == [True, False]
    assert frame["connection_draining"].tolist() == [True, False]
    assert frame["access_logs"].tolist() == [False, False]
    assert frame["tags"].tolist() == ['{"Team": "good"}', '{"Team": "bad"}']


def balancer(answered, attributes, tags):
    return answered(
        "elb_load_balancer",
        ("describe_load_balancers", {"LoadBalancerDescriptions": [BALANCER]}),
        ("describe_load_balancer_attributes", attributes),
        ("describe_tags", tags),
    )


def test_settings_and_untagged_load_balancers(answered):
    mode = {"Key": "elb.http.desyncmitigationmode", "Value": "strictest"}
    attributes = {"AccessLog": {"Enabled": True, "S3BucketName": "logs"}, "AdditionalAttributes": [mode]}
    untagged = {"TagDescriptions": [{"LoadBalancerName": "web"}]}
    frame = balancer(answered, {"LoadBalancerAttributes": attributes}, untagged)
    columns = ["access_logs", "desync_mitigation", "tags", "availability_zones", "vpc_id"]
    assert frame[columns].to_numpy().tolist() == [[True, "strictest", "{}", 2, "none"]]


def test_settings_that_are_refused_are_unknown(answered):
    frame = balancer(answered, "AccessDenied", "AccessDenied")
    columns = ["access_logs", "cross_zone", "connection_draining", "desync_mitigation", "tags"]
    assert frame[columns].isna().all(axis=None)
