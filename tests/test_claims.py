"""Every claim has one origin and a reason, and the public sources' disagreements speak of controls that exist."""

import pandas as pd
import pytest

from toolkit.checks import CHECKS
from toolkit.claims import claims, disagreements
from toolkit.frameworks import read_framework
from toolkit.resources import DATA

KEY = ["check_id", "framework_id", "control_id"]
SOURCES = {"prowler", "powerpipe", "prowler powerpipe", "own"}
FILES = sorted((DATA / "frameworks").glob("*/evidence.csv"))


def keys(table):
    return list(table[KEY].itertuples(index=False, name=None))


def own():
    return claims().query("sources == 'own'")


def test_every_framework_has_claims_and_every_check_makes_some():
    assert [path.parent.name for path in FILES] == sorted(set(claims()["framework_id"]))
    assert set(claims()["check_id"]) == set(CHECKS)


@pytest.mark.parametrize("path", FILES, ids=[path.parent.name for path in FILES])
def test_rows_stand_in_the_publishers_order_and_then_by_check(path):
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    order = list(read_framework(path.parent.name).titles)
    said = list(rows[["control_id", "check_id"]].itertuples(index=False, name=None))

    assert said == sorted(set(said), key=lambda pair: (order.index(pair[0]), pair[1]))


def test_sources_are_known():
    assert set(claims()["sources"]) <= SOURCES
    assert set(claims()["origin"]) == {"shipped"}


def test_an_own_claim_says_why_in_one_sentence():
    bad = own()[~own()["reason"].str.fullmatch(r"[A-Z].{20,}\.")]

    assert bad.empty, f"write one sentence as `reason` for: {keys(bad)}"


def test_reasons_of_own_claims_are_specific():
    repeated = own()[own()["reason"].duplicated(keep=False)]

    assert repeated.empty, f"say what is particular to check and control: {keys(repeated)}"


@pytest.mark.parametrize("framework_id", sorted(set(disagreements()["framework_id"])))
def test_disagreements_are_about_controls_that_can_be_assessed(framework_id):
    found = disagreements().query("framework_id == @framework_id")

    assert set(found["control_id"]) <= set(read_framework(framework_id).controls["control_id"])


def test_a_disagreement_has_one_source_for_and_one_against():
    found = disagreements()

    assert set(found["check_id"]) <= set(CHECKS)
    assert not found.duplicated(KEY).any()
    assert (found["prowler"] ^ found["powerpipe"]).all()
    assert keys(found) == sorted(keys(found), key=place)


def test_a_disagreement_knows_what_we_claim():
    found = disagreements()
    stale = found[found["ours"] != [key in set(keys(claims())) for key in keys(found)]]

    assert stale.empty, f"turn `ours` round in data/disagreements.csv for: {keys(stale)}"


def test_what_one_source_claims_of_ours_has_that_source():
    both = claims().merge(disagreements(), on=KEY)

    for source in ("prowler", "powerpipe"):
        assert both.loc[both[source], "sources"].str.contains(source).all()


@pytest.mark.parametrize("path", [DATA / "disagreements.csv", *FILES], ids=lambda path: path.parent.name)
def test_the_file_is_plain_csv(path):
    text = path.read_bytes().decode("utf-8")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)

    assert "\r" not in text
    assert table.to_csv(index=False, lineterminator="\n") == text


def place(key):
    """Sort by check and framework, then in the publisher's order."""
    check_id, framework_id, control_id = key
    return check_id, framework_id, list(read_framework(framework_id).titles).index(control_id)
