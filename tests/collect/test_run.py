"""A whole run over HTTP: what is refused before it begins, and what it records of what AWS refuses."""

import boto3
import pytest

from tests import wire
from tests.conftest import ACCOUNT, REGION
from tests.endpoint import assumed, endpoint, identity, json_answer, refusal
from toolkit.collect.run import collect
from toolkit.errors import CredentialsError, OutputError, ParameterError, UnknownName
from toolkit.inventory import read_inventory

OTHER = "222222222222"


@pytest.fixture
def at(monkeypatch, tmp_path):
    """`at(answer, …)` runs a collection of log groups against an endpoint; its inventory."""

    def run(answer, **kwargs):
        kwargs = {"region_names": [REGION], "table_names": ["logs_group"]} | kwargs
        with endpoint(answer, regions=True) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            collect(tmp_path / "inventory", **kwargs)
        return read_inventory(tmp_path / "inventory")

    return run


def places(inventory, *columns):
    return inventory.coverage[["account_id", "region", "table", *columns]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("wrong", "error", "sentence"),
    [
        (
            {"region_names": ["eu-centrl-1"]},
            UnknownName,
            "No Region is called 'eu-centrl-1'. Did you mean 'eu-central-1'",
        ),
        ({"table_names": ["s3_buckets"]}, UnknownName, "No table is called 's3_buckets'. Did you mean 's3_bucket'"),
        ({"account_ids": ["1234"]}, ParameterError, "'1234' is no AWS account id: that is 12 digits"),
        ({"account_ids": ["12345678901a"]}, ParameterError, "'12345678901a' is no AWS account id"),
        ({"account_ids": ["12345678901²"]}, ParameterError, "'12345678901²' is no AWS account id"),
        ({"account_ids": [OTHER]}, ParameterError, "The credentials are those of account 123456789012, not of 2222"),
        ({"profile": "nobody"}, UnknownName, "No AWS profile is called 'nobody'"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence_before_anything_is_written(
    aws, tmp_path, wrong, error, sentence
):
    asked = {"region_names": [REGION], "table_names": ["logs_group"]} | wrong
    with pytest.raises(error) as raised:
        collect(tmp_path / "inventory", **asked)

    assert str(raised.value).startswith(sentence)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "inventory").exists()


def test_missing_credentials_are_refused_and_nothing_is_written(aws, monkeypatch, tmp_path):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(CredentialsError, match=r"AWS accepts no credentials here \(Unable to locate credentials\)"):
        collect(tmp_path / "inventory", region_names=[REGION])

    assert not (tmp_path / "inventory").exists()


def test_expired_credentials_are_refused_and_nothing_is_written(at, tmp_path):
    with pytest.raises(CredentialsError, match=r"AWS accepts no credentials here .*ExpiredToken.*sign in again"):
        at(lambda request: refusal(request, "ExpiredToken"))

    assert list(tmp_path.iterdir()) == []


def test_the_page_of_a_proxy_is_no_answer_of_aws(at, tmp_path):
    with pytest.raises(CredentialsError, match="Something else than AWS"):
        at(lambda _: (200, {"Content-Type": "text/html"}, b"<html>Sign in to the network"))

    assert list(tmp_path.iterdir()) == []


def test_a_list_of_regions_that_is_refused_asks_for_regions_by_name(at, tmp_path):
    with pytest.raises(ParameterError, match=r"Regions of account 123456789012 could not be listed .*Pass --region"):
        at(lambda r: identity(ACCOUNT) if r.service == "sts" else refusal(r), region_names=[])

    assert list(tmp_path.iterdir()) == []


def test_a_region_that_is_off_is_not_enabled_and_the_others_are_observed(at):
    def answer(request):
        if request.service == "sts":
            return identity(ACCOUNT)
        off = request.region == "me-south-1"
        return refusal(request, "UnrecognizedClientException") if off else json_answer({"logGroups": []})

    assert places(at(answer, region_names=[REGION, "me-south-1"]), "status") == [
        [ACCOUNT, "eu-central-1", "logs_group", "observed"],
        [ACCOUNT, "me-south-1", "logs_group", "not_enabled"],
    ]


def test_an_account_that_refuses_the_role_is_denied_and_the_others_are_observed(at):
    def answer(request):
        if request.operation == "AssumeRole":
            refused = f":{OTHER}:" in request.parameters["RoleArn"]
            return refusal(request) if refused else assumed("333333333333")
        if request.service == "sts":
            return identity("333333333333" if request.key_id == "ASIA333333333333" else ACCOUNT)
        return json_answer({"logGroups": []})

    inventory = at(answer, account_ids=[ACCOUNT, OTHER, "333333333333"], role_name="audit")
    assert places(inventory, "status", "rows") == [
        [ACCOUNT, REGION, "logs_group", "observed", 0],
        [OTHER, REGION, "logs_group", "denied", 0],
        ["333333333333", REGION, "logs_group", "observed", 0],
    ]
    (error,) = inventory.coverage.loc[inventory.coverage["status"].eq("denied"), "error"]
    assert "AssumeRole" in error
    ledger = inventory.ledger
    assumptions = ledger[ledger["operation"].eq("AssumeRole")].sort_values("account_id")
    assert assumptions[["account_id", "outcome"]].to_numpy().tolist() == [
        [OTHER, "denied"],
        ["333333333333", "ok"],
    ]


@pytest.mark.parametrize("where", ["full", "file", "file/inventory"])
def test_a_folder_that_cannot_be_used_is_refused_and_left_alone(aws, tmp_path, where):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError) as raised:
        collect(tmp_path / where, region_names=[REGION], table_names=["logs_group"])

    assert str(tmp_path / where) in str(raised.value)
    assert {path.name for path in tmp_path.rglob("*")} == {"full", "notes.txt", "file"}


def test_an_empty_folder_can_be_used(aws, tmp_path):
    collect(tmp_path, region_names=[REGION], table_names=["logs_group"])

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "answers.parquet",
        "coverage.parquet",
        "ledger.parquet",
        "manifest.json",
        "tables",
    ]


