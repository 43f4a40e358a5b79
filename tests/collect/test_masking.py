"""Credentials in texts are masked, and nothing else is: what identifies a resource stays, however it looks."""

import base64
import gzip
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
)
from toolkit.demo.accounts import TAG_CANARY

PW = "Tr0ub4dor!x9"
LETTERS = "aB3dE5fG7hJ9kL1mN3pQ" * 20
HEX = "0123456789abcdef" * 20
KEY_ID = "AKIA0123456789ABCDEF"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYz3+abcdeF9"
ACCOUNT = "644160558196"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:aws-controltower-AllConfigNotifications"
UUID = "1234abcd-12ab-34cd-56ef-1234567890ab"
SCRIPT = f"#!/bin/bash\nyum update -y\nexport DB_PASSWORD={PW}\n"
PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nabc\n-----END RSA PRIVATE KEY-----"

# Tokens that are known by their form, by the name of who gives them out.
TOKENS = {
    "Anthropic": f"sk-ant-api03-{LETTERS[:93]}",
    "Artifactory": f"AKCp{LETTERS[:69]}",
    "Atlassian": f"ATATT3{LETTERS[:180]}",
    "AWS session": f"IQoJb3JpZ2luX2Vj{LETTERS[:300]}==",
    "Databricks": f"dapi{HEX[:32]}",
    "DigitalOcean": f"dop_v1_{HEX[:64]}",
    "Discord": f"M{LETTERS[:23]}.{LETTERS[:6]}.{LETTERS[:38]}",
    "Docker Hub": f"dckr_pat_{LETTERS[:27]}",
    "GitHub": f"ghp_{LETTERS[:36]}",
    "GitHub, fine-grained": f"github_pat_{LETTERS[:82]}",
    "GitLab": f"glpat-{LETTERS[:20]}",
    "Google": f"AIza{LETTERS[:35]}",
    "Google OAuth": f"GOCSPX-{LETTERS[:28]}",
    "Grafana": f"glsa_{LETTERS[:32]}_{HEX[:8]}",
    "Hugging Face": f"hf_{LETTERS[:34]}",
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "Linear": f"lin_api_{LETTERS[:40]}",
    "Mailchimp": f"{HEX[:32]}-us12",
    "New Relic": f"NRAK-{LETTERS[:27].upper()}",
    "New Relic licence": f"{HEX[:36]}NRAL",
    "npm": f"npm_{LETTERS[:36]}",
    "OpenAI": f"sk-{LETTERS[:20]}T3BlbkFJ{LETTERS[:20]}",
    "OpenAI project": f"sk-proj-{LETTERS[:60]}",
    "Postman": f"PMAK-{HEX[:24]}-{HEX[:34]}",
    "PyPI": f"pypi-AgEIcHlwaS5vcmc{LETTERS[:150]}",
    "SendGrid": f"SG.{LETTERS[:22]}.{LETTERS[:43]}",
    "Shopify": f"shpat_{HEX[:32]}",
    "Slack": f"xoxb-123456789012-1234567890123-{LETTERS[:24]}",
    "Square": f"sq0csp-{LETTERS[:43]}",
    "Stripe": f"sk_live_{LETTERS[:24]}",
    "Stripe test": f"sk_test_{LETTERS[:99]}",
    "Tailscale": f"tskey-auth-{LETTERS[:12]}-{LETTERS[:30]}",
    "Telegram": f"123456789:AA{LETTERS[:33]}",
    "Terraform": f"{LETTERS[:14]}.atlasv1.{LETTERS[:67]}",
    "Twilio": f"SK{HEX[:32]}",
    "Vault": f"hvs.{LETTERS[:90]}",
    "Vault, older": f"s.{LETTERS[:24]}",
    "demo": TAG_CANARY,
}
AROUND = [
    "{}",
    "see {} there",
    "key={}\nnext",
    '{{"x": "{}"}}',
    '{{\\"x\\": \\"{}\\"}}',
    "a ({}).",
    "{}, {}",
    '"a\\n{}\\n"',
]

