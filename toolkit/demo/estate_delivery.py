"""Images, builds, stacks, queues and topics of the demo accounts."""

import json
from typing import Any

from toolkit.demo.accounts import (
    BUILD_CANARY,
    CJK,
    EMOJI,
    FORMULA,
    HOSTILE_TAGS,
    MANAGEMENT,
    SCRIPT,
    STACK_CANARY,
    STACK_OUTPUT_CANARY,
    TAG_CANARY,
)
from toolkit.demo.connection import Account


def build_delivery(account: Account, region: str, key_arn: str) -> None:
    """Build what software is built, stored and deployed with, and what its parts talk through."""
    _images(account.client("ecr", region), account, key_arn)
    _builds(account.client("codebuild", region), account)
    _stack(account.client("cloudformation", region))
    _topic(account.client("sns", region), account, key_arn)
    _queue(account.client("sqs", region), account, key_arn)


def _images(ecr: Any, account: Account, key_arn: str) -> None:
    good = account.id == MANAGEMENT
    encryption = {"encryptionType": "KMS", "kmsKey": key_arn} if good else {"encryptionType": "AES256"}
    ecr.create_repository(
        repositoryName="orders",
        imageTagMutability="IMMUTABLE" if good else "MUTABLE",
        imageScanningConfiguration={"scanOnPush": good},
        encryptionConfiguration=encryption,
        tags=[{"Key": "Owner", "Value": EMOJI}],
    )
    layer = {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "size": 1024, "digest": "sha256:" + "1" * 64}
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": layer | {"mediaType": "application/vnd.oci.image.config.v1+json"},
        "layers": [layer],
    }
    ecr.put_image(repositoryName="orders", imageTag="1.4.2", imageManifest=json.dumps(manifest))
    if not good:
        anyone = {"Sid": "pull", "Effect": "Allow", "Principal": "*", "Action": ["ecr:BatchGetImage"]}
        policy = {"Version": "2012-10-17", "Statement": [anyone]}
        ecr.set_repository_policy(repositoryName="orders", policyText=json.dumps(policy))


def _builds(codebuild: Any, account: Account) -> None:
    good = account.id == MANAGEMENT
    variables = [{"name": "STAGE", "value": "production", "type": "PLAINTEXT"}]
    if not good:
        variables.append({"name": "REGISTRY_PASSWORD", "value": BUILD_CANARY, "type": "PLAINTEXT"})
    codebuild.create_project(
        name="orders",
        description=f"Builds the image {SCRIPT}",
        source={"type": "S3", "location": f"invoices-{account.id}-eu-central-1/source.zip"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
            "privilegedMode": not good,
            "environmentVariables": variables,
        },
        serviceRole=f"arn:aws:iam::{account.id}:role/app-function",
        tags=[{"key": "Note", "value": FORMULA}],
    )


def _stack(cloudformation: Any) -> None:
    """Create a stack that gives away a password twice: as a parameter, and in an output."""
    template = {
        "Parameters": {"DatabasePassword": {"Type": "String"}},
        "Resources": {"Events": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "stack-events"}}},
        "Outputs": {"Connection": {"Value": STACK_OUTPUT_CANARY}},
    }
    cloudformation.create_stack(
        StackName="orders",
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": "DatabasePassword", "ParameterValue": STACK_CANARY}],
        Tags=[{"Key": "Deployed-With", "Value": TAG_CANARY}, {"Key": "Team", "Value": CJK}],
    )


def _topic(sns: Any, account: Account, key_arn: str) -> None:
    good = account.id == MANAGEMENT
    sns.create_topic(
        Name="alerts",
        Attributes={"KmsMasterKeyId": key_arn} if good else {"Policy": _open_policy("sns:Publish")},
        Tags=[{"Key": "Note", "Value": SCRIPT}],
    )


def _queue(sqs: Any, account: Account, key_arn: str) -> None:
    good = account.id == MANAGEMENT
    attributes = {"KmsMasterKeyId": key_arn} if good else {"Policy": _open_policy("sqs:SendMessage")}
    sqs.create_queue(QueueName="orders", Attributes=attributes, tags=HOSTILE_TAGS)


def _open_policy(action: str) -> str:
    statement = {"Sid": "anyone", "Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
