"""Clients that all accounts share: whose keys sign a call, what becomes of throttled ones, and what they hold up."""

import socket
import time
from collections import Counter
from threading import Lock

import pytest

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import ROLE_KEY, assumed, endpoint, identity, json_answer, refusal
from toolkit.collect.clients import Clients
from toolkit.collect.ledger import Ledger
from toolkit.collect.limits import Limits, RunStopped
from toolkit.collect.run import collect
from toolkit.inventory import read_inventory

OTHERS = [f"{n}" * 12 for n in (2, 3, 4, 5)]
REGIONS = ["eu-central-1", "eu-west-1", "us-east-1", "us-west-2"]


@pytest.fixture
def at(monkeypatch, tmp_path):
    """`at(answer, …)` runs a collection against an endpoint; its inventory."""

    def run(answer, **kwargs):
        with endpoint(answer) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            collect(tmp_path / "inventory", **kwargs)
        return read_inventory(tmp_path / "inventory")

    return run


def owner(request):
    return request.key_id.removeprefix(ROLE_KEY) if request.key_id.startswith(ROLE_KEY) else ACCOUNT


def test_calls_of_many_accounts_from_many_threads_are_signed_with_their_own_keys(at):
    def answer(request):
        if request.operation == "AssumeRole":
            return assumed(request.parameters["RoleArn"].split(":")[4])
        if request.service == "sts":
            return identity(owner(request))
        if request.operation == "ListTables":
            return json_answer({"TableNames": [f"{owner(request)}-{n}" for n in range(8)]})
        if request.operation == "DescribeTable":
            return json_answer({"Table": {"TableStatus": owner(request)}})
        return json_answer({"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED"}})

    accounts = [ACCOUNT, *OTHERS]
    inventory = at(
        answer, account_ids=accounts, role_name="audit", region_names=REGIONS, table_names=["dynamodb_table"]
    )

    rows = inventory["dynamodb_table"]
    assert len(rows) == len(accounts) * len(REGIONS) * 8
    assert (rows["name"].str.split("-").str[0] == rows["account_id"]).all()
    assert (rows["status"] == rows["account_id"]).all()
    assert inventory.ledger["call_id"].is_unique


def test_throttled_calls_are_all_made_again_and_hold_up_no_other_operation(at):
    lock, ended, refused = Lock(), {}, 0
    began, taken = time.monotonic(), 0

    def busy():
        """A bucket of 20 that is refilled with 20 a second."""
        nonlocal taken, refused
        with lock:
            full = taken >= 20 + 20 * (time.monotonic() - began)
            taken, refused = taken + (not full), refused + full
            return full

    def answer(request):
        nonlocal began
        if request.service == "sts":
            return identity(ACCOUNT)
        with lock:
            if request.operation == "ListTables":
                began = time.monotonic()
            ended[request.operation] = time.monotonic()
        match request.operation:
            case "ListTables":
                return json_answer({"TableNames": [f"t{n}" for n in range(60)]})
            case "DescribeTable":
                return refusal(request, "ThrottlingException", 400) if busy() else json_answer({"Table": {}})
            case "ListSecrets":
                return json_answer({"SecretList": []})
        return json_answer({})

    inventory = at(answer, region_names=[REGION], table_names=["dynamodb_table", "secretsmanager_secret"])

    described = inventory.ledger[inventory.ledger["operation"].eq("DescribeTable")]
    assert described["outcome"].tolist() == ["ok"] * 60
    assert described["attempts"].sum() == 60 + refused > 60
    assert inventory["dynamodb_table"]["resource_id"].nunique() == 60
    assert ended["ListSecrets"] < ended["DescribeTable"]
    assert inventory.ledger.loc[inventory.ledger["operation"].eq("ListSecrets"), "attempts"].tolist() == [1]


