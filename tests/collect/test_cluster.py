"""Where tasks run is one option: a Dask cluster collects what threads do, and survives the death of a worker."""

import os
import signal
from threading import Event, Thread

import dask
import pytest
from distributed import Client, LocalCluster, Security

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import ROLE_KEY, assumed, endpoint, identity, json_answer, refusal
from toolkit.collect.run import collect
from toolkit.errors import CredentialsError, ExecutorError, OutputError, ParameterError
from toolkit.inventory import read_inventory
from toolkit.inventory.write import InventoryWriter

OTHER = "222222222222"
ASKED = {"region_names": [REGION, "eu-west-1"], "table_names": ["logs_group", "kms_key"], "role_name": "audit"}


class Estate:
    """Two accounts; answers are held back until `released`."""

    def __init__(self):
        self.released, self.waiting, self.ends = Event(), Event(), False

    def __call__(self, request):
        if self.ends and request.service not in ("sts", "ec2"):
            return refusal(request, "ExpiredTokenException", 400)
        owner = request.key_id.removeprefix(ROLE_KEY) if request.key_id.startswith(ROLE_KEY) else ACCOUNT
        if request.operation == "AssumeRole":
            return assumed(request.parameters["RoleArn"].split(":")[4])
        if request.service == "sts":
            return identity(owner)
        self.waiting.set()
        assert self.released.wait(60)
        if request.operation == "DescribeLogGroups":
            name = f"{owner}-{request.region}"
            return json_answer({"logGroups": [{"logGroupName": name, "arn": f"arn:aws:logs:::{name}:*"}]})
        return json_answer({"Keys": []})


@pytest.fixture
def estate(monkeypatch):
    answers = Estate()
    with endpoint(answers) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        yield answers


@pytest.fixture
def workers(estate):
    """Two worker processes; they have the environment of the test."""
    with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=":0", silence_logs="CRITICAL") as cluster:
        yield cluster.scheduler_address.replace("tcp://", "dask://")


def timeless(folder):
    inventory = read_inventory(folder)
    frames = {**inventory.tables, "coverage": inventory.coverage}
    return {name: frame.drop(columns="observed_at").to_dict("records") for name, frame in frames.items()}


def test_a_cluster_collects_what_threads_do_also_when_a_worker_is_killed(estate, workers, tmp_path, monkeypatch):
    asked = ASKED | {"account_ids": [ACCOUNT, OTHER]}
    monkeypatch.chdir(tmp_path)  # the workers run in another folder
    running = Thread(target=collect, args=["cluster"], kwargs=asked | {"executor": workers})
    running.start()
    assert estate.waiting.wait(60)
    with Client(workers.replace("dask://", "tcp://")) as client:
        busy = next(iter(client.run(os.getpid).values()))
    os.kill(busy, signal.SIGKILL)
    estate.released.set()
    running.join(120)
    collect(tmp_path / "threads", **asked)

    found = timeless(tmp_path / "cluster")
    assert found == timeless(tmp_path / "threads")
    assert sorted(row["name"] for row in found["logs_group"]) == [
        f"{account}-{region}" for account in (ACCOUNT, OTHER) for region in (REGION, "eu-west-1")
    ]
    ledger = read_inventory(tmp_path / "cluster").ledger
    assert ledger["call_id"].is_unique
    assert {ACCOUNT, OTHER} <= set(ledger.loc[ledger["operation"].eq("DescribeLogGroups"), "account_id"])


def test_credentials_that_end_stop_a_cluster_with_the_words_of_a_run_in_threads(estate, workers, tmp_path):
    estate.released.set()
    estate.ends = True
    with pytest.raises(
        CredentialsError, match=r"ended in the middle of the run .*ExpiredTokenException.*sign in again"
    ):
        collect(tmp_path / "inventory", executor=workers, **ASKED)
    estate.ends = False
    manifest = collect(tmp_path / "inventory", executor=workers, **ASKED)

    assert manifest["complete"]
    assert set(read_inventory(tmp_path / "inventory").coverage["status"]) == {"observed"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("threads", r"write dask\+tls://host:port"),
        ("dask://127.0.0.1:1", "No Dask scheduler answers at dask://127.0.0.1:1"),
        ("dask+tls://127.0.0.1:1", r"No Dask scheduler answers at dask\+tls://127.0.0.1:1"),
    ],
)
def test_an_executor_that_is_none_is_named_and_nothing_is_marked_as_complete(
    estate, address, words, tmp_path, monkeypatch
):
    monkeypatch.setattr("toolkit.executors.PATIENCE", "100ms")
    with pytest.raises(ParameterError if address == "threads" else ExecutorError, match=words):
        collect(tmp_path / "inventory", executor=address, **ASKED)


def test_a_cluster_with_tls_is_reached_with_what_dask_is_configured_with(estate, tmp_path, capsys):
    estate.released.set()
    security = Security.temporary()
    settings = {
        "distributed.comm.tls.ca-file": security.tls_ca_file,
        "distributed.comm.tls.client.cert": security.tls_client_cert,
        "distributed.comm.tls.client.key": security.tls_client_key,
    }
    with LocalCluster(
        n_workers=1, processes=False, protocol="tls", security=security, dashboard_address=":0", silence_logs="CRITICAL"
    ) as cluster:
        address = cluster.scheduler_address.replace("tls://", "dask+tls://")
        with pytest.raises(ExecutorError, match=r"No Dask scheduler answers"):
            collect(tmp_path / "inventory", executor=address, **ASKED)
        with dask.config.set(settings):
            manifest = collect(tmp_path / "inventory", executor=address, **ASKED)

    assert manifest["complete"]
    assert "not encrypted" not in capsys.readouterr().err


def test_a_cluster_without_tls_is_said_to_be(estate, workers, tmp_path, capsys):
    estate.released.set()
    collect(tmp_path / "inventory", executor=workers, **ASKED)

    assert f"{workers} is not encrypted" in capsys.readouterr().err


def test_a_part_that_was_written_elsewhere_is_missed_before_the_inventory_is_sealed(tmp_path):
    writer = InventoryWriter(tmp_path / "inventory", {"parameters": {}}, {}, {})
    with pytest.raises(OutputError, match=r"lacks 1 tables that workers have collected, a\.b\.c among them"):
        writer.check_parts(["a.b.c"])
    writer.close()
