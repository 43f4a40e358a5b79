"""Shared fixtures: moto over real HTTP for what AWS answers, botocore's Stubber for what moto lacks."""

import hashlib
import os
import shutil
import sys
import urllib.request
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path

import boto3
import botocore.session
import pytest
from botocore.stub import Stubber
from filelock import FileLock
from moto.server import ThreadedMotoServer

from tests import engagement_files
from toolkit import cli
from toolkit.collect.clients import Clients
from toolkit.collect.engine import Place, collect_table
from toolkit.collect.ledger import Ledger, record
from toolkit.tables import TABLES

REGION = "eu-central-1"
ACCOUNT = "123456789012"  # moto's own
ROOT = Path(__file__).parents[1]

# Every session of this process reads AWS's models through one loader: they are parsed once, not once a test.
botocore.session.create_loader = cache(botocore.session.create_loader)


def pytest_collection_modifyitems(items):
    """Tests of a service's tables go to one worker, which alone loads the service's model and moto's backend."""
    for item in items:
        folder, name = item.path.parent.name, item.path.stem
        if folder == "tables" and name != "test_declarations":
            item.add_marker(pytest.mark.xdist_group(name.split("_")[1]))


@pytest.fixture(scope="session")
def moto_endpoint():
    """A moto server of this test process."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def no_real_aws(tmp_path_factory):
    """Whatever credentials the machine has, no test sees them."""
    nowhere = str(tmp_path_factory.getbasetemp() / "none")
    with pytest.MonkeyPatch.context() as environment:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_ENDPOINT_URL"):
            environment.delenv(name, raising=False)
        for name, value in {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": nowhere,
            "AWS_SHARED_CREDENTIALS_FILE": nowhere,
            "AWS_EC2_METADATA_DISABLED": "true",
        }.items():
            environment.setenv(name, value)
        yield


@pytest.fixture
def aws(moto_endpoint, monkeypatch):
    """An empty estate: `aws("s3")` is a client of it, in any Region and with any further arguments of boto3."""
    urllib.request.urlopen(urllib.request.Request(f"{moto_endpoint}/moto-api/reset", method="POST")).close()
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto_endpoint)
    return lambda service, region=REGION, **kwargs: boto3.client(service, region_name=region, **kwargs)


@pytest.fixture
def collected(aws):
    """`collected("s3_bucket")` is that table of the estate; its status and calls are in `.attrs`."""

    def collect(name, region=REGION):
        table = TABLES[name]
        client = Clients().get(table.service, region)
        with Ledger(ACCOUNT, region, name, "", boto3.Session().get_credentials()) as ledger:
            got = collect_table(client, table, Place(ACCOUNT, region, "aws"), ledger)
        got.rows.attrs = {"status": got.status, "error": got.error, "calls": ledger.calls}
        return got.rows

    return collect


@pytest.fixture
def answered():
    """`answered("s3_bucket", ("list_buckets", {…}), ("get_bucket_policy", "AccessDenied"))`: a table from answers.

    The table is one of the toolkit's by its name, or one that a test declares.
    An answer is a dict, checked against botocore's model, or the error code with which AWS refuses, with `: words` of
    the message if they matter. Calls must come in this order.
    """

    def collect(name, *answers, region=REGION):
        table = TABLES[name] if isinstance(name, str) else name
        client = boto3.client(table.service, region_name=region)
        record(client)
        with Stubber(client) as stubber, Ledger(ACCOUNT, region, table.name, "") as ledger:
            for operation, answer in answers:
                if isinstance(answer, dict):
                    stubber.add_response(operation, answer)
                else:
                    code, _, words = answer.partition(": ")
                    stubber.add_client_error(operation, code, words)
            got = collect_table(client, table, Place(ACCOUNT, region, "aws"), ledger)
            stubber.assert_no_pending_responses()
        got.rows.attrs = {"status": got.status, "error": got.error, "calls": ledger.calls}
        return got.rows

    return collect


@pytest.fixture
def engagement(tmp_path):
    """`engagement("owners", row)` is a folder whose only odd file is that one."""
    return partial(engagement_files.write, tmp_path)


@pytest.fixture
def demarc(monkeypatch, capsys):
    """`demarc("list", "checks")` runs the command in this process: exit code, standard output and error."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["demarc", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """`once("name", make)` is the folder that `make(folder)` filled: once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda name, make: made(shared, name, make)


@pytest.fixture(scope="session")
def kept(pytestconfig):
    """`kept("name", make)` is such a folder that the next test runs of the day find again, if the code is the same."""
    shared = pytestconfig.cache.mkdir("made")
    state = f"{date.today()}.{_state_of_the_code()}"
    for other in shared.iterdir():
        if other.name != state:
            shutil.rmtree(other, ignore_errors=True)
    (shared / state).mkdir(exist_ok=True)
    return lambda name, make: made(shared / state, name, make)


def made(shared: Path, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder, which one of several processes fills while the others wait."""
    folder, new = shared / name, shared / f"{name}.new"
    with FileLock(shared / f"{name}.lock"):
        if not folder.exists():
            shutil.rmtree(new, ignore_errors=True)
            make(new)
            new.rename(folder)
    return folder


def _state_of_the_code() -> str:
    """Hash what the demo estate is made of: the code, its data, and the versions it was installed with."""
    state = hashlib.sha256()
    for folder in ("toolkit", "data", "notebooks"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                state.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    state.update((ROOT / "requirements.txt").read_bytes())
    return state.hexdigest()[:16]


@pytest.fixture(scope="session")
def demo_inventory(kept):
    """The demo estate, collected. Read it only; copy it to change it."""
    from toolkit.demo import estate, run, server  # slow to import, and few tests need it

    def make(folder):
        with server.running_server() as endpoint:
            estate.build(endpoint)
            run.collect(endpoint, folder, estate.ACCOUNTS)

    return kept("demo_inventory", make)


@pytest.fixture(scope="session")
def demo_report(kept, demo_inventory):
    """A folder with the reports of the demo estate for SOC 2, with the demo's engagement."""
    from toolkit.demo.run import ENGAGEMENT
    from toolkit.report.run import report

    values = {"framework_id": "soc2_2017", "inventory": str(demo_inventory), "engagement": str(ENGAGEMENT)}
    return kept("demo_report", lambda folder: report("gap_analysis", values, folder))
