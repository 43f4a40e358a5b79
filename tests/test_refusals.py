"""Whatever AWS refuses, nothing passes or fails that did not, nothing is forgotten, and no state improves.

The demo estate is collected again from the answers that it keeps, with operations refused: each in turn, all that only
read what others list, and all. A new table or check needs no line here.
"""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from botocore import xform_name

from tests.replay import Replay
from toolkit.asked import framework_ids
from toolkit.assess import EVERYTHING, judge
from toolkit.assessment import make_assessment
from toolkit.checks import CHECKS
from toolkit.demo.run import ENGAGEMENT
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.model import PLACE
from toolkit.register import read_register
from toolkit.states import SATISFIED
from toolkit.tables import TABLES

pytestmark = pytest.mark.xdist_group("refusals")

RESOURCE = ["check_id", *PLACE, "resource_id"]
DAY = date(2026, 12, 1)
AT_EASE = {*SATISFIED, "nothing_to_test"}  # states in which nobody looks on


@pytest.fixture(scope="module")
def replay(demo_inventory):
    return Replay(demo_inventory)


@pytest.fixture(scope="module")
def collected(replay):
    return replay.collect()


@pytest.fixture(scope="module")
def base(replay, collected):
    """What every check finds in the answers as they are."""
    inventory = replay.inventory(collected)
    return SimpleNamespace(inventory=inventory, found={n: judge(check, inventory, {}) for n, check in CHECKS.items()})


def readers(tables):
    """The checks that read some tables."""
    return [check for check in CHECKS.values() if not tables.isdisjoint(check.tables)]


def counts(observations, result):
    """How many rows of each resource have a result."""
    return observations[observations["result"].eq(result)].astype("string").value_counts(RESOURCE)


def gained(before, after, result):
    """Resources that have more rows with a result than before."""
    now = counts(after, result)
    return list(now[now > counts(before, result).reindex(now.index, fill_value=0)].index)


def forgotten(before, after):
    """Places in which fewer resources are named, though no row says that some could not be observed.

    A resource whose id stands in an answer that was refused has one of the toolkit's own, so they are counted.
    """
    named = [seen[seen["resource_id"].ne(EVERYTHING)].astype("string") for seen in (before, after)]
    then, now = (seen.drop_duplicates(RESOURCE).groupby(RESOURCE[:-1]).size() for seen in named)
    whole = after[after["resource_id"].eq(EVERYTHING) & after["result"].eq("unknown")].astype("string")
    fewer = then[then > now.reindex(then.index, fill_value=0)].index
    return list(fewer[~fewer.isin(pd.MultiIndex.from_frame(whole[RESOURCE[:-1]]))])


def compared(before, after):
    """Everything that a refusal must not do."""
    return {result: found for result in ("pass", "fail") if (found := gained(before, after, result))} | (
        {"forgotten": lost} if (lost := forgotten(before, after)) else {}
    )


def refuse(replay, collected, base, refused, names):
    """Collect tables again with operations refused, and compare what the checks find that read them."""
    checks = readers(names)
    if not checks:
        return {}
    again = replay.collect(refused, [place for place in collected if place[-1] in names])
    inventory = replay.inventory(again, base.inventory)
    found = pd.concat([judge(check, inventory, {}) for check in checks])
    return compared(pd.concat([base.found[check.name] for check in checks]), found)


def test_the_answers_give_the_same_verdicts_again(demo_inventory, replay, collected):
    assert {got.status for got in collected.values()} == {"observed", "denied", "not_enabled"}
    assert len(replay.asked) > 200


def test_each_operation_refused_in_turn(replay, collected, base):
    wrong = {}
    for operation, names in replay.asked.items():
        found = refuse(replay, collected, base, {operation}, names)
        wrong |= {operation: found} if found else {}

    assert wrong == {}


def reads_only():
    """Operations that read one thing that another operation lists."""
    lists = {
        (table.service, name)
        for table in TABLES.values()
        for name in (table.operation, table.parent and table.parent.operation)
    }
    return {
        (table.service, detail.operation)
        for table in TABLES.values()
        for detail in table.details
        if (table.service, detail.operation) not in lists
    }


def without(replay, kind):
    """Operations that are refused: all, or those that only read."""
    pairs = {name: tuple(name.split(":")) for name in replay.asked}
    return {
        name for name, (service, said) in pairs.items() if kind == "all" or (service, xform_name(said)) in reads_only()
    }


def states(made):
    """State of each control of every framework, by an assessment and what the demo's people say."""
    register = read_register(ENGAGEMENT)
    audits = (Audit(read_framework(name), made, register, DAY) for name in framework_ids())
    return pd.concat({audit.framework.id: audit.gaps.set_index("control_id")["state"] for audit in audits})


@pytest.fixture(scope="module")
def base_states(base):
    return states(make_assessment(base.inventory))


@pytest.mark.parametrize("kind", ["all", "reads"])
def test_many_operations_refused_at_once(replay, base, base_states, kind):
    refused = without(replay, kind)
    made = make_assessment(replay.inventory(replay.collect(refused)))
    after = states(made)
    better = after.isin(AT_EASE) & ~base_states.isin(AT_EASE)

    assert len(refused) > 50
    assert compared(pd.concat(base.found.values()), made.observations) == {}
    assert list(after[better].index) == []
    assert base_states.isin(AT_EASE).any()
