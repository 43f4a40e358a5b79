"""One id is one row, whatever AWS lists twice; where the rows differ nothing is known."""

import pandas as pd
import pytest

from tests import wire
from tests.collect.faults import one_account_each
from tests.conftest import REGION
from tests.endpoint import endpoint
from tests.inventory.small import NOW
from toolkit.assess import assess
from toolkit.collect.ledger import COLUMNS
from toolkit.collect.run import collect
from toolkit.inventory import InventoryWriter, merge, read_inventory
from toolkit.inventory.write import provenance
from toolkit.tables import TABLES

ACCOUNT = "111111111111"
OTHER = "us-east-1"
TRAIL = f"arn:aws:cloudtrail:{OTHER}:{ACCOUNT}:trail/main"


@pytest.fixture
def sealed(tmp_path):
    """`sealed(name, {Region: [rows]})`: an inventory with these rows of a table, each a dict of what matters."""

    def seal(name, rows, folder="inventory"):
        about = {"started_at": "2026-11-25T12:00:00+00:00", "caller_arn": "", **provenance()}
        about |= {"parameters": {"accounts": [ACCOUNT], "regions": sorted(rows), "tables": [name], "role_name": ""}}
        writer = InventoryWriter(tmp_path / folder, about, {name: TABLES[name].dtypes}, COLUMNS)
        for region, found in rows.items():
            place = {"account_id": ACCOUNT, "region": region, "observed_at": NOW}
            frame = pd.DataFrame([place | {"call_id": f"{region}-{n}"} | row for n, row in enumerate(found)])
            frame = frame.reindex(columns=list(TABLES[name].dtypes)).astype(TABLES[name].dtypes)
            line = {"account_id": ACCOUNT, "region": region, "table": name, "status": "observed", "error": ""}
            calls = pd.DataFrame([{"call_id": region, "started_at": NOW}], columns=list(COLUMNS)).astype(COLUMNS)
            writer.add(line | {"observed_at": NOW}, frame, calls)
        writer.seal()
        return tmp_path / folder

    return seal


def lines(inventory):
    return inventory.coverage[["region", "rows", "error"]].to_numpy().tolist()


GROUP = {"resource_id": "sg-1", "name": "web"}


def test_what_is_listed_twice_alike_is_one_row_without_a_word(sealed):
    inventory = read_inventory(sealed("ec2_security_group", {REGION: [GROUP, {"resource_id": "sg-2"}, GROUP]}))

    frame = inventory["ec2_security_group"]
    assert frame[["resource_id", "name", "call_id"]].to_numpy(na_value="NA").tolist() == [
        ["sg-1", "web", f"{REGION}-0"],
        ["sg-2", "NA", f"{REGION}-1"],
    ]
    assert frame.dtypes.astype("string").to_dict() == TABLES["ec2_security_group"].dtypes
    assert lines(inventory) == [[REGION, 2, ""]]


def test_where_rows_of_one_id_differ_the_cell_is_unknown_and_the_coverage_says_so(sealed):
    rows = [{"resource_id": "v", "encrypted": True, "name": "a"}, {"resource_id": "v", "encrypted": False, "name": "a"}]
    inventory = read_inventory(sealed("ec2_volume", {REGION: [*rows, {"resource_id": "w", "encrypted": True}]}))

    assert inventory["ec2_volume"][["resource_id", "encrypted", "name"]].to_numpy(na_value="NA").tolist() == [
        ["v", "NA", "a"],
        ["w", True, "NA"],
    ]
    words = "1 resource was listed twice with different properties; these are unknown."
    assert lines(inventory) == [[REGION, 2, words]]
    verdicts = assess(inventory).query("check_id == 'ec2_volume_encrypted'").set_index("resource_id")["result"]
    assert verdicts.to_dict() == {"v": "unknown", "w": "pass"}


def test_a_value_that_one_of_two_rows_lacks_is_unknown(sealed):
    rows = [{"resource_id": "v", "encrypted": True}, {"resource_id": "v"}, {"resource_id": "v", "encrypted": True}]
    assert read_inventory(sealed("ec2_volume", {REGION: rows}))["ec2_volume"]["encrypted"].isna().tolist() == [True]


TRAILS = {OTHER: [{"resource_id": TRAIL, "logging": True}], REGION: [{"resource_id": TRAIL, "logging": True}]}


def test_what_two_regions_list_is_one_row_in_the_region_that_its_arn_names(sealed):
    inventory = read_inventory(sealed("cloudtrail_trail", TRAILS))

    assert inventory["cloudtrail_trail"][["region", "resource_id"]].to_numpy().tolist() == [[OTHER, TRAIL]]
    assert lines(inventory) == [[REGION, 0, ""], [OTHER, 1, ""]]


def test_what_names_no_region_is_one_row_in_the_first_that_lists_it(sealed):
    plan = {"resource_id": f"arn:aws:ssm-incidents::{ACCOUNT}:response-plan/main", "name": "main"}
    inventory = read_inventory(sealed("ssm_incidents_response_plan", {OTHER: [plan], REGION: [plan]}))

    assert inventory["ssm_incidents_response_plan"]["region"].tolist() == [REGION]


def test_a_trail_that_records_two_regions_has_a_row_in_each(sealed):
    """That table says of each Region what records it."""
    inventory = read_inventory(sealed("cloudtrail_shadow_trail", {r: [{"resource_id": TRAIL}] for r in TRAILS}))

    assert inventory["cloudtrail_shadow_trail"]["region"].tolist() == [REGION, OTHER]
    assert lines(inventory) == [[REGION, 1, ""], [OTHER, 1, ""]]


def test_merged_inventories_have_it_once_too(sealed, tmp_path):
    apart = [sealed("cloudtrail_trail", {region: rows}, region) for region, rows in TRAILS.items()]
    merge(apart, tmp_path / "merged")
    merge(apart[::-1], tmp_path / "other_way")
    inventory = read_inventory(tmp_path / "merged")

    assert inventory["cloudtrail_trail"]["region"].tolist() == [OTHER]
    assert lines(inventory) == [[REGION, 0, ""], [OTHER, 1, ""]]
    assert inventory.manifest["root_sha256"] == read_inventory(tmp_path / "other_way").manifest["root_sha256"]


@pytest.mark.parametrize("name", ["ec2_security_group", "kms_key", "iam_user", "rds_instance", "logs_group"])
def test_a_page_that_repeats_its_resources_adds_none(tmp_path, name):
    """Over HTTP: three resources, each listed twice."""

    def answer(_, request):
        service, operation = wire.operation_of(request)
        if operation != TABLES[name].operation:
            return wire.estate(request)
        content = wire.content(service, operation)
        return wire.written(service, operation, {n: v * 2 if isinstance(v, list) else v for n, v in content.items()})

    inventory = one_account_each(tmp_path, answer, [[name]])
    assert inventory[name]["resource_id"].is_unique
    assert inventory.coverage[["status", "rows"]].to_numpy().tolist() == [["observed", len(inventory[name])]]
    assert len(assess(inventory))


def test_a_run_over_two_regions_has_a_multi_region_trail_once(monkeypatch, tmp_path):
    with endpoint(wire.estate) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        collect(
            tmp_path / "i", region_names=[REGION, OTHER], table_names=["cloudtrail_trail", "cloudtrail_shadow_trail"]
        )
    inventory = read_inventory(tmp_path / "i")

    assert inventory["cloudtrail_trail"]["resource_id"].tolist() == ["1", "2", "3"]
    assert len(inventory["cloudtrail_shadow_trail"]) == 6
