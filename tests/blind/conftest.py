"""Verdicts of a check over resources that were made by API calls, as an auditor's stranger would try it."""

import boto3
import pandas as pd
import pytest

from tests.conftest import ACCOUNT, REGION
from tests.inventories import MANIFEST
from toolkit.assess import judge
from toolkit.checks import CHECKS
from toolkit.collect.clients import Clients
from toolkit.collect.engine import Place, collect_table
from toolkit.collect.ledger import Ledger
from toolkit.inventory import Inventory, held
from toolkit.inventory.write import COVERAGE
from toolkit.tables import TABLES


@pytest.fixture
def judged(aws, monkeypatch):
    """`judged("s3_bucket_versioned")` is {resource: result}; an ARN by what follows its last `/`, or `:`.

    A table is collected once a test, so make all resources first; `judged.tables` has their rows, to look at.
    Parameters of the check are keyword arguments.
    """
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")  # what moto lacks it lacks at once
    clients, tables, lines = Clients(), {}, []

    def table_of(name):
        if name not in tables:
            table = TABLES[name]
            region = REGION if table.scope in ("regional", "global") else table.scope
            place = "global" if table.is_global else region
            with Ledger(ACCOUNT, place, name, "", boto3.Session().get_credentials()) as ledger:
                got = collect_table(clients.get(table.service, region), table, Place(ACCOUNT, region, "aws"), ledger)
            tables[name] = got.rows
            lines.append((ACCOUNT, place, name, got.status, len(got.rows), got.error, pd.Timestamp.now("UTC")))
        return tables[name]

    def results(name, **parameters):
        check = CHECKS[name]
        for needed in check.tables:
            table_of(needed)
        coverage = pd.DataFrame(lines, columns=list(COVERAGE)).astype(COVERAGE)
        inventory = Inventory(dict(tables), coverage, held(pd.DataFrame()), MANIFEST)
        seen = judge(check, inventory, {name: parameters})
        return dict(zip(map(short, seen["resource_id"]), seen["result"].astype(str), strict=True))

    results.tables = tables
    return results


def short(resource_id):
    """Return what people call a resource."""
    return resource_id.rpartition("/" if "/" in resource_id else ":")[2]
