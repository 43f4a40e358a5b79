import json

from tests.models import POLICY


def test_what_is_attached_to_and_written_into_users_groups_and_roles(aws, collected):
    iam = aws("iam")
    arn = iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(POLICY))["Policy"]["Arn"]
    for kind in ("User", "Group", "Role"):
        trust = {"AssumeRolePolicyDocument": json.dumps(POLICY)} if kind == "Role" else {}
        for name in ("full", "empty"):
            getattr(iam, f"create_{kind.lower()}")(**{f"{kind}Name": name}, **trust)
        getattr(iam, f"attach_{kind.lower()}_policy")(**{f"{kind}Name": "full"}, PolicyArn=arn)
        for name in ("one", "two"):
            getattr(iam, f"put_{kind.lower()}_policy")(
                **{f"{kind}Name": "full"}, PolicyName=name, PolicyDocument=json.dumps(POLICY)
            )
    for name in ("iam_user", "iam_group", "iam_role"):
        frame = collected(name).set_index("name").loc[["full", "empty"]]
        assert frame["attached_policy_arns"].tolist() == [arn, ""], name
        assert [json.loads(text) for text in frame["inline_statements_json"]] == [POLICY["Statement"] * 2, []], name


def test_a_policy_with_a_single_statement(answered):
    document = json.dumps({"Statement": POLICY["Statement"][0]})
    role = {
        "RoleName": "r",
        "Arn": "arn:aws:iam::1:role/r",
        "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": document}],
    }
    frame = answered("iam_role", ("get_account_authorization_details", {"RoleDetailList": [role]}))
    assert json.loads(frame["inline_statements_json"][0]) == POLICY["Statement"]


def test_roles_that_are_used_and_that_are_not(answered):
    used = {
        "RoleName": "used",
        "Arn": "arn:aws:iam::1:role/used",
        "RoleLastUsed": {"LastUsedDate": "2030-01-01", "Region": "eu-central-1"},
    }
    roles = [
        used,
        {"RoleName": "unused", "Arn": "arn:aws:iam::1:role/unused", "RoleLastUsed": {}},
        {"RoleName": "never", "Arn": "arn:aws:iam::1:role/never"},
    ]
    frame = answered("iam_role", ("get_account_authorization_details", {"RoleDetailList": roles}))
    assert frame["used"].tolist() == [True, False, False]