# What stands before a secret that has no form of its own; `{}` is the secret.
PLACES = [
    "start export DB_PASSWORD={}\nnext line",
    "export AWS_SESSION_TOKEN={}\n",
    "aws_access_key_id = x\naws_secret_access_key = {}\n",
    "The login is admin, password={}. Then go on.",
    "Please use password: {}",
    "the password is {} for now",
    "Server=tcp:db.example.test,1433;Initial Catalog=app;User ID=sa;Password={};Encrypt=True;",
    "Driver={{ODBC Driver 17}};Server=db;UID=sa;PWD={};",
    "jdbc:mysql://db/app?user=a&password={}&ssl=true",
    "jdbc:oracle:thin:app/{}@db:1521/x",
    "uri postgres://app:{}@db.example.test/app ok",
    "uri redis://:{}@db.example.test:6379/0 ok",
    "mysql -h db -u root -p{} app < dump.sql",
    "tool --user x --password {} --verbose",
    "tool --password={} --verbose",
    "PGPASSWORD={} psql -h db",
    "curl -u admin:{} https://example.test/x",
    "sshpass -p '{}' ssh root@db",
    "docker login -u x -p {} registry.example.test",
    "redis-cli -h h -a {} ping",
    "echo {} | docker login -u x --password-stdin registry.example.test",
    'echo "root:{}" | chpasswd',
    "net user admin {} /add",
    r"net use Z: \\files\share /user:admin {}",
    "useradd -m -p '{}' admin",
    "wpa_passphrase office '{}'",
    "snmp-server community {} ro",
    "PreSharedKey={}",
    "wachtwoord={}",
    "salasana: {}",
    "mot de passe : {}",
    "machine db.example.test login x password {}",
    "CREATE USER x IDENTIFIED BY '{}';",
    "requirepass {}\nport 6379",
    "FROM scratch\nENV DB_PASSWORD {}",
    'run {{"db_password": "{}", "port": 1}} now',
    '{{"a": "{{\\"b\\": \\"{{\\\\\\"password\\\\\\": \\\\\\"{}\\\\\\"}}\\"}}"}}',
    'environment: [{{"name": "DB_PASSWORD", "value": "{}"}}] there',
    "- name: DB_PASSWORD\n  value: {}\n- name: PORT",
    "db:\n  user: x\n  password: {}\n  port: 1",
    "<config><user>x</user><password>{}</password></config>",
    '<add key="DbPassword" value="{}"/>',
    '$cred = ConvertTo-SecureString "{}" -AsPlainText -Force',
    '$Password = "{}"',
    "q?x=1&password%3D{}%26y%3D2",
    "%7B%22password%22%3A%22{}%22%7D",
    "-H 'Authorization: Bearer {}' x",
    "Authorization: Basic {}",
    "DD_API_KEY={}",
    "VAULT_TOKEN={} vault read x",
    "NEW_RELIC_LICENSE_KEY={}",
    "DefaultEndpointsProtocol=https;AccountName=x;AccountKey={};EndpointSuffix=core.windows.net",
    "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={}",
]
NO_SECRETS = [
    "{{resolve:secretsmanager:prod/db:SecretString:password}}",
    "password={{resolve:ssm-secure:/db:1}}",
    "postgres://app:${DB_PASSWORD}@db.example.test/app",
    "mysql -p$DB_PASSWORD app",
    "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id prod/db --query SecretString)",
    f'"password": "arn:aws:secretsmanager:eu-central-1:{ACCOUNT}:secret:prod/db-AbCdEf"',
    "Password: !Ref DatabasePassword",
    f'"secrets": [{{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:eu-central-1:{ACCOUNT}:parameter/db/password"}}]',
    "--secret-id prod/db --password-stdin --token-file /run/token",
    "MinimumPasswordLength=14, PasswordLastUsed: never, tokens: 4096",
    '{"Action": "secretsmanager:GetSecretValue", "Condition": {"StringEquals": {"aws:ResourceTag/secret": "yes"}}}',
    '{"token.actions.githubusercontent.com:sub": "repo:team/app:ref:refs/heads/main"}',
    "PWD=/usr/src/app",
    f'encryption_key = "{UUID}"',
]
IDS = [
    TOPIC,
    TOPIC.replace("arn:aws:", "arn:aws-us-gov:"),
    f"{ACCOUNT}:aws-controltower-AllConfigNotifications",
    f"arn:aws:iam::{ACCOUNT}:user/anna.fischer",
    f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/{UUID}",
    f"arn:aws:secretsmanager:eu-central-1:{ACCOUNT}:secret:prod/db-password-AbCdEf:password::",
    f"arn:aws:lambda:eu-central-1:{ACCOUNT}:function:APAuthorizer1Password:prod",
    f"arn:aws:ecs:eu-central-1:{ACCOUNT}:task-definition/get-token:7",
    f"{ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/team/secret:v1.2.3",
    f"{ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/password:prod-key@sha256:{HEX[:64]}",
    f"docker://token:tag@sha256:{HEX[:64]}",
    f"https://sqs.eu-central-1.amazonaws.com/{ACCOUNT}/password-reset",
    "wss://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com:443/prod/@connections",
    "ssh://APKA0123456789ABCDEF@git-codecommit.eu-central-1.amazonaws.com/v1/repos/app",
    f"2024/01/01/[$LATEST]{HEX[:32]}",
    KEY_ID,
    "ASIA0123456789ABCDEF",
    "AIDACKCEVSQ6C2EXAMPLE",
    "AROADBQP57FF2AEXAMPLE:session",
    ACCOUNT,
    "i-0123456789abcdef0",
    f"mrk-{HEX[:32]}",
    HEX[:32],
    HEX[:40],
    HEX[:64],
    LETTERS[:40],
    LETTERS[:44],
    f"AP{LETTERS[:20]}",
    f"AC{LETTERS[:32].lower()}x",
    f"db-password:{4711}",
    "Z0123456789ABCDEFGHIJ",
    f"eyJ{LETTERS[:200]}",
    base64.b64encode(b'{"nextToken": null, "boto_truncate_amount": 12}').decode(),
    f"rds!db-{UUID}",
    "10.0.0.0/8",
    "52.95.110.1",
    "監査 対象",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_a_token_is_masked_wherever_it_stands_and_the_rest_stays(token):
    for text in (around.format(token, token) for around in AROUND):
        assert masked(text) == text.replace(token, MASK)


@pytest.mark.parametrize("secret", [PW, "correcthorse", LETTERS[:40], "a+b/c=", "p%40ss%23x"])
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_masked_for_what_stands_before_it_and_the_rest_stays(place, secret):
    secret = base64.b64encode(f"user:{secret}".encode()).decode() if "Basic" in place else secret
    if "password is" in place and secret.isalpha():
        pytest.skip("prose: a word may follow that is none")
    if ("/{}@" in place and "/" in secret) or ("://" in place and "/" in secret):
        pytest.skip("in an address it would have to be encoded")
    if "Bearer" in place and not any(map(str.isdigit, secret)):
        pytest.skip("`bearer token` is prose")

    assert masked(place.format(secret)) == place.replace("{{", "{").replace("}}", "}").replace("{}", MASK)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{KEY_ID},{SECRET_KEY}", f"{KEY_ID},{MASK}"),
        (f"key {KEY_ID}, secret {SECRET_KEY}.", f"key {KEY_ID}, secret {MASK}."),
        (f"{SECRET_KEY} {KEY_ID}", f"{MASK} {KEY_ID}"),
        (f"x\n{PEM}\ny", f"x\n{MASK}\ny"),
        (json.dumps({"k": PEM, "z": 1}), '{"k": "[masked]", "z": 1}'),
        ("-----BEGIN EC PRIVATE KEY-----\nMIIE", MASK),
        (
            "https://hooks.slack.com/services/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 x",
            f"https://hooks.slack.com/services/{MASK} x",
        ),
        (f"https://api.telegram.org/bot{TOKENS['Telegram']}/send", f"https://api.telegram.org/bot{MASK}/send"),
        (f"https://x.blob.core.windows.net/c?ss=b&sig={LETTERS[:43]}%3D&se=1", f"https://x.blob.core.windows.net/c?ss=b&sig={MASK}&se=1"),
        ('{"auths": {"h": {"auth": "dXNlcjpwYXNz"}}}', f'{{"auths": {{"h": {{"auth": "{MASK}"}}}}}}'),
        ('password="with blanks; and \\"quotes\\"" x', f'password="{MASK}" x'),
        ("password=a&b password=c", f"password={MASK} password={MASK}"),
        (f"{KEY_ID} is used by {TOPIC}, password={PW}", f"{KEY_ID} is used by {TOPIC}, password={MASK}"),
    ],
)  # fmt: skip
def test_only_the_secret_is_masked(text, kept):
    assert masked(text) == kept


