"""A run with an AWS Config aggregator: one query a table, and what becomes of what AWS refuses."""

import json

import pytest

from tests.aggregators import ALL, AWAY, OTHER, Estate, bucket, role, volume
from tests.conftest import ACCOUNT, REGION
from tests.endpoint import endpoint, refusal
from tests.models import MODELS
from toolkit.assess import assess
from toolkit.collect.accounts import Account
from toolkit.collect.aggregator import GIVEN, PROPERTIES, Aggregator
from toolkit.collect.items import row_shape
from toolkit.collect.run import collect
from toolkit.errors import CredentialsError, OutputError, ParameterError
from toolkit.inventory import evidence, merge, read_inventory
from toolkit.seal import verify
from toolkit.tables import TABLES


@pytest.fixture
def estate(monkeypatch):
    estate = Estate()
    with endpoint(estate) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        yield estate


@pytest.fixture
def collected(estate, tmp_path):
    """`collected("ec2_volume")` is the inventory of both accounts, with these tables."""

    def run(*names, **kwargs):
        asked = {"account_ids": [ACCOUNT, OTHER], "role_name": "audit", "aggregator": "all"} | kwargs
        collect(tmp_path / "inventory", table_names=names, **asked)
        return read_inventory(tmp_path / "inventory")

    return run


def places(inventory, *columns):
    return inventory.coverage[["account_id", "region", *(columns or ["status", "rows"])]].to_numpy().tolist()


def reasons(inventory):
    return {(row.account_id, row.region): (row.status, row.error) for row in inventory.coverage.itertuples()}


def test_one_query_gives_a_table_of_all_accounts_and_regions_and_no_call_is_made_there(estate, collected):
    estate.items = [volume(ACCOUNT, REGION, "vol-1"), volume(OTHER, AWAY, "vol-2"), volume(OTHER, AWAY, "vol-3")]
    inventory = collected("ec2_volume")

    assert places(inventory) == [
        [ACCOUNT, REGION, "observed", 1],
        [ACCOUNT, AWAY, "observed", 0],
        [OTHER, REGION, "observed", 0],
        [OTHER, AWAY, "observed", 2],
    ]
    rows = inventory["ec2_volume"]
    assert rows[["account_id", "region", "volume_id", "encrypted", "name"]].to_numpy().tolist() == [
        [ACCOUNT, REGION, "vol-1", True, "vol-1"],
        [OTHER, AWAY, "vol-2", True, "vol-2"],
        [OTHER, AWAY, "vol-3", True, "vol-3"],
    ]
    assert rows["resource_id"].tolist()[0] == f"arn:aws:ec2:{REGION}:{ACCOUNT}:volume/vol-1"
    assert {request.service for request in estate.asked} == {"sts", "account", "config"}
    assert len(estate.queries()) == 2  # recorders and volumes
    assert f"accountId IN ('{ACCOUNT}', '{OTHER}')" in estate.queries()[1]


def test_each_row_leads_to_the_raw_answer_of_the_query_that_gave_it(estate, collected):
    estate.items = [volume(ACCOUNT, REGION, f"vol-{n:03}") for n in range(150)]
    inventory = collected("ec2_volume")
    first, last = (evidence(inventory, inventory["ec2_volume"].iloc[n]).iloc[0] for n in (0, 149))

    assert inventory["ec2_volume"]["call_id"].nunique() == 2
    assert (first["operation"], first["table"], first["outcome"]) == (
        "SelectAggregateResourceConfig",
        "ec2_volume",
        "ok",
    )
    ledger = inventory.ledger.set_index("call_id")
    assert set(ledger.loc[inventory["ec2_volume"]["call_id"], "service"]) == {"config"}
    for number, found in ((0, first), (149, last)):
        item = json.loads(found["answer"]["Results"][number % 100])
        assert item["resourceId"] == f"vol-{number:03}"
        assert item["configurationItemCaptureTime"] == "2026-01-02T03:04:05.000Z"


def test_what_a_column_cannot_have_is_unknown_and_so_is_its_check(estate, collected):
    estate.items = [volume(ACCOUNT, REGION, "vol-1"), volume(ACCOUNT, REGION, "vol-2")]
    del estate.items[1]["configuration"]
    inventory = collected("ec2_volume")

    rows = inventory["ec2_volume"]
    assert rows["kms_key_arn"].isna().all()
    assert rows["encrypted"].tolist()[0] and rows["encrypted"].isna().tolist() == [False, True]
    seen = assess(inventory).query("check_id == 'ec2_volume_encrypted' and resource_id != '*'")
    assert seen["result"].tolist() == ["pass", "unknown"]


