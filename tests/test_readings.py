"""How AWS's words and times are read, and that checks and their populations read them so."""

import ast
import inspect
import textwrap

import pandas as pd
import pytest

from tests.checks.test_declarations import example_frame, examples
from toolkit.checks import CHECKS
from toolkit.collect.jmes import search
from toolkit.observe import observe
from toolkit.readings import among, days

# Our own words, the name that EC2 reserves, and those that Redshift gives if nobody chooses others.
OURS = {"none", "off", "all", "al2", "{}", "default", "awsuser", "dev"}
NOW = "2030-06-15T12:00:00Z"


def words(*values):
    return pd.Series(values, dtype="string")


def times(*values):
    return pd.Series(pd.to_datetime(values, utc=True)).astype("datetime64[us, UTC]")


def test_a_word_in_neither_list_is_unknown():
    seen = among(words("Success", "SUCCESS", "FAILURE", "Paused", None), ["success"], ["failure"])
    assert seen.astype(object).fillna("?").tolist() == [True, True, False, "?", "?"]


@pytest.mark.parametrize(
    ("word", "read"), [("Active", True), ("ACTIVE", True), ("expired", False), ("Asleep", None), (None, None)]
)
def test_columns_read_words_alike(word, read):
    assert search("among(Status, ['active'], ['inactive', 'expired'])", {"Status": word}) is read


@pytest.mark.parametrize(
    ("since", "counted"),
    [
        ("2030-06-15T12:00:00Z", 0),
        ("2030-06-14T12:00:01Z", 0),
        ("2030-06-14T12:00:00Z", 1),
        ("2030-06-15T12:00:01Z", None),
        ("2040-06-15T12:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        (None, None),
    ],
)
def test_an_age_needs_times_that_can_be(since, counted):
    seen = days(times(since), times(NOW))
    assert (None if seen.isna().all() else seen.item()) == counted


def test_an_age_needs_the_time_of_the_observation():
    assert days(times(NOW), times(None)).isna().all()


def recased(check, change):
    """Verdicts of a check's examples, with the words of AWS in another case."""
    frame = example_frame(check)
    for column in examples(check).columns.drop("verdict"):
        if frame[column].dtype == "string":
            kept = frame[column].isin(OURS) | frame[column].str.contains(r"[:/.]", na=True)
            frame[column] = frame[column].where(kept, change(frame[column].str))
    seen = observe(check, frame.assign(resource_id=[str(i) for i in frame.index]))
    verdicts = dict(zip(seen["resource_id"], seen["result"], strict=True))
    return [verdicts.get(str(i), "-") for i in frame.index]


# Log and insight types, security policies, runtimes and environment variables are names, not words of an enumeration.
NAMES = {
    "cloudtrail_trail_insights_found",
    "docdb_cluster_audit_logged",
    "ecs_task_definition_secrets_referenced",
    "eks_cluster_control_plane_logged",
    "elbv2_listener_tls_current",
    "lambda_function_runtime_supported",
    "neptune_cluster_audit_logged",
    "rds_cluster_audit_logged",
    "rds_instance_logs_exported",
}


@pytest.mark.parametrize("check", [c for c in CHECKS.values() if c.name not in NAMES], ids=lambda c: c.name)
@pytest.mark.parametrize("change", [lambda s: s.upper(), lambda s: s.lower()], ids=["upper", "lower"])
def test_a_verdict_does_not_hang_on_the_case_of_a_word(check, change):
    assert recased(check, change) == examples(check)["verdict"].tolist()


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda c: c.name)
def test_ages_are_counted_in_one_way(check):
    """A difference of two times says nothing of a clock that is wrong."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(check.passes)))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Sub)]


def texts(comparison):
    """Texts that a comparison is with, but for our own words."""
    values = [n.value for side in comparison.comparators for n in ast.walk(side) if isinstance(n, ast.Constant)]
    return [value for value in values if isinstance(value, str) and value not in OURS | {""}]


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda c: c.name)
def test_words_of_aws_are_read_in_one_way(check):
    """A comparison of its own would take a new word for a good one, or overlook another case."""
    (function,) = ast.parse(textwrap.dedent(inspect.getsource(check.passes))).body
    compared = [n for part in function.body for n in ast.walk(part) if isinstance(n, ast.Compare)]
    assert not [ast.unparse(n) for n in compared if texts(n)]


@pytest.mark.parametrize("check", [c for c in CHECKS.values() if c.where], ids=lambda c: c.name)
def test_populations_compare_without_case(check):
    compared = [n for n in ast.walk(ast.parse(check.where, mode="eval")) if isinstance(n, ast.Compare) and texts(n)]
    assert [ast.unparse(n) for n in compared if "str.lower()" not in ast.unparse(n.left)] == []
