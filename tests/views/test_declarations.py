"""Rules that every view obeys. A new view needs no line here."""

import re

import pandas as pd
import pytest

from tests.inventories import inventory, place_of, rows
from toolkit.assess import assess
from toolkit.checks import CHECKS
from toolkit.inventory import Inventory, held
from toolkit.model import COMMON, PLACE
from toolkit.tables import TABLES
from toolkit.views import VIEWS

views = pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.name)
joins = pytest.mark.parametrize("view", [v for v in VIEWS.values() if v.rows == v.tables[:1]], ids=lambda v: v.name)


@views
def test_name_starts_with_the_base_table(view):
    assert view.tables[0] in TABLES
    assert view.name.startswith(f"{view.tables[0]}_") or view.name.startswith(view.tables[0].rsplit("_", 1)[0] + "_")


@views
def test_says_what_a_row_is(view):
    assert re.fullmatch(r"[A-Z].*\.", view.doc.split("\n")[0])


@views
def test_keeps_the_common_columns_over_empty_tables(view):
    frame = view.empty(TABLES)
    assert {c.name for c in COMMON} <= set(frame)
    assert len(frame) == 0


unions = pytest.mark.parametrize("view", [v for v in VIEWS.values() if len(v.rows) > 1], ids=lambda v: v.name)


@joins
def test_concludes_nothing_from_a_table_that_was_not_observed(view):
    """One row in the base, each other table refused: what the view adds must be NA."""
    tables = {name: TABLES[name].empty() for name in view.tables}
    base = view.tables[0]
    row = {"account_id": "1", "region": "global" if TABLES[base].is_global else "r", "resource_id": "x"}
    tables[base] = TABLES[base].empty().reindex([0]).assign(**row)
    coverage = pd.DataFrame(
        [("1", row["region"] if n == base else "r", n, "observed" if n == base else "denied") for n in tables],
        columns=["account_id", "region", "table", "status"],
    )  # fmt: skip
    frame = Inventory(tables, coverage, held(pd.DataFrame()), {})[view.name]
    added = [c for c in frame if c not in (*tables[base], *view.key)]
    assert added
    assert len(view.tables) == 1 or frame[added].isna().all(axis=None)


@unions
def test_a_table_that_gives_rows_and_was_refused_leaves_the_checks_of_a_view_unknown(view):
    tables = {name: rows(name) for name in view.tables}
    for refused in view.rows:
        place = place_of(refused)
        seen = assess(inventory(tables, [(refused, place, "denied", "AccessDenied")]))
        seen = seen[seen["check_id"].isin([c.name for c in CHECKS.values() if c.table == view.name])]
        assert seen[["resource_id", "region", "result"]].drop_duplicates().values.tolist() in (
            [],
            [["*", place, "unknown"]],
        )
        assert seen["evidence"].str.contains(f"{refused} denied: AccessDenied").all()


@views
def test_its_key_tells_rows_of_one_resource_apart(view):
    frame = view.build(*(rows(name, name=["x"]) for name in view.tables))
    assert set(view.key) <= set(frame)
    assert not frame[[*PLACE, "resource_id", *view.key]].duplicated().any()
    assert view.key or not frame[[*PLACE, "resource_id"]].duplicated().any()
