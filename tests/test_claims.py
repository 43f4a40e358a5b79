"""Every claim has one origin and a reason, and the public sources' disagreements speak of controls that exist."""

import pandas as pd
import pytest

from tests.engagements import AS_OF, register
from toolkit.checks import CHECKS
from toolkit.claims import claims, disagreements, without_direct
from toolkit.frameworks import read_framework
from toolkit.gaps.findings import failing, findings
from toolkit.resources import DATA

KEY = ["check_id", "framework_id", "control_id"]
SOURCES = {"prowler", "powerpipe", "prowler powerpipe", "own"}
FILES = sorted((DATA / "frameworks").glob("*/evidence.csv"))
FRAMEWORKS = [path.parent.name for path in FILES]
SENTENCE = r"[A-Z0-9].{20,}\."


def keys(table):
    return list(table[KEY].itertuples(index=False, name=None))


def written():
    """Rows as they stand in the files: a claim for a family is one."""
    frames = [pd.read_csv(p, dtype=str, keep_default_na=False).assign(framework_id=p.parent.name) for p in FILES]
    return pd.concat(frames, ignore_index=True)


def grave():
    return {name for name, check in CHECKS.items() if check.severity in ("critical", "high")}


def test_every_framework_has_claims_and_every_check_makes_some():
    assert sorted(set(claims()["framework_id"])) == FRAMEWORKS
    assert set(claims()["check_id"]) == set(CHECKS)


@pytest.mark.parametrize("path", FILES, ids=FRAMEWORKS)
def test_rows_stand_in_the_publishers_order_and_then_by_check(path):
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    order = list(read_framework(path.parent.name).titles)
    said = list(rows[["control_id", "check_id"]].itertuples(index=False, name=None))

    assert said == sorted(set(said), key=lambda pair: (order.index(pair[0]), pair[1]))


def test_sources_are_known():
    assert set(claims()["sources"]) <= SOURCES
    assert set(claims()["origin"]) == {"shipped"}


def test_an_own_claim_and_a_supporting_one_say_why_in_one_sentence():
    rows = written().query("sources == 'own' or strength == 'supporting' or reason != ''")
    bad = rows[~rows["reason"].str.fullmatch(SENTENCE)]

    assert bad.empty, f"write one sentence as `reason` for: {keys(bad)}"


def test_reasons_of_own_claims_are_specific():
    own = written().query("sources == 'own'")
    repeated = own[own["reason"].duplicated(keep=False)]

    assert repeated.empty, f"say what is particular to check and control: {keys(repeated)}"


def test_a_row_for_a_family_speaks_of_several_checks_and_every_family_has_one():
    """Rows of its checks go before it: it has to be left with two at least."""
    rows = written()
    named = set(keys(rows))
    families = rows[rows["check_id"].str.startswith("family:")]
    for check_id, framework_id, control_id in keys(families):
        mine = [c.name for c in CHECKS.values() if f"family:{c.family}" == check_id]
        assert len([n for n in mine if (n, framework_id, control_id) not in named]) > 1, (framework_id, control_id)
    assert {f"family:{check.family}" for check in CHECKS.values() if check.family} == set(families["check_id"])


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_a_control_that_checks_settle_has_a_direct_one(framework_id):
    framework = read_framework(framework_id)
    direct = framework.evidence.loc[framework.evidence["strength"].eq("direct"), "control_id"]
    settled = framework.controls.loc[framework.controls["test_mode"].eq("automated"), "control_id"]

    assert set(settled) <= set(direct)


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_every_critical_or_high_check_has_a_direct_claim_or_a_sentence_why_not(framework_id):
    mine = claims().query("framework_id == @framework_id and strength == 'direct'")
    said = set(without_direct().query("framework_id == @framework_id")["check_id"])

    assert grave() - set(mine["check_id"]) - said == set(), "add a row to without_direct.csv"
    assert said & set(mine["check_id"]) == set(), "these have a direct claim, so take them out of without_direct.csv"


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_the_sentences_are_about_grave_checks_and_stand_in_order(framework_id):
    path = DATA / "frameworks" / framework_id / "without_direct.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    families = {f"family:{CHECKS[name].family}" for name in grave()}

    assert path.read_bytes().decode("utf-8") == rows.to_csv(index=False, lineterminator="\n")
    assert list(rows["check_id"]) == sorted(set(rows["check_id"]))
    assert set(rows["check_id"]) <= grave() | families
    told = set(without_direct().query("framework_id == @framework_id")["reason"])
    assert set(rows["reason"]) <= told, "a sentence on a family, all of whose checks have a direct claim or their own"
    assert rows["reason"].str.fullmatch(SENTENCE).all()
    assert rows["reason"].is_unique


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_what_fails_is_listed_whatever_the_strength_of_its_claim(framework_id):
    framework = read_framework(framework_id)
    names = sorted(CHECKS)
    columns = ["resource_id", "account_id", "region", "evidence", "exception_id", "call_id", "out_of_scope"]
    rest = dict.fromkeys(columns, "")
    seen = pd.DataFrame({"check_id": names, "result": "fail"} | rest, dtype="string")
    seen["severity"] = [CHECKS[name].severity for name in names]
    fails = failing(seen, findings(seen, register().tolerances, AS_OF), framework).set_index("check_id")

    assert set(fails.index) == {*framework.evidence["check_id"], *framework.conditions["check_id"]}
    for row in framework.evidence.itertuples():
        column = "controls" if row.strength == "direct" else "supports"
        assert row.control_id in fails.loc[row.check_id, column].split(", "), (row.control_id, row.check_id)


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
