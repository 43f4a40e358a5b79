import io
import json
import zipfile

import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS

FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:f"


def code():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("app.py", "")
    return {"ZipFile": archive.getvalue()}


def configuration(**more):
    return {"FunctionName": "f", "FunctionArn": FUNCTION, **more}


def statement(principal="*", effect="Allow", **condition):
    return {"Effect": effect, "Principal": principal, "Action": "*"} | ({"Condition": condition} if condition else {})


def policy_public(answered, *statements):
    policy = json.dumps({"Statement": statements[0] if len(statements) == 1 else statements})
    frame = answered(
        "lambda_function", ("list_functions", {"Functions": [configuration()]}), ("get_policy", {"Policy": policy})
    )
    return public(frame)[0]


def public(frame):
    """What the view adds, with None for what is unknown."""
    others = (TABLES["lambda_alias"].empty(), TABLES["lambda_version"].empty())
    added = VIEWS["lambda_function_policy"].build(frame, *others)["admits_anyone"]
    return added.astype("object").where(added.notna(), None).tolist()


def test_functions_of_the_estate(aws, collected):
    iam, functions = aws("iam"), aws("lambda")
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    common = {"Role": role, "Handler": "app.handler", "Code": code()}
    functions.create_function(FunctionName="good", Runtime="python3.13", **common)
    variables = {"TOKEN": "s3cr3t", "LEVEL": "info"}
    functions.create_function(FunctionName="bad", Runtime="python3.7", Environment={"Variables": variables}, **common)
    functions.add_permission(FunctionName="bad", StatementId="1", Action="lambda:InvokeFunction", Principal="*")
    for name in ("good", "bad"):
        functions.add_permission(
            FunctionName=name, StatementId="2", Action="lambda:*", Principal="*", SourceAccount="123456789012"
        )
    frame = collected("lambda_function").sort_values("name", ignore_index=True)
    assert frame["name"].tolist() == ["bad", "good"]
    assert frame["resource_id"][1] == "arn:aws:lambda:eu-central-1:123456789012:function:good"
    assert frame["runtime"].tolist() == ["python3.7", "python3.13"]
    assert frame["package_type"].tolist() == ["Zip", "Zip"]
    assert public(frame) == [True, False]
    assert frame["environment_names"].tolist() == ["LEVEL TOKEN", ""]
    assert frame["environment_credentials"].tolist() == [1, 0]
    assert frame["environment_kms_key_arn"].tolist() == ["none", "none"]
    assert frame["vpc_id"].tolist() == ["none", "none"]
    assert frame["last_modified_at"].notna().all()
    assert "s3cr3t" not in frame.to_string()


def test_versions_and_aliases_of_the_estate(aws, collected):
    iam, functions = aws("iam"), aws("lambda")
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    variables = {"DATABASE_URL": "postgres://u:pw@db/x"}
    functions.create_function(
        FunctionName="f",
        Runtime="python3.7",
        Role=role,
        Handler="app.handler",
        Code=code(),
        Environment={"Variables": variables},
        Publish=True,
    )
    functions.update_function_configuration(FunctionName="f", Runtime="python3.13", Environment={"Variables": {}})
    functions.create_alias(FunctionName="f", Name="prod", FunctionVersion="1")
    functions.add_permission(
        FunctionName="f", Qualifier="prod", StatementId="1", Action="lambda:InvokeFunctionUrl", Principal="*"
    )
    versions, aliases = collected("lambda_version"), collected("lambda_alias")
    assert versions["resource_id"].tolist() == [f"{FUNCTION}:1"]
    assert versions[["version", "runtime"]].values.tolist() == [["1", "python3.7"]]
    assert versions["environment_credentials"].tolist() == [1]
    assert aliases[["resource_id", "function_arn", "versions"]].values.tolist() == [[f"{FUNCTION}:prod", FUNCTION, "1"]]
    assert '"Principal":"*"' in aliases["statements_json"][0].replace(" ", "")
    assert collected("lambda_function")["runtime"].tolist() == ["python3.13"]


