"""Runs that are killed, run out of disk or meet another: the same command goes on, and all is as without."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from threading import Event

import pytest

from tests.collect.faults import calls, timeless, unanswered
from tests.conftest import ACCOUNT, REGION
from tests.endpoint import endpoint, identity, json_answer
from toolkit.collect.run import collect
from toolkit.inventory import read_inventory
from toolkit.seal import NEW_MANIFEST, verify

REGIONS = [REGION, "us-east-1"]
TABLES = ["dynamodb_table", "kms_key", "logs_group"]
GROUPS = 1_100  # of a page: more than are held before they are written
PATIENCE = 60


class Estate:
    """Answers calls; the one that is to be held back waits until it is released."""

    def __init__(self):
        self.hold, self.held, self.released = None, Event(), Event()

    def __call__(self, request):
        if self.hold and self.hold(request):
            self.held.set()
            self.released.wait(PATIENCE)
        match request.operation:
            case "GetCallerIdentity":
                return identity(ACCOUNT)
            case "DescribeLogGroups":
                token = request.parameters.get("nextToken", "0")
                groups = [_group(f"{request.region}-{token}-{n}") for n in range(GROUPS if token == "0" else 3)]
                return json_answer({"logGroups": groups} | ({"nextToken": "1"} if token == "0" else {}))
            case "ListTables":
                return json_answer({"TableNames": ["a", "b", "c"]})
        return json_answer({})


def _group(name):
    name = sha256(name.encode()).hexdigest()  # so that nothing can be packed
    return {"logGroupName": name, "arn": f"arn:aws:logs:::{name}:*"}


@pytest.fixture
def estate(monkeypatch):
    estate = Estate()
    with endpoint(estate) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        yield estate
        estate.released.set()


@pytest.fixture
def whole(once, estate):
    """The inventory of a run that nothing disturbs."""
    return read_inventory(once("never_killed", again))


def again(out):
    return collect(out, region_names=REGIONS, table_names=TABLES)


@pytest.fixture
def command():
    """`command(folder)` starts a run as a user does; none survives its test."""
    started = []

    def start(out, **kwargs):
        words = [sys.executable, "-m", "toolkit", "collect", f"--out={out}"]
        asked = [f"--region={r}" for r in REGIONS] + [f"--table={t}" for t in TABLES]
        started.append(subprocess.Popen([*words, *asked], stderr=subprocess.PIPE, text=True, **kwargs))
        return started[-1]

    yield start
    for child in started:
        child.kill()
        child.wait(PATIENCE)
        child.stderr.close()


def kill(child):
    child.send_signal(signal.SIGKILL)
    assert child.wait(PATIENCE) == -signal.SIGKILL


def wait_for(reached):
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def assert_as_whole(out, whole):
    got = read_inventory(out)
    assert timeless(got) == timeless(whole)
    assert calls(got) == calls(whole)
    assert got.ledger["call_id"].is_unique
    assert unanswered(got) == []
    assert not (out / ".parts").exists()


MOMENTS = {
    "plan": lambda r: r.service == "sts",
    "middle_of_a_part": lambda r: r.region == "us-east-1" and r.parameters.get("nextToken") == "1",
    "details": lambda r: r.operation == "DescribeTable" and r.parameters["TableName"] == "c",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_that_is_killed_while_it_asks_is_gone_on_with(command, estate, whole, tmp_path, moment):
    out = tmp_path / "inventory"
    estate.hold = MOMENTS[moment]
    child = command(out)
    assert estate.held.wait(PATIENCE)
    if moment == "middle_of_a_part":
        wait_for(lambda: list(out.glob(".parts/*us-east-1.logs_group.new/rows.arrow")))
    kill(child)
    estate.hold = None
    estate.released.set()
    again(out)

    assert_as_whole(out, whole)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_run_that_is_told_to_end_says_so_and_is_gone_on_with(command, estate, whole, tmp_path):
    out = tmp_path / "inventory"
    estate.hold = MOMENTS["details"]
    child = command(out)
    assert estate.held.wait(PATIENCE)
    wait_for(lambda: list(out.glob(".parts/*.kms_key/task.json")))
    child.send_signal(signal.SIGTERM)
    estate.released.set()
    said = child.communicate(timeout=PATIENCE)[1].splitlines()
    estate.hold = None

    assert child.returncode == 130
    assert said[-1] == "Stopped. Nothing unfinished is marked as complete; give the same command again to go on."
    assert not [line for line in said if "Traceback" in line]
    assert list(out.glob(".parts/*.kms_key/task.json"))
    again(out)
    assert_as_whole(out, whole)


def still(command, estate, out, file):
    """Start a run that stands still where it is about to write a file of the sealed inventory."""
    estate.hold = lambda r: r.operation == "ListTables"
    child = command(out)
    assert estate.held.wait(PATIENCE)
    (out / file).parent.mkdir(exist_ok=True)
    os.mkfifo(out / file)  # who opens it waits for a reader
    estate.released.set()
    before = "coverage.parquet" if file == NEW_MANIFEST else "tables/dynamodb_table.parquet"
    wait_for(lambda: (out / before).exists())
    assert child.poll() is None
    return child


@pytest.mark.parametrize("file", ["tables/kms_key.parquet", NEW_MANIFEST])
def test_a_run_that_is_killed_while_it_seals_is_gone_on_with(command, estate, whole, tmp_path, file):
    out = tmp_path / "inventory"
    kill(still(command, estate, out, file))
    estate.hold = None
    (out / file).unlink()
    (out / file).write_bytes(b"PAR1")  # as a file that was begun
    again(out)

    assert_as_whole(out, whole)


def test_a_run_that_is_killed_when_it_is_sealed_is_whole_and_is_not_written_again(command, estate, whole, tmp_path):
    """Its parts are still there: belonging to nothing, and read by nobody."""
    out, parts = tmp_path / "inventory", tmp_path / "parts"
    estate.hold = lambda r: r.operation == "ListTables"
    child = command(out)
    assert estate.held.wait(PATIENCE)
    wait_for(lambda: len([p for p in out.glob(".parts/*/task.json") if p.parent.suffix != ".new"]) == 5)
    shutil.copytree(out / ".parts", parts)
    estate.released.set()
    assert child.wait(PATIENCE) == 0
    shutil.copytree(parts, out / ".parts")
    before = verify(out)
    late = command(out)

    assert "is not empty. Name a new folder" in late.communicate(timeout=PATIENCE)[1]
    assert late.returncode == 2
    assert verify(out) == before
    assert timeless(read_inventory(out)) == timeless(whole)


def test_a_run_that_is_killed_while_it_writes_its_first_file_is_gone_on_with(estate, whole, tmp_path):
    out = tmp_path / "inventory"
    (out / ".parts").mkdir(parents=True)
    (out / NEW_MANIFEST).write_text('{"format": 1, "compl')
    again(out)

    assert_as_whole(out, whole)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (400, "inventory cannot be written ("),
        (20_000, "logs_group cannot be written ("),
        (150_000, "stays incomplete: "),
    ],
    ids=["first_file", "part", "sealing"],
)
def test_a_full_disk_is_one_sentence_and_what_was_stored_is_gone_on_with(command, estate, whole, tmp_path, size, words):
    out = tmp_path / "inventory"
    child = command(out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    said = child.communicate(timeout=PATIENCE)[1].splitlines()

    assert child.returncode == 1
    assert not [line for line in said if not line.startswith(("Collected", "Error: "))], said
    assert said[-1].startswith("Error: ")
    assert words in said[-1] and "File too large" in said[-1]
    again(out)
    assert_as_whole(out, whole)


def test_a_second_run_into_the_folder_is_refused_in_one_sentence_and_the_first_is_whole(
    command, estate, whole, tmp_path
):
    out = tmp_path / "inventory"
    estate.hold = lambda r: r.operation == "ListTables"
    first = command(out)
    assert estate.held.wait(PATIENCE)
    second = command(out)
    said = second.communicate(timeout=PATIENCE)[1]
    estate.released.set()
    first.communicate(timeout=PATIENCE)

    assert (first.returncode, second.returncode) == (0, 1)
    assert said == f"Error: {out} is being written by another run. Wait for it, or name a new folder.\n"
    assert_as_whole(out, whole)


def test_a_run_that_finds_the_folder_sealed_meanwhile_leaves_it_alone(command, estate, whole, tmp_path):
    out = tmp_path / "inventory"
    estate.hold = lambda r: r.service == "sts"
    late = command(out)
    assert estate.held.wait(PATIENCE)
    estate.hold = None
    again(out)
    before = json.loads((out / "manifest.json").read_text())
    estate.released.set()

    assert "is not empty" in late.communicate(timeout=PATIENCE)[1]
    assert late.returncode == 2
    assert verify(out) == before
