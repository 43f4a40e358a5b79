"""All that is declared about one name can be told, whatever it names."""

import json

import pytest

from toolkit.asked import framework_ids
from toolkit.catalogue import described, sealed
from toolkit.checks import CHECKS
from toolkit.frameworks import read_framework
from toolkit.responsibility import SERVICE_MODELS
from toolkit.tables import TABLES
from toolkit.views import VIEWS


def the_one(name, kind, **more):
    (found,) = (each for each in described(name, **more) if each["kind"].split()[0] == kind)
    return found


@pytest.mark.parametrize(("kind", "names"), [("check", CHECKS), ("table", TABLES), ("view", VIEWS)])
def test_every_declaration_is_told_with_its_statement(kind, names):
    for name in names:
        said = the_one(name, kind, framework="cis_aws_6")
        assert said["name"] == name
        assert said["statement"] and said["declared by"] == "shipped"
        assert json.loads(json.dumps(said)) is not None


def test_a_retired_check_is_told_with_the_day_and_the_reason():
    (said,) = described("s3_bucket_encrypted")

    assert said["kind"] == "retired check"
    assert said["statement"].startswith("2026-11-30: Since January 2023 S3 encrypts every new object")


def test_a_check_is_told_with_what_it_reads_and_every_claim_on_it():
    said = the_one("s3_bucket_versioned", "check")
    claimed = {
        (name, row.control_id, row.strength)
        for name in framework_ids()
        for row in read_framework(name).evidence.itertuples()
        if row.check_id == "s3_bucket_versioned"
    }

    assert [column["name"] for column in said["reads"]] == ["versioning"]
    assert said["reads"][0]["doc"] == "`Enabled`, `Suspended` or `off`."
    assert {(row["framework_id"], row["control_id"], row["strength"]) for row in said["evidence for"]} == claimed
    assert len(claimed) > 5
    assert said["tests the condition of"][0]["control_id"] == "PI1.5"
    assert the_one("iam_access_key_rotated", "check")["parameters"] == [{"name": "max_days", "default": 90}]


def test_a_control_is_told_with_its_checks_and_who_answers_for_each_layer_under_each_model():
    said = the_one("CC6.1", "criterion")
    models = [
        model for row in said["layers"] if row["layer"] == "guest_os" for model in row["service models"].split(", ")
    ]

    assert said["kind"] == "criterion of soc2_2017"
    assert sorted(models) == sorted(SERVICE_MODELS)
    assert {row["check_id"] for row in said["checks"]} == set(
        read_framework("soc2_2017").evidence.query("control_id == 'CC6.1'")["check_id"]
    )
    assert said["customer part"] and said["aws part"] and said["rationale"]


@pytest.mark.parametrize("framework", framework_ids())
def test_every_framework_is_told_with_all_of_its_controls(framework):
    said, terms = the_one(framework, "framework"), read_framework(framework).terms
    assert sum(section[terms] for section in said["sections"]) == read_framework(framework).assessable


def test_an_id_of_several_frameworks_is_told_of_each():
    assert [each["kind"] for each in described("1.1")] == ["heading of pci_dss_4_0_1"]
    found = [each["kind"].rpartition(" ")[2] for each in described("5.1")]
    assert len(found) > 1
    assert [each["kind"].rpartition(" ")[2] for each in described("5.1", framework=found[-1])] == found[-1:]


def test_every_id_of_a_publisher_is_told():
    for framework in ("soc2_2017", "pci_dss_4_0_1"):
        for control_id in read_framework(framework).titles:
            (said,) = described(control_id, framework=framework)
            assert said["statement"] == read_framework(framework).titles[control_id]


def test_what_is_sealed_is_told_with_its_root_hash(demo_inventory):
    said = sealed(demo_inventory)

    assert said["kind"] == "inventory"
    assert len(said["root_sha256"]) == 64
    assert said["signatures"] == []
    assert said["parameters accounts"] == ["111111111111", "222222222222", "333333333333"]
