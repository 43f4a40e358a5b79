"""Findings check by check: of how many, how grave, where, how far, and what only bears on a control."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.engagements import AS_OF, marked, register
from tests.test_gaps import KEY, SOC2, USAGE, claimed, framework, listed, observed
from toolkit.gaps import findings, gap_analysis
from toolkit.gaps.findings import KINDS

ROOT = "iam_account_root_mfa_enabled"
BUCKETS = "s3_bucket_versioned"
TOLERATED = {"tolerances": [{}]}  # one unknown of KEY
ATTESTED = {"attestations": [{}]}


def seen_by(**results):
    """Observations of several checks."""
    return pd.concat([observed(*said, check_id=check) for check, said in results.items()], ignore_index=True)


def found(seen, **said):
    """The findings by check."""
    said = register(**said)
    return findings(marked(seen, said, AS_OF), said.tolerances, AS_OF).set_index("check_id")


def judged(seen, direct=(KEY,), supporting=(), test_mode="semi", **said):
    """The one row of a gap analysis of CC6.1, for which some checks are evidence."""
    said = register(**said)
    evidence = [claimed("CC6.1", *direct), claimed("CC6.1", *supporting, strength="supporting")]
    claims = replace(framework("customer", test_mode), evidence=pd.concat(evidence, ignore_index=True))
    waived = marked(seen, said, AS_OF)
    (row,) = gap_analysis(claims, waived, USAGE, said, AS_OF).to_dict("records")
    return row


REACH = {
    "a setting of the account": (ROOT, ["fail"], "setting"),
    "a setting of one account of several": (ROOT, ["fail", "pass"], "setting"),
    "every resource": (BUCKETS, ["fail", "fail"], "all"),
    "every one that could be observed": (BUCKETS, ["fail", "unknown"], "all"),
    "one of many": (BUCKETS, ["fail", *["pass"] * 999], "some"),
    "none": (BUCKETS, ["pass", "unknown"], ""),
}


@pytest.mark.parametrize(("check", "results", "reach"), REACH.values(), ids=REACH)
def test_a_failure_states_its_reach(check, results, reach):
    assert found(observed(*results, check_id=check)).loc[check, "reach"] == reach


def test_each_check_has_its_own_population():
    seen = seen_by(**{ROOT: ["fail"], BUCKETS: ["pass"] * 1000, KEY: ["fail", "fail", "pass", "unknown"]})

    said = found(seen, exceptions=[{"resource_id": "key-1"}])

    numbers = said[["passed", "failed", "waived", "unknown", "tested"]]
    assert numbers.loc[[ROOT, BUCKETS, KEY]].to_numpy().tolist() == [
        [0, 1, 0, 0, 1], [1000, 0, 0, 0, 1000], [1, 1, 1, 1, 3],
    ]  # fmt: skip
    assert said.loc[[ROOT, BUCKETS, KEY], "state"].tolist() == ["gap", "met", "gap"]
    assert said.loc[[ROOT, BUCKETS], "accounts"].tolist() == ["111111111111", ""]
    assert said.drop(index=[ROOT, BUCKETS, KEY])["state"].eq("nothing_to_test").all()
    assert not said.drop(index=[ROOT, BUCKETS, KEY])[KINDS].to_numpy().any()


def test_a_reason_names_the_worst_and_adds_no_populations_up():
    seen = seen_by(**{ROOT: ["fail"], BUCKETS: ["pass"] * 1000, KEY: ["fail", "pass"]})

    row = judged(seen, (BUCKETS, KEY, ROOT))

    assert row["basis"].split("; ")[:2] == [
        "3 checks",
        f"fails: {ROOT} (1 of 1, critical, setting), {KEY} (1 of 2, medium, some)",
    ]
    assert (row["severity"], row["reach"], row["accounts"]) == ("critical", "setting", "111111111111")
    assert row["failing_checks"] == f"{ROOT} {KEY}"


def test_one_empty_population_beside_another_says_nothing_of_that():
    whole = judged(seen_by(**{KEY: ["pass"]}), (KEY, BUCKETS), test_mode="automated")
    failing = judged(seen_by(**{KEY: ["fail"]}), (KEY, BUCKETS), test_mode="automated")
    empty = judged(observed(), (KEY, BUCKETS), test_mode="automated")

    assert [row["state"] for row in (whole, failing, empty)] == ["met", "gap", "nothing_to_test"]
    assert empty["basis"] == "2 checks: nothing to test"
    assert (empty["concluded"], empty["satisfied"]) == (False, False)


OUT = {"scope": [{"selector": "arn:aws:iam::111111111111:user/leaver"}]}


def test_what_is_out_of_scope_is_counted_and_judges_nothing():
    seen = observed("fail", "pass", "unknown")
    seen["resource_id"] = ["arn:aws:iam::111111111111:user/leaver", "key-1", "arn:aws:iam::111111111111:user/leaver"]

    said = found(seen, **OUT).loc[KEY]

    assert said[["passed", "failed", "unknown", "tested", "out_of_scope"]].tolist() == [1, 0, 0, 1, 2]
    assert (said["state"], said["reach"], said["accounts"]) == ("met", "", "")
    assert listed(marked(seen, register(**OUT)), replace(SOC2, evidence=claimed("CC6.1", KEY))).empty


def test_where_all_is_out_of_scope_there_is_nothing_to_test():
    seen = observed("fail")
    seen["resource_id"] = "arn:aws:iam::111111111111:user/leaver"

    row = judged(seen, test_mode="automated", **OUT)

    assert (row["state"], row["failing_checks"], row["concluded"]) == ("nothing_to_test", "", False)
    assert row["basis"] == "1 check: nothing to test, 1 observations are out of scope"


# results of a check that only bears on the control, beside one that passes; what people say; state; what is named
BEARS = {
    "it passes": (["pass"], {}, "met", ""),
    "it fails": (["fail", "pass"], {}, "not_assessed", BUCKETS),
    "it fails, and nobody spoke of it": (["fail"], ATTESTED, "not_assessed", BUCKETS),
    "it fails, and another check is spoken of": (
        *(["fail"], {"attestations": [{"checks": KEY}]}, "not_assessed", BUCKETS),
    ),
    "it fails, and somebody spoke of it": (["fail"], {"attestations": [{"checks": BUCKETS}]}, "met", BUCKETS),
    "it fails, and management spoke of it": (
        *(["fail"], {"attestations": [{"checks": BUCKETS, "capacity": "management"}]}, "not_assessed", BUCKETS),
    ),
    "it fails, and an exception accepts that": (
        *(["fail"], {"exceptions": [{"check_id": BUCKETS}]}, "not_assessed", BUCKETS),
    ),
    "it fails, an exception accepts that, and somebody spoke of it": (
        *(["fail"], {"exceptions": [{"check_id": BUCKETS}], "attestations": [{"checks": BUCKETS}]}, "met", BUCKETS),
    ),
    "it could not be observed": (["unknown"], {}, "not_assessed", ""),
    "it could not be observed, and somebody spoke of it": (
        *(["unknown"], {"attestations": [{"checks": BUCKETS}]}, "met", ""),
    ),
    "it could not be observed, and a tolerance accepts that": (
        *(["unknown"], {"tolerances": [{"check_id": BUCKETS}]}, "met", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("results", "said", "state", "named"), BEARS.values(), ids=BEARS)
def test_what_bears_on_a_control_never_satisfies_it_and_never_vanishes(results, said, state, named):
    row = judged(seen_by(**{KEY: ["pass"], BUCKETS: results}), (KEY,), (BUCKETS,), "automated", **said)

    assert (row["state"], row["failing_supporting"]) == (state, named)
    assert (row["checks"], row["supporting_checks"], row["failed"]) == (1, 1, 0)
    assert (f"{BUCKETS} (" in row["basis"]) == (results != ["pass"])
    assert ("nobody who may conclude has spoken" in row["basis"]) == (state == "not_assessed")


def test_what_only_bears_on_a_control_passes_and_nothing_is_concluded():
    row = judged(observed("pass"), (), (KEY,), "automated")

    assert (row["state"], row["satisfied"], row["checks"]) == ("not_assessed", False, 0)


TOLERANCES = {
    "within it": (["pass"] * 999 + ["unknown"], TOLERATED, "not_assessed"),
    "within it, attested": (["pass"] * 999 + ["unknown"], TOLERATED | ATTESTED, "not_assessed"),
    "one more": (["pass", "unknown", "unknown"], TOLERATED | ATTESTED, "no_data"),
    "beside a failure": (["fail", "unknown"], TOLERATED, "gap"),
    "none of it needed": (["pass"], TOLERATED | ATTESTED, "attested"),
    "expired": (["pass", "unknown"], {"tolerances": [{"expires_at": date(2026, 11, 23)}]}, "no_data"),
    "on its last day": (["pass", "unknown"], {"tolerances": [{"expires_at": AS_OF}]}, "not_assessed"),
    "approved later": (["pass", "unknown"], {"tolerances": [{"approved_at": date(2026, 11, 25)}]}, "no_data"),
    "of another check": (["pass", "unknown"], {"tolerances": [{"check_id": BUCKETS}]}, "no_data"),
}


@pytest.mark.parametrize(("results", "said", "state"), TOLERANCES.values(), ids=TOLERANCES)
def test_a_tolerance_of_unknowns_assesses_nothing(results, said, state):
    row = judged(observed(*results), **said)

    assert row["state"] == state
    assert row["unknown"] == results.count("unknown")


def test_a_tolerated_unknown_is_a_stated_limitation():
    row = judged(observed("pass", "unknown"), **TOLERATED)

    assert row["tolerated"] == 1
    assert f"not observed: {KEY} (1 beside 1 tested, tolerated)" in row["basis"]


def test_a_place_that_could_not_be_observed_has_no_number_to_tolerate():
    seen = observed("pass", "unknown")
    seen["resource_id"] = ["key-0", "*"]

    assert judged(seen, **TOLERATED)["state"] == "no_data"
