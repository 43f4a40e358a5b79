"""The ledger: every call once, with what was asked, by whom, and what became of it."""

import hashlib
import json

import boto3
import pytest

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import assumed, endpoint, identity, json_answer, refusal
from toolkit.collect.engine import Place, collect_table
from toolkit.collect.ledger import Ledger, outcome_of, record
from toolkit.collect.run import collect
from toolkit.inventory import read_inventory
from toolkit.tables import TABLES

CALLER = "arn:aws:iam::111111111111:user/auditor"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("AccessDenied", "denied"),
        ("AccessDeniedException", "denied"),
        ("KMSAccessDenied", "denied"),
        ("UnauthorizedOperation", "denied"),
        ("AuthorizationError", "denied"),
        ("AllAccessDisabled", "denied"),
        ("AuthFailure", "not_enabled"),
        ("InvalidClientTokenId", "not_enabled"),
        ("UnrecognizedClientException", "not_enabled"),
        ("OptInRequired", "not_enabled"),
        ("NoSuchEntity", "gone"),
        ("NoSuchBucket", "gone"),
        ("ResourceNotFoundException", "gone"),
        ("DBInstanceNotFound", "gone"),
        ("InvalidVolume.NotFound", "gone"),
        ("ThrottlingException", "failed"),
        ("InternalError", "failed"),
        ("ExpiredToken", "failed"),
        ("", "failed"),
    ],
)
def test_an_error_code_says_what_became_of_the_call(code, outcome):
    assert outcome_of(code) == outcome


@pytest.fixture
def entered():
    """`entered(url)` collects the log groups from an endpoint; the ledger's rows."""

    def collect(url):
        client = boto3.client("logs", region_name=REGION, endpoint_url=url)
        record(client)
        with Ledger(ACCOUNT, REGION, "logs_group", CALLER) as ledger:
            collect_table(client, TABLES["logs_group"], Place(ACCOUNT, REGION, "aws"), ledger)
        return ledger.rows()

    return collect


def test_a_call_is_entered_with_place_caller_request_and_the_hash_of_its_answer(entered):
    with endpoint(lambda _: json_answer({"logGroups": []})) as url:
        (row,) = entered(url)

    started, answered, call_id = row.pop("started_at"), row.pop("answered_at"), row.pop("call_id")
    assert started.utcoffset().total_seconds() == answered.utcoffset().total_seconds() == 0
    assert abs((answered - started).total_seconds()) < 60
    assert call_id != ""
    assert row == {
        "account_id": "123456789012",
        "region": "eu-central-1",
        "table": "logs_group",
        "caller_arn": "arn:aws:iam::111111111111:user/auditor",
        "service": "logs",
        "operation": "DescribeLogGroups",
        "arguments": "{}",
        "outcome": "ok",
        "error_code": "",
        "error": "",
        "attempts": 1,
        "request_id": "request-1",
        "answer_sha256": hashlib.sha256(b'{"logGroups": []}').hexdigest(),
        "resource_id": "",
        "clock_skew": 0,
        "answer": '{"logGroups": []}',
    }


def test_a_refused_call_is_entered_with_its_error_and_without_a_hash(entered):
    with endpoint(refusal) as url:
        (row,) = entered(url)

    fields = ("outcome", "error_code", "error", "attempts", "request_id", "answer_sha256")
    assert [row[name] for name in fields] == ["denied", "AccessDenied", "Refused by the test.", 1, "request-1", ""]


def test_a_second_attempt_is_the_same_call(entered):
    busy = [lambda request: refusal(request, "ServiceUnavailable", 503)]
    with endpoint(lambda request: busy.pop()(request) if busy else json_answer({"logGroups": []})) as url:
        (row,) = entered(url)

    assert (row["outcome"], row["attempts"]) == ("ok", 2)


def test_each_call_is_entered_once_with_its_arguments_and_resource(aws, collected):
    aws("s3").create_bucket(Bucket="invoices", CreateBucketConfiguration={"LocationConstraint": REGION})
    calls = collected("s3_bucket").attrs["calls"]

    about = "arn:aws:s3:::invoices"
    assert [(call.operation, json.loads(call.arguments), call.resource_id) for call in calls] == [
        ("ListBuckets", {"MaxBuckets": 1000}, ""),
        ("GetBucketEncryption", {"Bucket": "invoices"}, about),
        ("GetBucketVersioning", {"Bucket": "invoices"}, about),
        ("GetPublicAccessBlock", {"Bucket": "invoices"}, about),
        ("GetBucketPolicy", {"Bucket": "invoices"}, about),
        ("GetBucketPolicyStatus", {"Bucket": "invoices"}, about),
        ("GetBucketLogging", {"Bucket": "invoices"}, about),
        ("GetBucketOwnershipControls", {"Bucket": "invoices"}, about),
        ("GetBucketTagging", {"Bucket": "invoices"}, about),
    ]
    assert len({call.call_id for call in calls}) == 9


def test_assuming_a_role_is_entered_and_its_credentials_are_not(monkeypatch, tmp_path):
    def answer(request):
        if request.operation == "AssumeRole":
            return assumed("222222222222")
        if request.operation == "GetCallerIdentity":
            return identity("222222222222" if request.key_id == "ASIA222222222222" else "111111111111")
        return json_answer({"logGroups": []})

    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        account, role = ["222222222222"], "audit"
        collect(tmp_path, region_names=[REGION], account_ids=account, role_name=role, table_names=["logs_group"])

    ledger = read_inventory(tmp_path).ledger
    role = ledger[ledger["operation"].eq("AssumeRole")]
    assert role[["account_id", "table", "caller_arn", "outcome"]].to_numpy().tolist() == [
        ["222222222222", "plan", "arn:aws:iam::111111111111:user/auditor", "ok"]
    ]
    assert json.loads(role["arguments"].item()) == {
        "RoleArn": "arn:aws:iam::222222222222:role/audit",
        "RoleSessionName": "demarc",
    }
    plan = ledger[ledger["table"].eq("plan")].sort_values("started_at")["operation"].tolist()
    assert plan == ["GetCallerIdentity", "GetCallerIdentity", "AssumeRole", "DescribeRegions"]  # when they begin
    assert ledger.loc[ledger["table"].eq("logs_group"), "caller_arn"].tolist() == [
        "arn:aws:iam::222222222222:user/auditor"
    ]
    for path in tmp_path.rglob("*.parquet"):
        assert b"t0k3n" not in path.read_bytes()


def test_arguments_are_entered_as_they_came_but_for_the_external_id():
    ledger = Ledger(ACCOUNT, REGION, "logs_group", CALLER)
    name = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"
    call = ledger.open("sts", "AssumeRole", {"RoleSessionName": name, "ExternalId": "canary"})

    assert json.loads(call.arguments) == {"RoleSessionName": name, "ExternalId": "[withheld]"}
