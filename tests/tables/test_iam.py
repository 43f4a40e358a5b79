import json

from toolkit.views import VIEWS

TRUST = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"},
}
EVERYTHING = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
SOME = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"},
        {"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]},
        {"Effect": "Deny", "Action": "*", "Resource": "*"},
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
    ],
}
REPORT = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active,"
    "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date\n"
    "<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,2024-01-01T00:00:00+00:00,"
    "not_supported,true,false,N/A,N/A,false,N/A,N/A\n"
    "anna,arn:aws:iam::123456789012:user/anna,2020-01-01T00:00:00+00:00,true,no_information,2020-01-01T00:00:00+00:00,"
    "false,true,2020-01-02T00:00:00+00:00,N/A,false,N/A,N/A\n"
)


def test_users_and_groups(aws, collected):
    iam = aws("iam")
    iam.create_group(GroupName="readers")
    iam.create_user(UserName="anna", Tags=[{"Key": "Team", "Value": "a"}])
    iam.add_user_to_group(UserName="anna", GroupName="readers")
    iam.create_user(UserName="bert")
    arn = iam.create_policy(PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))["Policy"]["Arn"]
    iam.attach_user_policy(UserName="bert", PolicyArn=arn)
    iam.put_user_policy(UserName="bert", PolicyName="own", PolicyDocument=json.dumps(SOME))
    frame = collected("iam_user")
    assert frame["resource_id"].str.endswith((":user/anna", ":user/bert")).all()
    assert frame["attached_policies"].tolist() == [0, 1]
    assert frame["inline_policies"].tolist() == [0, 1]
    assert frame["group_names"].tolist() == ["readers", ""]
    assert frame["administrator"].tolist() == [False, False]
    assert frame["tags"].tolist() == ['{"Team": "a"}', "{}"]
    assert collected("iam_group")["attached_policies"].tolist() == [0]


def test_users_as_aws_leaves_lists_out(answered):
    user = {
        "UserName": "anna",
        "Arn": "arn:aws:iam::123456789012:user/anna",
        "AttachedManagedPolicies": [
            {"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}
        ],
    }
    frame = answered("iam_user", ("get_account_authorization_details", {"UserDetailList": [user]}))
    assert frame["inline_policies"].tolist() == [0]
    assert frame["administrator"].tolist() == [True]


administration = VIEWS["iam_policy_administration"].build


def test_policies_that_allow_everything(aws, collected):
    iam = aws("iam")
    arn = iam.create_policy(PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))["Policy"]["Arn"]
    iam.create_policy(PolicyName="some", PolicyDocument=json.dumps(SOME))
    frame = administration(collected("iam_policy")).set_index("resource_id")
    assert frame["allows_everything"].to_dict() == {arn: True, arn.replace("all", "some"): False}
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(SOME), SetAsDefault=True)
    assert not administration(collected("iam_policy"))["allows_everything"].any()


def test_a_policy_without_its_document_is_unknown(answered):
    policy = {"PolicyName": "all", "Arn": "arn:aws:iam::123456789012:policy/all", "PolicyVersionList": []}
    frame = answered("iam_policy", ("get_account_authorization_details", {"Policies": [policy]}))
    assert administration(frame)["allows_everything"].isna().all()


def test_roles(aws, collected):
    aws("iam").create_role(RoleName="open", AssumeRolePolicyDocument=json.dumps(TRUST))
    aws("iam").create_service_linked_role(AWSServiceName="support.amazonaws.com")
    frame = collected("iam_role").set_index("name")
    assert json.loads(frame["trust_json"]["open"]) == [TRUST["Statement"]]
    assert sorted(frame["service_linked"]) == [False, True]


def test_access_keys(aws, collected):
    iam = aws("iam")
    iam.create_user(UserName="anna")
    key = iam.create_access_key(UserName="anna")["AccessKey"]["AccessKeyId"]
    iam.create_user(UserName="bert")
    frame = collected("iam_access_key")
    assert frame["resource_id"].tolist() == [f"arn:aws:iam::123456789012:user/anna/access-key/{key}"]
    assert frame["active"].tolist() == [True]
    iam.update_access_key(UserName="anna", AccessKeyId=key, Status="Inactive")
    assert collected("iam_access_key")["active"].tolist() == [False]


def test_credential_report(answered):
    frame = answered(
        "iam_credential",
        ("generate_credential_report", {"State": "COMPLETE"}),
        ("get_credential_report", {"Content": REPORT.encode()}),
    )
    assert frame["root"].tolist() == [True, False]
    assert frame["password_enabled"].tolist() == [False, True]
    assert frame["mfa_active"].tolist() == [True, False]
    assert frame["access_key_1_active"].tolist() == [False, True]
    assert frame["created_at"].notna().all()


def test_credential_report_of_the_estate(aws, collected):
    aws("iam").create_user(UserName="anna")
    frame = collected("iam_credential")
    assert frame["resource_id"].tolist() == ["arn:aws:iam::123456789012:user/anna"]
    assert frame["password_enabled"].tolist() == [False]


def test_account_summary(answered):
    summary = {"AccountMFAEnabled": 0, "AccountAccessKeysPresent": 1, "Users": 2}
    frame = answered("iam_account", ("get_account_summary", {"SummaryMap": summary}))
    assert frame["resource_id"].tolist() == ["arn:aws:iam::123456789012:root"]
    assert frame["root_mfa_enabled"].tolist() == [False]
    assert frame["root_access_keys_present"].tolist() == [True]
    assert frame["root_password_set"].tolist() == [True]  # IAM did not say so


def test_account_without_a_password_policy(aws, collected):
    frame = collected("iam_password_policy")
    assert frame[["customised", "minimum_length", "remembered_passwords"]].values.tolist() == [[False, 8, 0]]
    aws("iam").update_account_password_policy(MinimumPasswordLength=14, PasswordReusePrevention=24)
    frame = collected("iam_password_policy")
    assert frame[["customised", "minimum_length", "remembered_passwords"]].values.tolist() == [[True, 14, 24]]


def test_account_summary_of_the_estate(aws, collected):
    aws("iam").create_user(UserName="anna")
    aws("iam").create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(TRUST))
    row = collected("iam_account").iloc[0]
    assert row[["users", "roles", "server_certificates", "instance_profiles"]].tolist() == [1, 1, 0, 0]