def test_tables_that_the_aggregator_does_not_give_are_collected_directly(estate, collected):
    inventory = collected("ec2_volume", "logs_group")

    assert set(inventory.coverage["table"]) == {"ec2_volume", "logs_group"}
    assert inventory.coverage["status"].unique().tolist() == ["observed"]
    assert set(inventory.ledger.loc[inventory.ledger["table"].eq("logs_group"), "service"]) == {"logs"}


def test_the_reason_stands_in_the_coverage(estate, collected):
    estate.sources[OTHER, AWAY] = {"LastUpdateStatus": "FAILED", "LastErrorCode": "X", "LastErrorMessage": "No role"}
    estate.items = [volume(OTHER, AWAY, "vol-1")]
    inventory = collected("ec2_volume")

    assert reasons(inventory)[OTHER, AWAY] == (
        "failed",
        "The data of account 222222222222 in us-east-1 in the aggregator all are failed (X No role).",
    )
    assert inventory["ec2_volume"]["volume_id"].tolist() == ["vol-1"]  # what it still shows is kept; it may not be all
    verdicts = assess(inventory).query("check_id == 'ec2_volume_encrypted'")
    assert verdicts["result"].tolist().count("unknown") == 1


def test_a_region_that_may_lack_the_type_is_observed_once_a_resource_of_it_was_seen_there(estate, collected):
    late = "eu-south-2"
    estate.regions = [late]
    for account in (ACCOUNT, OTHER):
        estate.sources[account, late] = {"LastUpdateStatus": "SUCCEEDED"}
        estate.recorders[account, late] = {"Recording": True, "RecordingGroup": ALL}
    estate.items = [volume(OTHER, late, "vol-1")]
    inventory = collected("ec2_volume", "ec2_vpc")

    assert places(inventory, "table", "status") == [
        [ACCOUNT, late, "ec2_volume", "observed"],
        [ACCOUNT, late, "ec2_vpc", "not_enabled"],
        [OTHER, late, "ec2_volume", "observed"],
        [OTHER, late, "ec2_vpc", "not_enabled"],
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_of_a_role_that_two_regions_report_the_item_captured_last_counts(estate, collected, order):
    """One of the recorders may have been switched off long ago; its items stay."""
    old = role(ACCOUNT, "global", "blue") | {"configurationItemCaptureTime": "2023-01-01T00:00:00.000Z"}
    new = role(ACCOUNT, "global", "blue") | {"configurationItemCaptureTime": "2026-01-01T00:00:00.000Z"}
    new["configuration"] = new["configuration"] | {"path": "/new/"}
    estate.items = [old, new][::order]

    assert collected("iam_role")["iam_role"]["path"].tolist() == ["/new/"]


def test_iam_is_recorded_in_any_region_and_each_role_is_a_row_once(estate, collected):
    without = {"AllSupported": True, "IncludeGlobalResourceTypes": False}
    for place in ((ACCOUNT, REGION), (OTHER, REGION), (OTHER, AWAY)):
        estate.recorders[place]["RecordingGroup"] = without
    estate.items = [role(ACCOUNT, "global", "blue"), role(ACCOUNT, "global", "blue"), role(OTHER, "global", "red")]
    inventory = collected("iam_role")

    assert places(inventory) == [[ACCOUNT, "global", "observed", 1], [OTHER, "global", "not_enabled", 1]]
    assert "leaves out AWS::IAM::Role" in reasons(inventory)[OTHER, "global"][1]
    assert inventory["iam_role"]["resource_id"].tolist() == [
        f"arn:aws:iam::{ACCOUNT}:role/blue",
        f"arn:aws:iam::{OTHER}:role/red",
    ]
    assert inventory["iam_role"]["region"].unique().tolist() == ["global"]


def test_buckets_are_observed_only_if_every_region_of_the_account_is(estate, collected):
    estate.items = [bucket(ACCOUNT, AWAY, "orders"), bucket(OTHER, REGION, "logs")]
    estate.recorders[OTHER, AWAY]["Recording"] = False
    inventory = collected("s3_bucket")

    assert places(inventory) == [[ACCOUNT, "global", "observed", 1], [OTHER, "global", "not_enabled", 1]]
    assert inventory["s3_bucket"]["resource_id"].tolist() == ["arn:aws:s3:::orders", "arn:aws:s3:::logs"]


def test_buckets_may_be_in_regions_that_were_not_named(estate, collected):
    inventory = collected("s3_bucket", region_names=[REGION])

    assert {status for status, _ in reasons(inventory).values()} == {"not_enabled"}
    assert "without --region" in reasons(inventory)[ACCOUNT, "global"][1]


def test_only_what_was_asked_for_comes_into_the_inventory(estate, collected):
    estate.items = [volume(ACCOUNT, REGION, "vol-1"), volume(ACCOUNT, AWAY, "vol-2"), volume(OTHER, REGION, "vol-3")]
    inventory = collected("ec2_volume", account_ids=[ACCOUNT], region_names=[REGION])

    assert inventory["ec2_volume"]["volume_id"].tolist() == ["vol-1"]
    assert f"awsRegion IN ('{REGION}')" in estate.queries()[1]
    assert places(inventory) == [[ACCOUNT, REGION, "observed", 1]]


def test_an_account_that_refuses_the_role_is_seen_if_the_regions_are_named(estate, collected, monkeypatch):
    def refused(request):
        return refusal(request) if request.operation == "AssumeRole" else estate(request)

    estate.items = [volume(OTHER, REGION, "vol-1")]
    with endpoint(refused) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        inventory = collected("ec2_volume", "logs_group", region_names=[REGION])

    assert places(inventory, "table", "status") == [
        [ACCOUNT, REGION, "ec2_volume", "observed"],
        [ACCOUNT, REGION, "logs_group", "observed"],
        [OTHER, REGION, "ec2_volume", "observed"],
        [OTHER, REGION, "logs_group", "denied"],
    ]


def test_an_account_whose_regions_cannot_be_learnt_is_not_observed(estate, collected, monkeypatch):
    def refused(request):
        return refusal(request) if request.operation == "AssumeRole" else estate(request)

    with endpoint(refused) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        inventory = collected("ec2_volume")

    assert {status for (account, _), (status, _) in reasons(inventory).items() if account == OTHER} == {"denied"}
    assert OTHER not in estate.queries()[1]


def test_an_aggregator_that_does_not_exist_is_refused_before_anything_is_written(estate, collected, tmp_path):
    with pytest.raises(ParameterError, match=r"What the aggregator 'none' in eu-central-1 aggregates cannot be learnt"):
        collected("ec2_volume", aggregator="none")

    assert list(tmp_path.iterdir()) == []


def test_sources_that_aws_does_not_tell_are_refused_before_anything_is_written(estate, collected, tmp_path):
    estate.refusals["sources"] = True
    with pytest.raises(ParameterError, match="AccessDenied"):
        collected("ec2_volume")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("AccessDeniedException", "denied"),
        ("InvalidExpressionException", "failed"),
    ],
)
def test_a_query_that_is_refused_leaves_every_place_of_its_table_unobserved(estate, collected, code, status):
    estate.refusals["AWS::EC2::Volume", 0] = (code, 400)
    inventory = collected("ec2_volume", "ec2_vpc")

    tables = inventory.coverage.groupby("table")["status"].unique().map(list).to_dict()
    assert tables == {"ec2_volume": [status], "ec2_vpc": ["observed"]}
    assert inventory.ledger.loc[inventory.ledger["error_code"].eq(code), "outcome"].tolist() == [status]


