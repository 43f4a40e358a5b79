"""Whom roles trust."""

import json

import pytest

OTHER = "999999999999"
ORGANIZATION = {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}
GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
AUDIENCE = {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}
SUBJECT = "token.actions.githubusercontent.com:sub"

NO_MFA = {"aws:MultiFactorAuthPresent": "false"}
COGNITO = {"Federated": "cognito-identity.amazonaws.com"}
POOL = {"cognito-identity.amazonaws.com:aud": "eu-central-1:11111111-2222-3333-4444-555555555555"}
SAML = "arn:aws:iam::123456789012:saml-provider/idp"


def trust(principal, action="sts:AssumeRole", effect="Allow", **condition):
    statement = {"Effect": effect, "Principal": principal, "Action": action}
    return statement | ({"Condition": condition} if condition else {})


def web(**condition):
    return trust({"Federated": GITHUB}, "sts:AssumeRoleWithWebIdentity", **condition)


def account(number, **condition):
    return trust({"AWS": f"arn:aws:iam::{number}:root"}, **condition)


ANYBODY = {"AWS": "*"}
RESTRICTED = [
    ("anybody", [trust(ANYBODY)], "fail"),
    ("star", [trust("*")], "fail"),
    ("external-id", [trust(ANYBODY, StringEquals={"sts:ExternalId": "x1"})], "fail"),
    ("organization", [trust(ANYBODY, StringEquals=ORGANIZATION)], "pass"),
    ("organization-if-any", [trust(ANYBODY, StringEqualsIfExists=ORGANIZATION)], "fail"),
    ("organization-for-all", [trust(ANYBODY, **{"ForAllValues:StringEquals": ORGANIZATION})], "fail"),
    ("not-organization", [trust(ANYBODY, StringNotEquals=ORGANIZATION)], "fail"),
    ("any-organization", [trust(ANYBODY, StringLike={"aws:PrincipalOrgID": "o-*"})], "fail"),
    ("role-anywhere", [trust(ANYBODY, ArnLike={"aws:PrincipalArn": "arn:aws:iam::*:role/x"})], "fail"),
    ("role-here", [trust(ANYBODY, ArnLike={"aws:PrincipalArn": "arn:aws:iam::123456789012:role/x"})], "pass"),
    ("account-by-key", [trust(ANYBODY, StringEquals={"aws:PrincipalAccount": OTHER})], "pass"),
    ("two", [account(OTHER), trust(ANYBODY)], "fail"),
    ("denied", [trust(ANYBODY), trust(ANYBODY, effect="Deny")], "pass"),
    ("denied-outside", [trust(ANYBODY), trust(ANYBODY, effect="Deny", StringNotEquals=ORGANIZATION)], "pass"),
    ("denied-without-mfa", [trust(ANYBODY), trust(ANYBODY, effect="Deny", Bool=NO_MFA)], "fail"),
    ("denied-if-any", [trust(ANYBODY), trust(ANYBODY, effect="Deny", StringNotEqualsIfExists=ORGANIZATION)], "pass"),
    ("denied-one", [trust(ANYBODY), trust({"AWS": OTHER}, effect="Deny")], "fail"),
    ("all-actions", [trust(ANYBODY, "*")], "fail"),
    ("all-of-sts", [trust({"AWS": [OTHER, "*"]}, "sts:*")], "fail"),
    ("from-addresses", [trust(ANYBODY, IpAddress={"aws:SourceIp": "203.0.113.0/24"})], "pass"),
    ("from-everywhere", [trust(ANYBODY, IpAddress={"aws:SourceIp": ["10.0.0.0/8", "::/0"]})], "fail"),
    ("with-mfa", [trust(ANYBODY, Bool={"aws:MultiFactorAuthPresent": "true"})], "fail"),
    ("unit", [trust(ANYBODY, **{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}})], "pass"),
    ("two-values", [trust(ANYBODY, StringLike={"aws:PrincipalAccount": [OTHER, "*"]})], "fail"),
    ("null", [trust(ANYBODY, Null={"aws:PrincipalOrgID": "false"})], "fail"),
    ("cognito-any", [trust(COGNITO, "sts:AssumeRoleWithWebIdentity")], "fail"),
    ("cognito", [trust(COGNITO, "sts:AssumeRoleWithWebIdentity", StringEquals=POOL)], "pass"),
    ("saml", [trust({"Federated": SAML}, "sts:AssumeRoleWithSAML")], "pass"),
    ("github-two", [web(StringEquals=AUDIENCE, StringLike={SUBJECT: ["repo:acme/*", "repo:*/*"]})], "fail"),
    ("github-if-any", [web(StringEquals=AUDIENCE, StringLikeIfExists={SUBJECT: "repo:acme/*"})], "fail"),
    ("github-prefix", [web(StringEquals=AUDIENCE, StringLike={SUBJECT: "repo:acme*"})], "fail"),
    ("foreign", [account(OTHER)], "pass"),
    ("service", [trust({"Service": "ec2.amazonaws.com"})], "pass"),
    ("github-all", [web(StringEquals=AUDIENCE)], "fail"),
    ("github-star", [web(StringEquals=AUDIENCE, StringLike={SUBJECT: "*"})], "fail"),
    ("github-any-owner", [web(StringEquals=AUDIENCE, StringLike={SUBJECT: "repo:*"})], "fail"),
    ("github-ours", [web(StringEquals=AUDIENCE, StringLike={SUBJECT: "repo:acme/*"})], "pass"),
]
ACCOUNTS = [  # (a)pproved and (e)xternal id asked
    ("foreign", [account(OTHER)], "ae"),
    ("with-id", [account(OTHER, StringEquals={"sts:ExternalId": "x1"})], "a"),
    ("any-id", [account(OTHER, StringLike={"sts:ExternalId": "*"})], "ae"),
    ("id-if-any", [account(OTHER, StringEqualsIfExists={"sts:ExternalId": "x1"})], "ae"),
    ("own", [account("123456789012")], ""),
    ("id-not", [account(OTHER, StringNotEquals={"sts:ExternalId": "x1"})], "ae"),
    ("id-present", [account(OTHER, Null={"sts:ExternalId": "false"})], "ae"),
    ("foreign-by-key", [trust(ANYBODY, StringEquals={"aws:PrincipalAccount": OTHER})], "ae"),
    ("denied", [account(OTHER), account(OTHER, StringEquals={"sts:ExternalId": "x1"}) | {"Effect": "Deny"}], "ae"),
    ("number", [trust({"AWS": OTHER})], "ae"),
    ("foreign-role", [trust({"AWS": f"arn:aws:iam::{OTHER}:role/x"})], "ae"),
    ("one-without-id", [account(OTHER, StringEquals={"sts:ExternalId": "x1"}), account("888888888888")], "ae"),
    ("service", [trust({"Service": "ec2.amazonaws.com"})], ""),
]
BEDROCK = {"Service": "bedrock.amazonaws.com"}
OURS = {"aws:SourceAccount": "123456789012"}
SERVICES = [
    ("unbound", [trust(BEDROCK)], "fail"),
    ("bound", [trust(BEDROCK, StringEquals=OURS)], "pass"),
    ("bound-arn", [trust(BEDROCK, ArnLike={"aws:SourceArn": "arn:aws:bedrock:*:123456789012:*"})], "pass"),
    ("bound-to-any", [trust(BEDROCK, StringLike={"aws:SourceAccount": "*"})], "fail"),
    ("instance", [trust({"Service": "ec2.amazonaws.com"})], "pass"),
    ("account", [account("123456789012")], "pass"),
]


@pytest.fixture
def roles(aws):
    def make(rows):
        for name, statements, _ in rows:
            text = json.dumps({"Version": "2012-10-17", "Statement": statements})
            aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=text)

    return make


@pytest.mark.parametrize(
    ("check", "rows"),
    [("iam_role_trust_restricted", RESTRICTED), ("iam_role_trust_services_bound", SERVICES)],
)
def test_trust(roles, judged, check, rows):
    roles(rows)
    assert judged(check) == {name: verdict for name, _, verdict in rows}


def test_foreign_accounts(roles, judged):
    roles(ACCOUNTS)
    for letter, check in (("a", "iam_role_accounts_approved"), ("e", "iam_role_accounts_external_id_asked")):
        expected = {name: "fail" if letter in failing else "pass" for name, _, failing in ACCOUNTS}
        assert judged(check) == expected, check
    known = judged("iam_role_accounts_approved", known_accounts=[OTHER])
    assert [name for name, result in known.items() if result == "fail"] == ["one-without-id"]


def test_roles_of_today_are_in_use(roles, aws, judged):
    roles(ACCOUNTS[:1])
    aws("iam").create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    assert judged("iam_role_use_recent") == {"foreign": "pass"}
