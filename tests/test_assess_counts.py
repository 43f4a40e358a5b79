"""An empty population where AWS counts resources of its type: two answers contradict each other."""

import pytest

from tests.inventories import inventory, rows
from toolkit.assess import assess

USERS = {"attached_policies": [0], "inline_policies": [0]}


@pytest.mark.parametrize(
    ("users", "counted", "result"),
    [
        (rows("iam_user"), [0], "pass"),
        (rows("iam_user"), [1], "unknown"),
        (rows("iam_user"), [3], "unknown"),
        (rows("iam_user"), [None], "pass"),
        (rows("iam_user", **USERS), [3], "pass"),
    ],
)
def test_none_was_listed_and_some_are_counted(users, counted, result):
    seen = assess(inventory({"iam_user": users, "iam_account": rows("iam_account", users=counted)}))
    seen = seen[seen["check_id"].eq("iam_user_policies_inherited")]
    assert seen["result"].tolist() == [result]
    said = "iam_account counts users, and iam_user lists none"
    assert seen["evidence"].eq(said).tolist() == [result == "unknown"]


@pytest.mark.parametrize(("listed", "counted", "results"), [(0, 0, []), (0, 2, ["unknown"]), (1, 2, ["pass"])])
def test_what_is_counted_and_not_listed_is_never_nothing_to_test(listed, counted, results):
    roles = rows("iam_role", service_linked=[False] * listed, trust_json=["[]"] * listed)

    seen = assess(inventory({"iam_role": roles, "iam_account": rows("iam_account", roles=[counted])}))

    assert seen[seen["check_id"].eq("iam_role_trust_restricted")]["result"].tolist() == results


def test_a_table_that_nobody_counts_says_for_itself_that_it_is_empty():
    seen = assess(inventory({"iam_user": rows("iam_user")}))
    assert seen[seen["check_id"].eq("iam_user_policies_inherited")]["result"].tolist() == ["pass"]
