import json

import pytest

from toolkit.views.iam_policy_document import admits_anyone, unasked_accounts

ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}


def condition(operator, key, value):
    return {"Condition": {operator: {key: value}}}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"AWS": ["arn:aws:iam::111111111111:root", "*"]}},
        {"Principal": {"AWS": "arn:aws:iam::*:root"}},
        {"Principal": {"Service": "*"}},
        condition("StringEquals", "sts:ExternalId", "x"),
        condition("StringEquals", "aws:PrincipalTag/team", "x"),
        condition("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin"),
        condition("StringLike", "aws:PrincipalOrgID", "o-*"),
        condition("StringEquals", "kms:CallerAccount", ["111111111111", "${aws:PrincipalAccount}"]),
        condition("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1"),
        condition("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-1/r-1/"),
        condition("StringNotEquals", "aws:PrincipalAccount", "111111111111"),
        condition("IpAddress", "aws:SourceIp", ["10.0.0.0/8", "0.0.0.0/0"]),
        condition("IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"]),
        condition("IpAddress", "aws:SourceIp", "2a00::/12"),
        condition("IpAddress", "aws:SourceIp", "office"),
        condition("StringEquals", "aws:PrincipalOrgID", []),
        condition("StringEquals", "kms:ViaService", "s3.eu-central-1.amazonaws.com"),
    ],
)
def test_open(change):
    assert admits_anyone(json.dumps([ALLOW | change])) is True


@pytest.mark.parametrize(
    "change",
    [
        {"Effect": "Deny"},
        {"Principal": {"AWS": "arn:aws:iam::111111111111:root"}},
        {"Principal": {"Service": "lambda.amazonaws.com"}},
        condition("StringEquals", "AWS:PrincipalOrgId", "o-1"),
        condition("StringEquals", "kms:CallerAccount", "111111111111"),
        condition("StringLike", "aws:PrincipalArn", "arn:aws:iam::111111111111:role/*"),
        condition("ArnLike", "aws:SourceArn", "arn:aws:s3:::bucket"),
        condition("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-1/r-1/*"]),
        condition("IpAddress", "aws:SourceIp", "198.51.100.0/24"),
        condition("IpAddress", "aws:SourceIp", ["198.51.100.0/24", "2a00::/16"]),
        condition("StringLike", "aws:userid", "AROAEXAMPLE:*"),
        {"Condition": {"StringEquals": {"kms:ViaService": "s3.amazonaws.com", "kms:CallerAccount": "111111111111"}}},
    ],
)
def test_closed(change):
    assert admits_anyone(json.dumps([ALLOW | change])) is False


@pytest.mark.parametrize(
    ("change", "opened"),
    [
        ({}, False),
        ({"Action": ["kms:Decrypt", "kms:Encrypt"]}, False),
        ({"Action": "kms:Encrypt"}, True),
        (condition("Bool", "aws:SecureTransport", "false"), True),
        (
            {"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1", "aws:PrincipalAccount": "111111111111"}}},
            True,
        ),
        ({"Principal": {"AWS": "arn:aws:iam::111111111111:root"}}, True),
    ],
)
def test_a_denial_of_everybody_else(change, opened):
    refusal = ALLOW | {"Effect": "Deny", "Action": "kms:*"} | condition("StringNotEquals", "aws:PrincipalOrgID", "o-1")
    assert admits_anyone(json.dumps([ALLOW, refusal | change])) is opened


@pytest.mark.parametrize(
    ("refusal", "opened"),
    [
        ({"Principal": "*"}, False),
        ({"Principal": {"AWS": "111111111111"}}, True),
        ({"NotPrincipal": {"AWS": "111111111111"}}, False),
        ({"NotPrincipal": {"AWS": "arn:aws:iam::111111111111:root", "Service": "s3.amazonaws.com"}}, False),
        ({"NotPrincipal": {"AWS": "*"}}, True),
        ({"NotPrincipal": {"Federated": "cognito-identity.amazonaws.com"}}, True),
        ({"NotPrincipal": {"AWS": "111111111111"}} | condition("Bool", "aws:SecureTransport", "false"), True),
        # Whoever is in no organization sends no such key, and no value of it differs.
        ({"Principal": "*"} | condition("ForAnyValue:StringNotLike", "aws:PrincipalOrgPaths", "o-1/*"), True),
        ({"Principal": "*"} | condition("ForAllValues:StringNotLike", "aws:PrincipalOrgPaths", "o-1/*"), False),
        ({"Principal": "*"} | condition("StringNotEqualsIfExists", "aws:PrincipalOrgID", "o-1"), False),
    ],
)
def test_whom_a_denial_hits(refusal, opened):
    document = [ALLOW, {"Effect": "Deny", "Action": "kms:*", "Resource": "*"} | refusal]
    assert admits_anyone(json.dumps(document)) is opened


