"""From any row of the demo inventory back to what AWS answered."""

import dataclasses
import hashlib
import json
import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from toolkit.assess import assess
from toolkit.cli import cli
from toolkit.errors import InventoryError, ParameterError
from toolkit.inventory import evidence, read_inventory
from toolkit.seal import read_manifest, seal, verify


@pytest.fixture(scope="module")
def inventory(demo_inventory):
    return read_inventory(demo_inventory)


@pytest.mark.parametrize("name", ["s3_bucket", "iam_role", "ec2_volume", "iam_credential", "elbv2_load_balancer"])
def test_each_row_leads_to_the_answer_it_was_made_from(inventory, name):
    for _, row in inventory[name].iterrows():
        calls = evidence(inventory, row)
        listing = calls[calls["call_id"].eq(row["call_id"])]

        assert len(listing) == 1
        assert row["name"] is pd.NA or row["name"] in json.dumps(listing["answer"].iloc[0], ensure_ascii=False)
        assert set(calls.loc[calls["answer"].isna(), "outcome"]) <= {"absent", "denied", "failed", "gone"}


def test_details_are_among_the_calls_behind_a_row(inventory):
    row = inventory["s3_bucket"].iloc[0]

    assert {"ListBuckets", "GetBucketPolicy", "GetBucketEncryption"} <= set(evidence(inventory, row)["operation"])


def test_every_observation_of_the_estate_leads_to_its_calls(inventory):
    for _, row in assess(inventory).drop_duplicates("check_id").iterrows():
        assert row["call_id"] in set(evidence(inventory, row)["call_id"])


def test_the_check_of_a_view_leads_to_the_calls_of_all_its_tables(inventory):
    seen = assess(inventory)
    row = seen[seen["check_id"].eq("ec2_instance_management_online")].iloc[0]

    assert {"ec2_instance", "ssm_managed_instance"} <= set(evidence(inventory, row)["table"])


def test_every_answer_is_stored_once_and_has_the_hash_that_the_ledger_names(inventory):
    answers = pq.read_table(inventory.folder / "answers.parquet").to_pandas()
    ledger = inventory.ledger.set_index("call_id")
    answered = ledger[ledger["answer_sha256"].ne("") & ledger["attempts"].gt(0)]

    assert answers["call_id"].is_unique
    assert set(answers["call_id"]) == set(answered.index)
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in answers["answer"]]
    assert digests == answered.loc[answers["call_id"], "answer_sha256"].tolist()


def test_a_call_that_was_spared_leads_to_the_answer_had_before(inventory):
    ledger = inventory.ledger
    spared = ledger[ledger["attempts"].eq(0)].iloc[0]
    calls = evidence(inventory, spared)

    assert calls["answer"].notna().all()


def test_an_answer_that_is_not_the_sealed_one_is_refused(demo_inventory, tmp_path):
    """Somebody who changes an answer, and seals the inventory anew, still has the ledger against him."""
    folder = shutil.copytree(demo_inventory, tmp_path / "inventory")
    pd.read_parquet(folder / "answers.parquet").assign(answer="{}").to_parquet(folder / "answers.parquet")
    seal(folder, "inventory", read_manifest(folder))
    verify(folder)
    inventory = read_inventory(folder)

    with pytest.raises(InventoryError, match="not the one that the ledger names"):
        evidence(inventory, inventory["s3_bucket"].iloc[0])


def test_an_inventory_that_is_not_on_file_has_no_answers(inventory):
    with pytest.raises(InventoryError, match="on file"):
        evidence(dataclasses.replace(inventory, folder=None), inventory["s3_bucket"].iloc[0])


def test_the_command_prints_the_calls_behind_a_resource(demo_inventory, inventory):
    row = inventory["s3_bucket"].iloc[0]
    said = CliRunner().invoke(cli, ["evidence", str(demo_inventory), row["resource_id"]])
    calls = [json.loads(line) for line in said.output.splitlines()]

    assert set(evidence(inventory, row)["call_id"]) <= {call["call_id"] for call in calls}
    assert {call["table"] for call in calls} == {"s3_bucket", "s3_bucket_protection"}
    assert any("Buckets" in call["answer"] for call in calls if call["operation"] == "ListBuckets")


def test_the_command_says_what_a_misspelt_resource_may_be(demo_inventory, inventory):
    arn = inventory["s3_bucket"]["resource_id"].iloc[0]
    said = CliRunner().invoke(cli, ["evidence", str(demo_inventory), f"{arn}x"])

    assert isinstance(said.exception, ParameterError)
    assert arn in str(said.exception)
