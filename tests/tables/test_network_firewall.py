ARN = "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/p"
OUTLINE = {"UpdateToken": "t"}
RESPONSE = {
    "FirewallPolicyName": "p",
    "FirewallPolicyArn": ARN,
    "FirewallPolicyId": "0" * 36,
    "NumberOfAssociations": 2,
}


def test_firewalls_of_the_estate(aws, collected):
    client = aws("network-firewall")
    for name, subnets, protected in ("good", ["subnet-1", "subnet-2"], True), ("bad", ["subnet-1"], False):
        client.create_firewall(
            FirewallName=name,
            FirewallPolicyArn=ARN,
            VpcId="vpc-1",
            SubnetMappings=[{"SubnetId": subnet} for subnet in subnets],
            DeleteProtection=protected,
            Tags=[{"Key": "Team", "Value": "a"}],
        )
    logs = {"LogType": "FLOW", "LogDestinationType": "S3", "LogDestination": {"bucketName": "b"}}
    client.update_logging_configuration(
        FirewallName="good",
        LoggingConfiguration={"LogDestinationConfigs": [logs, logs | {"LogType": "ALERT"}]},
    )
    frame = collected("network_firewall_firewall").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"]["good"] == "arn:aws:network-firewall:eu-central-1:123456789012:firewall/good"
    assert frame["zones"].tolist() == [2, 1]
    assert frame["delete_protection"].tolist() == [True, False]
    assert frame["log_types"].tolist() == ["ALERT FLOW", "none"]
    assert frame["tags"].tolist() == ['{"Team": "a"}'] * 2
    assert frame["policy_arn"].tolist() == [ARN] * 2


def test_policies(answered):
    actions = {"StatelessDefaultActions": ["aws:drop"], "StatelessFragmentDefaultActions": ["aws:pass"]}
    groups = [{"ResourceArn": f"{ARN}/group"}]
    frame = answered(
        "network_firewall_policy",
        ("list_firewall_policies", {"FirewallPolicies": [{"Name": "p", "Arn": ARN}, {"Name": "q", "Arn": ARN + "q"}]}),
        (
            "describe_firewall_policy",
            OUTLINE
            | {"FirewallPolicyResponse": RESPONSE, "FirewallPolicy": actions | {"StatefulRuleGroupReferences": groups}},
        ),
        ("describe_firewall_policy", OUTLINE | {"FirewallPolicyResponse": RESPONSE, "FirewallPolicy": actions}),
    )
    assert frame["stateful_rule_groups"].tolist() == [1, 0]
    assert frame["stateless_rule_groups"].tolist() == [0, 0]
    assert frame["stateless_default_actions"].tolist() == ["aws:drop", "aws:drop"]
    assert frame["stateless_fragment_default_actions"].tolist() == ["aws:pass", "aws:pass"]
    assert frame["stateful_default_actions"].tolist() == ["none", "none"]
    assert frame["firewalls"].tolist() == [2, 2]


def test_refused_details_are_unknown(answered):
    frame = answered(
        "network_firewall_firewall",
        ("list_firewalls", {"Firewalls": [{"FirewallName": "f", "FirewallArn": ARN}]}),
        ("describe_firewall", "AccessDeniedException"),
        ("describe_logging_configuration", "AccessDeniedException"),
    )
    assert frame[["zones", "delete_protection", "log_types", "tags", "vpc_id"]].isna().all(axis=None)