@pytest.mark.parametrize(
    "data",
    [
        SCRIPT.encode(),
        f"Überall\nmysql -p{PW}\n".encode(),
        SCRIPT.encode("utf-16-le"),
        gzip.compress(SCRIPT.encode(), mtime=0),
    ],
)
@pytest.mark.parametrize("around", ["{}", "data {} end", "echo {} | base64 -d | sh", '{{"UserData": "{}"}}'])
def test_a_script_in_base64_is_masked_as_a_whole_if_a_secret_is_in_it(data, around):
    encoded = base64.b64encode(data).decode()

    assert masked(around.format(encoded)) == around.format(MASK)
    assert masked(around.format(base64.b64encode(b"#!/bin/bash\nyum update -y\n").decode())) != around.format(MASK)


def test_base64_may_have_lines():
    lines = base64.encodebytes((SCRIPT + "x" * 200).encode()).decode().rstrip()

    assert masked(f"data:\n{lines}\nend") == f"data:\n{MASK}\nend"


@pytest.mark.parametrize("text", NO_SECRETS)
def test_what_only_refers_to_a_secret_is_kept(text):
    assert masked(text) == text


@pytest.mark.parametrize("one", ["", *IDS])
def test_what_identifies_a_resource_is_kept(one):
    named = {"SecretId": one, "NextToken": one, "KmsKeyId": one, "Key": one, "Resource": [one, one]}
    nested = {"a": json.dumps({"aws:SourceArn": one, "sts:ExternalId": one})}
    for text in (one, f"Made for {one}, see {one}.", f"key {one}", json.dumps(named), json.dumps(nested)):
        assert masked(text) == text


