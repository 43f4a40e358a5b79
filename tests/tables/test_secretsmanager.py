import datetime as dt
import json

REFUSED = [(operation, "AccessDeniedException") for operation in ("get_resource_policy", "list_secret_version_ids")]


def test_secrets_of_the_estate(aws, collected):
    secrets = aws("secretsmanager")
    secrets.create_secret(Name="plain", SecretString="value", Tags=[{"Key": "Team", "Value": "a"}])
    secrets.create_secret(Name="rotated", SecretString="value", KmsKeyId="alias/k")
    secrets.rotate_secret(SecretId="rotated", RotationRules={"AutomaticallyAfterDays": 30}, RotateImmediately=False)
    frame = collected("secretsmanager_secret").set_index("name")
    assert frame["rotation_enabled"].to_dict() == {"plain": False, "rotated": True}
    assert frame["rotation_days"].to_dict() == {"plain": 0, "rotated": 30}
    assert frame["kms_key_id"].to_dict() == {"plain": "alias/aws/secretsmanager", "rotated": "alias/k"}
    assert frame["tags"]["plain"] == '{"Team": "a"}'
    assert not frame["replica"].any()
    assert frame["statements_json"].tolist() == ["[]", "[]"]
    assert frame["value_set_at"].notna().all()


def test_a_copy_from_another_region(answered):
    arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:"
    entries = [
        {"ARN": arn + "copy", "Name": "copy", "PrimaryRegion": "us-east-1"},
        {"ARN": arn + "first", "Name": "first", "PrimaryRegion": "eu-central-1"},
    ]
    frame = answered("secretsmanager_secret", ("list_secrets", {"SecretList": entries}), *REFUSED * 2)
    assert frame["replica"].tolist() == [True, False]


ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:"
DAY = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def secret(answered, policy, versions, **listed):
    return answered(
        "secretsmanager_secret",
        ("list_secrets", {"SecretList": [{"ARN": ARN + "a", "Name": "a"} | listed]}),
        ("get_resource_policy", policy),
        ("list_secret_version_ids", versions),
    )


def test_the_policy_and_the_age_of_the_value(answered):
    versions = [
        {"VersionId": "0" * 32, "VersionStages": ["AWSPREVIOUS"], "CreatedDate": DAY - dt.timedelta(90)},
        {"VersionId": "1" * 32, "VersionStages": ["AWSCURRENT"], "CreatedDate": DAY},
    ]
    statement = {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
    policy = {"ResourcePolicy": json.dumps({"Statement": statement})}
    frame = secret(answered, policy, {"Versions": versions}, LastAccessedDate=DAY)
    assert json.loads(frame["statements_json"][0]) == [statement]
    assert frame["value_set_at"].tolist() == [DAY]
    assert frame["ever_accessed"].tolist() == [True]


def test_no_policy_and_no_value(answered):
    frame = secret(answered, {}, {"Versions": []})
    assert frame["statements_json"].tolist() == ["[]"]
    assert frame["value_set_at"].isna().all()
    assert frame["ever_accessed"].tolist() == [False]


def test_refused_policies_and_versions_are_unknown(answered):
    frame = secret(answered, "AccessDeniedException", "AccessDeniedException")
    assert frame[["statements_json", "value_set_at"]].isna().all(axis=None)
