def test_instances_of_the_estate_and_of_others(answered):
    arn = "arn:aws:sso:::instance/ssoins-{}"
    instances = [
        {"InstanceArn": arn.format("1111111111111111"), "OwnerAccountId": "123456789012", "Status": "ACTIVE"},
        {"InstanceArn": arn.format("2222222222222222"), "OwnerAccountId": "999999999999", "Status": "ACTIVE"},
    ]
    frame = answered("sso_admin_instance", ("list_instances", {"Instances": instances}))
    assert frame["owned"].tolist() == [True, False]
    assert frame["name"].tolist() == ["none", "none"]


INSTANCE = "arn:aws:sso:::instance/ssoins-1111111111111111"
SET = "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-1111111111111111"
POLICY = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'
OWN = "list_customer_managed_policy_references_in_permission_set"
LISTED = [
    ("list_instances", {"Instances": [{"InstanceArn": INSTANCE, "OwnerAccountId": "123456789012"}]}),
    ("list_permission_sets", {"PermissionSets": [SET]}),
]


def test_permission_sets(answered):
    given = {"PermissionSetArn": SET, "AccountId": "123456789012"}
    frame = answered(
        "sso_admin_permission_set",
        *LISTED,
        ("describe_permission_set", {"PermissionSet": {"Name": "all", "SessionDuration": "PT12H"}}),
        (
            "list_managed_policies_in_permission_set",
            {"AttachedManagedPolicies": [{"Name": "a", "Arn": "arn:aws:iam::aws:policy/a"}]},
        ),
        (OWN, {"CustomerManagedPolicyReferences": [{"Name": "mine"}]}),
        ("get_inline_policy_for_permission_set", {"InlinePolicy": POLICY}),
        ("list_accounts_for_provisioned_permission_set", {"AccountIds": ["111111111111", "222222222222"]}),
        (
            "list_account_assignments",
            {"AccountAssignments": [given | {"PrincipalType": kind} for kind in ("USER", "GROUP", "GROUP")]},
        ),
    )
    row = frame.iloc[0]
    assert row[["name", "session_duration", "managed_policy_arns", "customer_policy_names"]].tolist() == [
        "all",
        "PT12H",
        "arn:aws:iam::aws:policy/a",
        "mine",
    ]
    assert row["inline_statements_json"] == '[{"Effect":"Allow","Action":"*","Resource":"*"}]'
    assert row[["provisioned_accounts", "users_assigned_here", "groups_assigned_here"]].tolist() == [2, 1, 2]


def test_a_permission_set_with_nothing_in_it_and_what_is_refused(answered):
    frame = answered(
        "sso_admin_permission_set",
        *LISTED,
        ("describe_permission_set", {"PermissionSet": {"Name": "none"}}),
        ("list_managed_policies_in_permission_set", {"AttachedManagedPolicies": []}),
        (OWN, "AccessDeniedException"),
        ("get_inline_policy_for_permission_set", {}),
        ("list_accounts_for_provisioned_permission_set", {"AccountIds": []}),
        ("list_account_assignments", {"AccountAssignments": []}),
    )
    row = frame.iloc[0]
    assert row[["session_duration", "managed_policy_arns", "inline_statements_json"]].tolist() == ["PT1H", "", "[]"]
    assert frame["customer_policy_names"].isna().tolist() == [True]
    assert row[["provisioned_accounts", "users_assigned_here", "groups_assigned_here"]].tolist() == [0, 0, 0]
