def test_policies(answered):
    policies = [
        {"PolicyId": "policy-1", "State": "ENABLED", "PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "Tags": {"Team": "a"}},
        {"PolicyId": "policy-2", "State": "DISABLED", "DefaultPolicy": True},
    ]
    frame = answered("dlm_lifecycle_policy", ("get_lifecycle_policies", {"Policies": policies}))
    assert frame["resource_id"][0] == "arn:aws:dlm:eu-central-1:123456789012:policy/policy-1"
    assert frame["state"].tolist() == ["ENABLED", "DISABLED"]
    assert frame["default_policy"].tolist() == [False, True]
    assert frame["tags"].tolist() == ['{"Team": "a"}', "{}"]


def test_refused_policies_are_no_empty_table(answered):
    frame = answered("dlm_lifecycle_policy", ("get_lifecycle_policies", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