def test_the_same_question_is_asked_once_and_stands_in_the_ledger_of_each_row(at):
    asked = Counter()

    def answer(request):
        if request.service == "sts":
            return identity(ACCOUNT)
        asked[request.operation] += 1
        if request.operation == "DescribeInstances":
            instance = "<item><instanceId>i-{}</instanceId><imageId>ami-1</imageId></item>"
            items = "".join(instance.format(n) for n in range(5))
            body = f"<reservationSet><item><instancesSet>{items}</instancesSet></item></reservationSet>"
        else:
            image = "<item><imageId>ami-1</imageId><creationDate>2026-01-01T00:00:00Z</creationDate></item>"
            body = f"<imagesSet>{image}</imagesSet>"
        body = f"<{request.operation}Response>{body}</{request.operation}Response>"
        return 200, {"Content-Type": "text/xml"}, body.encode()

    inventory = at(answer, region_names=[REGION], table_names=["ec2_instance"])

    assert asked == {"DescribeInstances": 1, "DescribeImages": 1}
    assert inventory["ec2_instance"]["image_created_at"].notna().all()
    images = inventory.ledger[inventory.ledger["operation"].eq("DescribeImages")]
    assert images["resource_id"].nunique() == 5
    assert images["request_id"].nunique() == 1
    assert sorted(images["attempts"]) == [0, 0, 0, 0, 1]


def test_a_region_has_a_service_that_botocore_lists_or_whose_host_has_an_address():
    """Whether there is a network does not matter here."""
    clients = Clients()

    assert clients.offers("lightsail", "eu-central-1")
    assert not clients.offers("lightsail", "xx-nowhere-1")


@pytest.mark.parametrize(("errno", "offered"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_a_name_service_that_fails_does_not_say_that_there_is_no_service(monkeypatch, errno, offered):
    def failing(*_):
        raise socket.gaierror(errno, "test")

    monkeypatch.setattr("toolkit.collect.clients.getaddrinfo", failing)
    clients = Clients()

    assert clients.offers("lightsail", "af-south-1") == offered
    assert clients.offers("iam", "af-south-1"), "botocore lists no Region of it"


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us-east-1", "s3express-control.us-east-1.amazonaws.com"),
        ("eu-central-1", "s3express-control.eu-central-1.amazonaws.com"),
        ("cn-north-1", "s3express-control.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_an_operation_with_a_host_of_its_own_is_offered_where_that_is(monkeypatch, region, host):
    """S3 is everywhere, S3 Express is not."""
    asked = []

    def failing(name, _):
        asked.append(name)
        raise socket.gaierror(socket.EAI_NONAME, "test")

    monkeypatch.setattr("toolkit.collect.clients.getaddrinfo", failing)
    clients = Clients()
    assert not clients.offers("s3", region, "list_directory_buckets")
    assert asked == [host]
    assert clients.offers("s3", region, "list_buckets")


def test_an_endpoint_of_ones_own_answers_all(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert Clients().offers("s3", "eu-central-1", "list_directory_buckets")


def test_each_account_region_and_operation_has_a_rate_of_its_own():
    """Whoever is throttled slows nobody else."""
    limits = Limits(1)

    def rate(account, region="eu-central-1", operation="ListBuckets"):
        with Ledger(account, region, "s3_bucket", ""):
            return limits._of(region, f"before-send.s3.{operation}")

    others = [rate("2"), rate("1", "us-east-1"), rate("1", operation="GetBucketAcl")]
    assert rate("1") is rate("1")
    assert all(rate("1") is not other for other in others)


def test_no_request_goes_out_once_a_run_is_stopped(monkeypatch):
    asked = []

    def answer(request):
        asked.append(request)
        return identity(ACCOUNT)

    clients = Clients()
    with endpoint(answer) as url, Ledger(ACCOUNT, REGION, "t", "", clients.own_credentials):
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        sts = clients.get("sts", REGION)
        sts.get_caller_identity()
        clients.limits.stop()
        with pytest.raises(RunStopped):
            sts.get_caller_identity()

    assert len(asked) == 1