@pytest.mark.parametrize(
    ("change", "opened"),
    [
        ({}, True),
        ({"Resource": "arn:aws:s3:::b/public/*"}, True),
        ({"Resource": "arn:aws:s3:::*"}, False),
        ({"Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]}, False),
        ({"Resource": "arn:aws:s3:::b/?"}, True),
        ({"Action": "s3:Get*", "Resource": "*"}, False),
        ({"Action": "s3:Get?bject", "Resource": "*"}, True),
    ],
)
def test_a_denial_of_some_resources_leaves_the_others(change, opened):
    admission = ALLOW | {"Action": "s3:GetObject*", "Resource": ["arn:aws:s3:::b/*"]}
    refusal = {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b"}
    refusal = ALLOW | refusal | condition("StringNotEquals", "aws:PrincipalOrgID", "o-1")
    assert admits_anyone(json.dumps([admission, refusal | change])) is opened


CLOSED = ALLOW | {"Principal": {"AWS": "111111111111"}}
WITHOUT = [{k: v for k, v in CLOSED.items() if k != name} for name in ("Effect", "Principal", "Action")]


@pytest.mark.parametrize(
    "text", ["[masked]", "[null]", *(json.dumps([statement]) for statement in WITHOUT), json.dumps("[]")]
)
def test_unreadable_text(text):
    assert admits_anyone(text) is None


@pytest.mark.parametrize("value", ["arn:*", "arn:aws:*", "arn:aws:iam::*"])
@pytest.mark.parametrize("key", ["aws:PrincipalArn", "aws:SourceArn"])
def test_an_arn_without_an_account_pins_nobody(key, value):
    assert admits_anyone(json.dumps([ALLOW | {"Condition": {"StringLike": {key: value}}}])) is True


@pytest.mark.parametrize("text", ["null", "5", '"text"'])
def test_what_is_no_policy_is_unknown(text):
    assert admits_anyone(text) is None


@pytest.mark.parametrize("hidden", ["[masked]", "[withheld]"])
def test_a_caller_that_had_to_be_masked_is_no_fixed_one(hidden):
    assert admits_anyone(json.dumps([ALLOW | condition("StringLike", "aws:PrincipalArn", hidden)])) is True


@pytest.mark.parametrize(
    ("operator", "key", "value", "admits"),
    [
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
        ("StringEquals", "aws:VpceAccount", "111111111111", False),
        ("StringEquals", "aws:VpceOrgID", "o-a1b2c3d4e5", False),
        ("ForAnyValue:StringLike", "aws:VpceOrgPaths", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*", False),
        ("StringLike", "aws:VpceOrgID", "o-*", True),
        ("StringEqualsIfExists", "aws:VpceAccount", "111111111111", True),  # whoever uses no endpoint has no such key
    ],
)
def test_endpoints_of_whom(operator, key, value, admits):
    assert admits_anyone(json.dumps([ALLOW | condition(operator, key, value)])) is admits


FOREIGN = ALLOW | {"Principal": {"AWS": ["arn:aws:iam::999999999999:root", "888888888888"]}, "Action": "sts:AssumeRole"}


@pytest.mark.parametrize(
    ("statement", "unasked"),
    [
        (FOREIGN, "888888888888 999999999999"),
        (FOREIGN | condition("StringEquals", "sts:ExternalId", "12345"), "none"),
        (FOREIGN | condition("StringEquals", "sts:ExternalId", ["12345", "67890"]), "none"),
        (FOREIGN | condition("StringLike", "sts:ExternalId", "*"), "888888888888 999999999999"),
        (FOREIGN | condition("StringEquals", "sts:ExternalId", "${aws:PrincipalTag/id}"), "888888888888 999999999999"),
        (FOREIGN | condition("StringEqualsIfExists", "sts:ExternalId", "12345"), "888888888888 999999999999"),
        (FOREIGN | condition("StringNotEquals", "sts:ExternalId", "12345"), "888888888888 999999999999"),
        (FOREIGN | condition("Bool", "aws:MultiFactorAuthPresent", "true"), "888888888888 999999999999"),
        (FOREIGN | {"Effect": "Deny"}, "none"),
        (ALLOW | {"Principal": {"Service": "ec2.amazonaws.com"}}, "none"),
        ({"Effect": "Allow"}, None),
    ],
)
def test_accounts_that_are_not_asked_for_an_external_id(statement, unasked):
    assert unasked_accounts(json.dumps([statement])) == unasked
