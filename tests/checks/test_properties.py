"""What holds of every check, whatever rows stand beside a row and whatever of it is unread.

`test_declarations` blanks one column of the truth table as it stands; here its rows come in any order, number and
company, and several columns are unread at once, of checks that are drawn. A new check needs no line here.
"""

from functools import cache
from itertools import product
from math import prod

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.test_declarations import checks, closed, example_frame, verdicts
from toolkit.checks import CHECKS
from toolkit.observe import COMPLETIONS

few = settings(deadline=None, derandomize=True, database=None)


@cache
def truth_table(name):
    return example_frame(CHECKS[name])


def read_by(check):
    return list(dict.fromkeys((*check.population_columns, *check.columns)))


def estates(check, columns):
    """Some rows of the truth table, each with the columns that are unread in it."""
    return st.lists(st.tuples(st.integers(0, len(truth_table(check.name)) - 1), columns), min_size=4, max_size=12)


def frame_of(check, rows):
    """Rows of the truth table, each with other values in some columns."""
    frame = truth_table(check.name)
    made = frame.iloc[[row for row, _ in rows]].reset_index(drop=True)
    for column in {name for _, values in rows for name in values}:
        cells = [values.get(column, cell) for (_, values), cell in zip(rows, made[column], strict=True)]
        made[column] = pd.Series(cells, dtype=frame[column].dtype)
    return made


def completions(check, unread):
    """Every way to fill unread columns; none if one of them may hold anything, or there are too many ways."""
    values = [closed(check, column) for column in unread]
    if prod(len(may) for may in values) > COMPLETIONS:
        return []
    return [dict(zip(unread, cells, strict=True)) for cells in product(*values)]


def expected(check, rows):
    """The verdict that each row has however it is filled, else unknown; it is outside if its population says so."""
    ways = [
        completions(check, unread)
        for _, gaps in rows
        for unread in ([name for name in gaps if name in check.population_columns], gaps)
    ]
    filled = [(rows[place // 2][0], values) for place, some in enumerate(ways) for values in some]
    found = iter(verdicts(check, frame_of(check, filled)) if filled else ())
    may = [{next(found) for _ in some} for some in ways]
    return [
        "-" if place == {"-"} else min(every) if len(every) == 1 else "unknown"
        for place, every in zip(may[::2], may[1::2], strict=True)
    ]


@checks
def test_a_row_has_its_verdict_in_any_company(check):
    alone = verdicts(check, truth_table(check.name))

    @settings(few, max_examples=2)
    @given(estates(check, st.just(())))
    def hold(rows):
        assert verdicts(check, frame_of(check, [(row, {}) for row, _ in rows])) == [alone[row] for row, _ in rows]

    hold()


@settings(few, max_examples=80)
@given(st.data())
def test_what_is_unread_leaves_what_all_its_values_share(data):
    check = data.draw(st.sampled_from(list(CHECKS.values())))
    columns = st.lists(st.sampled_from(read_by(check)), unique=True, min_size=1, max_size=3)
    rows = data.draw(estates(check, columns))
    frame = truth_table(check.name)
    gaps = [(row, [n for n in read_by(check) if n in some or pd.isna(frame[n].iloc[row])]) for row, some in rows]
    unread = [(row, dict.fromkeys(some, pd.NA)) for row, some in rows]

    assert verdicts(check, frame_of(check, unread)) == expected(check, gaps)
