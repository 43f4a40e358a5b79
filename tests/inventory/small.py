"""Small inventories, sealed as a collection seals them."""

import pandas as pd

from toolkit.collect.ledger import COLUMNS
from toolkit.inventory import InventoryWriter
from toolkit.inventory.write import NOT_OFFERED, provenance
from toolkit.tables import TABLES

NOW = pd.Timestamp("2026-11-25 12:00:00.123456", tz="UTC")


def write(
    folder,
    accounts,
    regions,
    tables,
    *,
    off=(),
    not_offered=(),
    started="2026-11-25T12:00:00+00:00",
    rows=1,
):
    """Make an inventory: `rows` rows and one call for each account, Region and table, and one call of the plan."""
    parameters = {"accounts": list(accounts), "regions": list(regions), "tables": sorted(tables), "role_name": ""}
    about = {"started_at": started, "caller_arn": f"arn:aws:iam::{accounts[0]}:user/auditor"}
    about |= provenance() | {"parameters": parameters}
    dtypes = {name: TABLES[name].dtypes for name in tables}
    writer = InventoryWriter(folder, about, dtypes, COLUMNS)
    for account in accounts:
        writer.add_calls(f"plan.{account}", [call(account, "", "plan", folder.name)])
        for region in off:
            with writer.part(f"{account}.{region}.off") as part:
                part.done(line(account, region, "*") | {"status": "not_enabled", "error": "off"})
        for name in tables:
            for region in ["global"] if TABLES[name].is_global else regions:
                if region in not_offered:
                    with writer.part(f"{account}.{region}.{name}.off") as part:
                        part.done(line(account, region, name) | {"status": NOT_OFFERED})
                    continue
                frame = frame_of(account, region, name, dtypes[name], rows)
                calls = pd.DataFrame([call(account, region, name)], columns=list(COLUMNS)).astype(COLUMNS)
                writer.add(line(account, region, name), frame, calls)
    writer.seal()
    return folder


def line(account, region, table):
    place = {"account_id": account, "region": region, "table": table}
    return place | {"status": "observed", "rows": 0, "error": "", "observed_at": NOW}


def call(account, region, table, more=""):
    call_id = f"{account}/{region}/{table}/{more}00001"
    return {"call_id": call_id, "account_id": account, "region": region, "table": table, "started_at": NOW}


def frame_of(account, region, name, dtypes, rows=1):
    place = {"account_id": account, "region": region, "call_id": f"{account}/{region}/{name}/00001"}
    made = [place | {"resource_id": f"{region}-{n}", "observed_at": NOW} for n in range(rows)]
    return pd.DataFrame(made, columns=list(dtypes), dtype="object").astype(dtypes)
