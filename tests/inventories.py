"""Small inventories written by hand: one account, one Region, the columns that a test is about."""

import pandas as pd

from toolkit.assessment import make_assessment
from toolkit.inventory import Inventory, held
from toolkit.inventory.write import COVERAGE
from toolkit.tables import TABLES
from toolkit.views import VIEWS

ACCOUNT = "111111111111"
REGION = "eu-central-1"
DAY = "2026-11-24T09:00:00Z"
MANIFEST = {
    "started_at": "2026-11-24T09:00:00+00:00",
    "finished_at": "2026-11-24T09:01:00+00:00",
    "root_sha256": "ab" * 32,
}


def place_of(name):
    """Where the rows of a table or view lie."""
    return "global" if TABLES[VIEWS[name].tables[0] if name in VIEWS else name].is_global else REGION


def rows(name, /, **columns):
    """Rows of a table or view; a column that is not given could not be observed."""
    size = max((len(values) for values in columns.values()), default=0)
    common = {
        "account_id": [ACCOUNT] * size,
        "region": [place_of(name)] * size,
        "resource_id": [f"{name}-{number}" for number in range(size)],
        "call_id": ["call"] * size,
        "observed_at": [DAY] * size,
    }
    dtypes = VIEWS[name].empty(TABLES).dtypes if name in VIEWS else TABLES[name].dtypes
    return pd.DataFrame(common | columns).reindex(columns=list(dtypes.keys())).astype(dtypes)


def inventory(tables, refused=()):
    """An inventory of some tables, each observed in its place; `refused` has (table, Region, status, error)."""
    seen = [(name, place_of(name), "observed", "") for name in tables]
    elsewhere = {(name, region) for name, region, _, _ in refused}
    asked = [*(row for row in seen if row[:2] not in elsewhere), *refused]
    coverage = pd.DataFrame(asked, columns=["table", "region", "status", "error"])
    coverage = coverage.assign(account_id=ACCOUNT, rows=0, observed_at=DAY)[list(COVERAGE)].astype(COVERAGE)
    return Inventory(tables, coverage, held(pd.DataFrame()), MANIFEST)


def assessed(estate, register=None):
    """What all checks find in an inventory, with the parameters of a register."""
    return make_assessment(estate, register.parameters if register else None)
