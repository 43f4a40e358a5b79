"""What AWS refuses, over HTTP: the coverage says so, cells are unknown, and no verdict comes of it."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from botocore.config import Config
from click.testing import CliRunner

from tests import wire
from tests.collect.faults import TABLES, account_of, one_account_each, records, unanswered
from tests.conftest import ACCOUNT, REGION
from tests.endpoint import ROLE_KEY, assumed, endpoint, identity, json_answer, refusal
from toolkit.assess import assess
from toolkit.cli import cli
from toolkit.collect.clients import CONFIG
from toolkit.collect.limits import Limits
from toolkit.collect.run import collect
from toolkit.inventory import read_inventory
from toolkit.inventory.write import InventoryWriter
from toolkit.tables import TABLES as ALL

DECLARED = [ALL[name] for name in TABLES]
OPERATIONS = sorted({(table.service, operation) for table in DECLARED for operation in table.operations})
OTHER = "222222222222"


@pytest.fixture(scope="module")
def one_refused(tmp_path_factory):
    """An inventory with an account for each operation, in which this one is denied and all others are answered."""
    names = [[t.name for t in DECLARED if t.service == service and op in t.operations] for service, op in OPERATIONS]

    def deny(number, request):
        return refusal(request) if wire.operation_of(request) == OPERATIONS[number] else wire.estate(request)

    return one_account_each(tmp_path_factory.mktemp("refused") / "inventory", deny, names)


def test_an_operation_that_is_denied_makes_its_listings_denied_and_only_its_cells_unknown(one_refused, undisturbed):
    listings = details = 0
    for row in one_refused.coverage.itertuples():
        _, operation = OPERATIONS[int(row.account_id)]
        table = ALL[row.table]
        if operation == table.operation or (table.parent and operation == table.parent.operation):
            listings += 1
            assert (row.status, row.rows) == ("denied", 0), (row.table, operation)
            continue
        details += 1
        assert row.status == "observed"
        got = one_refused[row.table]
        got = records(got[got["account_id"].eq(row.account_id)].drop(columns=["account_id", "observed_at", "call_id"]))
        whole = records(undisturbed[row.table].drop(columns=["account_id", "observed_at", "call_id"]))
        if len({r["resource_id"] for r in whole}) == 1:  # the id stands in a detail, and is the same in each answer
            continue
        changed = {
            (n, c)
            for n, (a, b) in enumerate(zip(got, whole, strict=True))
            for c in a
            if str(a[c]) != str(b[c]).replace(ACCOUNT, row.account_id)
        }
        assert changed, (row.table, operation)
        # Where the id stands in the detail, the row has another one.
        assert {got[n][c] for n, c in changed if c != "resource_id"} == {"NA"}, (row.table, operation)
        refused = one_refused.ledger[
            one_refused.ledger["account_id"].eq(row.account_id) & one_refused.ledger["table"].eq(row.table)
        ]
        assert refused["outcome"].eq("denied").any()
    assert (listings, details) > (15, 15)
    assert one_refused.ledger["call_id"].is_unique
    assert unanswered(one_refused) == []


def test_no_verdict_on_a_resource_changes_but_to_unknown_when_an_operation_is_denied(one_refused, undisturbed):
    whole = assess(undisturbed).groupby("check_id", observed=True)["result"].agg(set).to_dict()
    with_buckets = [account_of(n) for n, (service, _) in enumerate(OPERATIONS) if service == "s3"]
    others = sorted(set(one_refused.accounts) - set(with_buckets))
    for accounts in (others, with_buckets[:1]):  # in all accounts, a bucket's name is taken once
        for row in assess(one_refused.select(accounts)).itertuples():
            assert row.result in {"unknown", *whole.get(row.check_id, ())}, row


def test_where_everything_is_denied_nothing_is_observed_and_nothing_passes(run_at):
    inventory = run_at(lambda r: wire.estate(r) if r.service == "sts" else refusal(r))

    assert set(inventory.coverage["status"]) == {"denied"}
    assert inventory.coverage["rows"].sum() == 0
    assert set(
        inventory.ledger.loc[inventory.ledger["service"].ne("sts") & inventory.ledger["table"].ne("plan"), "outcome"]
    ) == {"denied"}
    assert set(assess(inventory)["result"]) == {"unknown"}


def test_a_region_that_hangs_fails_and_the_others_are_observed(run_at, monkeypatch):
    ended, asked = Event(), Counter()

    def answer(request):
        if request.region == "us-west-2":
            asked[request.operation] += 1
            ended.wait(60)
        return wire.estate(request)

    monkeypatch.setattr("toolkit.collect.clients.CONFIG", CONFIG.merge(Config(read_timeout=0.5)))
    tables = ["dynamodb_table", "kms_key", "logs_group"]
    inventory = run_at(answer, region_names=[REGION, "us-west-2"], table_names=tables)
    ended.set()

    hung = inventory.coverage["region"].eq("us-west-2")
    assert set(inventory.coverage.loc[hung, "status"]) == {"failed"}
    assert inventory.coverage.loc[hung, "error"].str.contains("Read timeout").all()
    assert inventory.coverage.loc[~hung, ["status", "rows"]].to_numpy().tolist() == [["observed", 3]] * 3
    assert asked == {"ListTables": 3, "ListKeys": 3, "DescribeLogGroups": 3}  # each may take a minute


PAGES = {"": (["a", "b"], "2"), "2": (["c"], "")}


def pages(request):
    names, more = PAGES[request.parameters.get("nextToken", "")]
    return json_answer(
        {"logGroups": [{"logGroupName": n, "arn": f"arn:{n}:*"} for n in names]} | ({"nextToken": more} if more else {})
    )


@pytest.mark.parametrize("code", ["ExpiredTokenException", "InvalidParameterException", "ResourceNotFoundException"])
def test_a_second_page_that_is_not_to_be_had_makes_the_table_failed(run_at, code):
    """The session or the token of the page expired, or what it points to is gone."""

    def answer(request):
        if request.service == "logs" and "nextToken" in request.parameters:
            return refusal(request, code, 400)
        return wire.estate(request) if request.service != "logs" else pages(request)

    inventory = run_at(answer, table_names=["logs_group"])

    assert inventory.coverage[["status", "rows"]].to_numpy().tolist() == [["failed", 2]]
    assert code in inventory.coverage["error"][0]
    assert set(assess(inventory).query("resource_id == '*' and check_id.str.startswith('logs_')")["result"]) == {
        "unknown"
    }


def test_a_list_of_children_that_breaks_off_is_no_whole_one(run_at):
    def answer(request):
        if request.operation == "ListAccessKeys" and "Marker" in request.parameters:
            return refusal(request, "NoSuchEntity", 404)
        if request.operation == "ListAccessKeys":
            keys = wire.content("iam", "list_access_keys") | {"IsTruncated": True, "Marker": "2"}
            return wire.written("iam", "list_access_keys", keys)
        return wire.estate(request)

    assert run_at(answer, table_names=["iam_access_key"]).coverage["status"].tolist() == ["failed"]


def test_credentials_of_a_role_that_end_between_two_pages_are_renewed(run_at):
    given = Counter()

    def answer(request):
        if request.operation == "AssumeRole":
            given["keys"] += 1
            status, headers, body = assumed(f"{given['keys']:012}")
            return status, headers, body.replace(b"2099-01-01T00:00:00Z", soon().encode())
        if request.service == "sts":
            return identity(OTHER if request.key_id.startswith(ROLE_KEY) else ACCOUNT)
        if request.key_id in given and "nextToken" in request.parameters:
            return refusal(request, "ExpiredTokenException", 400)
        given[request.key_id] += 1
        return pages(request)

    inventory = run_at(answer, table_names=["logs_group"], account_ids=[OTHER], role_name="audit")

    assert inventory.coverage[["status", "rows"]].to_numpy().tolist() == [["observed", 3]]
    assert inventory["logs_group"]["name"].tolist() == ["a", "b", "c"]
    assert inventory.ledger["operation"].eq("AssumeRole").sum() == given["keys"] > 1
    assert unanswered(inventory) == []


def soon():
    """A time so near that credentials that end there are not used twice."""
    return (datetime.now(UTC) + timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_what_is_deleted_between_list_and_detail_keeps_its_row_and_its_cells_are_unknown(run_at, undisturbed):
    gone = {"describe_table": "ResourceNotFoundException", "get_bucket_encryption": "NoSuchBucket"}

    def answer(request):
        _, operation = wire.operation_of(request)
        about = request.parameters.get("TableName") or request.path.split("?")[0].strip("/")
        return refusal(request, gone[operation], 404) if operation in gone and about == "2" else wire.estate(request)

    inventory = run_at(answer, table_names=["dynamodb_table", "s3_bucket"])

    assert set(inventory.coverage["status"]) == {"observed"}
    for name, column in (("dynamodb_table", "deletion_protection"), ("s3_bucket", "sse_algorithm")):
        assert inventory[name]["resource_id"].tolist() == undisturbed[name]["resource_id"].tolist()
        assert inventory[name][column].isna().tolist() == [False, True, False]
    assert inventory.ledger["outcome"].value_counts()["gone"] == 2


@pytest.mark.parametrize(
    ("reasons", "status", "outcome"),
    [("MISSING", "observed", "gone"), ("BUSY", "failed", "failed"), ("BUSY MISSING", "failed", "failed")],
)
def test_what_an_answer_leaves_out_does_not_vanish_without_a_word(run_at, reasons, status, outcome):
    failures = [{"arn": "2", "reason": reason} for reason in reasons.split()]

    def answer(request):
        if request.operation == "DescribeClusters" and request.parameters["clusters"] == ["2"]:
            return json_answer({"clusters": [], "failures": failures})
        return wire.estate(request)

    inventory = run_at(answer, table_names=["ecs_cluster"])

    assert inventory.coverage[["status", "rows"]].to_numpy().tolist() == [[status, 3]]
    (call,) = inventory.ledger[inventory.ledger["error_code"].eq(reasons)].itertuples()
    assert call.outcome == outcome
    assert '"arn": "2"' in call.error


@pytest.mark.parametrize("code", ["NoSuchEntity", "ResourceNotFoundException"])
def test_a_list_of_parents_that_is_gone_is_not_observed(run_at, code):
    inventory = run_at(
        lambda r: refusal(r, code, 404) if r.operation in ("ListUsers", "ListClusters") else wire.estate(r),
        table_names=["iam_access_key", "ecs_cluster"],
    )

    assert set(inventory.coverage["status"]) == {"failed"}


def test_rights_that_were_given_meanwhile_are_used_by_the_same_command(monkeypatch, tmp_path):
    """Listings and details that were refused are asked again; what was observed whole is not."""
    asked, rights = Counter(), set()

    def answer(request):
        _, operation = wire.operation_of(request)
        asked[operation] += 1
        refused = {
            "list_keys": "AccessDenied",
            "describe_table": "AccessDenied",
            "describe_log_groups": "OptInRequired",
        }
        return refusal(request, refused[operation]) if operation in refused and not rights else wire.estate(request)

    tables = ["dynamodb_table", "kms_key", "logs_group", "s3_bucket"]
    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        with monkeypatch.context() as full, pytest.raises(KeyboardInterrupt):
            full.setattr(InventoryWriter, "seal", broken_off)
            collect(tmp_path, region_names=[REGION], table_names=tables)
        rights.add("all")
        asked.clear()
        began = json.loads((tmp_path / "manifest.json").read_text())["started_at"]
        manifest = collect(tmp_path, region_names=[REGION], table_names=tables)

    inventory = read_inventory(tmp_path)
    assert inventory.coverage[["status", "rows"]].to_numpy().tolist() == [["observed", 3]] * 4
    assert set(inventory.ledger["outcome"]) == {"ok"}
    assert (asked["list_tables"], asked["list_keys"], asked["describe_log_groups"], asked["list_buckets"]) == (
        1,
        1,
        1,
        0,
    )
    assert manifest["started_at"] == began  # the first day on which something was observed; each row has its own
    assert len(manifest["resumed_at"]) == 1


def test_an_account_that_lets_in_meanwhile_is_asked_by_the_same_command(monkeypatch, tmp_path):
    rights = set()

    def answer(request):
        if request.operation == "AssumeRole":
            return assumed(OTHER) if rights else refusal(request)
        return (
            identity(OTHER if request.key_id.startswith(ROLE_KEY) else ACCOUNT)
            if request.service == "sts"
            else pages(request)
        )

    asked = {"region_names": [REGION], "table_names": ["logs_group"], "account_ids": [OTHER], "role_name": "audit"}
    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        with monkeypatch.context() as full, pytest.raises(KeyboardInterrupt):
            full.setattr(InventoryWriter, "seal", broken_off)
            collect(tmp_path, **asked)
        rights.add("all")
        collect(tmp_path, **asked)

    assert read_inventory(tmp_path).coverage[["status", "rows"]].to_numpy().tolist() == [["observed", 3]]


def broken_off(_):
    raise KeyboardInterrupt


def test_a_run_that_is_interrupted_between_details_takes_none_for_refused(monkeypatch, tmp_path):
    """What was not asked any more is asked by the same command."""
    told, stopped = Event(), Event()

    def answer(request):
        if request.operation == "DescribeTable" and not stopped.is_set():
            told.set()
            stopped.wait(60)
        return wire.estate(request)

    def interrupted(done, total):
        yield next(done)
        assert told.wait(60)
        raise KeyboardInterrupt

    stop = Limits.stop

    def stop_and_answer(limits):
        stop(limits)
        stopped.set()

    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        with monkeypatch.context() as user, pytest.raises(KeyboardInterrupt):
            user.setattr("toolkit.collect.run._progress", interrupted)
            user.setattr(Limits, "stop", stop_and_answer)
            collect(tmp_path, region_names=[REGION], table_names=["dynamodb_table", "logs_group"])
        collect(tmp_path, region_names=[REGION], table_names=["dynamodb_table", "logs_group"])

    inventory = read_inventory(tmp_path)
    assert inventory["dynamodb_table"]["deletion_protection"].notna().all()
    assert set(inventory.ledger["outcome"]) == {"ok"}


def test_the_command_counts_refused_details_beside_the_collections(monkeypatch, tmp_path):
    refused = {"describe_table": "AccessDeniedException", "describe_continuous_backups": "Broken"}

    def answer(request):
        _, operation = wire.operation_of(request)
        return refusal(request, refused[operation], 400) if operation in refused else wire.estate(request)

    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        tables = ["--table=dynamodb_table", "--table=logs_group"]
        said = CliRunner().invoke(cli, ["collect", f"--out={tmp_path / 'i'}", f"--region={REGION}", *tables]).stdout

    made = read_inventory(tmp_path / "i").ledger.query("table != 'plan' and attempts > 0")
    assert "2 of 2 collections observed" in said
    assert f"  6 of {len(made)} calls inside observed tables were refused or failed:\n" in said
    assert f"    {ACCOUNT} dynamodb_table: AccessDeniedException (3), Broken (3)\n" in said