def test_what_an_alias_calls_and_its_policy(answered):
    weighted = {"AliasArn": f"{FUNCTION}:b", "Name": "b", "FunctionVersion": "7"}
    weighted["RoutingConfig"] = {"AdditionalVersionWeights": {"12": 0.1}}
    frame = answered(
        "lambda_alias",
        ("list_functions", {"Functions": [configuration()]}),
        ("list_aliases", {"Aliases": [{"AliasArn": f"{FUNCTION}:a", "Name": "a", "FunctionVersion": "7"}, weighted]}),
        ("get_policy", "ResourceNotFoundException"),
        ("get_policy", "AccessDeniedException"),
    )
    assert frame["versions"].tolist() == ["7", "12 7"]
    assert frame["statements_json"].fillna("?").tolist() == ["[]", "?"]


def test_the_unpublished_version_is_no_row_among_the_published(answered):
    listed = [configuration(Version="$LATEST"), configuration(Version="1", FunctionArn=f"{FUNCTION}:1")]
    frame = answered(
        "lambda_version",
        ("list_functions", {"Functions": [configuration()]}),
        ("list_versions_by_function", {"Versions": listed}),
        ("get_policy", "ResourceNotFoundException"),
    )
    assert frame["resource_id"].tolist() == [f"{FUNCTION}:1"]


def test_what_else_calls_a_version(answered):
    mapping = {"UUID": "0" * 36, "FunctionArn": f"{FUNCTION}:3", "State": "Enabled"}
    frame = answered("lambda_event_source_mapping", ("list_event_source_mappings", {"EventSourceMappings": [mapping]}))
    assert frame[["resource_id", "function_arn", "state"]].values.tolist() == [["0" * 36, f"{FUNCTION}:3", "Enabled"]]
    kept = {"FunctionArn": f"{FUNCTION}:4", "RequestedProvisionedConcurrentExecutions": 5, "Status": "READY"}
    frame = answered(
        "lambda_provisioned_concurrency",
        ("list_functions", {"Functions": [configuration()]}),
        ("list_provisioned_concurrency_configs", {"ProvisionedConcurrencyConfigs": [kept]}),
    )
    assert frame[["resource_id", "requested", "status"]].values.tolist() == [[f"{FUNCTION}:4", 5, "READY"]]


def test_no_policy_is_not_public_and_a_denied_one_is_unknown(answered):
    other = configuration(FunctionName="g", FunctionArn=f"{FUNCTION}-2")
    listing = ("list_functions", {"Functions": [configuration(), other]})
    frame = answered(
        "lambda_function", listing, ("get_policy", "ResourceNotFoundException"), ("get_policy", "AccessDeniedException")
    )
    assert public(frame) == [False, None]


def test_variables_that_the_caller_may_not_decrypt_are_unknown(answered):
    refused = {"Error": {"ErrorCode": "AccessDeniedException", "Message": "Lambda was unable to decrypt"}}
    modified = "2026-11-24T10:00:00.000+0000"
    frame = answered(
        "lambda_function",
        (
            "list_functions",
            {"Functions": [configuration(Environment=refused, LastModified=modified, PackageType="Image")]},
        ),
        ("get_policy", "ResourceNotFoundException"),
    )
    assert frame[["environment_names", "environment_credentials"]].isna().all(axis=None)
    assert frame["runtime"].tolist() == ["none"]
    assert frame["last_modified_at"][0].isoformat() == "2026-11-24T10:00:00+00:00"


