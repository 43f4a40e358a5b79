"""A user's own framework: a folder in the engagement, refused with file, row and column where it is malformed."""

import pytest

from toolkit.asked import framework_ids
from toolkit.errors import RegisterError, UnknownName
from toolkit.framework_rules import Condition, Control, Responsibility
from toolkit.frameworks import read_framework
from toolkit.gaps import open_audit

TOML = """title = "House rules"
publisher = "Example Ltd"
edition = "1"
source = "https://example.test/rules"
licence = "Ours."
control_term = "rule"
assessable = 2
retrieved = "2026-11-25"
"""
CONTROL_ROWS = [
    "H,,House,section,false,active,",
    "H1,H,Keys are ours,rule,true,active,",
    "H2,H,Logs stay,rule,true,active,",
]
SPLIT_ROWS = [
    "H1,key_management,KMS.,Own the keys.,Policies.,soc2_t2,manual,CISO,annual,Set by us.,own reasoning,2026-11-25",
    "H2,governance,,Keep logs.,,,manual,CISO,annual,Rules are the customer's.,own reasoning,2026-11-25",
]


TIES = ["H1,kms_key_rotation_enabled,The policies ask for rotation."]


@pytest.fixture
def engagement(tmp_path):
    """`engagement(controls=…)` is an engagement whose own framework has these rows."""

    def make(
        toml=TOML,
        controls=CONTROL_ROWS,
        split=SPLIT_ROWS,
        head=tuple(Responsibility.model_fields),
        ties=(),
        name="house",
    ):
        folder = tmp_path / "frameworks" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "framework.toml").write_text(toml)
        (folder / "controls.csv").write_text("\n".join([",".join(Control.model_fields), *controls]) + "\n")
        (folder / "responsibility.csv").write_text("\n".join([",".join(head), *split]) + "\n")
        if ties:
            (folder / "conditions.csv").write_text("\n".join([",".join(Condition.model_fields), *ties]) + "\n")
        return tmp_path

    return make


def test_it_is_found_and_read_beside_those_that_ship(engagement):
    folder = engagement()

    assert "house" in framework_ids(folder)
    assert "house" not in framework_ids()
    framework = read_framework("house", folder)
    assert framework.controls["control_id"].tolist() == ["H1", "H2"]
    assert framework.terms == "rules"
    assert read_framework("soc2_2017", folder).assessable == 61


def test_without_the_engagement_it_is_unknown(engagement):
    engagement()
    with pytest.raises(UnknownName, match="No framework is called 'house'"):
        read_framework("house")


def test_a_gap_analysis_of_it_has_its_controls(engagement, demo_inventory):
    folder = engagement()
    (folder / "engagement.toml").write_text(
        '[engagement]\ntitle = "T"\nclient = "C"\nauditor = "A"\nprepared_by = "P"\n'
        "period_start = 2026-01-01\nperiod_end = 2026-12-31\n"
    )

    gaps = open_audit("house", demo_inventory, engagement=folder).gaps.set_index("control_id")

    assert gaps["responsibility"].to_dict() == {"H1": "shared", "H2": "customer"}
    assert gaps["state"].astype(str).to_dict() == {"H1": "not_assessed", "H2": "not_assessed"}


def test_its_conditions_are_tied_to_checks(engagement):
    assert read_framework("house", engagement(ties=TIES)).conditions.values.tolist() == [TIES[0].split(",")]


def test_without_the_file_no_condition_is_tied(engagement):
    assert len(read_framework("house", engagement()).conditions) == 0


def test_an_enhancement_without_a_condition_of_its_own_takes_its_parents_and_the_checks(engagement):
    enhancements = ["H1(1),H1,Stronger,rule,true,active,", "H1(2),H1,Other,rule,true,active,"]
    rows = [SPLIT_ROWS[0], "H1(2),,,,Own words.,,,,,Differs.,,2026-11-25", SPLIT_ROWS[1]]
    folder = engagement(
        toml=TOML.replace("= 2", "= 4"),
        controls=[*CONTROL_ROWS[:2], *enhancements, CONTROL_ROWS[2]],
        split=rows,
        ties=TIES,
    )

    framework = read_framework("house", folder)

    assert framework.conditions["control_id"].tolist() == ["H1", "H1(1)"]


SHADOWS = {
    **{name: name for name in framework_ids()},
    "in capitals": "SOC2_2017",
    "with other signs": "soc2-2017",
    "without signs": "soc22017",
    "with a blank": "soc2_2017 ",
    "with what is not seen": "soc2_2017\u200b",
    "with 0 for o": "s0c2_2017",
    "with l for 1": "soc2_20l7",
    "in Cyrillic": "\u0455\u043e\u0441\u0032_2017",
    "wide": "\uff53\uff4f\uff43\uff12_2017",
    "with an accent": "so\u0301c2_2017",
    "what owners of layers name": "Layer",
}


@pytest.mark.parametrize("name", SHADOWS.values(), ids=SHADOWS)
def test_one_that_would_be_taken_for_another_is_refused(engagement, name):
    folder = engagement(name=name)

    for asked in (lambda: framework_ids(folder), lambda: read_framework("soc2_2017", folder)):
        with pytest.raises(RegisterError) as error:
            asked()
        assert str(error.value).startswith(f"{folder / 'frameworks' / name} would be taken for '")
        assert str(error.value).endswith("', which is there already. Rename it.")


def test_two_of_ones_own_that_look_alike_are_refused(engagement):
    engagement()

    with pytest.raises(RegisterError, match=r"house would be taken for 'House', which is there already\."):
        framework_ids(engagement(name="House"))


