import json

import pytest

DENY = {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}


@pytest.fixture
def organizations(aws):
    client = aws("organizations", "us-east-1")
    client.create_organization(FeatureSet="ALL")
    return client


def test_an_account_outside_of_organizations(collected):
    row = collected("organizations_organization").iloc[0]
    columns = ["in_organization", "organization_id", "management", "enabled_policy_types", "member_ids"]
    assert row[columns].tolist() == [False, "none", False, "", ""]


def test_the_management_account(organizations, collected):
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="TAG_POLICY")
    row = collected("organizations_organization").iloc[0]
    assert row[["in_organization", "management", "feature_set"]].tolist() == [True, True, "ALL"]
    assert "TAG_POLICY" in row["enabled_policy_types"].split()
    assert row["member_ids"] == "123456789012"


def test_a_member_account_may_not_see_the_root(answered):
    organization = {"Id": "o-1", "MasterAccountId": "999999999999", "FeatureSet": "ALL"}
    frame = answered(
        "organizations_organization",
        ("describe_organization", {"Organization": organization}),
        ("list_roots", "AccessDeniedException"),
        ("list_accounts", "AccessDeniedException"),
    )
    assert frame[["in_organization", "management"]].values.tolist() == [[True, False]]
    assert frame["member_ids"].isna().all()
    assert frame["enabled_policy_types"].isna().all()


def test_policies_of_the_organization(organizations, collected):
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    for name in ("attached", "loose"):
        policy = organizations.create_policy(
            Name=name, Description="-", Type="SERVICE_CONTROL_POLICY", Content=json.dumps(DENY)
        )["Policy"]["PolicySummary"]
        if name == "attached":
            organizations.attach_policy(PolicyId=policy["Id"], TargetId=root)
    frame = collected("organizations_policy").set_index("name")
    assert frame["aws_managed"]["FullAWSAccess"]
    frame = frame.loc[["attached", "loose"]]
    assert frame["attached_to_root"].tolist() == [True, False]
    assert frame["targets"].tolist() == [1, 0]
    assert frame["target_ids"].tolist() == [root, ""]
    assert json.loads(frame["statements_json"]["attached"]) == [DENY["Statement"]]


def test_policies_of_each_enabled_type_and_content_that_is_refused(answered):
    types = [{"Type": "TAG_POLICY", "Status": "ENABLED"}, {"Type": "BACKUP_POLICY", "Status": "PENDING_DISABLE"}]
    arn = "arn:aws:organizations::1:policy/o-1/tag_policy/p-1"
    frame = answered(
        "organizations_policy",
        ("list_roots", {"Roots": [{"Id": "r-1", "PolicyTypes": types}]}),
        ("list_policies", {"Policies": [{"Id": "p-12345678", "Arn": arn, "Type": "TAG_POLICY"}]}),
        ("describe_policy", "AccessDeniedException"),
        ("list_targets_for_policy", {"Targets": [{"TargetId": "123456789012", "Type": "ACCOUNT"}]}),
    )
    assert frame[["targets", "attached_to_root"]].values.tolist() == [[1, False]]
    assert frame[["statements_json", "content_json"]].isna().all(axis=None)


def test_delegated_administrators(organizations, collected):
    account = organizations.create_account(AccountName="security", Email="s@example.com")["CreateAccountStatus"]
    organizations.register_delegated_administrator(
        AccountId=account["AccountId"], ServicePrincipal="guardduty.amazonaws.com"
    )
    frame = collected("organizations_delegated_administrator")
    assert frame["administrator_id"].tolist() == [account["AccountId"]]
    assert frame[["name", "state"]].values.tolist() == [["security", "ACTIVE"]]
    assert not frame.astype("string").eq("s@example.com").any(axis=None)
