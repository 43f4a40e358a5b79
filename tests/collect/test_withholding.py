"""What AWS answers with, where secrets stand: nothing of it is kept, and whether it was a credential is."""

import base64
import json

import pytest

from tests.models import full, operation
from toolkit.collect.withholding import masked_answer

SECRET = "correct-horse-battery"
TOKEN = SECRET_TOKEN = "AKIA0123456789ABCDEF"
SHELL = base64.b64encode(f"#!/bin/sh\nexport KEY={TOKEN}\n".encode()).decode()


@pytest.mark.parametrize(
    ("called", "answer"),
    [
        ("lambda:list_functions", {"Functions": [{"Environment": {"Variables": {"GREETING": SECRET}}}]}),
        ("lambda:get_function", {"Configuration": {"Environment": {"Variables": {"GREETING": SECRET}}}}),
        (
            "ecs:describe_task_definition",
            {"taskDefinition": {"containerDefinitions": [{"environment": [{"name": "GREETING", "value": SECRET}]}]}},
        ),
        (
            "codebuild:batch_get_projects",
            {"projects": [{"environment": {"environmentVariables": [{"name": "GREETING", "value": SECRET}]}}]},
        ),
        ("codebuild:batch_get_projects", {"projects": [{"webhook": {"secret": SECRET}}]}),
        ("ec2:describe_instance_attribute", {"UserData": {"Value": SECRET}}),
        (
            "ec2:describe_launch_template_versions",
            {"LaunchTemplateVersions": [{"LaunchTemplateData": {"UserData": SECRET}}]},
        ),
        ("ec2:describe_vpn_connections", {"VpnConnections": [{"CustomerGatewayConfiguration": SECRET}]}),
        ("autoscaling:describe_launch_configurations", {"LaunchConfigurations": [{"UserData": SECRET}]}),
        ("ssm:get_parameter", {"Parameter": {"Value": SECRET}}),
        (
            "elasticbeanstalk:describe_configuration_settings",
            {"ConfigurationSettings": [{"OptionSettings": [{"OptionName": "DB_PASSWORD", "Value": SECRET}]}]},
        ),
        (
            "elasticbeanstalk:describe_configuration_settings",
            {"ConfigurationSettings": [{"OptionSettings": [
                {"Namespace": "aws:elasticbeanstalk:application:environment", "OptionName": "A", "Value": SECRET}]}]},
        ),
        ("apigateway:get_stages", {"item": [{"canarySettings": {"stageVariableOverrides": {"greeting": SECRET}}}]}),
        ("apigateway:get_stages", {"item": [{"variables": {SECRET_TOKEN: SECRET}}]}),
        (
            "ecs:describe_task_definition",
            {"taskDefinition": {"containerDefinitions": [{"logConfiguration": {"options": {"splunk-token": SECRET}}}]}},
        ),
        ("cloudformation:describe_stacks", {"Stacks": [{"Parameters": [{"ParameterValue": SECRET}]}]}),
        ("cloudformation:describe_stacks", {"Stacks": [{"Outputs": [{"OutputValue": SECRET}]}]}),
        ("apigateway:get_stages", {"item": [{"variables": {"greeting": SECRET}}]}),
        ("sagemaker:describe_model", {"PrimaryContainer": {"Environment": {"GREETING": SECRET}}}),
        (
            "cloudfront:list_distributions",
            {"DistributionList": {"Items": [{"Origins": {"Items": [{"CustomHeaders": {"Items": [
                {"HeaderName": "X-Origin", "HeaderValue": SECRET}]}}]}}]}},
        ),
        ("iam:list_virtual_mfa_devices", {"VirtualMFADevices": [{"Base32StringSeed": SECRET.encode()}]}),
        ("rds:describe_db_instances", {"DBInstances": [{"PendingModifiedValues": {"MasterUserPassword": SECRET}}]}),
        (
            "elbv2:describe_listeners",
            {"Listeners": [{"DefaultActions": [{"AuthenticateOidcConfig": {"ClientSecret": SECRET}}]}]},
        ),
        ("sts:assume_role", {"Credentials": {"SecretAccessKey": SECRET, "SessionToken": SECRET}}),
        ("ec2:describe_volumes", {"Volumes": [{"Tags": [{"Key": "db_password", "Value": SECRET}]}]}),
        ("s3:get_bucket_tagging", {"TagSet": [{"Key": "db_password", "Value": SECRET}]}),
        ("rds:describe_db_instances", {"DBInstances": [{"TagList": [{"Key": "db_password", "Value": SECRET}]}]}),
        ("lambda:list_tags", {"Tags": {"db_password": SECRET}}),
        ("ecs:describe_clusters", {"clusters": [{"tags": [{"key": "db_password", "value": SECRET}]}]}),
    ],
)  # fmt: skip
def test_no_secret_is_kept(called, answer):
    clean = masked_answer(operation(*called.split(":")), answer)

    text = json.dumps(clean, default=bytes.decode)
    assert SECRET not in text
    assert TOKEN not in text
    assert "[withheld]" in text or "[masked]" in text
    assert SECRET in json.dumps(answer, default=bytes.decode), "the answer itself must stay as it came"


@pytest.mark.parametrize(
    ("variables", "kept"),
    [
        ({"STAGE": "prod"}, {"STAGE": "[withheld]"}),
        ({"DB_PASSWORD": "hunter2"}, {"DB_PASSWORD": "[masked]"}),
        ({"NOTE": TOKEN}, {"NOTE": "[masked]"}),
    ],
)
def test_of_an_environment_the_names_are_kept_and_whether_a_value_is_a_credential(variables, kept):
    answer = {"Functions": [{"Environment": {"Variables": variables}}]}
    clean = masked_answer(operation("lambda", "list_functions"), answer)

    assert clean["Functions"][0]["Environment"]["Variables"] == kept


@pytest.mark.parametrize(
    ("data", "kept"), [(SHELL, "[masked]"), ("IyEvYmluL3No", "[withheld]"), ("監査", "[withheld]")]
)
def test_of_user_data_it_is_kept_whether_a_credential_was_in_it(data, kept):
    clean = masked_answer(operation("ec2", "describe_instance_attribute"), {"UserData": {"Value": data}})

    assert clean == {"UserData": {"Value": kept}}


def test_the_token_of_the_next_page_stays_as_it_came():
    answer = {"nextToken": f"eyJ{'a' * 20}.eyJ{'b' * 20}.c", "logGroups": [{"logGroupName": TOKEN}]}

    assert masked_answer(operation("logs", "describe_log_groups"), answer) == answer | {
        "logGroups": [{"logGroupName": "[masked]"}]
    }


def test_the_id_of_an_access_key_is_no_secret():
    answer = {"AccessKeyMetadata": [{"AccessKeyId": TOKEN, "UserName": TOKEN}]}

    assert masked_answer(operation("iam", "list_access_keys"), answer) == {
        "AccessKeyMetadata": [{"AccessKeyId": TOKEN, "UserName": "[masked]"}]
    }


def test_an_answer_without_secrets_is_left_alone():
    model = operation("kms", "list_keys")
    answer = full(model.output_shape)

    assert masked_answer(model, answer) is answer
