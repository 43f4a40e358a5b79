"""What policies allow, and to whom they are attached."""

import json

import pytest

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"


def allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource} | more


def deny(action, resource="*", **more):
    return allow(action, resource, **more) | {"Effect": "Deny"}


def other(actions, resource="*", effect="Allow", **more):
    return {"Effect": effect, "NotAction": actions, "Resource": resource} | more


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


WITH_MFA = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
NO_MFA = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
OWN_TAG = {"Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}}


# Name, statements, and the verdict; the customer managed policy is attached to nobody.
ADMINISTRATION = [
    ("everything", [allow("*")], "fail"),
    ("colon", [allow("*:*")], "fail"),
    ("with-mfa", [allow("*", **WITH_MFA)], "fail"),
    ("all-of-iam", [allow("iam:*")], "fail"),
    ("capitals", [allow("IAM:*")], "fail"),
    ("writes-own-policy", [allow("iam:PutUserPolicy")], "fail"),
    ("new-version", [allow("iam:CreatePolicyVersion")], "fail"),
    ("attaches", [allow("iam:Attach*Policy")], "fail"),
    ("all-but-one", [other("s3:DeleteBucket")], "fail"),
    ("from-the-office", [allow("*", Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})], "fail"),
    ("but-one-bucket", [{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::x"}], "fail"),
    ("denied-without-mfa", [allow("*"), deny("*", Condition=NO_MFA)], "fail"),
    ("denied-in-part", [allow("*"), deny("s3:DeleteBucket")], "fail"),
    ("denied-elsewhere", [allow("*"), deny("*", "arn:aws:s3:::x")], "fail"),
    ("users-by-arn", [allow("iam:*", "arn:aws:iam::*:user/*")], "fail"),
    ("own-account-users", [allow("iam:PutUserPolicy", "arn:aws:iam::123456789012:user/*")], "fail"),
    ("own-policies", [allow("iam:AttachUserPolicy", "arn:aws:iam::*:user/${aws:username}")], "fail"),
    ("joins", [allow("iam:AddUserToGroup")], "fail"),
    ("keys", [allow("iam:CreateAccessKey")], "fail"),
    ("passwords", [allow("iam:UpdateLoginProfile")], "fail"),
    ("trusts", [allow(["iam:UpdateAssumeRolePolicy", "sts:AssumeRole"])], "fail"),
    ("question-marks", [allow("iam:Attach????Policy")], "fail"),
    ("two-halves", [allow("iam:CreatePolicy"), allow("iam:AttachUserPolicy")], "fail"),
    (
        "denied-boundary",
        [allow("iam:*"), deny("iam:*", Condition={"StringEquals": {"aws:RequestedRegion": "x"}})],
        "fail",
    ),
    ("own-keys", [allow("iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}")], "pass"),
    ("on-buckets", [allow("*", "arn:aws:s3:::*")], "pass"),
    ("denied", [allow("*"), deny("*")], "pass"),
    ("read-only", [allow(["s3:Get*", "s3:List*"])], "pass"),
    ("iam-reads", [allow(["iam:Get*", "iam:List*"])], "pass"),
    ("own-password", [allow("iam:ChangePassword", "arn:aws:iam::*:user/${aws:username}")], "pass"),
    ("denies-everything", [deny("*")], "pass"),
]
ACTIONS_NAMED = [
    ("not-action", [other(["s3:*", "iam:*"], "arn:aws:s3:::b/*")], "fail"),
    ("not-action-denied", [other("iam:*", effect="Deny"), allow("s3:Get*")], "pass"),
    ("not-action-limited", [other("iam:*", Condition={"Bool": {"aws:SecureTransport": "true"}})], "fail"),
    ("named", [allow("s3:GetObject", "arn:aws:s3:::b/*")], "pass"),
    ("everything", [allow("*")], None),
]
SERVICES_NARROWED = [
    ("all-of-s3", [allow("s3:*")], "fail"),
    ("several", [allow(["logs:Get*", "dynamodb:*"])], "fail"),
    ("two-statements", [allow("s3:Get*"), allow("sqs:*")], "fail"),
    ("wildcards", [allow("s3:?*")], "fail"),
    ("but-one", [{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::x"}], "pass"),
    ("with-mfa", [allow("s3:*", **WITH_MFA)], "fail"),
    ("tagged", [allow("sqs:*", **OWN_TAG)], "pass"),
    ("one-bucket", [allow("s3:*", ["arn:aws:s3:::b", "arn:aws:s3:::b/*"])], "pass"),
    ("reads", [allow("s3:Get*")], "pass"),
    ("taken-back", [allow("s3:*"), deny("s3:*")], "pass"),
]
PERMISSIONS_KEPT = [
    ("any-bucket", [allow("s3:PutBucketPolicy")], "fail"),
    ("any-bucket-by-arn", [allow("s3:PutBucketPolicy", "arn:aws:s3:::*")], "fail"),
    ("any-key", [allow("kms:PutKeyPolicy", "arn:aws:kms:*:*:key/*")], "fail"),
    ("any-function", [allow("lambda:AddPermission")], "fail"),
    ("pattern", [allow("s3:Put*")], "fail"),
    ("one-bucket", [allow("s3:PutBucketPolicy", "arn:aws:s3:::b")], "pass"),
    ("one-key", [allow("kms:*", KEY)], "pass"),
    ("tagged", [allow("kms:PutKeyPolicy", **OWN_TAG)], "pass"),
    ("denied", [allow("s3:Put*"), deny("s3:PutBucket*"), deny("s3:Put*Acl"), deny("s3:PutAccess*")], "fail"),
    ("reads", [allow("s3:Get*")], "pass"),
]


@pytest.mark.parametrize(
    ("check", "rows"),
    [
        ("iam_policy_administration_limited", ADMINISTRATION),
        ("iam_policy_reach_actions_named", ACTIONS_NAMED),
        ("iam_policy_reach_services_narrowed", SERVICES_NARROWED),
        ("iam_policy_reach_permissions_kept", PERMISSIONS_KEPT),
    ],
)
def test_customer_managed_policies(aws, judged, check, rows):
    iam = aws("iam")
    for name, statements, _ in rows:
        iam.create_policy(PolicyName=name, PolicyDocument=document(*statements))

    results = judged(check)
    assert {name: results.get(name) for name, *_ in rows} == {name: verdict for name, _, verdict in rows}


# Name, statements of an inline policy, and the checks that fail: (p)assing, (r)oles named, (c)opies.
RIGHTS = [
    ("passes", [allow("iam:PassRole")], "p"),
    ("passes-one", [allow("iam:PassRole", "arn:aws:iam::123456789012:role/app")], ""),
    ("passes-any-by-arn", [allow("iam:PassRole", "arn:aws:iam::*:role/*")], "p"),
    (
        "passes-to-ec2",
        [allow("iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}})],
        "",
    ),
    ("passes-but-one", [{"Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::*:role/x"}], "p"),
    ("denied-pass", [allow("iam:PassRole"), deny("iam:PassRole")], ""),
    ("denied-one", [allow("iam:PassRole"), deny("iam:PassRole", "arn:aws:iam::*:role/x")], "p"),
    ("denied-with-condition", [allow("iam:PassRole"), deny("iam:PassRole", Condition=NO_MFA)], "p"),
    ("passes-any-here", [allow("iam:PassRole", "arn:aws:iam::123456789012:role/*")], "p"),
    ("assumes", [allow("sts:AssumeRole")], "r"),
    ("assumes-any-by-arn", [allow("sts:AssumeRole", "arn:aws:iam::*:role/*")], "r"),
    ("assumes-one", [allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/app")], ""),
    ("assumes-none", [allow("sts:*"), deny("sts:AssumeRole")], ""),
    ("snapshots", [allow("ec2:DeleteSnapshot")], "c"),
    ("recovery-points", [allow("backup:*")], "c"),
    ("rds-snapshots", [allow("rds:Delete*")], "c"),
    ("one-snapshot", [allow("ec2:DeleteSnapshot", "arn:aws:ec2:*::snapshot/snap-1")], ""),
    ("snapshots-by-arn", [allow("ec2:DeleteSnapshot", "arn:aws:ec2:*::snapshot/*")], "c"),
    ("recovery-points-by-arn", [allow("backup:DeleteRecoveryPoint", "arn:aws:backup:*:*:recovery-point:*")], "c"),
    ("rds-by-arn", [allow("rds:DeleteDBSnapshot", "arn:aws:rds:*:*:snapshot:*")], "c"),
    ("s3-versions", [allow("s3:DeleteObjectVersion", "arn:aws:s3:::*/*")], ""),
    ("snapshots-kept", [allow("ec2:Describe*"), allow("ec2:*Snapshot"), deny("ec2:DeleteSnapshot")], ""),
    ("reads", [allow("s3:Get*")], ""),
]
RIGHTS_CHECKS = {
    "p": "iam_principal_rights_passing_limited",
    "r": "iam_principal_rights_roles_named",
    "c": "iam_principal_rights_copies_kept",
}


def test_rights_of_users(aws, judged):
    iam = aws("iam")
    for name, statements, _ in RIGHTS:
        iam.create_user(UserName=name)
        iam.put_user_policy(UserName=name, PolicyName="inline", PolicyDocument=document(*statements))
    iam.create_user(UserName="administrator")
    iam.put_user_policy(UserName="administrator", PolicyName="inline", PolicyDocument=document(allow("*")))

    for letter, check in RIGHTS_CHECKS.items():
        results = judged(check)
        expected = {name: "fail" if letter in failing else "pass" for name, _, failing in RIGHTS}
        assert {name: results[name] for name in expected} == expected, check
        assert "administrator" not in results


# Name, statements, and whether a path leads to the role `app`, which is no administrator, of a function of that role.
CODE = "arn:aws:lambda:eu-central-1:123456789012:function:app"
PATHS = [
    ("reads", [allow("s3:Get*")], "pass"),
    ("passes-one", [allow("iam:PassRole", "arn:aws:iam::123456789012:role/app")], "pass"),
    ("changes-code", [allow("lambda:UpdateFunctionCode")], "fail"),
    ("runs-commands", [allow("ssm:SendCommand")], "fail"),
    ("denied", [allow("lambda:UpdateFunctionCode"), deny("lambda:*")], "pass"),
]


def test_escalation(aws, judged):
    iam = aws("iam")
    for name, statements, _ in PATHS:
        iam.create_user(UserName=name)
        iam.put_user_policy(UserName=name, PolicyName="inline", PolicyDocument=document(*statements))
    results = judged("iam_principal_rights_escalation_closed")

    assert results == {name: verdict for name, _, verdict in PATHS}
    arn = "arn:aws:iam::123456789012:user/changes-code"
    assert judged("iam_principal_rights_escalation_closed", administrators=[arn])["changes-code"] == "pass"


# Whoever may pass any role to what runs its code is an administrator outright.
def test_passing_every_role_is_administration(aws, judged):
    iam = aws("iam")
    for name, actions, resource in (
        ("lambda", ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], "*"),
        ("instances", ["iam:PassRole", "ec2:RunInstances"], "*"),
    ):
        iam.create_user(UserName=name)
        iam.put_user_policy(UserName=name, PolicyName="inline", PolicyDocument=document(allow(actions, resource)))

    assert judged("iam_principal_administration_limited") == {"lambda": "fail", "instances": "fail"}


@pytest.fixture
def policies_of_aws(monkeypatch):
    """Moto knows AWS's own policies only if it is told to before it is reset."""
    monkeypatch.setenv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")


def test_administrators(policies_of_aws, aws, judged):
    iam = aws("iam")
    iam.create_group(GroupName="administrators")
    iam.attach_group_policy(GroupName="administrators", PolicyArn=ADMINISTRATOR)
    boundary = iam.create_policy(PolicyName="reads", PolicyDocument=document(allow("s3:Get*")))["Policy"]["Arn"]
    for name in ("attached", "member", "inline", "takes", "harmless", "half-a", "nobody"):
        iam.create_user(UserName=name)
    iam.attach_user_policy(UserName="attached", PolicyArn=ADMINISTRATOR)
    iam.add_user_to_group(GroupName="administrators", UserName="member")
    iam.put_user_policy(UserName="inline", PolicyName="p", PolicyDocument=document(allow("*")))
    iam.put_user_policy(UserName="takes", PolicyName="p", PolicyDocument=document(allow("iam:AttachUserPolicy")))
    iam.put_user_policy(UserName="harmless", PolicyName="p", PolicyDocument=document(allow("s3:Get*")))
    iam.attach_user_policy(UserName="half-a", PolicyArn=ADMINISTRATOR)
    iam.put_user_policy(UserName="half-a", PolicyName="p", PolicyDocument=document(deny("*")))
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    iam.create_role(RoleName="host", AssumeRolePolicyDocument=document(trust))
    iam.create_role(RoleName="bounded", AssumeRolePolicyDocument=document(trust), PermissionsBoundary=boundary)
    for name in ("host", "bounded"):
        iam.attach_role_policy(RoleName=name, PolicyArn=ADMINISTRATOR)

    assert judged("iam_principal_administration_limited") == {
        "administrators": "fail",
        "attached": "fail",
        "member": "fail",
        "inline": "fail",
        "bounded": "pass",
        "takes": "fail",
        "harmless": "pass",
        "half-a": "pass",
        "nobody": "pass",
        "host": "fail",
    }
    named = judged("iam_principal_administration_limited", administrators=["arn:aws:iam::123456789012:user/att*"])
    assert (named["attached"], named["inline"]) == ("pass", "fail")


def test_where_policies_hang(aws, judged):
    iam = aws("iam")
    policy = iam.create_policy(PolicyName="reads", PolicyDocument=document(allow("s3:Get*")))["Policy"]["Arn"]
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    for name in ("inline", "attached", "plain"):
        iam.create_user(UserName=name)
        iam.create_group(GroupName=f"g-{name}")
        iam.create_role(RoleName=f"r-{name}", AssumeRolePolicyDocument=document(trust))
    iam.add_user_to_group(GroupName="g-plain", UserName="plain")
    iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    text = document(allow("s3:Get*"))
    iam.put_user_policy(UserName="inline", PolicyName="p", PolicyDocument=text)
    iam.put_group_policy(GroupName="g-inline", PolicyName="p", PolicyDocument=text)
    iam.put_role_policy(RoleName="r-inline", PolicyName="p", PolicyDocument=text)
    iam.attach_user_policy(UserName="attached", PolicyArn=policy)
    iam.attach_group_policy(GroupName="g-attached", PolicyArn=policy)
    iam.attach_role_policy(RoleName="r-attached", PolicyArn=policy)

    assert judged("iam_user_policies_inherited") == {"inline": "fail", "attached": "fail", "plain": "pass"}
    assert judged("iam_user_grouped") == {"inline": "fail", "attached": "fail", "plain": "pass"}
    assert judged("iam_group_policies_managed") == {"g-inline": "fail", "g-attached": "pass", "g-plain": "pass"}
    assert judged("iam_role_policies_managed") == {"r-inline": "fail", "r-attached": "pass", "r-plain": "pass"}


@pytest.mark.parametrize("attached", [True, False])
def test_policies_of_aws(policies_of_aws, aws, judged, attached):
    iam = aws("iam")
    iam.create_user(UserName="someone")
    if attached:
        for name in ("AWSSupportAccess", "AWSCloudShellFullAccess"):
            iam.attach_user_policy(UserName="someone", PolicyArn=f"arn:aws:iam::aws:policy/{name}")

    assert set(judged("iam_account_support_access_granted").values()) == {"pass" if attached else "fail"}
    assert judged("iam_principal_attachment_cloudshell_limited")["someone"] == ("fail" if attached else "pass")
