"""Credentials in texts are masked; identifiers that look alike are not."""

import json

import pytest

from toolkit.collect.jmes import search
from toolkit.collect.masking import (
    MASK,
    masked,
    masked_by_key,
    masked_tags,
    masked_throughout,
    may_have_credentials,
    withheld,
)
from toolkit.demo.accounts import LAMBDA_URL_CANARY, TAG_CANARY


@pytest.mark.parametrize(
    "text",
    [
        "AKIA0123456789ABCDEF",
        "key AKIA0123456789ABCDEF of the pipeline",
        "ghp_" + "a1" * 18,
        "https://hooks.slack.com/services/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",
        "xoxb-123456789012-1234567890123-abcdefghijkl",
        "sk_live_" + "a1" * 12,
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "-----BEGIN RSA PRIVATE KEY-----",
        "postgres://app:passw0rd@db.example.test/app",
        TAG_CANARY,
        LAMBDA_URL_CANARY,
    ],
)
def test_a_text_with_a_credential_in_it_is_masked_as_a_whole(text):
    assert masked(text) == "[masked]"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "arn:aws:iam::123456789012:user/anna.fischer",
        "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/db-AbCdEf",
        "123456789012",
        "AIDACKCEVSQ6C2EXAMPLE",  # unique ids of a user and a role
        "AROADBQP57FF2AEXAMPLE",
        "i-0123456789abcdef0",
        "sg-0a1b2c3d4e5f67890",
        "d41d8cd98f00b204e9800998ecf8427e",
        "9f86d081884c7d659a2feaf4c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "10.0.0.0/8",
        "52.95.110.1",
        "52.95.110.0/24",
        "https://git.example.test/team/app",
        "監査 対象",
        "<script>alert(1)</script>",
    ],
)
def test_what_identifies_a_resource_is_kept(text):
    assert masked(text) == text


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("Team", "Platform", True),
        ("CostCentre", "4711", True),
        ("Owner", "anna", True),
        ("password", "hunter2", False),
        ("db_password", "hunter2", False),
        ("Secret", "correct horse", False),
        ("api_key", "x1y2", False),
        ("AUTH_TOKEN", "x1y2", False),
        ("TokenCount", "4", True),
        ("password", "", True),
        ("Note", "AKIA0123456789ABCDEF", False),
    ],
)
def test_a_tag_is_masked_by_its_name_or_its_form(key, value, kept):
    assert masked_by_key(key, value) == (value if kept else MASK)


@pytest.mark.parametrize(
    "tags",
    [
        [{"Key": "password", "Value": "hunter2"}, {"Key": "Team", "Value": "監査"}],
        [{"TagKey": "Team", "TagValue": "監査"}, {"TagKey": "password", "TagValue": "hunter2"}],
        [{"key": "Team", "value": "監査"}, {"key": "password", "value": "hunter2"}],
        {"password": "hunter2", "Team": "監査"},
    ],
)
def test_tags_become_the_same_json_however_the_service_spells_them(tags):
    text = search("tags_json(Tags)", {"Tags": masked_tags(tags)})

    assert text == '{"Team": "監査", "password": "[masked]"}'


def test_a_credential_in_one_tag_does_not_mask_the_other_tags():
    tags = masked_tags([{"Key": "Note", "Value": TAG_CANARY}, {"Key": "Team", "Value": "Platform"}])

    assert tags == [{"Key": "Note", "Value": "[masked]"}, {"Key": "Team", "Value": "Platform"}]


def test_a_credential_in_json_in_a_text_leaves_the_rest_of_it():
    policy = {"Statement": [{"Effect": "Allow", "Condition": {"StringLike": {"aws:Referer": TAG_CANARY}}}]}

    assert json.loads(masked_throughout(json.dumps(policy))) == {
        "Statement": [{"Effect": "Allow", "Condition": {"StringLike": {"aws:Referer": "[masked]"}}}]
    }


@pytest.mark.parametrize(
    "plant",
    [
        lambda secret: secret,
        lambda secret: {"a": [{"b": secret}]},
        lambda secret: ["x", f"first\n{secret}\nlast"],
        lambda secret: {"a": f"first\n{secret}".encode()},
        lambda secret: json.dumps({"a": secret}),
    ],
)
@pytest.mark.parametrize("secret", [TAG_CANARY, LAMBDA_URL_CANARY, "ghp_" + "a1" * 18, "x AKC" + "a1" * 8])
def test_the_quick_look_misses_no_credential(plant, secret):
    """Whatever the slow and exact look would mask."""
    planted = plant(secret)

    assert masked_throughout(planted) != planted
    assert may_have_credentials(planted)


def test_of_a_private_key_in_binary_data_no_line_is_left():
    key = b"-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----"

    assert masked_throughout({"SearchString": key}) == {"SearchString": b"[masked]"}


@pytest.mark.parametrize(
    ("name", "value", "instead"),
    [
        ("DB_PASS", "hunter2", "[masked]"),
        ("dbPwd", "hunter2", "[masked]"),
        ("ConnectionString", "Server=db;User=app", "[masked]"),
        ("DATABASE_URL", "postgres://u:pw@db/x", "[masked]"),
        ("DATABASE_URL", "postgres://db/x", "[withheld]"),
        ("SECRET_NAME", "prod/db", "[withheld]"),
        ("DB_PASSWORD_FILE", "/run/secrets/db", "[withheld]"),
        ("DB_PASSWORD", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf", "[withheld]"),
        ("DB_PASSWORD", "{{resolve:secretsmanager:db}}", "[withheld]"),
        ("API_KEY_ENABLED", "true", "[withheld]"),
        ("SECRET_NAME", "AKIA0123456789ABCDEF", "[masked]"),
    ],
)
def test_a_variable_that_says_where_a_secret_is_holds_none(name, value, instead):
    assert withheld({"name": name, "value": value}) == {"name": name, "value": instead}
    assert withheld({name: value}) == {name: instead}
