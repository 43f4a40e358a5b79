import json

import pandas as pd
import pytest

from tests.inventories import ACCOUNT, REGION, rows
from toolkit.tables import TABLES
from toolkit.views import VIEWS


def test_key_policy():
    anyone = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}
    owner = anyone | {"Principal": {"AWS": "arn:aws:iam::111111111111:root"}}
    frame = TABLES["kms_key"].empty().reindex(range(3))
    frame["statements_json"] = pd.array([json.dumps([owner, anyone]), json.dumps([owner]), None], dtype="string")
    seen = VIEWS["kms_key_policy"].build(frame)["admits_anyone"]
    assert seen.astype("object").fillna("?").tolist() == [True, False, "?"]


KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/"
KEYS = rows("kms_key", resource_id=[KEY + "own", KEY + "aws", KEY + "odd"], customer_managed=[True, False, None])


@pytest.mark.parametrize(
    ("key", "managed"),
    [
        ("none", False),
        (None, "?"),
        (KEY + "own", True),
        ("own", True),
        (KEY + "aws", False),
        ("aws", False),
        (KEY + "odd", "?"),
        (KEY + "gone", "?"),
        (f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/own", "?"),  # a key of another Region with the same id
        ("arn:aws:kms:eu-central-1:999999999999:key/own", True),
        ("alias/shop", True),
        (f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/shop", True),
        ("alias/aws/sqs", False),
        (f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/aws/sqs", False),
    ],
)
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("backup_vault", "kms_key_id"),
        ("dms_replication_instance", "kms_key_id"),
        ("docdb_cluster", "kms_key_id"),
        ("docdb_elastic_cluster", "kms_key_id"),
        ("ecr_repository", "kms_key_arn"),
        ("efs_file_system", "kms_key_id"),
        ("elasticache_replication_group", "kms_key_id"),
        ("elasticache_serverless_cache", "kms_key_id"),
        ("fsx_file_system", "kms_key_id"),
        ("kafka_cluster", "kms_key_arn"),
        ("kinesis_stream", "kms_key_id"),
        ("memorydb_cluster", "kms_key_id"),
        ("mq_broker", "kms_key_id"),
        ("neptune_cluster", "kms_key_id"),
        ("opensearch_domain", "kms_key_id"),
        ("rds_cluster", "kms_key_id"),
        ("rds_instance", "kms_key_id"),
        ("redshift_cluster", "kms_key_id"),
        ("s3_directory_bucket", "kms_key_id"),
        ("secretsmanager_secret", "kms_key_id"),
        ("sns_topic", "kms_key_id"),
        ("sqs_queue", "kms_key_id"),
        ("ssm_parameter", "kms_key_id"),
    ],
)
def test_whose_key_it_is(table, column, key, managed):
    frame = VIEWS[f"{table}_key"].build(rows(table, **{column: [key]}), KEYS)
    assert frame["key_customer_managed"].astype("object").fillna("?").tolist() == [managed]


def test_aliases_have_the_state_of_their_key():
    keys = rows("kms_key", resource_id=[KEY + "a", KEY + "b"], state=["Enabled", None])
    frame = VIEWS["kms_alias_key"].build(rows("kms_alias", key_id=["a", "b", "gone", "none", None]), keys)
    assert frame["state"].fillna("?").tolist() == ["Enabled", "?", "?", "?", "?"]


@pytest.mark.parametrize(
    ("grantee", "foreign"),
    [
        ("arn:aws:iam::999999999999:role/r", "999999999999"),
        ("arn:aws:sts::999999999999:assumed-role/r/s", "999999999999"),
        ("999999999999", "999999999999"),
        (f"arn:aws:iam::{ACCOUNT}:root", "none"),
        ("rds.amazonaws.com", "none"),
        ("AROAEXAMPLE", "none"),
        (None, "?"),
    ],
)
def test_to_whom_a_grant_is(grantee, foreign):
    frame = VIEWS["kms_grant_accounts"].build(
        rows("kms_grant", key_id=[KEY + "own"], grantee=[grantee]),
        KEYS,
        rows("organizations_organization", organization_id=["none"], member_ids=[""]),
        rows("sts_caller_identity", arn=["-"]),
    )
    assert frame["foreign_accounts"].fillna("?").tolist() == [foreign]
    assert frame["customer_managed"].tolist() == [True]
