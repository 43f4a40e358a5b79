VISIBILITY = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "m"}
RULE = {
    "Name": "rate",
    "Priority": 1,
    "Statement": {"RateBasedStatement": {"Limit": 100, "AggregateKeyType": "IP"}},
    "Action": {"Block": {}},
    "VisibilityConfig": VISIBILITY,
}
LOGS = "arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-a"
SHORT = {"Name": "a", "Id": "1", "ARN": "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/1"}
BALANCER = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/b/1"


def web_acl(**more):
    return {"WebACL": SHORT | {"DefaultAction": {"Allow": {}}, "VisibilityConfig": VISIBILITY} | more}


def test_web_acls_of_the_estate(aws, collected):
    wafv2 = aws("wafv2", "us-east-1")
    arns = [
        wafv2.create_web_acl(
            Name=acl, Scope="CLOUDFRONT", DefaultAction={action: {}}, VisibilityConfig=VISIBILITY, Rules=rules
        )["Summary"]["ARN"]
        for acl, action, rules in (("good", "Block", [RULE]), ("bad", "Allow", []))
    ]
    wafv2.put_logging_configuration(LoggingConfiguration={"ResourceArn": arns[0], "LogDestinationConfigs": [LOGS]})
    frame = collected("wafv2_cloudfront_web_acl", region="us-east-1").set_index("resource_id").loc[arns]
    assert frame["name"].tolist() == ["good", "bad"]
    assert frame["default_action"].tolist() == ["Block", "Allow"]
    assert frame["rules"].tolist() == [1, 0]
    assert frame["log_destinations"].tolist() == [LOGS, "none"]


def test_rules_of_firewall_manager_and_load_balancers(answered):
    group = {
        "Name": "g",
        "Priority": 0,
        "FirewallManagerStatement": {},
        "OverrideAction": {"None": {}},
        "VisibilityConfig": VISIBILITY,
    }
    frame = answered(
        "wafv2_web_acl",
        ("list_web_acls", {"WebACLs": [SHORT]}),
        ("get_web_acl", web_acl(PreProcessFirewallManagerRuleGroups=[group], ManagedByFirewallManager=True)),
        ("get_logging_configuration", "WAFNonexistentItemException"),
        ("list_resources_for_web_acl", {"ResourceArns": [BALANCER]}),
    )
    assert frame[["rules", "managed_by_firewall_manager", "load_balancer_arns"]].values.tolist() == [
        [1, True, BALANCER]
    ]


def test_refused_details_are_unknown(answered):
    frame = answered(
        "wafv2_web_acl",
        ("list_web_acls", {"WebACLs": [SHORT]}),
        ("get_web_acl", "AccessDeniedException"),
        ("get_logging_configuration", "AccessDeniedException"),
        ("list_resources_for_web_acl", {"ResourceArns": []}),
    )
    unknown = ["default_action", "rules", "managed_by_firewall_manager", "log_destinations"]
    assert frame[unknown].isna().all(axis=None)
    assert frame["load_balancer_arns"].tolist() == ["none"]
