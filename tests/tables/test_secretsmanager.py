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


def test_a_copy_from_another_region(answered):
    arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:"
    entries = [
        {"ARN": arn + "copy", "Name": "copy", "PrimaryRegion": "us-east-1"},
        {"ARN": arn + "first", "Name": "first", "PrimaryRegion": "eu-central-1"},
    ]
    frame = answered("secretsmanager_secret", ("list_secrets", {"SecretList": entries}))
    assert frame["replica"].tolist() == [True, False]
