"""What AWS answers with, where secrets stand: nothing of it is kept, and whether it was a credential is."""

import base64
import json

import pytest

from tests.models import full, operation
from tests.tables.test_declarations import full_row
from toolkit.collect.jmes import search
from toolkit.collect.masking import withheld
from toolkit.collect.withholding import masked_answer
from toolkit.tables import TABLES
from toolkit.views.iam_policy_document import admits_anyone

SECRET = "correct-horse-battery"
TOKEN = SECRET_TOKEN = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"
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
        ("docdb:describe_db_instances", {"DBInstances": [{"PendingModifiedValues": {"MasterUserPassword": SECRET}}]}),
        ("eks:describe_cluster", {"cluster": {"connectorConfig": {"activationCode": SECRET}}}),
        (
            "firehose:describe_delivery_stream",
            {"DeliveryStreamDescription": {"Destinations": [{"SplunkDestinationDescription": {"HECToken": SECRET}}]}},
        ),
        ("glue:get_job", {"Job": {"SourceControlDetails": {"AuthToken": SECRET}}}),
        ("sts:assume_role", {"Credentials": {"SessionToken": SECRET}}),
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


@pytest.mark.parametrize("name", ["NAME", "KEY", "value"])
def test_in_a_map_of_variables_every_name_is_one(name):
    answer = {"Functions": [{"Environment": {"Variables": {name: SECRET, "STAGE": "prod"}}}]}
    clean = masked_answer(operation("lambda", "list_functions"), answer)

    assert clean["Functions"][0]["Environment"]["Variables"] == {name: "[withheld]", "STAGE": "[withheld]"}


@pytest.mark.parametrize(
    "name",
    [
        *("password", "MasterUserPassword", "adminpassword", "secret", "clientSecret", "secretAccessKey", "authToken"),
        *("SessionToken", "preSharedKey", "hecToken", "ActivationCode"),
    ],
)
def test_where_no_model_tells_the_name_of_a_member_does(name):
    item = {"resourceType": "AWS::Any::Thing", "configuration": {"list": [{name: SECRET, "state": "on"}]}}
    clean = masked_answer(operation("config", "select_aggregate_resource_config"), {"Results": [json.dumps(item)]})

    (kept,) = json.loads(clean["Results"][0])["configuration"]["list"]
    assert kept[name] in ("[masked]", "[withheld]")
    assert kept["state"] == "on"


def test_the_token_of_the_next_page_stays_as_it_came():
    answer = {"nextToken": f"eyJ{'a' * 20}.eyJ{'b' * 20}.{'c' * 20}", "logGroups": [{"logGroupName": TOKEN}]}

    assert masked_answer(operation("logs", "describe_log_groups"), answer) == answer


def planted(answer):
    """Return a full answer in which every text looks like a credential."""
    match answer:
        case dict():
            return {name: planted(value) for name, value in answer.items()}
        case list():
            return [planted(value) for value in answer]
    return TOKEN if answer == "1" else answer


def as_planted(_model, answer):
    return planted(answer)


def masked_as_planted(model, answer):
    return masked_answer(model, planted(answer))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_tells_resources_apart_and_what_aws_is_asked_for_is_never_masked(table):
    """The key, the name, ids and ARNs in columns, and the arguments of calls: even if they look like a credential."""
    came, kept = full_row(table, as_planted), full_row(table, masked_as_planted)
    columns = {c.name: c.path for c in table.columns if c.name == "name" or c.name.endswith(("_arn", "_id", "_name"))}
    columns.pop("name" if table.name == "kms_key" else "", None)  # what people wrote about the key
    asked = {f"{d.name} {name}": path for d in table.details for name, path in d.arguments.items()}
    paths = {"key": table.key} | columns | asked | table.arguments

    assert {name: search(path, kept) for name, path in paths.items()} == {
        name: search(path, came) for name, path in paths.items()
    }


