ACL = {"WebACLId": "1", "Name": "a"}
RULE = {"Priority": 1, "RuleId": "r"}
BALANCER = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/b/1"


def test_web_acls(answered):
    frame = answered(
        "waf_regional_web_acl",
        ("list_web_acls", {"WebACLs": [ACL, {"WebACLId": "2", "Name": "b"}]}),
        ("get_web_acl", {"WebACL": {"WebACLId": "1", "DefaultAction": {"Type": "ALLOW"}, "Rules": [RULE]}}),
        ("list_resources_for_web_acl", {"ResourceArns": [BALANCER]}),
        ("get_web_acl", "WAFInternalErrorException"),
        ("list_resources_for_web_acl", {}),
    )
    assert frame["resource_id"][0] == "arn:aws:waf-regional:eu-central-1:123456789012:webacl/1"
    assert frame["rules"].tolist()[0] == 1
    assert frame["default_action"].tolist()[0] == "ALLOW"
    assert frame.loc[1, ["rules", "default_action"]].isna().all()
    assert frame["load_balancer_arns"].tolist() == [BALANCER, "none"]
