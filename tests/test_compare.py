"""What changed between two assessments, told without a false comparison."""

import pandas as pd
import pytest

from toolkit.assessment import Assessment
from toolkit.gaps.compare import CHANGES, compare
from toolkit.observe import observation

BUCKETS, KEYS = "s3_bucket_versioned", "iam_access_key_rotated"
HERE = ("111111111111", "eu-central-1")
GLOBAL = ("111111111111", "global")
OTHER = ("222222222222", "eu-central-1")
HASHES = {BUCKETS: "a" * 64, KEYS: "b" * 64}


def assessment(*rows, places=(HERE, GLOBAL), hashes=HASHES, parameters=()):
    """An assessment of rows (check, place, resource, result)."""
    seen = [(check, resource, *place, result) for check, place, resource, result in rows]
    frame = pd.DataFrame(seen, columns=["check_id", "resource_id", "account_id", "region", "result"])
    frame = frame.assign(severity="high", domain="data", evidence=frame["result"] + "=read", call_id="c")
    declared = [("check", name, digest, "shipped") for name, digest in hashes.items()]
    frames = {
        "observations": frame[list(observation())].astype(observation()),
        "declarations": pd.DataFrame(declared, columns=["kind", "name", "sha256", "origin"], dtype="string"),
        "coverage": pd.DataFrame(places, columns=["account_id", "region"], dtype="string"),
        "off": pd.DataFrame(columns=["account_id", "region"], dtype="string"),
    }
    manifest = {"inventory": {"tables": []}, "parameters": dict(parameters)}
    return Assessment(manifest, frames.__getitem__)


def changed(before, after):
    rows = compare(before, after).changes
    return [tuple(row) for row in rows[["change", "resource_id", "before", "after"]].itertuples(index=False)]


def of(*results, resource="r", place=HERE, check=BUCKETS):
    return [(check, place, resource, result) for result in results]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (["pass"], ["fail"], "new_failure"),
        (["unknown"], ["fail"], "new_failure"),
        ([], ["fail"], "new_failure"),
        (["fail", "pass"], ["fail", "fail"], "more_failures"),
        (["fail", "fail"], ["fail", "pass"], "fewer_failures"),
        (["pass"], ["unknown"], "newly_unknown"),
        (["fail"], ["unknown"], "newly_unknown"),
        (["fail"], [], "gone"),
        (["pass"], [], "gone"),
        ([], ["pass"], "new"),
        ([], ["unknown"], "new"),
        (["unknown"], ["pass"], "newly_known"),
        (["fail"], ["pass"], "mended"),
        (["fail", "pass"], ["pass", "pass"], "mended"),
    ],
)
def test_what_becomes_of_a_resource(before, after, change):
    (found,) = changed(assessment(*of(*before)), assessment(*of(*after)))

    assert found[0] == change


@pytest.mark.parametrize("results", [["pass"], ["fail"], ["unknown"], ["fail", "pass"], []])
def test_what_stays_is_no_change(results):
    same = assessment(*of(*results), *of("unknown", resource="*", check=KEYS))

    assert changed(same, same) == []
    assert compare(same, same).differences.empty
    assert compare(same, same).summary.empty


def test_what_lies_where_nothing_was_observed_any_more_is_not_gone():
    before = assessment(*of("fail"))
    refused = assessment(*of("unknown", resource="*"))
    not_asked = assessment(places=[GLOBAL])

    assert changed(before, refused) == [
        ("no_longer_observed", "*", "observed", "not_observed"),
        ("no_longer_observed", "r", "fail", "not_observed"),
    ]
    assert changed(before, not_asked) == [("no_longer_observed", "r", "fail", "not_observed")]


def test_what_was_not_observed_before_is_not_new_and_its_failures_are():
    refused = assessment(*of("unknown", resource="*"))
    after = assessment(*of("pass"), *of("fail", resource="f"))

    assert changed(refused, after) == [
        ("new_failure", "f", "not_observed", "fail"),
        ("newly_observed", "*", "not_observed", "observed"),
        ("newly_observed", "r", "not_observed", "pass"),
    ]


@pytest.mark.parametrize(
    ("place", "lost"),
    [
        (GLOBAL, HERE),  # what is global may stand in any Region that was refused
        (HERE, ("111111111111", "*")),  # a table that was not collected
    ],
)
def test_a_refusal_covers_all_that_it_may_hide(place, lost):
    before = assessment(*of("fail", place=place))
    after = assessment(*of("unknown", resource="*", place=lost))

    assert ("no_longer_observed", "r", "fail", "not_observed") in changed(before, after)
    assert "gone" not in {change for change, *_ in changed(before, after)}


def test_a_refusal_elsewhere_hides_nothing():
    before = assessment(*of("fail"), places=[HERE, OTHER])
    after = assessment(*of("unknown", resource="*", place=OTHER), places=[HERE, OTHER])

    assert ("gone", "r", "fail", "absent") in changed(before, after)


def test_that_none_is_required_is_no_resource():
    assert changed(assessment(*of("pass", resource="*")), assessment(*of("fail"))) == [
        ("new_failure", "r", "absent", "fail")
    ]


def test_what_was_not_done_alike_is_said_and_marked():
    before = assessment(*of("pass"), *of("pass", check=KEYS), places=[HERE, OTHER], parameters={KEYS: {"max_days": 60}})
    after = assessment(*of("fail"), *of("fail", check=KEYS), places=[HERE], hashes=HASHES | {BUCKETS: "c" * 64})
    found = compare(before, after)

    assert [tuple(row) for row in found.differences.itertuples(index=False)] == [
        ("check", BUCKETS, "aaaaaaaaaaaa", "cccccccccccc"),
        ("parameter", KEYS, "max_days=60", "none"),
        ("place", "222222222222 eu-central-1", "asked", "none"),
    ]
    assert found.changes["same_test"].tolist() == [False, False]
    assert compare(before, before).changes.empty


def test_a_check_that_only_one_side_knows_is_said_and_not_compared():
    before = assessment(*of("pass"), hashes={BUCKETS: "a" * 64})
    after = assessment(*of("pass"), *of("fail", check=KEYS))
    found = compare(before, after)

    assert found.changes.empty
    assert [tuple(row) for row in found.differences.itertuples(index=False)] == [
        ("check", KEYS, "none", "bbbbbbbbbbbb")
    ]


def test_the_summary_counts_by_check_and_account():
    before = assessment(*of("pass"), *of("pass", resource="s"), *of("fail", place=OTHER), places=[HERE, OTHER])
    after = assessment(*of("fail"), *of("fail", resource="s"), *of("pass", place=OTHER), places=[HERE, OTHER])
    found = compare(before, after).summary

    assert found.columns.tolist() == ["severity", "check_id", "account_id", "same_test", "new_failure", "mended"]
    assert found[["account_id", "new_failure", "mended"]].to_numpy().tolist() == [[HERE[0], 2, 0], [OTHER[0], 0, 1]]


def test_every_change_comes_most_pressing_first_with_what_was_read():
    before = assessment(*of("pass", resource="a"), *of("fail", resource="b"))
    rows = compare(before, assessment(*of("fail", resource="a"), *of("pass", resource="b"))).changes

    assert rows["change"].tolist() == ["new_failure", "mended"]
    assert rows["evidence"].tolist() == ["fail=read", "pass=read"]
    assert list(rows["change"].cat.categories) == list(CHANGES)