def test_credentials_that_end_stop_the_run(estate, collected):
    estate.refusals["AWS::EC2::Volume", 0] = ("ExpiredTokenException", 400)
    with pytest.raises(CredentialsError, match="sign in again and give the same command"):
        collected("ec2_volume")

    estate.refusals.clear()
    assert collected("ec2_volume").coverage["status"].unique().tolist() == ["observed"]


def test_a_token_that_expires_between_pages_keeps_what_came_and_leaves_the_table_unobserved(estate, collected):
    estate.items = [volume(ACCOUNT, REGION, f"vol-{n}") for n in range(150)]
    estate.refusals["AWS::EC2::Volume", 100] = ("ExpiredTokenException", 400)
    inventory = collected("ec2_volume")

    assert len(inventory["ec2_volume"]) == 100
    assert inventory.coverage["status"].unique().tolist() == ["failed"]
    assert "ExpiredToken" in inventory.coverage["error"].iloc[0]


def test_recorders_that_cannot_be_asked_for_prove_nothing(estate, collected):
    estate.refusals["AWS::Config::ConfigurationRecorder", 0] = ("AccessDeniedException", 400)
    estate.items = [volume(ACCOUNT, REGION, "vol-1")]
    inventory = collected("ec2_volume")

    assert inventory.coverage["status"].unique().tolist() == ["denied"]
    assert len(inventory["ec2_volume"]) == 1


