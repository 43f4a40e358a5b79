"""Published relations between frameworks: ids that exist, each pair once, read in both directions and never chained."""

import pandas as pd
import pytest

from toolkit.crosswalks import FOLDER, crosswalk, relations
from toolkit.errors import UnknownName
from toolkit.frameworks import read_framework

FILES = sorted(FOLDER.glob("*.csv"))
RELATIONS = {"equal", "subset", "superset", "intersects", "related"}
files = pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)


def read(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def test_there_are_crosswalks():
    assert "soc2_2017__iso_27001_2022" in {path.stem for path in FILES}


@files
def test_its_ids_exist_and_each_pair_stands_once(path):
    one, other = path.stem.split("__")
    pairs = read(path)

    assert list(pairs) == ["from_id", "to_id", "relation", "source"]
    assert set(pairs["from_id"]) <= set(read_framework(one).titles)
    assert set(pairs["to_id"]) <= set(read_framework(other).titles)
    assert not pairs.duplicated(["from_id", "to_id"]).any()
    assert set(pairs["relation"]) <= RELATIONS
    assert pairs["source"].str.strip().ne("").all()
    assert not (FOLDER / f"{other}__{one}.csv").exists(), "both directions are stored"


@files
def test_it_keeps_the_publishers_order(path):
    order = {control: number for number, control in enumerate(read_framework(path.stem.split("__")[0]).titles)}
    numbers = read(path)["from_id"].map(order)

    assert numbers.is_monotonic_increasing


def test_a_pair_is_read_from_both_sides_with_its_relation_turned_round():
    stored = relations().query("from_framework == 'nist_csf_2' and to_framework == 'nist_800_53_r5'")
    turned = relations().query("from_framework == 'nist_800_53_r5' and to_framework == 'nist_csf_2'")

    assert len(stored) == len(turned) == len(read(FOLDER / "nist_csf_2__nist_800_53_r5.csv"))
    assert set(zip(stored["from_id"], stored["to_id"], strict=True)) == set(
        zip(turned["to_id"], turned["from_id"], strict=True)
    )


def test_a_criterion_names_what_is_related_to_it_directly():
    found = crosswalk("soc2_2017", "CC6.1")

    assert list(found) == ["framework_id", "control_id", "title", "relation", "source"]
    assert set(found["framework_id"]) == {"iso_27001_2022"}  # never on to what ISO is related to
    assert found["title"].ne("").all()
    assert "A.8.24" in set(found["control_id"])


def test_an_unknown_control_says_what_is_close():
    with pytest.raises(UnknownName, match=r"No control is called 'CC6\.10'\. Did you mean 'CC6\.1'"):
        crosswalk("soc2_2017", "CC6.10")
