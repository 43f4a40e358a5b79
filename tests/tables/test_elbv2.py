import pytest

REDIRECT = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
FORWARD = {"Type": "forward", "TargetGroupArn": "arn:aws:elasticloadbalancing:r:1:targetgroup/web/1"}
BALANCER = {"LoadBalancerArn": "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/a/1", "Type": "application"}
LISTENER = {"ListenerArn": "arn:aws:elasticloadbalancing:r:1:listener/app/a/1/1", "Protocol": "HTTP", "Port": 80}


@pytest.fixture
def balancers(aws):
    """Two load balancers, the first with all protections; the client and their ARNs."""
    ec2, elbv2 = aws("ec2"), aws("elbv2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc_id, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"eu-central-1{zone}")
        for i, zone in enumerate("ab")
    ]
    arns = [
        elbv2.create_load_balancer(Name=name, Subnets=[s["Subnet"]["SubnetId"] for s in subnets], Scheme="internal")[
            "LoadBalancers"
        ][0]["LoadBalancerArn"]
        for name in ("good", "bad")
    ]
    on = ("access_logs.s3.enabled", "deletion_protection.enabled", "routing.http.drop_invalid_header_fields.enabled")
    elbv2.modify_load_balancer_attributes(
        LoadBalancerArn=arns[0], Attributes=[{"Key": key, "Value": "true"} for key in on]
    )
    mode = {"Key": "routing.http.desync_mitigation_mode", "Value": "strictest"}
    elbv2.modify_load_balancer_attributes(LoadBalancerArn=arns[0], Attributes=[mode])
    elbv2.add_tags(ResourceArns=arns[:1], Tags=[{"Key": "Team", "Value": "orders"}])
    return elbv2, arns


def test_load_balancers_of_the_estate(balancers, collected):
    _, arns = balancers
    frame = collected("elbv2_load_balancer").set_index("resource_id").loc[arns]
    assert frame["name"].tolist() == ["good", "bad"]
    assert frame["type"].tolist() == ["application", "application"]
    assert frame["scheme"].tolist() == ["internal", "internal"]
    assert frame["availability_zones"].tolist() == [2, 2]
    assert frame["desync_mitigation"].tolist() == ["strictest", "none"]  # moto names no default
    assert frame["tags"].tolist() == ['{"Team": "orders"}', "{}"]
    for column in ("access_logs", "deletion_protection", "drops_invalid_headers"):
        assert frame[column].tolist() == [True, False], column


def test_listeners_of_the_estate(balancers, collected):
    elbv2, arns = balancers
    response = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}
    for arn, action in zip(arns, (REDIRECT, response), strict=True):
        elbv2.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=[action])
    frame = collected("elbv2_listener").set_index("load_balancer_arn").loc[arns]
    assert frame["load_balancer_type"].tolist() == ["application", "application"]
    assert frame["protocol"].tolist() == ["HTTP", "HTTP"]
    assert frame["only_redirects_to_https"].tolist() == [True, False]


def listeners(answered, *rules):
    """The table with one HTTP listener that redirects by default."""
    return answered(
        "elbv2_listener",
        ("describe_load_balancers", {"LoadBalancers": [BALANCER]}),
        ("describe_listeners", {"Listeners": [LISTENER | {"DefaultActions": [REDIRECT]}]}),
        ("describe_rules", *rules),
    )


def test_a_rule_that_forwards_plain_http_spoils_the_default_redirect(answered):
    frame = listeners(answered, {"Rules": [{"Actions": [FORWARD]}, {"Actions": [REDIRECT], "IsDefault": True}]})
    assert frame["only_redirects_to_https"].tolist() == [False]


def test_a_redirect_that_keeps_the_protocol_is_none_to_https(answered):
    kept = {"Type": "redirect", "RedirectConfig": {"Protocol": "#{protocol}", "StatusCode": "HTTP_301"}}
    frame = listeners(answered, {"Rules": [{"Actions": [kept]}]})
    assert frame["only_redirects_to_https"].tolist() == [False]


def test_rules_that_are_refused_are_unknown(answered):
    assert listeners(answered, "AccessDenied")["only_redirects_to_https"].isna().all()


def test_load_balancer_settings_that_are_refused_are_unknown(answered):
    frame = answered(
        "elbv2_load_balancer",
        ("describe_load_balancers", {"LoadBalancers": [BALANCER]}),
        ("describe_load_balancer_attributes", "AccessDenied"),
        ("describe_tags", "AccessDenied"),
    )
    columns = ["access_logs", "deletion_protection", "drops_invalid_headers", "desync_mitigation", "tags"]
    assert frame[columns].isna().all(axis=None)