def test_two_accounts_in_two_regions_have_each_their_own_rows_and_global_tables_once(aws, tmp_path):
    keys = aws("sts").assume_role(RoleArn=f"arn:aws:iam::{OTHER}:role/audit", RoleSessionName="estate")["Credentials"]
    there = {
        "aws_access_key_id": keys["AccessKeyId"],
        "aws_secret_access_key": keys["SecretAccessKey"],
        "aws_session_token": keys["SessionToken"],
    }
    aws("logs").create_log_group(logGroupName="own-eu")
    aws("logs", "us-east-1").create_log_group(logGroupName="own-us")
    boto3.client("logs", region_name=REGION, **there).create_log_group(logGroupName="other-eu")
    boto3.client("iam", region_name=REGION, **there).create_group(GroupName="other")
    manifest = collect(
        tmp_path,
        region_names=[REGION, "us-east-1", REGION],
        account_ids=[ACCOUNT, OTHER, ACCOUNT],
        role_name="audit",
        table_names=["logs_group", "iam_group"],
    )

    inventory = read_inventory(tmp_path)
    assert places(inventory, "status", "rows") == [
        [ACCOUNT, "eu-central-1", "logs_group", "observed", 1],
        [ACCOUNT, "global", "iam_group", "observed", 0],
        [ACCOUNT, "us-east-1", "logs_group", "observed", 1],
        [OTHER, "eu-central-1", "logs_group", "observed", 1],
        [OTHER, "global", "iam_group", "observed", 1],
        [OTHER, "us-east-1", "logs_group", "observed", 0],
    ]
    groups = inventory["logs_group"]
    assert groups[["account_id", "region", "name"]].to_numpy().tolist() == [
        [ACCOUNT, "eu-central-1", "own-eu"],
        [ACCOUNT, "us-east-1", "own-us"],
        [OTHER, "eu-central-1", "other-eu"],
    ]
    assert inventory["iam_group"]["resource_id"].tolist() == ["arn:aws:iam::222222222222:group/other"]
    assert manifest["parameters"] == {
        "accounts": [ACCOUNT, OTHER],
        "regions": ["eu-central-1", "us-east-1"],
        "tables": ["iam_group", "logs_group"],
        "role_name": "audit",
    }
    assert set(groups["call_id"]) <= set(inventory.ledger["call_id"])


def test_a_service_that_the_region_does_not_have_is_named_and_counts_for_no_table(aws, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_LIGHTSAIL", "https://lightsail.invalid")
    collect(tmp_path, region_names=["af-south-1"], table_names=["logs_group", "lightsail_instance"])
    inventory = read_inventory(tmp_path)

    assert inventory.coverage["table"].tolist() == ["logs_group"]
    lacking = inventory.off[inventory.off["status"].eq("not_offered")]
    assert lacking[["region", "table"]].to_numpy().tolist() == [["af-south-1", "lightsail_instance"]]
    assert "lightsail" not in set(inventory.ledger["service"])


def test_a_table_that_one_region_answers_is_asked_there(monkeypatch, tmp_path):
    asked = set()

    def answer(request):
        asked.add((request.service, request.region))
        return wire.estate(request)

    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        collect(tmp_path / "inventory", region_names=[REGION], table_names=["wafv2_cloudfront_web_acl", "kms_key"])

    assert asked == {("sts", REGION), ("wafv2", "us-east-1"), ("kms", REGION)}