def test_ids_in_a_list_are_kept():
    assert masked_throughout(IDS) == IDS


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        (["mysql", "-u", "root", "-phunter2", "app"], ["mysql", "-u", "root", "-p[masked]", "app"]),
        (["--password", "hunter2", "--port", "1"], ["--password", "[masked]", "--port", "1"]),
        (["sh", "-c", "export PASSWORD=x1 && y"], ["sh", "-c", "export PASSWORD=[masked] && y"]),
        (["password", "hunter2"], ["password", "hunter2"]),
        (PEM.split("\n"), ["[masked]", "MIIEpAIBAAKCAQEA7", "abc", "-----END RSA PRIVATE KEY-----"]),
    ],
)
def test_of_a_command_that_is_a_list_an_option_stands_before_its_value(command, kept):
    assert masked_throughout(command) == kept


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("Team", "Platform", True),
        ("CostCentre", "4711", True),
        ("Owner", "anna", True),
        ("password", "hunter2", False),
        ("db_password", "hunter2", False),
        ("DB_PASSWORD", "hunter2", False),
        ("userPwd", "hunter2", False),
        ("Secret", "correct horse", False),
        ("api_key", "x1y2", False),
        ("AUTH_TOKEN", "x1y2", False),
        ("AWS_SECRET_ACCESS_KEY", SECRET_KEY, False),
        ("AWS_ACCESS_KEY_ID", KEY_ID, True),
        ("access_key", KEY_ID, True),
        ("SecretArn", f"arn:aws:secretsmanager:eu-central-1:{ACCOUNT}:secret:x", True),
        ("db_password", f"arn:aws:secretsmanager:eu-central-1:{ACCOUNT}:secret:x", True),
        ("secretName", "prod/db", True),
        ("nextToken", "x1y2", True),
        ("TokenCount", "4", True),
        ("EncryptionKey", UUID, True),
        ("DB_PASSWORD", "{{resolve:ssm-secure:/db:1}}", True),
        ("manage_password", "true", True),
        ("password", "", True),
    ],
)
def test_a_named_value_is_masked_as_a_whole_if_its_name_says_so(key, value, kept):
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


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("Note", f"made with {MASK}"),
        ("Name", f"made with {TAG_CANARY}"),
        ("aws:cloudformation:stack-name", f"made with {TAG_CANARY}"),
    ],
)
def test_a_tag_that_names_a_resource_stays_and_others_do_not(key, kept):
    tags = [{"Key": key, "Value": f"made with {TAG_CANARY}"}, {"Key": TAG_CANARY, "Value": "Platform"}]

    assert masked_tags(tags) == [{"Key": key, "Value": kept}, {"Key": MASK, "Value": "Platform"}]


@pytest.mark.parametrize(
    "secret", [*TOKENS.values(), *(p.format(base64.b64encode(PW.encode()).decode()) for p in PLACES)]
)
def test_the_quick_look_misses_no_credential(secret):
    """Whatever the slow and exact look would mask."""
    binary = {"a": f"first\n{secret}\nlast".encode()}, {"a": b"\xff\xfe " + secret.encode()}
    texts = secret, {"a": [{"b": secret}]}, ["x", f"first\n{secret}\nlast"], json.dumps({"a": secret})
    for planted in (*texts, *binary):
        assert masked_throughout(planted) != planted
        assert may_have_credentials({"page": [planted] * 3, "more": "x" * 10_000})


def test_of_binary_data_every_other_byte_stays():
    key = b"\xff\x00 first\n" + PEM.encode() + b"\n\xfe"

    assert masked_throughout({"SearchString": key}) == {"SearchString": b"\xff\x00 first\n[masked]\n\xfe"}


def test_what_no_model_describes_is_masked_by_the_names_of_its_members():
    document = {"settings": [{"password": "hunter2", "name": "db"}], "apiKey": "x1y2"}

    assert masked_throughout(document) == {"settings": [{"password": MASK, "name": "db"}], "apiKey": MASK}
