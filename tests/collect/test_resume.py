"""A run that was broken off is gone on with by the same command: nothing is lost, nothing collected twice."""

import errno
import os
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import endpoint, identity, json_answer, refusal
from toolkit.collect.run import collect
from toolkit.errors import OutputError
from toolkit.inventory import read_inventory
from toolkit.seal import verify

TABLES = ["dynamodb_table", "logs_group", "secretsmanager_secret"]
OTHER_REGION = "us-east-1"


class Estate:
    """Answers calls and counts them; secrets are held back until they are released, log groups fail if told to."""

    def __init__(self):
        self.asked, self.released, self.broken = Counter(), threading.Event(), False

    def __call__(self, request):
        self.asked[request.operation] += 1
        match request.operation:
            case "GetCallerIdentity":
                return identity(ACCOUNT)
            case "DescribeLogGroups":
                return refusal(request, "Broken", 400) if self.broken else json_answer({"logGroups": []})
            case "ListTables":
                return json_answer({"TableNames": ["a", "b"]})
            case "ListSecrets":
                self.released.wait(60)
                return json_answer({"SecretList": []})
        return json_answer({})


@pytest.fixture
def estate(monkeypatch):
    estate = Estate()
    with endpoint(estate) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        yield estate
    estate.released.set()


@pytest.fixture
def killed(estate, tmp_path):
    """`killed()` is the folder of a run that was killed when only the secrets were missing."""

    def run():
        out = tmp_path / "inventory"
        command = [sys.executable, "-m", "toolkit", "collect", f"--out={out}", f"--region={REGION}"]
        child = subprocess.Popen([*command, *(f"--table={t}" for t in TABLES)], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while len(done(out)) < 3 or not estate.asked["ListSecrets"]:  # one is the plan's
            assert child.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)
        child.kill()
        child.wait(30)
        estate.released.set()
        return out

    return run


def done(out):
    """Parts that are in their place."""
    return [path for path in out.glob(".parts/*/task.json") if path.parent.suffix != ".new"]


def again(out, **kwargs):
    return collect(out, **({"region_names": [REGION], "table_names": TABLES} | kwargs))


def test_the_same_command_collects_only_what_is_missing(estate, killed):
    out = killed()
    before = estate.asked.copy()
    manifest = again(out)

    assert estate.asked - before == {"GetCallerIdentity": 2, "ListSecrets": 1}
    inventory = read_inventory(out)
    assert inventory.coverage[["table", "status", "rows"]].to_numpy().tolist() == [
        ["dynamodb_table", "observed", 2],
        ["logs_group", "observed", 0],
        ["secretsmanager_secret", "observed", 0],
    ]
    assert inventory["dynamodb_table"]["name"].tolist() == ["a", "b"]
    assert inventory.ledger["call_id"].is_unique
    assert len(manifest["resumed_at"]) == 1
    assert not (out / ".parts").exists()


def test_what_failed_is_collected_again(estate, killed):
    estate.broken = True
    out = killed()
    estate.broken = False
    before = estate.asked.copy()
    again(out)

    assert (estate.asked - before)["DescribeLogGroups"] == 1
    inventory = read_inventory(out)
    assert inventory.coverage["status"].unique().tolist() == ["observed"]
    assert inventory.ledger["operation"].eq("DescribeLogGroups").sum() == 1


def test_an_interrupted_run_sends_no_further_request_and_can_be_gone_on_with(estate, monkeypatch, tmp_path):
    def interrupted(done, total):
        yield next(done)
        raise KeyboardInterrupt

    estate.released.set()
    with monkeypatch.context() as user:
        user.setattr("toolkit.collect.run._progress", interrupted)
        with pytest.raises(KeyboardInterrupt):
            again(tmp_path)
    ended = estate.asked.copy()
    again(tmp_path)

    assert ended.total() < estate.asked.total()
    assert read_inventory(tmp_path).coverage[["status", "rows"]].to_numpy().tolist() == [
        ["observed", 2],
        ["observed", 0],
        ["observed", 0],
    ]


def test_other_parameters_are_refused_in_one_sentence_and_nothing_is_changed(killed):
    out = killed()
    before = (out / "manifest.json").read_bytes()
    with pytest.raises(OutputError, match=r"was begun with other parameters \(regions\)\. Give the same command"):
        again(out, region_names=[OTHER_REGION])

    assert (out / "manifest.json").read_bytes() == before


def test_a_second_run_into_the_same_folder_is_refused_while_the_first_goes_on(estate, tmp_path):
    out = tmp_path / "inventory"
    first = threading.Thread(target=again, args=[out])
    first.start()
    deadline = time.monotonic() + 60
    while not estate.asked["ListSecrets"] and time.monotonic() < deadline:
        time.sleep(0.02)
    with pytest.raises(OutputError, match=r"is being written by another run\. Wait for it"):
        again(out)
    estate.released.set()
    first.join(60)

    assert estate.asked["ListSecrets"] == 1
    verify(out)


def test_a_full_disk_is_one_sentence_and_the_run_can_be_gone_on_with(estate, monkeypatch, tmp_path):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    estate.released.set()
    with monkeypatch.context() as disk:
        disk.setattr("pyarrow.ipc.new_file", full)
        with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\)\. The inv"):
            again(tmp_path)
    again(tmp_path)

    assert read_inventory(tmp_path).coverage["rows"].tolist() == [2, 0, 0]
