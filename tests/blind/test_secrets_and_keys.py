"""Keys, secrets, parameters and certificates that were made by API."""

import json

ACCOUNT = "123456789012"


def test_keys(aws, judged):
    kms = aws("kms")
    kinds = {
        "rotated": {},
        "still": {},
        "asymmetric": {"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"},
        "hmac": {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"},
        "imported": {"Origin": "EXTERNAL"},
        "disabled": {},
        "leaving": {},
    }
    ids = {name: kms.create_key(**kind)["KeyMetadata"]["KeyId"] for name, kind in kinds.items()}
    kms.enable_key_rotation(KeyId=ids["rotated"])
    kms.disable_key(KeyId=ids["disabled"])
    kms.schedule_key_deletion(KeyId=ids["leaving"], PendingWindowInDays=7)
    for name in ("still", "disabled", "leaving"):
        kms.create_alias(AliasName=f"alias/{name}", TargetKeyId=ids[name])

    def by_name(results):
        names = {key: name for name, key in ids.items()}
        return {names[key]: result for key, result in results.items()}

    everyone = dict.fromkeys(kinds, "pass")
    assert by_name(judged("kms_key_rotation_enabled")) == {"rotated": "pass", "still": "fail"}
    assert by_name(judged("kms_key_deletion_unscheduled")) == everyone | {"leaving": "fail"}
    assert by_name(judged("kms_key_used_or_leaving")) == everyone | {"disabled": "fail"}
    assert judged("kms_alias_key_usable") == {"still": "pass", "disabled": "fail", "leaving": "fail"}


def test_grants(aws, judged):
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    made = {
        kms.create_grant(KeyId=key, GranteePrincipal=f"arn:aws:iam::{account}:role/r", Operations=["Decrypt"])[
            "GrantId"
        ]: account
        for account in (ACCOUNT, "111122223333", "444455556666")
    }
    seen = judged("kms_grant_accounts_approved", known_accounts=["444455556666"])

    results = {made[grant]: result for grant, result in seen.items()}
    assert results == {ACCOUNT: "pass", "111122223333": "fail", "444455556666": "pass"}


def test_secrets(aws, judged):
    client = aws("secretsmanager")
    key = aws("kms").create_key()["KeyMetadata"]["Arn"]
    for name, settings in {
        "own": {"KmsKeyId": key},
        "aws": {"KmsKeyId": "alias/aws/secretsmanager"},
        "bare": {},
    }.items():
        client.create_secret(Name=name, SecretString="x", **settings)
    client.rotate_secret(SecretId="own", RotationRules={"AutomaticallyAfterDays": 30}, RotateImmediately=False)

    def named(results):
        return {name[:-7]: result for name, result in results.items()}

    assert named(judged("secretsmanager_secret_key_customer_managed")) == {"own": "pass", "aws": "fail", "bare": "fail"}
    assert named(judged("secretsmanager_secret_rotation_enabled")) == {"own": "pass", "aws": "fail", "bare": "fail"}
    everyone = {"own": "pass", "aws": "pass", "bare": "pass"}
    assert named(judged("secretsmanager_secret_used")) == everyone  # made just now
    assert named(judged("secretsmanager_secret_value_renewed")) == everyone


def test_parameters(aws, judged):
    ssm = aws("ssm")
    key = aws("kms").create_key()["KeyMetadata"]["Arn"]
    for name, kind, settings in (
        ("own", "SecureString", {"KeyId": key}),
        ("default", "SecureString", {}),
        ("db_password", "String", {}),
        ("api_token", "SecureString", {}),
        ("stage", "String", {}),
    ):
        ssm.put_parameter(Name=name, Type=kind, Value="x", **settings)

    assert judged("ssm_parameter_key_customer_managed") == {"own": "pass", "default": "fail", "api_token": "fail"}
    assert judged("ssm_parameter_secrets_encrypted") == {"db_password": "fail", "api_token": "pass"}


def test_documents(aws, judged):
    ssm = aws("ssm")
    content = json.dumps({"schemaVersion": "2.2", "description": "d", "mainSteps": []})
    for name, accounts in {"own": [], "foreign": ["111122223333"], "public": ["all"]}.items():
        ssm.create_document(Name=name, Content=content, DocumentType="Command")
        if accounts:
            ssm.modify_document_permission(Name=name, PermissionType="Share", AccountIdsToAdd=accounts)

    assert judged("ssm_document_private") == {"own": "pass", "foreign": "pass", "public": "fail"}
    shares = judged("ssm_document_accounts_approved")
    assert shares == {"own": "pass", "foreign": "fail", "public": "pass"}
    known = judged("ssm_document_accounts_approved", known_accounts=["111122223333"])
    assert known == {"own": "pass", "foreign": "pass", "public": "pass"}


def test_certificates(aws, judged, monkeypatch):
    monkeypatch.setattr("moto.settings.ACM_VALIDATION_WAIT", -1)  # moto issues a certificate once it was asked again
    acm = aws("acm")
    made = {
        acm.request_certificate(DomainName=name, ValidationMethod="DNS", **settings)["CertificateArn"].rsplit("/")[
            -1
        ]: name
        for name, settings in {
            "www.example.com": {},
            "*.example.com": {},
            "hidden.example.com": {"Options": {"CertificateTransparencyLoggingPreference": "DISABLED"}},
            "alternative.example.com": {"SubjectAlternativeNames": ["*.example.org"]},
        }.items()
    }
    for certificate in made:
        acm.describe_certificate(CertificateArn=f"arn:aws:acm:eu-central-1:{ACCOUNT}:certificate/{certificate}")

    def by_name(name):
        return {made[certificate]: result for certificate, result in judged(name).items()}

    everyone = dict.fromkeys(made.values(), "pass")
    wild = {"*.example.com": "fail", "alternative.example.com": "fail"}
    assert by_name("acm_certificate_hosts_named") == everyone | wild
    assert by_name("acm_certificate_transparency_logged") == everyone | {"hidden.example.com": "fail"}
    assert by_name("acm_certificate_used") == dict.fromkeys(everyone, "fail")
    assert by_name("acm_certificate_key_strong") == everyone
