"""Rules that every check obeys. A new check needs no line here."""

import re
from collections import Counter
from functools import cache

import pandas as pd
import pytest

from toolkit.checks import CHECKS
from toolkit.model import DOMAINS
from toolkit.observe import observe
from toolkit.tables import TABLES
from toolkit.views import VIEWS

checks = pytest.mark.parametrize("check", CHECKS.values(), ids=lambda c: c.name)
# A name says what is good: a pass makes it true.
BAD_NAMES = re.compile(r"_(no|not|without|check|ensure|disallow|bad|insecure|missing)_|_(open|exposed|unencrypted)$")


def empty(check):
    """The check's table or view with no rows."""
    return empty_frame(check.table)


@cache
def empty_frame(name):
    return VIEWS[name].empty(TABLES) if name in VIEWS else TABLES[name].empty()


def examples(check):
    """The truth table in the check's docstring."""
    lines = [line for line in check.doc.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return pd.DataFrame(rows[2:], columns=rows[0], dtype="string")


def typed(values, dtype):
    return values.map({"True": True, "False": False}).astype(dtype) if dtype == "boolean" else values.astype(dtype)


def example_frame(check):
    """Truth table as a frame; `?` is a value that could not be observed."""
    cases = examples(check)
    frame = empty(check).reindex(cases.index)
    for column in cases.columns.drop("verdict"):
        frame[column] = typed(cases[column].mask(cases[column].eq("?")), frame[column].dtype)
    return frame


def verdicts(check, frame, **parameters):
    """The verdict on each row; `-` is not in the population."""
    seen = observe(check, frame.assign(resource_id=[str(i) for i in frame.index]), **parameters)
    found = dict(zip(seen["resource_id"], seen["result"], strict=True))
    return [found.get(str(i), "-") for i in frame.index]


@checks
def test_name_is_service_resource_property(check):
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", check.name)
    bases = VIEWS[check.table].tables[:1] if check.table in VIEWS else ()
    assert check.name.startswith(tuple(f"{name}_" for name in (check.table, *bases)))
    assert not BAD_NAMES.search(check.name)


@checks
def test_reads_only_declared_columns(check):
    assert {*check.columns, *check.population_columns} <= set(empty(check))


@checks
def test_empty_table_gives_no_observation(check):
    assert len(observe(check, empty(check))) == 0


@checks
def test_unknown_is_never_a_pass(check):
    unknown = empty(check).reindex([0])
    assert observe(check, unknown)["result"].tolist() == ["unknown"]


def closed(check, column):
    """All values that a column can have, if that is known."""
    base = TABLES[VIEWS[check.table].tables[0] if check.table in VIEWS else check.table]
    return (True, False) if empty(check)[column].dtype == "boolean" else base.closed.get(column, ())


def blank(frame, column, value=pd.NA):
    return frame.assign(**{column: pd.Series(value, index=frame.index, dtype=frame[column].dtype)})


@checks
def test_a_column_that_is_unread_leaves_only_what_all_its_values_share(check):
    """The truth table, one column less: each row gets the verdict of all values if they agree, else unknown."""
    frame = example_frame(check)
    read = list(dict.fromkeys((*check.columns, *check.population_columns)))
    frame = frame[frame[read].notna().all(axis=1)]
    for column in read:
        outside = [v == "-" and column not in check.population_columns for v in verdicts(check, frame)]
        every = [verdicts(check, blank(frame, column, value)) for value in closed(check, column)]
        shared = [set(row) for row in zip(*every, strict=True)] or [set()] * len(frame)
        expected = [
            "-" if out else min(may) if len(may) == 1 else "unknown" for out, may in zip(outside, shared, strict=True)
        ]
        assert verdicts(check, blank(frame, column)) == expected, column


@checks
def test_docstring_has_its_sections(check):
    assert re.fullmatch(r"[A-Z].*\.", check.statement)
    assert re.findall(r"^(\w+): ", check.doc, re.M) == ["Why", "Remedy", "Source"]
    assert re.fullmatch(r"https://\S+", check.section("Source"))


@checks
def test_examples_show_a_pass_and_a_fail(check):
    assert {"pass", "fail"} <= set(examples(check)["verdict"])


@checks
def test_examples_hold(check):
    assert verdicts(check, example_frame(check)) == examples(check)["verdict"].tolist()


@checks
def test_population_needs_an_example_outside_it(check):
    if check.where:
        assert "-" in set(examples(check)["verdict"]), f"no example that {check.where!r} leaves out"


LIMITS = [(c, name) for c in CHECKS.values() for name, v in c.parameters.items() if type(v) in (int, float)]


@pytest.mark.parametrize(("check", "name"), LIMITS, ids=lambda value: getattr(value, "name", value))
def test_examples_stand_at_each_limit_and_one_step_beside_it(check, name):
    """A row passes that would fail if the limit were one step narrower, and one fails that a step wider would pass."""
    frame = example_frame(check)
    given = verdicts(check, frame)
    turned = {
        (before, after)
        for step in (-1, 1)
        for before, after in zip(given, verdicts(check, frame, **{name: check.parameters[name] + step}), strict=True)
    }
    assert {("pass", "fail"), ("fail", "pass")} <= turned


def test_a_table_is_read_by_a_check_or_says_why_not():
    """Whatever is collected serves a verdict, but for few tables, each with a sentence in `demarc list tables`."""
    read = {name for check in CHECKS.values() for name in check.tables}
    reasons = {name: table.inventory_only for name, table in TABLES.items() if table.inventory_only}

    assert set(TABLES) - read == set(reasons)
    assert len(reasons) <= 25
    assert [name for name, reason in reasons.items() if not re.fullmatch(r"[A-Z].{30,}\.", reason)] == []
    assert len(set(reasons.values())) == len(reasons)


def test_the_catalogue_speaks_of_every_domain():
    counts = Counter(check.domain for check in CHECKS.values())

    assert len(CHECKS) >= 320
    assert min(counts[domain] for domain in DOMAINS) >= 30
    assert sum(check.view is not None for check in CHECKS.values()) >= 60
