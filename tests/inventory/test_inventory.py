"""An inventory is whole and unchanged, or plainly not; and it reads as it was written."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import endpoint, identity, json_answer
from toolkit.collect.ledger import COLUMNS
from toolkit.errors import InventoryError, NotSealed, OutputError, SealError, UnknownName
from toolkit.inventory import Inventory, InventoryWriter, held, read_inventory
from toolkit.inventory.parts import CALLS, TASK, part_of
from toolkit.seal import PARTS, files_of, read_manifest, root_of, seal, verify
from toolkit.tables import TABLES

NOW = pd.Timestamp("2026-11-25 12:00:00.123456", tz="UTC")
NAMES = ("account_contact", "iam_password_policy", "secretsmanager_secret")
ROWS = {
    "account_contact": [{"security_contact_set": None}],
    "iam_password_policy": [{"customised": True, "minimum_length": 14, "max_age_days": None}],
    "secretsmanager_secret": [
        {"name": "監査 対象\u202e", "created_at": NOW, "rotation_enabled": False, "rotation_days": 2**53 + 1},
        {"name": "", "created_at": None, "rotation_enabled": None, "rotation_days": None},
    ],
}


def frame_of(name):
    place = {"account_id": ACCOUNT, "region": REGION, "call_id": "call", "observed_at": NOW}
    rows = [place | {"resource_id": f"{name}-{number}"} | row for number, row in enumerate(ROWS[name])]
    return pd.DataFrame(rows, columns=list(TABLES[name].dtypes), dtype="object").astype(TABLES[name].dtypes)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A small inventory. Read it only."""
    folder = tmp_path_factory.mktemp("inventory")
    about = {"started_at": "2026-11-25T12:00:00+00:00", "caller_arn": "", "parameters": {"tables": sorted(NAMES)}}
    writer = InventoryWriter(folder, about, {name: TABLES[name].dtypes for name in NAMES}, COLUMNS)
    for name in NAMES:
        coverage = {"account_id": ACCOUNT, "region": REGION, "table": name, "status": "observed", "error": ""}
        calls = pd.DataFrame([{"call_id": name, "started_at": NOW}], columns=list(COLUMNS)).astype(COLUMNS)
        writer.add(coverage | {"rows": len(ROWS[name]), "observed_at": NOW}, frame_of(name), calls)
    writer.seal()
    return folder


@pytest.fixture
def inventory(written, tmp_path):
    """A copy of the small inventory, to be changed."""
    return shutil.copytree(written, tmp_path / "inventory")


@pytest.mark.parametrize("name", NAMES)
def test_a_table_reads_as_it_was_written(written, name):
    assert_frame_equal(read_inventory(written)[name], frame_of(name), check_exact=True)


def test_ledger_and_coverage_have_their_dtypes(written):
    inventory = read_inventory(written)

    assert inventory.ledger.dtypes.astype(str).to_dict() == COLUMNS
    assert inventory.ledger["call_id"].tolist() == list(NAMES)
    assert inventory.coverage.dtypes.astype(str).to_dict() == {
        "account_id": "string",
        "region": "string",
        "table": "string",
        "status": "string",
        "rows": "Int64",
        "error": "string",
        "observed_at": "datetime64[us, UTC]",
    }


def test_an_inventory_names_what_it_holds_and_refuses_what_was_not_collected(written):
    inventory = read_inventory(written)

    views = [f"secretsmanager_secret_{name}" for name in ("rotation", "policy", "use")]  # of one of them
    assert list(inventory) == [*NAMES, *views]
    with pytest.raises(InventoryError, match="'kms_key' was not collected"):
        inventory["kms_key"]
    with pytest.raises(UnknownName, match=r"No table or view is called 'kms_keys'\. Did you mean 'kms_key'"):
        inventory["kms_keys"]


