"""Fixtures of the faults: a run against an endpoint, and the same estate without a fault."""

import pytest

from tests import wire
from tests.collect.faults import TABLES
from tests.conftest import REGION
from tests.endpoint import endpoint
from toolkit.collect.run import collect
from toolkit.inventory import read_inventory


@pytest.fixture
def run_at(monkeypatch, tmp_path):
    """`run_at(answer, …)` runs a collection against an endpoint; its inventory."""

    def run(answer, **kwargs):
        with endpoint(answer) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            collect(tmp_path / "inventory", **({"region_names": [REGION], "table_names": TABLES} | kwargs))
        return read_inventory(tmp_path / "inventory")

    return run


@pytest.fixture
def undisturbed(once, monkeypatch):
    """The inventory of the full estate without a fault."""

    def make(folder):
        with endpoint(wire.estate) as url, monkeypatch.context() as here:
            here.setenv("AWS_ENDPOINT_URL", url)
            collect(folder, region_names=[REGION], table_names=TABLES)

    return read_inventory(once("undisturbed", make))
