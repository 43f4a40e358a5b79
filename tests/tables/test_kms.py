import json

import pytest


def test_keys_of_the_estate(aws, collected):
    kms = aws("kms")
    good = kms.create_key(Description="good", Tags=[{"TagKey": "Team", "TagValue": "a"}])["KeyMetadata"]
    kms.enable_key_rotation(KeyId=good["KeyId"])
    leaving = kms.create_key(Description="leaving")["KeyMetadata"]
    kms.schedule_key_deletion(KeyId=leaving["KeyId"])
    frame = collected("kms_key").set_index("name")
    assert frame["resource_id"].to_dict() == {"good": good["Arn"], "leaving": leaving["Arn"]}
    assert frame["state"].to_dict() == {"good": "Enabled", "leaving": "PendingDeletion"}
    assert frame["enabled"].to_dict() == {"good": True, "leaving": False}
    assert frame["customer_managed"].all() and frame["rotatable"].all()
    assert frame["rotation_enabled"]["good"]
    assert frame["tags"]["good"] == '{"Team": "a"}'
    assert json.loads(frame["statements_json"]["good"])[0]["Effect"] == "Allow"


def test_a_key_that_cannot_rotate_and_one_that_may_not_be_read(answered):
    arn = "arn:aws:kms:eu-central-1:123456789012:key/"
    frame = answered(
        "kms_key",
        ("list_keys", {"Keys": [{"KeyId": "1", "KeyArn": arn + "1"}, {"KeyId": "2", "KeyArn": arn + "2"}]}),
        ("describe_key", {"KeyMetadata": {"KeyId": "1", "KeyManager": "CUSTOMER", "KeySpec": "RSA_2048"}}),
        ("get_key_rotation_status", "UnsupportedOperationException"),
        ("get_key_policy", {"Policy": '{"Statement": []}'}),
        ("list_resource_tags", {"Tags": []}),
        ("describe_key", "AccessDeniedException"),
        ("get_key_rotation_status", "AccessDeniedException"),
        ("get_key_policy", "AccessDeniedException"),
        ("list_resource_tags", "AccessDeniedException"),
    )
    assert frame["rotatable"].astype("object").fillna("?").tolist() == [False, "?"]
    assert frame["rotation_enabled"].astype("object").fillna("?").tolist() == [False, "?"]
    assert frame["customer_managed"].astype("object").fillna("?").tolist() == [True, "?"]
    assert frame["statements_json"].fillna("?").tolist() == ["[]", "?"]


SYMMETRIC = {"KeyId": "1", "KeyManager": "CUSTOMER", "KeySpec": "SYMMETRIC_DEFAULT", "Origin": "AWS_KMS"}


@pytest.mark.parametrize(
    ("differs", "customer_managed", "rotatable"),
    [
        ({}, True, True),
        ({"KeyManager": "Customer", "KeySpec": "symmetric_default", "Origin": "aws_kms"}, True, True),
        ({"KeyManager": "PARTNER"}, "?", True),
        ({"KeySpec": "ML_DSA_44"}, True, False),
        ({"KeySpec": "QUANTUM_1"}, True, "?"),
        ({"Origin": "EXTERNAL"}, True, False),
        ({"MultiRegion": True, "MultiRegionConfiguration": {"MultiRegionKeyType": "PRIMARY"}}, True, True),
        ({"MultiRegion": True, "MultiRegionConfiguration": {"MultiRegionKeyType": "REPLICA"}}, True, False),
    ],
)
def test_words_for_keys_in_any_case_and_none_that_nobody_knows(answered, differs, customer_managed, rotatable):
    frame = answered(
        "kms_key",
        ("list_keys", {"Keys": [{"KeyId": "1", "KeyArn": "arn:aws:kms:eu-central-1:123456789012:key/1"}]}),
        ("describe_key", {"KeyMetadata": SYMMETRIC | differs}),
        ("get_key_rotation_status", {"KeyRotationEnabled": False}),
        ("get_key_policy", {"Policy": '{"Statement": []}'}),
        ("list_resource_tags", {"Tags": []}),
    )
    assert frame["customer_managed"].astype("object").fillna("?").tolist() == [customer_managed]
    assert frame["rotatable"].astype("object").fillna("?").tolist() == [rotatable]


def test_aliases_of_the_estate(aws, collected):
    kms = aws("kms")
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/own", TargetKeyId=key_id)
    frame = collected("kms_alias").set_index("name")
    assert frame["resource_id"]["alias/own"] == "arn:aws:kms:eu-central-1:123456789012:alias/own"
    assert frame["key_id"]["alias/own"] == key_id
    assert not frame["aws_managed"]["alias/own"]
    assert frame["aws_managed"]["alias/aws/ebs"]


def test_an_alias_of_aws_may_have_no_key(answered):
    alias = {"AliasName": "alias/aws/ebs", "AliasArn": "arn:aws:kms:eu-central-1:123456789012:alias/aws/ebs"}
    frame = answered("kms_alias", ("list_aliases", {"Aliases": [alias]}))
    assert frame["key_id"].tolist() == ["none"]
    assert frame["created_at"].isna().all()


def test_grants_of_each_key(aws, collected):
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]
    grantee = "arn:aws:iam::999999999999:role/reader"
    grant = kms.create_grant(
        KeyId=key["KeyId"],
        GranteePrincipal=grantee,
        Operations=["GenerateDataKey", "Decrypt"],
        Constraints={"EncryptionContextEquals": {"shop": "1"}},
    )["GrantId"]
    frame = collected("kms_grant").set_index("key_id").loc[[key["Arn"]]]
    assert frame["resource_id"].tolist() == [f"{key['Arn']}/grant/{grant}"]
    assert frame[["grantee", "operations", "constrained"]].values.tolist() == [
        [grantee, "Decrypt GenerateDataKey", True]
    ]


def test_a_grant_may_be_for_a_service_and_one_may_not_be_listed(answered):
    arn = "arn:aws:kms:eu-central-1:123456789012:key/"
    grant = {"GrantId": "g", "GranteeServicePrincipal": "rds.amazonaws.com", "Operations": ["Decrypt"]}
    frame = answered(
        "kms_grant",
        ("list_keys", {"Keys": [{"KeyId": "1", "KeyArn": arn + "1"}, {"KeyId": "2", "KeyArn": arn + "2"}]}),
        ("list_grants", {"Grants": [grant]}),
        ("list_grants", "AccessDeniedException"),
    )
    assert frame[["key_id", "grantee", "name", "constrained"]].values.tolist() == [
        [arn + "1", "rds.amazonaws.com", "", False]
    ]
    assert frame.attrs["status"] == "denied"