def test_an_unchanged_inventory_verifies(inventory):
    assert verify(inventory)["root_sha256"] == root_of(read_manifest(inventory))


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def edit(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def without(path, name):
    path.write_text(json.dumps({key: value for key, value in json.loads(path.read_text()).items() if key != name}))


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda f: flip(f / "tables/iam_password_policy.parquet"), "tables/iam_password_policy.parquet was changed."),
        (lambda f: flip(f / "coverage.parquet"), "coverage.parquet was changed."),
        (lambda f: os.truncate(f / "ledger.parquet", 100), "ledger.parquet was changed."),
        (lambda f: (f / "ledger.parquet").unlink(), "ledger.parquet was removed."),
        (lambda f: (f / "tables/kms_key.parquet").write_bytes(b""), "tables/kms_key.parquet was added."),
        (lambda f: edit(f / "manifest.json", caller_arn="nobody"), "manifest.json was changed."),
        (lambda f: edit(f / "manifest.json", root_sha256="0" * 64), "manifest.json was changed."),
        (lambda f: without(f / "manifest.json", "root_sha256"), "manifest.json was changed."),
        (lambda f: without(f / "manifest.json", "files"), "manifest.json was changed."),
    ],
)
def test_verify_names_what_was_changed_added_or_removed(inventory, tamper, said):
    tamper(inventory)
    for read in (verify, read_inventory):
        with pytest.raises(InventoryError, match="is not as it was collected") as raised:
            read(inventory)
        assert said in str(raised.value)


def test_verify_names_every_change_at_once(inventory):
    flip(inventory / "ledger.parquet")
    (inventory / "notes.txt").write_text("mine")
    with pytest.raises(InventoryError) as raised:
        verify(inventory)

    assert "collected: ledger.parquet was changed. notes.txt was added. Collect it again." in str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is damaged"),
        ('{"format": 1', "is damaged"),
        ("[]", "is damaged"),
        ("{}", "is damaged"),
        ("[" * 100_000, "is damaged"),
        ('{"format": 2, "complete": true}', "has format 2; this version reads 1"),
        ('{"format": 1, "complete": false}', "is incomplete"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_refused(inventory, content, said):
    (inventory / "manifest.json").write_text(content)
    with pytest.raises(SealError, match=said):
        read_inventory(inventory)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"parameters": None}, "it does not name the tables"),
        ({"parameters": {"tables": 5}}, "it does not name the tables"),
        ({"parameters": {"tables": [["kms_key"]]}}, "it does not name the tables"),
        ({"parameters": {"tables": ["kms_key", "../../kms_key"]}}, "this version knows no table '../../kms_key'"),
        ({"started_at": "yesterday"}, "it does not say when it was collected"),
        ({"finished_at": 5}, "it does not say when it was collected"),
        ({"caller_arn": None}, "it does not name the caller"),
    ],
    ids=str,
)
def test_a_sealed_manifest_of_another_form_is_one_sentence(inventory, change, said):
    """Whoever changes a manifest can hash it anew."""
    _sealed_anew(inventory, change)
    with pytest.raises(InventoryError) as raised:
        read_inventory(inventory)
    assert str(raised.value) == f"{inventory / 'manifest.json'} cannot be read: {said}. Collect the inventory again."


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("coverage", {"status": pd.NA}, "a line lacks its place or status"),
        ("coverage", {"account_id": pd.NA}, "a line lacks its place or status"),
        ("ledger", {"table": None}, "it has no column 'table'"),
        ("ledger", {"attempts": "many"}, "its column 'attempts' is string, not Int64"),
        ("ledger", {"clock_skew": "x"}, "its column 'clock_skew' is string, not Int64"),
    ],
    ids=str,
)
def test_a_sealed_file_of_another_form_is_one_sentence(inventory, file, change, said):
    path = inventory / f"{file}.parquet"
    frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
    gone = [name for name, value in change.items() if value is None]
    frame.drop(columns=gone).assign(**{k: v for k, v in change.items() if v is not None}).to_parquet(path)
    _sealed_anew(inventory, {})
    with pytest.raises(InventoryError) as raised:
        len(read_inventory(inventory).ledger)
    assert str(raised.value).startswith(f"{path} cannot be read: {said}")


def _sealed_anew(folder, change):
    manifest = json.loads((folder / "manifest.json").read_text()) | change
    manifest["files"] = files_of(folder, "inventory")
    (folder / "manifest.json").write_text(json.dumps(manifest | {"root_sha256": root_of(manifest)}))