@pytest.mark.parametrize("wrong", ["no JSON", "[]", '{"accountId": "123456789012"}', {"arn": None}, {"size": 10**30}])
def test_an_item_that_does_not_fit_fails_the_table_and_no_other(estate, collected, wrong):
    item = volume(ACCOUNT, REGION, "vol-2")
    match wrong:
        case {"arn": _}:
            del item["arn"], item["configuration"]
        case {"size": size}:
            item["configuration"]["size"] = size
        case _:
            item = wrong
    estate.items = [volume(ACCOUNT, REGION, "vol-1"), item]
    if isinstance(item, str):
        estate.items[1] = Text(item)
    inventory = collected("ec2_volume", "ec2_vpc")

    tables = inventory.coverage.groupby("table")["status"].unique().map(list).to_dict()
    assert tables == {"ec2_volume": ["failed"], "ec2_vpc": ["observed"]}
    assert len(inventory["ec2_volume"]) == 0
    assert "ec2_volume does not fit what AWS Config answered" in inventory.coverage["error"].iloc[0]


class Text(str):
    """A result as it stands; it counts as one about a volume."""

    def __getitem__(self, name):
        about = {"resourceType": "AWS::EC2::Volume", "accountId": ACCOUNT, "awsRegion": REGION}
        return about.get(name) or super().__getitem__(name)


def test_the_manifest_names_the_source_and_another_source_does_not_go_on_with_a_run(
    estate, collected, tmp_path, monkeypatch
):
    with monkeypatch.context() as user:
        user.setattr("toolkit.collect.work.Api.jobs", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            collected("ec2_volume", "logs_group")
    with pytest.raises(OutputError, match=r"was begun with other parameters \(aggregator, source\)"):
        collected("ec2_volume", "logs_group", aggregator="")
    before = len(estate.queries())
    inventory = collected("ec2_volume", "logs_group")

    assert [query for query in estate.queries()[before:] if "Volume" in query] == []  # it was done
    assert inventory.manifest["parameters"]["source"] == "config"
    assert inventory.manifest["parameters"]["aggregator"] == "all"
    assert inventory.coverage["status"].unique().tolist() == ["observed"]
    assert inventory.ledger["call_id"].is_unique
    verify(tmp_path / "inventory")


def test_what_failed_is_asked_again_when_the_run_goes_on(estate, collected, monkeypatch):
    estate.refusals["AWS::EC2::Volume", 0] = ("InternalServiceException", 400)
    estate.items = [volume(ACCOUNT, REGION, "vol-1")]
    with monkeypatch.context() as user:
        user.setattr("toolkit.collect.work.Api.jobs", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            collected("ec2_volume")
    estate.refusals.clear()
    inventory = collected("ec2_volume")

    assert inventory.coverage["status"].unique().tolist() == ["observed"]
    assert inventory["ec2_volume"]["volume_id"].tolist() == ["vol-1"]


def test_many_accounts_are_asked_a_hundred_at_a_time():
    class Asked:
        """Takes the queries instead of a client."""

        def __init__(self):
            self.queries = []

        def get(self, *_):
            return self

        get_paginator = get

        def paginate(self, Expression, **_):  # noqa: N803 - botocore's name
            self.queries.append(Expression)
            return []

    asked = Asked()
    accounts = [Account(f"{n:012}", "aws", None) for n in range(201)]
    regions = [f"ap-southeast-{n}" for n in range(40)]
    list(Aggregator("all", REGION, accounts[0], asked).results(PROPERTIES, "AWS::EC2::Volume", accounts, regions))

    assert [query.count("'00") for query in asked.queries] == [100, 100, 1]
    assert all(len(query) < 4096 for query in asked.queries)


@pytest.mark.parametrize("name", GIVEN)
def test_what_an_aggregator_gives_is_a_table_of_resources_whose_type_aws_config_records(name):
    table = TABLES[name]
    assert table.resource_type in MODELS.get_service_model("config").shape_for("ResourceType").enum
    assert row_shape(table).type_name == "structure"
    assert not table.one and not table.parent


def test_inventories_of_one_aggregator_can_be_merged(estate, tmp_path):
    estate.items = [volume(ACCOUNT, REGION, "vol-1"), volume(OTHER, REGION, "vol-2")]
    for account in (ACCOUNT, OTHER):
        asked = {"account_ids": [account], "role_name": "audit", "aggregator": "all", "region_names": [REGION]}
        collect(tmp_path / account, table_names=["ec2_volume"], **asked)
    merge([tmp_path / ACCOUNT, tmp_path / OTHER], tmp_path / "both")
    both = read_inventory(tmp_path / "both")

    assert both["ec2_volume"]["volume_id"].tolist() == ["vol-1", "vol-2"]
    found = evidence(both, both["ec2_volume"].iloc[1])
    assert json.loads(found["answer"].iloc[0]["Results"][0])["resourceId"] == "vol-2"