@pytest.mark.parametrize(
    ("called", "answer", "kept"),
    [
        (
            "kms:describe_key",
            {"KeyMetadata": {"KeyId": TOKEN, "Description": f"see {TOKEN} there"}},
            {"KeyMetadata": {"KeyId": TOKEN, "Description": "see [masked] there"}},
        ),
        (
            "iam:list_access_keys",
            {"AccessKeyMetadata": [{"AccessKeyId": "AKIA0123456789ABCDEF", "UserName": TOKEN}]},
            {"AccessKeyMetadata": [{"AccessKeyId": "AKIA0123456789ABCDEF", "UserName": TOKEN}]},
        ),
        (
            "sqs:get_queue_attributes",
            {"Attributes": {"QueueArn": f"arn:{TOKEN}", "Policy": f'{{"Id": "{TOKEN}"}}'}},
            {"Attributes": {"QueueArn": f"arn:{TOKEN}", "Policy": '{"Id": "[masked]"}'}},
        ),
        (
            "ecs:describe_task_definition",
            {"taskDefinition": {"containerDefinitions": [{"name": TOKEN, "command": ["x", "--password", SECRET]}]}},
            {"taskDefinition": {"containerDefinitions": [{"name": TOKEN, "command": ["x", "--password", "[masked]"]}]}},
        ),
        (
            "codebuild:batch_get_projects",
            {"projects": [{"source": {"buildspec": f"run:\n  - mysql -p{SECRET} db\n"}}]},
            {"projects": [{"source": {"buildspec": "run:\n  - mysql -p[masked] db\n"}}]},
        ),
        (
            "apigatewayv2:get_integrations",
            {"Items": [{"IntegrationUri": f"https://user:{SECRET}@api.example.test/x", "IntegrationId": TOKEN}]},
            {"Items": [{"IntegrationUri": "https://user:[masked]@api.example.test/x", "IntegrationId": TOKEN}]},
        ),
        ("ecs:list_clusters", {"clusterArns": [TOKEN], "nextToken": "t"}, {"clusterArns": [TOKEN], "nextToken": "t"}),
    ],
)  # fmt: skip
def test_the_model_tells_ids_from_what_people_wrote(called, answer, kept):
    assert masked_answer(operation(*called.split(":")), answer) == kept


@pytest.mark.parametrize("name", ["topic", "aws-controltower-AllConfigNotifications"])
def test_a_policy_that_pins_its_caller_admits_nobody_else_whatever_the_callers_name(name):
    topic = f"arn:aws:sns:us-east-1:644160558196:{name}"
    condition = {"ArnEquals": {"aws:SourceArn": topic}}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Condition": condition}
    answer = {"Attributes": {"Policy": json.dumps({"Statement": [statement]})}}
    clean = masked_answer(operation("sqs", "get_queue_attributes"), answer)

    assert clean == answer
    assert admits_anyone(json.dumps(json.loads(clean["Attributes"]["Policy"])["Statement"])) is False


def test_an_answer_without_secrets_is_left_alone():
    model = operation("kms", "list_keys")
    answer = full(model.output_shape)

    assert masked_answer(model, answer) is answer


@pytest.mark.parametrize(
    ("name", "value", "instead"),
    [
        ("DB_PASS", "hunter2", "[masked]"),
        ("dbPwd", "hunter2", "[masked]"),
        ("ConnectionString", "Server=db;User=app", "[masked]"),
        ("DATABASE_URL", "postgres://u:pw@db/x", "[masked]"),
        ("DATABASE_URL", "postgres://db/x", "[withheld]"),
        ("SECRET_NAME", "prod/db", "[withheld]"),
        ("DB_PASSWORD_FILE", "/run/secrets/db", "[withheld]"),
        ("DB_PASSWORD", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf", "[withheld]"),
        ("DB_PASSWORD", "{{resolve:secretsmanager:db}}", "[withheld]"),
        ("API_KEY_ENABLED", "true", "[withheld]"),
        ("SECRET_NAME", TOKEN, "[masked]"),
        ("ACCESS_KEY", "AKIA0123456789ABCDEF", "[withheld]"),
    ],
)
def test_a_variable_that_says_where_a_secret_is_holds_none(name, value, instead):
    assert withheld([{"name": name, "value": value}]) == [{"name": name, "value": instead}]
    assert withheld({name: value}) == {name: instead}