def test_a_folder_without_a_manifest_is_no_inventory(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotSealed, match=r"is no inventory and no assessment: it has no manifest\.json"):
            verify(folder)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda frame: frame.drop(columns="minimum_length"), "it has no column 'minimum_length', which the toolkit"),
        (lambda frame: frame.assign(minimum_length="8"), "its column 'minimum_length' is string, not Int64"),
        (lambda frame: frame.assign(minimum_length=[[1]] * len(frame)), "its column 'minimum_length' is object, not"),
        (lambda frame: frame.assign(minimum_length=True), "its column 'minimum_length' is boolean, not Int64"),
        (lambda frame: frame.assign(name=[["x"]] * len(frame)), "its column 'name' is object, not string"),
        (lambda frame: frame.assign(observed_at=1), "its column 'observed_at' is Int64, not datetime64"),
        (lambda frame: frame.assign(observed_at=pd.Timestamp("2026-11-25")), "its column 'observed_at' is no datetime"),
    ],
    ids=["a column less", "text", "lists for numbers", "truth", "lists for text", "numbers", "times of no zone"],
)
def test_a_table_of_an_unexpected_form_was_not_observed_and_costs_no_other(inventory, spoil, said):
    path = inventory / "tables/iam_password_policy.parquet"
    whole = read_inventory(inventory)
    assert whole.coverage["status"].eq("observed").all() and len(whole["iam_password_policy"])
    spoil(pd.read_parquet(path)).to_parquet(path, index=False)
    seal(inventory, "inventory", read_manifest(inventory))

    seen = read_inventory(inventory)

    mine = seen.coverage["table"].eq("iam_password_policy")
    assert seen.coverage.loc[mine, "status"].tolist() == ["failed"] * mine.sum()
    assert seen.coverage.loc[mine, "error"].str.startswith(f"not readable: {said}").all()
    assert seen["iam_password_policy"].empty
    pd.testing.assert_frame_equal(seen.coverage[~mine], whole.coverage[~mine])


def test_a_coverage_of_an_unexpected_form_is_refused(inventory):
    path = inventory / "coverage.parquet"
    pd.read_parquet(path).drop(columns="status").to_parquet(path, index=False)
    seal(inventory, "inventory", read_manifest(inventory))
    with pytest.raises(InventoryError, match=r"coverage\.parquet cannot be read: it has no column 'status'"):
        read_inventory(inventory)


