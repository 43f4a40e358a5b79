"""Inventories of different places become one with the same rows; what does not fit together is refused."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from tests.inventories import assessed
from tests.inventory.small import write
from toolkit.assess import assess
from toolkit.errors import InventoryError, NotSealed, OutputError, ParameterError, SignatureError
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.gaps.worklist import requests
from toolkit.inventory import merge, read_inventory
from toolkit.inventory.merging import NOT_COLLECTED
from toolkit.inventory.parts import RAW
from toolkit.inventory.write import ROW_GROUP
from toolkit.register import Register
from toolkit.seal import files_of, read_manifest, root_of, verify, write_manifest

ONE, TWO, THREE = "111111111111", "222222222222", "333333333333"
HOME, AWAY = "eu-central-1", "us-east-1"
BOTH = ("iam_user", "kms_key")


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """Three inventories of an account each, with the same Regions and tables. Read them only."""
    folder = tmp_path_factory.mktemp("sources")
    return [
        write(folder / account, [account], [HOME, AWAY], BOTH, rows=number, started=f"2026-11-2{number}T12:00:00+00:00")
        for number, account in enumerate((ONE, TWO, THREE), 1)
    ]


@pytest.fixture(scope="module")
def merged(sources, tmp_path_factory):
    """What they make. Read it only."""
    out = tmp_path_factory.mktemp("merged") / "inventory"
    merge(sources, out)
    return out


def sorted_rows(frames, by):
    return pd.concat(frames).sort_values(by, ignore_index=True)


@pytest.mark.parametrize("name", BOTH)
def test_the_whole_has_the_rows_of_its_sources(sources, merged, name):
    by = ["account_id", "region", "resource_id"]
    parts = [read_inventory(source)[name] for source in sources]

    assert_frame_equal(sorted_rows([read_inventory(merged)[name]], by), sorted_rows(parts, by), check_exact=True)


def test_coverage_and_ledger_are_those_of_the_sources(sources, merged):
    parts, whole = [read_inventory(source) for source in sources], read_inventory(merged)
    cell = ["account_id", "region", "table"]

    assert_frame_equal(whole.coverage, sorted_rows([p.coverage for p in parts], cell), check_exact=True)
    assert sorted(whole.ledger["call_id"]) == sorted(itertools.chain(*(p.ledger["call_id"] for p in parts)))
    assert whole.ledger["call_id"].is_unique
    assert whole.ledger.dtypes.to_dict() == parts[0].ledger.dtypes.to_dict()


def test_the_manifest_says_of_what_it_was_made(sources, merged):
    manifest, parts = verify(merged), [verify(source) for source in sources]

    assert [m["root_sha256"] for m in manifest["merged_from"]] == [p["root_sha256"] for p in parts]
    for name in ("started_at", "finished_at", "caller_arn", "parameters", "tool", "versions"):
        assert [m[name] for m in manifest["merged_from"]] == [p[name] for p in parts]
    assert manifest["started_at"] == "2026-11-21T12:00:00+00:00"
    assert manifest["finished_at"] == max(p["finished_at"] for p in parts)
    assert manifest["caller_arn"] == ", ".join(f"arn:aws:iam::{account}:user/auditor" for account in (ONE, TWO, THREE))
    assert manifest["tool"] == parts[0]["tool"]
    assert manifest["parameters"] == {
        "accounts": [ONE, TWO, THREE],
        "regions": [HOME, AWAY],
        "tables": sorted(BOTH),
    }


def bytes_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_any_order_gives_the_same_bytes(sources, merged, tmp_path):
    for number, order in enumerate(itertools.permutations(sources)):
        merge(order, tmp_path / str(number))
        assert bytes_of(tmp_path / str(number)) == bytes_of(merged)


def test_a_merged_inventory_merges_again(sources, tmp_path):
    merge(sources[:2], tmp_path / "two")
    manifest = merge([sources[2], tmp_path / "two"], tmp_path / "three")

    assert verify(tmp_path / "three") == manifest
    (first, _) = manifest["merged_from"]
    assert [m["root_sha256"] for m in first["merged_from"]] == [verify(s)["root_sha256"] for s in sources[:2]]
    with pytest.raises(InventoryError, match="both hold"):
        merge([sources[0], tmp_path / "two"], tmp_path / "again")


def test_regions_and_tables_of_one_account_join_to_what_one_collection_gives(tmp_path):
    parts = [
        write(tmp_path / "a", [ONE], [HOME], ["kms_key"], off=["me-south-1"]),
        write(tmp_path / "b", [ONE], [AWAY], ["kms_key"], off=["me-south-1"]),
        write(tmp_path / "c", [ONE], [HOME], ["iam_user"], started="2026-11-26T12:00:00+00:00"),
    ]
    whole = write(tmp_path / "whole", [ONE], [HOME, AWAY], ["iam_user", "kms_key"], off=["me-south-1"])

    merge(parts, tmp_path / "merged")
    got, expected = read_inventory(tmp_path / "merged"), read_inventory(whole)
    assert_frame_equal(got.coverage, expected.coverage)
    assert_frame_equal(got.off, expected.off)
    for name in BOTH:
        assert_frame_equal(got[name], expected[name])


def rename_call(folder, was, now):
    ledger = pd.read_parquet(folder / "ledger.parquet")
    ledger["call_id"] = ledger["call_id"].replace({was: now})
    ledger.to_parquet(folder / "ledger.parquet", index=False)
    seal_anew(folder)


def seal_anew(folder, **values):
    manifest = read_manifest(folder) | {"files": files_of(folder, "inventory")} | values
    write_manifest(folder, manifest | {"root_sha256": root_of(manifest)})


def test_what_only_others_were_asked_for_is_not_collected_and_so_unknown(tmp_path):
    """A table that one account was not asked for must not fall out of its denominators."""
    merge(
        [write(tmp_path / "a", [ONE], [HOME, AWAY], BOTH), write(tmp_path / "b", [TWO], [HOME], ["iam_user"])],
        tmp_path / "out",
    )
    whole = read_inventory(tmp_path / "out")

    lacking = whole.coverage[whole.coverage["status"].eq(NOT_COLLECTED)]
    assert lacking[["account_id", "region", "table", "rows"]].to_numpy().tolist() == [[TWO, HOME, "kms_key", 0]]
    seen = assess(whole)
    mine = seen[seen["check_id"].eq("kms_key_deletion_unscheduled") & seen["account_id"].eq(TWO)]
    assert mine[["resource_id", "result"]].to_numpy().tolist() == [["*", "unknown"]]
    assert mine["evidence"].str.startswith("kms_key not collected: None of the merged").all()
    assert "Collect kms_key too in account 222222222222: checks need them." in set(requests_of(whole)["request"])


def requests_of(estate):
    return requests(Audit(read_framework("soc2_2017"), assessed(estate), Register(), date(2026, 11, 25)))


def test_a_region_that_was_off_for_one_and_asked_by_another_is_no_longer_off(tmp_path):
    parts = [
        write(tmp_path / "a", [ONE], [HOME], ["kms_key"], off=[AWAY]),
        write(tmp_path / "b", [ONE], [AWAY], ["logs_group"]),
    ]
    merge(parts, tmp_path / "out")
    whole = read_inventory(tmp_path / "out")

    assert whole.off.empty
    assert whole.coverage["status"].value_counts().to_dict() == {"observed": 2, NOT_COLLECTED: 2}


def test_answers_are_joined_and_one_inventory_may_have_none(sources, tmp_path):
    copies = [shutil.copytree(source, tmp_path / source.name) for source in sources]
    for copy in copies[:2]:
        answers = pa.Table.from_pylist([{"call_id": f"{copy.name}/global/iam_user/00001", "answer": "{}"}], RAW)
        pq.write_table(answers, copy / "answers.parquet")
        seal_anew(copy)
    (copies[2] / "answers.parquet").unlink()
    seal_anew(copies[2])

    merge(copies, tmp_path / "out")
    got = pd.read_parquet(tmp_path / "out/answers.parquet")
    assert got["call_id"].str[:12].tolist() == [ONE, TWO]
    verify(tmp_path / "out")


def test_a_service_that_a_region_lacks_stays_off(tmp_path):
    parts = [
        write(tmp_path / "a", [ONE], [HOME, AWAY], ["kms_key"], not_offered=[AWAY]),
        write(tmp_path / "b", [ONE], [HOME, AWAY], ["logs_group"]),
        write(tmp_path / "c", [TWO], [AWAY], ["kms_key"], not_offered=[AWAY]),
    ]
    merge(parts, tmp_path / "out")
    whole = read_inventory(tmp_path / "out")

    assert whole.off[["account_id", "region", "table"]].to_numpy().tolist() == [
        [ONE, AWAY, "kms_key"],
        [TWO, AWAY, "kms_key"],
    ]
    lacking = whole.coverage[whole.coverage["status"].eq(NOT_COLLECTED)]
    assert lacking[["account_id", "region", "table"]].to_numpy().tolist() == [[TWO, AWAY, "logs_group"]]


def damage(path):
    path.write_bytes(path.read_bytes()[:100])


def other_column(folder):
    path = folder / "tables/kms_key.parquet"
    pd.read_parquet(path).rename(columns={"enabled": "usable"}).to_parquet(path, index=False)
    seal_anew(folder)


def other_type(folder):
    path = folder / "tables/kms_key.parquet"
    pd.read_parquet(path).astype({"name": "category"}).to_parquet(path, index=False)
    seal_anew(folder)


def garbled(folder, name):
    (folder / name).write_bytes(b"PAR1 and no more")
    seal_anew(folder)


def flawed_signature(folder):
    (folder / "signatures").mkdir()
    (folder / "signatures/x.json").write_text("{}")


def foreign_file(folder):
    (folder / "notes.parquet").write_bytes(b"")
    seal_anew(folder)


@pytest.mark.parametrize(
    ("tamper", "error", "said"),
    [
        (lambda f: damage(f / "ledger.parquet"), InventoryError, "is not as it was collected: ledger.parquet was"),
        (lambda f: (f / "manifest.json").unlink(), NotSealed, "is no inventory"),
        (lambda f: seal_anew(f, complete=False), InventoryError, "is incomplete"),
        (lambda f: seal_anew(f, format=2), InventoryError, "has format 2; this version reads 1"),
        (other_column, InventoryError, "have other columns (enabled, usable). Collect both with one version."),
        (other_type, InventoryError, "have other columns (name). Collect both with one version."),
        (lambda f: garbled(f, "tables/kms_key.parquet"), InventoryError, "kms_key.parquet cannot be read ("),
        (lambda f: garbled(f, "coverage.parquet"), InventoryError, "coverage.parquet cannot be read ("),
        (flawed_signature, SignatureError, "has signatures that do not hold"),
        (foreign_file, InventoryError, "holds notes.parquet, which this version cannot merge."),
        (
            lambda f: rename_call(f, f"{TWO}//plan/{TWO}00001", f"{ONE}//plan/{ONE}00001"),
            InventoryError,
            "holds calls that another",
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_made(sources, tmp_path, tamper, error, said):
    bad = shutil.copytree(sources[1], tmp_path / "bad")
    tamper(bad)
    with pytest.raises(error) as raised:
        merge([sources[0], bad], tmp_path / "out")

    assert said in str(raised.value)
    assert os.listdir(tmp_path) == ["bad"]


@pytest.mark.parametrize(
    ("accounts", "tables", "said"),
    [
        ([TWO, ONE], ["kms_key"], f"both hold kms_key of account {ONE}, Region {HOME}, and 1 more such places are in"),
        ([ONE], ["iam_user"], f"both hold iam_user of account {ONE}, Region global. Merge inventories that share no"),
    ],
)
def test_an_overlap_is_named(sources, tmp_path, accounts, tables, said):
    other = write(tmp_path / "other", accounts, [HOME, AWAY], tables)
    with pytest.raises(InventoryError, match=said):
        merge([sources[0], other], tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_one_inventory_or_the_same_twice_is_refused(sources, tmp_path):
    with pytest.raises(ParameterError, match="Name two or more"):
        merge(sources[:1], tmp_path / "out")
    with pytest.raises(InventoryError, match="both hold"):
        merge([sources[0], sources[0]], tmp_path / "out")


def test_nothing_is_overwritten(sources, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    copy = shutil.copytree(sources[0], tmp_path / "copy")
    for out, said in (
        ("full", "is not empty. Name a new folder"),
        ("file", "cannot be written (Not a directory)"),
        ("file/x", "cannot be written ("),
        ("copy/merged", "whose seal it would break"),
    ):
        with pytest.raises(OutputError) as raised:
            merge([copy, sources[1]], tmp_path / out)
        assert said in str(raised.value)

    assert (tmp_path / "full/notes.txt").read_text() == (tmp_path / "file").read_text() == "mine"
    verify(copy)
    (tmp_path / "empty").mkdir()
    merge([copy, sources[1]], tmp_path / "empty")
    verify(tmp_path / "empty")


def test_a_merge_that_cannot_go_on_leaves_nothing(sources, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("toolkit.inventory.merging.seal", full)
    with pytest.raises(OutputError, match="No space left on device"):
        merge(sources, tmp_path / "out")

    assert os.listdir(tmp_path) == []


def test_the_command_says_what_was_made(sources, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "toolkit", "merge", *map(str, sources), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    root = json.loads((out / "manifest.json").read_text())["root_sha256"]
    assert done.stdout == f"{out}: 3 inventories merged, accounts: 3, Regions: 2, tables: 2.\nRoot hash {root}\n"


def test_rows_are_written_as_they_are_read(sources, tmp_path, monkeypatch):
    """No more is held than a row group, whatever the size of the sources."""
    big = write(tmp_path / "big", ["444444444444"], [HOME], BOTH, rows=ROW_GROUP + 10)
    merge([big, sources[0]], tmp_path / "out")

    about = pq.ParquetFile(tmp_path / "out/tables/kms_key.parquet").metadata
    assert about.num_rows == ROW_GROUP + 12
    assert [about.row_group(n).num_rows for n in range(about.num_row_groups)] == [ROW_GROUP + 2, 10]


def test_an_account_of_which_only_global_tables_were_asked_keeps_the_regions_of_its_inventory(tmp_path):
    parts = [
        write(tmp_path / "a", [ONE], [HOME, AWAY], ["iam_user"], off=[AWAY]),
        write(tmp_path / "b", [TWO], [AWAY], ["kms_key"]),
    ]
    merge(parts, tmp_path / "out")
    whole = read_inventory(tmp_path / "out")

    lacking = whole.coverage[whole.coverage["status"].eq(NOT_COLLECTED)]
    assert lacking[["account_id", "region", "table"]].to_numpy().tolist() == [
        [ONE, HOME, "kms_key"],
        [TWO, "global", "iam_user"],
    ]
    assert whole.off[["account_id", "region"]].to_numpy().tolist() == [[ONE, AWAY]]
