"""The least-privilege policy: actions that exist, that only read, and no more of them than the tables need."""

import re

import botocore.session
import pytest

from toolkit.collect.policy import ACTIONS, PREFIXES, policy
from toolkit.tables import TABLES

# What S3 calls the permission where it is not the name of the operation.
S3 = {
    "s3:GetAccountPublicAccessBlock",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketPublicAccessBlock",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "s3:ListAllMyBuckets",
    "s3express:GetEncryptionConfiguration",
    "s3express:GetLifecycleConfiguration",
    "s3express:ListAllMyDirectoryBuckets",
}


def actions_of(tables):
    (statement,) = policy(tables)["Statement"]
    return statement["Action"]


@pytest.fixture(scope="module")
def operations():
    """Operations of AWS by the IAM prefix of their service."""
    session = botocore.session.get_session()
    services = {table.service for table in TABLES.values()}
    found: dict[str, set[str]] = {}
    for service in services:
        model = session.get_service_model(service)
        found.setdefault(PREFIXES.get(service, model.signing_name), set()).update(model.operation_names)
    return found | {"s3express": found["s3"]}


def test_the_policy_is_one_statement_that_allows():
    document = policy(TABLES.values())
    (statement,) = document["Statement"]

    assert document["Version"] == "2012-10-17"
    assert {name: statement[name] for name in ("Effect", "Resource")} == {"Effect": "Allow", "Resource": "*"}


def test_actions_are_sorted_and_each_stands_once():
    actions = actions_of(TABLES.values())

    assert actions == sorted(set(actions))


def test_every_action_is_an_operation_of_its_service_or_a_known_exception(operations):
    pairs = [action.split(":") for action in actions_of(TABLES.values())]

    unknown = {f"{prefix}:{name}" for prefix, name in pairs if name not in operations[prefix]}
    assert unknown - {"apigateway:GET"} == S3


def test_every_exception_is_of_an_operation_that_exists():
    session = botocore.session.get_session()
    for key in ACTIONS:
        service, operation = key.split(":")
        assert hasattr(session.create_client(service, region_name="eu-central-1"), operation), key


def test_every_action_only_reads():
    reading = re.compile(r"[a-z0-9-]+:((Get|BatchGet|List|Describe)\w+|GenerateCredentialReport|GET)")

    assert [action for action in actions_of(TABLES.values()) if not reading.fullmatch(action)] == []


def test_no_action_reads_a_secret_or_the_content_of_data():
    forbidden = {
        "kms:Decrypt",
        "lambda:GetFunction",
        "s3:GetObject",
        "secretsmanager:GetSecretValue",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
    }

    assert forbidden.isdisjoint(actions_of(TABLES.values()))


def test_the_policy_of_one_table_allows_its_calls_and_those_of_a_run():
    assert actions_of([TABLES["s3_bucket"]]) == [
        "account:ListRegions",
        "ec2:DescribeRegions",
        "iam:GenerateCredentialReport",
        "s3:GetBucketLogging",
        "s3:GetBucketOwnershipControls",
        "s3:GetBucketPolicy",
        "s3:GetBucketPolicyStatus",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
        "s3:ListAllMyBuckets",
        "sts:GetCallerIdentity",
    ]
    assert "elasticloadbalancing:DescribeListeners" in actions_of([TABLES["elbv2_listener"]])
    assert "s3:GetAccountPublicAccessBlock" in actions_of([TABLES["s3_account"]])
    assert "s3express:GetBucketPolicy" in actions_of([TABLES["s3_directory_bucket"]])


def test_what_an_aggregator_gives_needs_no_permission_of_its_own():
    names = ("ec2_volume", "logs_group")
    (statement,) = policy([TABLES[name] for name in names], aggregator=True)["Statement"]

    assert [action for action in statement["Action"] if action.startswith(("config", "ec2", "logs"))] == [
        "config:DescribeConfigurationAggregatorSourcesStatus",
        "config:SelectAggregateResourceConfig",
        "ec2:DescribeRegions",
        "logs:DescribeLogGroups",
    ]