@pytest.mark.parametrize("name", ["soc2_2017_house", "soc2_2018", "iso", "házirend"])
def test_another_id_is_its_own(engagement, name):
    assert read_framework(name, engagement(name=name)).id == name


def test_it_is_read_as_a_spreadsheet_and_an_editor_save_it(engagement):
    folder = engagement(
        controls=[row.replace("true", "TRUE").replace("false", "FALSE") + "," for row in CONTROL_ROWS] + [",,,,,,"],
        split=[f" {SPLIT_ROWS[0]}", SPLIT_ROWS[1], ",,"],
        ties=[*TIES, ",,"],
    )
    for path in (folder / "frameworks" / "house").iterdir():
        path.write_text(path.read_text(), encoding="utf-8-sig", newline="\r\n")

    framework = read_framework("house", folder)

    assert framework.controls["control_id"].tolist() == ["H1", "H2"]
    assert framework.conditions.values.tolist() == [TIES[0].split(",")]


@pytest.mark.parametrize("name", ["framework.toml", "controls.csv", "responsibility.csv", "conditions.csv"])
def test_another_encoding_is_named(engagement, name):
    path = engagement(ties=TIES) / "frameworks" / "house" / name
    path.write_bytes((path.read_text() + "# Zoë").encode("cp1252"))

    with pytest.raises(RegisterError, match=rf"{name} cannot be read: it is not UTF-8\. Save it as "):
        read_framework("house", path.parents[2])


WRONG = {
    "wrong denominator": (
        {"toml": TOML.replace("= 2", "= 3")},
        "framework.toml: assessable is 3, and controls.csv has 2.",
    ),
    "no title": ({"toml": TOML.replace("title", "name")}, "framework.toml: title is None; it has to be of type str."),
    "same id twice": (
        {"controls": [*CONTROL_ROWS, CONTROL_ROWS[1]]},
        "controls.csv, row 5, column control_id: 'H1' stands in row 3.",
    ),
    "parent below": (
        {"controls": CONTROL_ROWS[1:]},
        "controls.csv, row 2, column parent_id: 'H' stands in no row above.",
    ),
    "no truth value": (
        {"controls": [*CONTROL_ROWS[:2], CONTROL_ROWS[2].replace("true", "yes")]},
        "controls.csv, row 4, column assessable: 'yes' is unknown.",
    ),
    "unknown layer": (
        {"split": [SPLIT_ROWS[0].replace("key_management", "keys"), SPLIT_ROWS[1]]},
        "responsibility.csv, row 2, column layers: 'keys' is unknown.",
    ),
    "unknown test mode": (
        {"split": [SPLIT_ROWS[0], SPLIT_ROWS[1].replace("manual", "manually")]},
        "responsibility.csv, row 3, column test_mode: 'manually' is unknown. Did you mean 'manual'?",
    ),
    "a day as a spreadsheet counts": (
        {"split": [SPLIT_ROWS[0], SPLIT_ROWS[1].replace("2026-11-25", "20261125")]},
        "responsibility.csv, row 3, column reviewed: '20261125' is no day; write YYYY-MM-DD, ",
    ),
    "semicolons": (
        {"head": [";".join(Responsibility.model_fields)]},
        "responsibility.csv, row 1: it is separated by semicolons. Save it separated by commas.",
    ),
    "no day": (
        {"split": [SPLIT_ROWS[0], SPLIT_ROWS[1].replace("2026-11-25", "25.11.2026")]},
        "responsibility.csv, row 3, column reviewed: '25.11.2026' is no day; write YYYY-MM-DD, ",
    ),
    "unknown control": (
        {"split": [*SPLIT_ROWS, SPLIT_ROWS[1].replace("H2", "H3")]},
        "responsibility.csv, row 4, column control_id: 'H3' is unknown. Known: H1, H2.",
    ),
    "control without a row": ({"split": SPLIT_ROWS[:1]}, "responsibility.csv has no row for 'H2'"),
    "a cell too few": (
        {"split": [SPLIT_ROWS[0], "H2,governance"]},
        "responsibility.csv, row 3: it has 2 columns, not 12.",
    ),
    "condition of an unknown control": (
        {"ties": [TIES[0].replace("H1", "H3")]},
        "conditions.csv, row 2, column control_id: 'H3' is unknown. Known: H1, H2.",
    ),
    "condition with an unknown check": (
        {"ties": [TIES[0].replace("enabled", "enable")]},
        "conditions.csv, row 2, column check_id: 'kms_key_rotation_enable' is unknown. Did you mean 'kms_key_rotation",
    ),
    "condition that is not there": (
        {"ties": [*TIES, TIES[0].replace("H1", "H2")]},
        "conditions.csv, row 3, column control_id: 'H2' has no customer_condition to be tested.",
    ),
    "condition tied twice": (
        {"ties": TIES * 2},
        "conditions.csv, row 3, column check_id: 'kms_key_rotation_enabled' stands in row 2.",
    ),
    "condition without a reason": (
        {"ties": [TIES[0].rpartition(",")[0] + ","]},
        "conditions.csv, row 2, column reason: it is empty.",
    ),
    "other columns": (
        {"head": list(Responsibility.model_fields)[:-1]},
        "responsibility.csv, row 1: the columns are control_id, layers",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(engagement, change, sentence):
    folder = engagement(**change)

    with pytest.raises(RegisterError) as error:
        read_framework("house", folder)

    assert str(error.value).removeprefix(f"{folder / 'frameworks' / 'house'}/").startswith(sentence)