def test_a_collection_that_is_killed_leaves_an_inventory_that_nothing_reads(tmp_path):
    released = threading.Event()

    def answer(request):
        if request.service == "secretsmanager":
            released.wait(60)  # this table never comes
        return identity(ACCOUNT) if request.service == "sts" else json_answer({"logGroups": []})

    out = tmp_path / "inventory"
    tables = ["--table=logs_group", "--table=secretsmanager_secret"]
    command = [sys.executable, "-m", "toolkit", "collect", f"--out={out}", f"--region={REGION}", *tables]
    with endpoint(answer) as url:
        child = subprocess.Popen(command, env=os.environ | {"AWS_ENDPOINT_URL": url}, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 60
            while not list(out.glob(".parts/*.logs_group/task.json")):
                assert child.poll() is None and time.monotonic() < deadline
                time.sleep(0.05)
        finally:
            child.kill()
            child.wait(10)
            released.set()

    for read in (verify, read_inventory):
        with pytest.raises(InventoryError, match=r"is incomplete"):
            read(out)
    assess = [sys.executable, "-m", "toolkit", "assess", str(out), "--out", str(tmp_path / "assessment")]
    done = subprocess.run(assess, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"Error: {out} is incomplete")
    assert not (tmp_path / "assessment").exists()


STATUS = {
    ("1", "eu-central-1", "kms_key"): "observed",
    ("1", "us-east-1", "kms_key"): "denied",
    ("2", "eu-central-1", "kms_key"): "observed",
    ("2", "us-east-1", "kms_key"): "observed",
    ("1", "global", "iam_user"): "observed",
    ("2", "global", "iam_user"): "failed",
    ("1", "eu-central-1", "logs_group"): "not_enabled",
}
PLACES = [
    *[("1", "eu-central-1"), ("1", "us-east-1"), ("1", "global")],
    *[("2", "eu-central-1"), ("2", "us-east-1"), ("2", "global")],
    *[("3", "eu-central-1"), ("3", "global")],
]


@pytest.fixture
def covered():
    """An inventory with a coverage, and no row."""
    coverage = pd.DataFrame([(*key, status) for key, status in STATUS.items()])
    coverage = coverage.set_axis(["account_id", "region", "table", "status"], axis="columns").astype("string")
    return Inventory({}, coverage, held(pd.DataFrame()), {})


@pytest.mark.parametrize(
    ("table", "seen"),
    [
        # of account 1: eu-central-1, us-east-1 and global; of account 2 the same; of account 3, which nobody asked
        ("kms_key", [True, False, False, True, True, True, False, False]),
        ("iam_user", [True, True, True, False, False, False, False, False]),
        ("logs_group", [False] * 8),
        ("s3_bucket", [False] * 8),
    ],
)
def test_a_table_is_observed_in_a_place_only_if_every_collection_that_feeds_it_was(covered, table, seen):
    frame = pd.DataFrame(PLACES, columns=["account_id", "region"], dtype="string").set_axis(range(10, 18))

    got = covered.observed(table, frame)
    assert got.index.tolist() == list(range(10, 18))
    assert got.tolist() == seen


def test_a_selection_keeps_its_accounts_and_regions_and_what_is_global(covered):
    assert covered.accounts == ["1", "2"]
    assert covered.regions == ["eu-central-1", "us-east-1"]
    kept = covered.select(accounts=["1"], regions=["us-east-1"]).coverage
    assert kept[["account_id", "region", "table"]].to_numpy().tolist() == [
        ["1", "us-east-1", "kms_key"],
        ["1", "global", "iam_user"],
    ]
    assert_frame_equal(covered.select().coverage, covered.coverage)


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ({"accounts": ["9"]}, "No account of the inventory is called '9'. Known: 1, 2."),
        (
            {"regions": ["eu-central-2"]},
            "No Region of the inventory is called 'eu-central-2'. Did you mean 'eu-central-1'",
        ),
        ({"regions": ["global"]}, "No Region of the inventory is called 'global'"),
    ],
)
def test_a_selection_of_what_the_inventory_does_not_have_is_refused(covered, scope, said):
    with pytest.raises(UnknownName) as raised:
        covered.select(**scope)

    assert str(raised.value).startswith(said)


def test_an_account_whose_regions_could_not_be_learnt_stays_in_every_selection():
    """It was refused before its Regions were known, so its one line stands for any of them."""
    lines = [
        ("1", "eu-central-1", "kms_key", "observed"),
        ("1", "us-east-1", "kms_key", "observed"),
        ("2", "us-east-1", "kms_key", "denied"),
    ]
    columns = ["account_id", "region", "table", "status"]
    estate = Inventory({}, pd.DataFrame(lines, columns=columns).astype("string"), held(pd.DataFrame()), {})

    kept = estate.select(regions=["eu-central-1"])

    assert kept.accounts == ["1", "2"]
    assert kept.coverage[["account_id", "status"]].to_numpy().tolist() == [["1", "observed"], ["2", "denied"]]
    assert estate.select(accounts=["1"], regions=["eu-central-1"]).accounts == ["1"]


def test_a_part_whose_rows_are_taken_back_counts_none(tmp_path):
    name = "account_contact"
    (tmp_path / PARTS).mkdir()
    with part_of(tmp_path, name, TABLES[name].dtypes, COLUMNS) as part:
        part.add(frame_of(name), [{"call_id": "1"}])
        part.drop_rows()
        part.done({"table": name})

    assert json.loads((part.folder / TASK).read_text())["rows"] == 0
    assert sorted(path.name for path in part.folder.iterdir()) == [CALLS, TASK]


@pytest.mark.parametrize("name", ["parameters", "tool", "versions"])
def test_a_run_goes_on_only_with_what_began_it(tmp_path, name):
    about = {"started_at": "2026-11-25T12:00:00+00:00", "parameters": {"tables": []}, "tool": "1", "versions": {}}
    InventoryWriter(tmp_path, about, {}, COLUMNS).close()
    other = "2" if name == "tool" else {"pandas": "4"}

    with pytest.raises(OutputError, match=f"was begun with other {name}"):
        InventoryWriter(tmp_path, about | {name: other}, {}, COLUMNS)
