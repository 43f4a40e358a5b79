"""Passwords, keys and MFA of an account and its users, and the organization."""

import json

import pytest

POLICY = {
    "MinimumPasswordLength": 14,
    "RequireUppercaseCharacters": True,
    "RequireLowercaseCharacters": True,
    "RequireNumbers": True,
    "RequireSymbols": True,
    "MaxPasswordAge": 90,
    "PasswordReusePrevention": 24,
}
PASSWORDS = [  # the check, its setting, and the value that is one step too lax
    ("length_sufficient", "MinimumPasswordLength", 13),
    ("uppercase_required", "RequireUppercaseCharacters", False),
    ("lowercase_required", "RequireLowercaseCharacters", False),
    ("numbers_required", "RequireNumbers", False),
    ("symbols_required", "RequireSymbols", False),
    ("expiry_timely", "MaxPasswordAge", 91),
    ("reuse_prevented", "PasswordReusePrevention", 23),
]


def test_a_strict_password_policy(aws, judged):
    aws("iam").update_account_password_policy(**POLICY)
    for check, *_ in PASSWORDS:
        assert list(judged(f"iam_password_policy_{check}").values()) == ["pass"], check


def test_a_lax_password_policy(aws, judged):
    aws("iam").update_account_password_policy(**POLICY | {key: value for _, key, value in PASSWORDS})
    for check, *_ in PASSWORDS:
        assert list(judged(f"iam_password_policy_{check}").values()) == ["fail"], check


def test_without_a_password_policy(judged):
    for check, *_ in PASSWORDS:
        assert list(judged(f"iam_password_policy_{check}").values()) == ["fail"], check


def test_passwords_that_never_expire(aws, judged):
    aws("iam").update_account_password_policy(MinimumPasswordLength=14)
    assert list(judged("iam_password_policy_expiry_timely").values()) == ["fail"]
    assert list(judged("iam_password_policy_reuse_prevented").values()) == ["fail"]


@pytest.fixture
def users(aws):
    """Users by what they have: `c` a console password, `m` an MFA device, `1` and `2` keys, `x` a key that is off."""
    iam = aws("iam")
    for name in ("none", "c", "cm", "1", "12", "1x", "x", "c1"):
        iam.create_user(UserName=name)
        if "c" in name:
            iam.create_login_profile(UserName=name, Password="Aa1!aaaaaaaaaaaa")
        if "m" in name:
            device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
            iam.enable_mfa_device(
                UserName=name, SerialNumber=device, AuthenticationCode1="234567", AuthenticationCode2="987654"
            )
        for letter in name:
            if letter in "12x" and name != "none":
                key = iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"]
                if letter == "x":
                    iam.update_access_key(UserName=name, AccessKeyId=key, Status="Inactive")


CREDENTIALS = [  # the check, and users that pass and fail; others are outside
    ("iam_credential_mfa_enabled", "cm", "c c1"),
    ("iam_credential_password_expected", "none 1 12 1x x", "c cm c1"),
    ("iam_credential_access_key_single", "1 1x c1", "12"),
    ("iam_credential_access_keys_expected", "none c cm x", "1 12 1x c1"),
]


def test_credentials_of_users(users, judged):
    for check, passing, failing in CREDENTIALS:
        expected = dict.fromkeys(passing.split(), "pass") | dict.fromkeys(failing.split(), "fail")
        assert judged(check) == expected, check
    assert judged("iam_credential_access_keys_expected", users=["1*"])["12"] == "pass"
    keys = judged("iam_access_key_rotated")
    assert list(keys.values()) == ["pass"] * 5  # made today; one that is off is outside
    assert judged("iam_credential_use_recent")["1"] == "pass"


def test_the_root_user(judged):
    assert list(judged("iam_account_root_access_keys_absent").values()) == ["pass"]


ROOT = {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}
DENIED = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": ROOT}


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        (DENIED, "pass"),
        (DENIED | {"Action": "s3:*"}, "fail"),
        (DENIED | {"Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:root"}}}, "fail"),
        (DENIED | {"Condition": {"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}}, "fail"),
        (DENIED | {"Condition": ROOT | {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}}, "fail"),
        (None, "fail"),
    ],
)
def test_the_root_users_of_an_organization(aws, judged, statement, verdict):
    organizations = aws("organizations")
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    if statement:
        text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        made = organizations.create_policy(Content=text, Name="p", Description="p", Type="SERVICE_CONTROL_POLICY")
        organizations.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=root)

    assert list(judged("organizations_organization_root_user_denied").values()) == [verdict]
    assert list(judged("organizations_organization_backup_policy_attached").values()) == ["fail"]


def test_permission_sets(aws, judged):
    sso = aws("sso-admin")
    instance = sso.list_instances()["Instances"][0]["InstanceArn"]
    made = {}
    for name, duration in (("short", "PT8H"), ("long", "PT8H1M"), ("hour", "PT1H")):
        got = sso.create_permission_set(Name=name, InstanceArn=instance, SessionDuration=duration)
        made[name] = got["PermissionSet"]["PermissionSetArn"]
    where = {"InstanceArn": instance, "PermissionSetArn": made["long"]}
    sso.attach_managed_policy_to_permission_set(ManagedPolicyArn="arn:aws:iam::aws:policy/AdministratorAccess", **where)

    def named(results):
        return {name: results[arn.rpartition("/")[2]] for name, arn in made.items()}

    sessions = {"short": "pass", "long": "fail", "hour": "pass"}
    assert named(judged("sso_admin_permission_set_sessions_short")) == sessions
    assert named(judged("sso_admin_permission_set_administration_limited")) == sessions