@pytest.mark.parametrize(
    ("open_", "statements"),
    [
        (True, [statement()]),
        (True, [statement({"AWS": "*"})]),
        (True, [statement({"AWS": ["arn:aws:iam::111122223333:root", "*"]})]),
        (True, [{"Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}}]),
        (True, [statement(StringEquals={"lambda:FunctionUrlAuthType": "NONE"})]),
        (True, [statement(StringLike={"aws:SourceArn": "*"})]),
        (True, [statement(ArnLike={"aws:PrincipalArn": "arn:aws:iam::*:role/*"})]),
        (True, [statement(StringLike={"aws:PrincipalOrgID": "o-*"})]),
        (True, [statement(StringNotEquals={"aws:SourceAccount": "111122223333"})]),
        (True, [statement(StringEquals={"aws:SourceAccount": "111122223333"}), statement()]),
        (False, [statement(StringEquals={"AWS:SourceAccount": "111122223333"})]),
        (False, [statement(ArnLike={"AWS:SourceArn": ["arn:aws:s3:::bucket"]})]),
        (True, [statement(ArnLike={"AWS:SourceArn": "arn:aws:s3:::*"})]),
        (False, [statement(StringEquals={"aws:PrincipalOrgID": "o-1", "lambda:FunctionUrlAuthType": "AWS_IAM"})]),
        (False, [statement(effect="Deny")]),
        (False, [statement({"Service": "s3.amazonaws.com"}), statement({"AWS": "arn:aws:iam::111122223333:root"})]),
    ],
)
def test_who_may_call_the_function(answered, open_, statements):
    assert policy_public(answered, *statements) == open_


def test_a_policy_that_cannot_be_read_is_unknown(answered):
    listing = ("list_functions", {"Functions": [configuration()]})
    assert public(answered("lambda_function", listing, ("get_policy", {"Policy": "?"}))) == [None]


def test_where_a_function_runs(answered):
    managed = {"CapacityProviderArn": "arn:aws:lambda:eu-central-1:123456789012:capacity-provider:c"}
    functions = [
        configuration(
            CapacityProviderConfig={"LambdaManagedInstancesCapacityProviderConfig": managed},
            VpcConfig={"VpcId": "vpc-1", "SubnetIds": ["subnet-2", "subnet-1"]},
            DeadLetterConfig={"TargetArn": "arn:aws:sqs:eu-central-1:123456789012:q"},
        ),
        configuration(FunctionArn=f"{FUNCTION}-2", VpcConfig={"VpcId": "", "SubnetIds": []}),
    ]
    policies = [("get_policy", "ResourceNotFoundException")] * 2
    frame = answered("lambda_function", ("list_functions", {"Functions": functions}), *policies)
    assert frame["capacity_provider_arn"].tolist() == [managed["CapacityProviderArn"], "none"]
    assert frame["subnet_ids"].tolist() == ["subnet-1 subnet-2", ""]
    assert frame["dead_letter_arn"].tolist() == ["arn:aws:sqs:eu-central-1:123456789012:q", "none"]
    assert frame["signing_profile_arn"].tolist() == ["none", "none"]


def test_addresses_of_functions_and_aliases(answered):
    def address(arn, **more):
        made = {"CreationTime": "2030-01-01T00:00:00.000Z", "LastModifiedTime": "2030-01-01T00:00:00.000Z"}
        return {"FunctionArn": arn, "FunctionUrl": "https://1.lambda-url.eu-central-1.on.aws/"} | made | more

    urls = [
        address(FUNCTION, AuthType="NONE", Cors={"AllowOrigins": ["https://b", "*"]}, InvokeMode="RESPONSE_STREAM"),
        address(f"{FUNCTION}:prod", AuthType="AWS_IAM"),
    ]
    functions = [configuration(), configuration(FunctionName="g", FunctionArn=f"{FUNCTION}-2")]
    frame = answered(
        "lambda_function_url",
        ("list_functions", {"Functions": functions}),
        ("list_function_url_configs", {"FunctionUrlConfigs": urls}),
        ("list_function_url_configs", {"FunctionUrlConfigs": []}),
    )
    assert frame["resource_id"].tolist() == [FUNCTION, f"{FUNCTION}:prod"]
    assert frame["function_arn"].tolist() == [FUNCTION, FUNCTION]
    assert frame["auth_type"].tolist() == ["NONE", "AWS_IAM"]
    assert frame["cors_origins"].tolist() == ["* https://b", ""]
    assert frame["invoke_mode"].tolist() == ["RESPONSE_STREAM", "BUFFERED"]
    assert frame["created_at"].dt.year.tolist() == [2030, 2030]


def test_refused_addresses_make_the_table_denied(answered):
    frame = answered(
        "lambda_function_url",
        ("list_functions", {"Functions": [configuration()]}),
        ("list_function_url_configs", "AccessDeniedException"),
    )
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_functions_that_lambda_counts(answered):
    limits = {"AccountLimit": {"UnreservedConcurrentExecutions": 900}, "AccountUsage": {"FunctionCount": 3}}
    frame = answered("lambda_account", ("get_account_settings", limits))
    assert frame["resource_id"].tolist() == ["123456789012/eu-central-1/lambda"]
    assert frame[["functions", "unreserved_concurrency"]].values.tolist() == [[3, 900]]
