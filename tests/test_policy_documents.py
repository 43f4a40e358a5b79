import json

import pytest

from toolkit.collect.jmes import search
from toolkit.policy_documents import statements

ALLOW = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "s3:*", "Resource": "*"}


def changed(**elements):
    return json.dumps([ALLOW | elements])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[masked]",
        "null",
        "5",
        "NaN",
        '"text"',
        "[null]",
        "[5]",
        '["Allow"]',
        "[[]]",
        "{}",
        "[{}]",
        "[" * 100_000,
        json.dumps(json.dumps([ALLOW])),  # encoded twice
        json.dumps([json.dumps(ALLOW)]),
        json.dumps([{name: value for name, value in ALLOW.items() if name != "Effect"}]),
        json.dumps([ALLOW, None]),
        json.dumps([{name.lower(): value for name, value in ALLOW.items()}]),
        changed(Effect="allow"),
        changed(Effect=["Allow"]),
        changed(Effect=True),
        changed(Effect=None),
        changed(Effects="Deny"),
        changed(Action=None),
        changed(Action=[]),
        changed(Action=7),
        changed(Action=""),
        changed(Action={"s3": "*"}),
        changed(Action=["s3:*", None]),
        changed(Action="[masked]"),
        changed(NotAction="iam:*"),
        changed(Resource=7),
        changed(Resource=[["*"]]),
        changed(NotResource="*"),
        changed(Principal=None),
        changed(Principal=111122223333),
        changed(Principal={}),
        changed(Principal=[]),
        changed(Principal={"AWS": None}),
        changed(Principal={"AWS": 111122223333}),
        changed(Principal={"aws": "*"}),
        changed(Principal={"Somebody": "*"}),
        changed(Principal={"AWS": {"id": "*"}}),
        changed(NotPrincipal="*"),
        changed(Condition=None),
        changed(Condition=[]),
        changed(Condition="none"),
        changed(Condition={"Bool": None}),
        changed(Condition={"Bool": ["aws:SecureTransport"]}),
        changed(Condition={"Bool": {"aws:SecureTransport": None}}),
        changed(Condition={"Bool": {"aws:SecureTransport": {"is": "true"}}}),
        '[{"Effect": "Deny", "Effect": "Allow", "Action": "*"}]',
        '[{"Effect": "Deny", "effect": "Allow", "Action": "*"}]',
        '[{"Effect": "Allow", "Action": "*", "Condition": {"Bool": {"a:b": "true", "A:B": "false"}}}]',
    ],
)
def test_an_odd_document_is_read_as_unknown(text):
    assert statements(text) is None


def test_a_statement_may_be_written_in_several_ways():
    one, *rest = [statements(text) for text in (json.dumps(ALLOW), changed(), changed(Action=["S3:*"], Resource=["*"]))]
    assert one == rest[0] == rest[1]
    assert statements("[]") == []


def test_what_a_statement_says():
    test = {"NumericLessThan": {"aws:MultiFactorAuthAge": 3600}, "Bool": {"AWS:SecureTransport": [True, "false"]}}
    principals = {"AWS": ["*", "111122223333"], "Service": "s3.amazonaws.com"}
    (found,) = statements(changed(Sid=5, Principal=principals, Action=["S3:Get*", "kms:*"], Condition=test))
    assert found.allows
    assert found.principals == (("AWS", "*"), ("AWS", "111122223333"), ("Service", "s3.amazonaws.com"))
    assert found.actions == ("s3:get*", "kms:*")
    assert (found.not_actions, found.not_principals, found.not_resources) == (None, None, None)
    assert [(c.operator, c.key, c.values) for c in found.conditions] == [
        ("numericlessthan", "aws:multifactorauthage", ("3600",)),
        ("bool", "aws:securetransport", ("true", "false")),
    ]


DOCUMENT = json.dumps({"Statement": ALLOW})


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        (DOCUMENT, [ALLOW]),
        (json.dumps({"Statement": [ALLOW]}), [ALLOW]),
        ([{"Statement": ALLOW}, {"Statement": [ALLOW]}], [ALLOW, ALLOW]),
        ([], []),
        ('{"Statement": []}', []),
    ],
)
def test_the_statements_of_policies_as_they_arrive(policies, expected):
    assert json.loads(search("statements_json(policies)", {"policies": policies})) == expected


@pytest.mark.parametrize(
    "policies",
    [
        None,
        "",
        "null",
        "[]",
        "{}",
        "%7B%22Statement%22%3A%5B%5D%7D",
        '{"Statement": null}',
        '{"Statement": "text"}',
        '{"Statement": [], "statement": []}',
        '{"Statement": [], "Statement": []}',
        json.dumps(DOCUMENT),  # encoded twice
        [DOCUMENT],
        [{"Statement": ALLOW}, DOCUMENT],
        [{"Statement": ALLOW}, None],
        [{}],
        [None],
        "[" * 100_000,
    ],
)
def test_policies_that_cannot_be_read_are_no_empty_ones(policies):
    assert search("statements_json(policies)", {"policies": policies}) is None
