"""Every claim of every check has one origin, and the public sources' disagreements speak of controls that exist."""

import pandas as pd
import pytest

from toolkit.checks import CHECKS
from toolkit.frameworks import read_framework
from toolkit.mappings import disagreements, mappings
from toolkit.resources import DATA

KEY = ["check_id", "framework_id", "control_id"]
SOURCES = {"prowler", "powerpipe", "prowler powerpipe", "own"}
CLAIMS = [
    (name, framework_id, control_id)
    for name in sorted(CHECKS)
    for framework_id, control_ids in CHECKS[name].controls.items()
    for control_id in control_ids
]


def keys(table):
    return list(table[KEY].itertuples(index=False, name=None))


def own():
    return mappings().query("sources == 'own'")


def test_every_claim_has_a_row():
    missing = sorted(set(CLAIMS) - set(keys(mappings())))

    assert not missing, f"add a row to data/mappings.csv for each of these claims: {missing}"


def test_no_row_is_without_a_claim():
    left_over = sorted(set(keys(mappings())) - set(CLAIMS))

    assert not left_over, f"no check claims these any more, so remove their rows from data/mappings.csv: {left_over}"


def test_no_claim_has_two_rows():
    twice = keys(mappings()[mappings().duplicated(KEY)])

    assert not twice, f"keep one row of data/mappings.csv for each of these claims: {twice}"


def test_rows_stand_in_the_order_of_the_claims():
    claimed = [claim for claim in CLAIMS if claim in set(keys(mappings()))]

    assert keys(mappings()) == claimed, "sort data/mappings.csv by check, then as the check's controls= is written"


def test_sources_are_known():
    assert set(mappings()["sources"]) <= SOURCES


def test_an_own_claim_says_why_in_one_sentence():
    bad = own()[~own()["reason"].str.fullmatch(r"[A-Z].{20,}\.")]

    assert bad.empty, f"write one sentence as `reason` in data/mappings.csv for: {keys(bad)}"


def test_reasons_of_own_claims_are_specific():
    repeated = own()[own()["reason"].duplicated(keep=False)]

    assert repeated.empty, f"say in data/mappings.csv what is particular to check and control: {keys(repeated)}"


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
    stale = found[found["ours"] != [key in set(CLAIMS) for key in keys(found)]]

    assert stale.empty, f"turn `ours` round in data/disagreements.csv for: {keys(stale)}"


def test_what_one_source_claims_of_ours_has_that_source():
    both = mappings().merge(disagreements(), on=KEY)

    for source in ("prowler", "powerpipe"):
        assert both.loc[both[source], "sources"].str.contains(source).all()


@pytest.mark.parametrize("name", ["mappings", "disagreements"])
def test_the_file_is_plain_csv(name):
    text = (DATA / f"{name}.csv").read_bytes().decode("utf-8")
    table = pd.read_csv(DATA / f"{name}.csv", dtype=str, keep_default_na=False)

    assert "\r" not in text
    assert table.to_csv(index=False, lineterminator="\n") == text


def place(key):
    """Sort by check and framework, then in the publisher's order."""
    check_id, framework_id, control_id = key
    return check_id, framework_id, list(read_framework(framework_id).titles).index(control_id)
