"""From a row to the calls behind it, over a small inventory on file."""

import hashlib
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.inventories import ACCOUNT, REGION
from toolkit.errors import InventoryError
from toolkit.inventory import Inventory, evidence, held
from toolkit.inventory.write import ANSWERS_FILE

OTHER = "222222222222"
# Call, account, Region, table, resource and what AWS answered.
CALLS = [
    ("a/bucket/1", ACCOUNT, "global", "s3_bucket", "", {"Buckets": ["logs"]}),
    ("a/bucket/2", ACCOUNT, "global", "s3_bucket", "arn:aws:s3:::logs", {"Status": "Enabled"}),
    ("a/bucket/3", ACCOUNT, "global", "s3_bucket", "arn:aws:s3:::else", {"Status": "Off"}),
    ("a/account/1", ACCOUNT, "global", "s3_account", "", None),
    ("a/vpc/1", ACCOUNT, REGION, "ec2_vpc", "", {"Vpcs": []}),
    ("b/bucket/1", OTHER, "global", "s3_bucket", "", {"Buckets": []}),
    ("b/bucket/2", OTHER, "global", "s3_bucket", "arn:aws:s3:::logs", {"Status": "Off"}),
    ("b/account/1", OTHER, "global", "s3_account", "", {"All": True}),
]
ROW = {
    "account_id": ACCOUNT,
    "region": "global",
    "resource_id": "arn:aws:s3:::logs",
    "call_id": "a/bucket/1",
}


@pytest.fixture
def estate(tmp_path):
    """`estate(call_id="…")` is an inventory on file, in which the answer to that call was changed."""

    def written(call_id=""):
        columns = ["call_id", "account_id", "region", "table", "resource_id", "answer"]
        ledger = pd.DataFrame(CALLS, columns=columns)
        texts = ledger.pop("answer").map(lambda answer: json.dumps(answer) if answer else "")
        ledger["answer_sha256"] = [hashlib.sha256(text.encode()).hexdigest() if text else "" for text in texts]
        same = {"operation": "List", "arguments": "{}", "outcome": "ok", "error": "", "caller_arn": "arn"}
        ledger = ledger.assign(**same, started_at=pd.Timestamp("2026-11-25", tz="UTC"), attempts=1)
        ledger["request_id"] = ledger["call_id"]
        kept = [(one, text) for one, text in zip(ledger["call_id"], texts, strict=True) if text]
        kept = [(one, json.dumps({"forged": 1}) if one == call_id else text) for one, text in kept]
        schema = pa.schema({"call_id": pa.string(), "answer": pa.large_string()})
        pq.write_table(
            pa.table([list(column) for column in zip(*kept, strict=True)], schema=schema), tmp_path / ANSWERS_FILE
        )
        return Inventory({}, pd.DataFrame(), held(ledger), {}, folder=tmp_path)

    return written


def test_a_row_leads_to_the_call_that_listed_it_and_those_about_it(estate):
    """A resource of the same name in another account is another."""
    found = evidence(estate(), ROW)

    assert found["call_id"].tolist() == ["a/bucket/1", "a/bucket/2"]
    assert found["answer"].tolist() == [{"Buckets": ["logs"]}, {"Status": "Enabled"}]


def test_an_observation_leads_to_the_listings_of_every_table_of_its_view(estate):
    found = evidence(estate(), ROW | {"check_id": "s3_bucket_public_access_blocked"})

    assert found["call_id"].tolist() == ["a/bucket/1", "a/bucket/2", "a/account/1"]
    assert found["answer"].isna().tolist() == [False, False, True]  # what AWS refused has no answer


def test_an_answer_that_was_changed_is_none(estate):
    with pytest.raises(InventoryError, match="a/bucket/2 is not the one that the ledger names"):
        evidence(estate("a/bucket/2"), ROW)


def test_several_rows_lead_to_all_of_their_calls_each_once(estate):
    rows = pd.DataFrame([ROW, ROW | {"account_id": OTHER, "call_id": "b/bucket/1"}, ROW])

    assert evidence(estate(), rows)["call_id"].tolist() == ["a/bucket/1", "a/bucket/2", "b/bucket/1", "b/bucket/2"]


def test_a_check_that_no_registry_has_leads_to_its_own_calls(estate):
    assert len(evidence(estate(), ROW | {"check_id": "mine"})) == 2
