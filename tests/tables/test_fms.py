POLICY = {
    "PolicyArn": "arn:aws:fms:eu-central-1:123456789012:policy/p",
    "PolicyId": "11111111-1111-1111-1111-111111111111",
    "PolicyName": "waf",
    "ResourceType": "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "SecurityServiceType": "WAFV2",
    "RemediationEnabled": True,
    "PolicyStatus": "ACTIVE",
}


def account(account_id, *results):
    return {"MemberAccount": account_id, "EvaluationResults": [{"ComplianceStatus": result} for result in results]}


def test_policies_and_the_accounts_that_do_not_comply(answered):
    accounts = [
        account("333333333333", "COMPLIANT", "NON_COMPLIANT"),
        account("222222222222", "NON_COMPLIANT"),
        account("111111111111", "COMPLIANT"),
        account("444444444444"),
    ]
    frame = answered(
        "fms_policy",
        ("list_policies", {"PolicyList": [POLICY, POLICY | {"PolicyId": POLICY["PolicyId"].replace("1", "2")}]}),
        ("list_compliance_status", {"PolicyComplianceStatusList": accounts}),
        ("list_compliance_status", {"PolicyComplianceStatusList": []}),
    )
    assert frame["resource_id"].tolist() == [POLICY["PolicyArn"]] * 2
    assert frame["accounts"].tolist() == [4, 0]
    assert frame["noncompliant_accounts"].tolist() == ["222222222222 333333333333", "none"]
    assert frame["unevaluated_accounts"].tolist() == ["444444444444", "none"]


def test_refusals_are_unknown_and_an_account_without_administrator_has_no_policies(answered):
    frame = answered(
        "fms_policy", ("list_policies", {"PolicyList": [POLICY]}), ("list_compliance_status", "AccessDeniedException")
    )
    assert frame[["accounts", "noncompliant_accounts", "unevaluated_accounts"]].isna().all(axis=None)
    other = answered("fms_policy", ("list_policies", "AccessDeniedException: No default admin could be found"))
    assert (len(other), other.attrs["status"]) == (0, "observed")
