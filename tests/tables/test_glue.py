import json


def test_catalog_of_the_estate(aws, collected):
    assert collected("glue_catalog_encryption")["metadata_encryption"].tolist() == ["DISABLED"]
    aws("glue").put_data_catalog_encryption_settings(
        DataCatalogEncryptionSettings={
            "EncryptionAtRest": {"CatalogEncryptionMode": "SSE-KMS", "SseAwsKmsKeyId": "key"},
            "ConnectionPasswordEncryption": {"ReturnConnectionPasswordEncrypted": True, "AwsKmsKeyId": "key"},
        }
    )
    frame = collected("glue_catalog_encryption")
    assert frame["resource_id"].tolist() == ["arn:aws:glue:eu-central-1:123456789012:catalog"]
    assert frame["metadata_encryption"].tolist() == ["SSE-KMS"]
    assert frame["metadata_kms_key_id"].tolist() == ["key"]
    assert frame["encrypts_passwords"].tolist() == [True]


def test_settings_that_are_refused_are_no_row(answered):
    frame = answered("glue_catalog_encryption", ("get_data_catalog_encryption_settings", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_a_resource_policy_and_none(answered):
    statement = {"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "glue:*", "Resource": "*"}
    given = {"PolicyInJson": json.dumps({"Statement": [statement]})}
    frame = answered("glue_resource_policy", ("get_resource_policy", given))
    none = answered("glue_resource_policy", ("get_resource_policy", "EntityNotFoundException"))
    refused = answered("glue_resource_policy", ("get_resource_policy", "AccessDeniedException"))
    assert json.loads(frame["statements_json"][0]) == [statement]
    assert none["statements_json"].tolist() == ["[]"]
    assert (len(refused), refused.attrs["status"]) == (0, "denied")
