import pytest

from tests.inventories import rows
from toolkit.views import VIEWS


@pytest.mark.parametrize(
    ("aggregators", "seen"),
    [
        ([], (0, 0)),
        ([False, False], (2, 0)),
        ([False, True], (2, 1)),
        ([False, None], (2, "?")),
        ([True, None], (2, 1)),
    ],
)
def test_indexes_are_counted_by_account(aggregators, seen):
    indexes = rows("resource_explorer_index", aggregator=aggregators)
    frame = VIEWS["sts_caller_identity_indexes"].build(rows("sts_caller_identity", name=["a"]), indexes)

    assert tuple(frame[["indexes", "aggregator_indexes"]].astype("object").fillna("?").iloc[0]) == seen
