"""Rules that every framework obeys. A new framework needs no line here but its denominator."""

import csv
import io
import re
import tomllib

import pandas as pd
import pytest

from toolkit.asked import FRAMEWORKS as FOLDER
from toolkit.asked import framework_ids
from toolkit.aws_report_kinds import wrong_evidence
from toolkit.errors import UnknownName
from toolkit.framework_rules import TEST_MODES, check_framework
from toolkit.frameworks import read_framework
from toolkit.responsibility import SERVICE_MODELS, layers, responsibility

IDS = framework_ids()
frameworks = pytest.mark.parametrize("framework_id", IDS)
files = pytest.mark.parametrize("name", ["controls.csv", "responsibility.csv"])
# The publishers' own counts; a framework that is not here is counted by its framework.toml alone.
DENOMINATORS = {
    "soc2_2017": 61,
    "iso_27001_2022": 123,
    "gdpr": 71,
    "hipaa_security": 64,
    "pci_dss_4_0_1": 280,
    "nist_csf_2": 106,
    "cis_aws_6": 63,
    "cis_aws_7": 70,
    "nist_800_53_r5": 1014,
}
KEYS = {"title", "publisher", "edition", "source", "licence", "control_term", "assessable", "retrieved"}
CONTROLS = ["control_id", "parent_id", "title", "level", "assessable", "status", "baselines"]
RESPONSIBILITY = [
    *("control_id", "layers", "aws_part", "customer_part", "customer_condition", "aws_evidence", "test_mode"),
    *("owner_role", "frequency", "rationale", "source", "reviewed"),
]
FREQUENCIES = {"continuous", "daily", "weekly", "monthly", "quarterly", "semiannual", "annual", "event"}
# What estates really are: everything at once, and one way of running workloads at a time.
ALWAYS = ["abstracted", "organisation"]
ESTATES = [list(SERVICE_MODELS), ALWAYS, *([model, *ALWAYS] for model in SERVICE_MODELS if model not in ALWAYS)]


def read(framework_id, name):
    return pd.read_csv(FOLDER / framework_id / name, dtype=str, keep_default_na=False)


def about(framework_id):
    return tomllib.loads((FOLDER / framework_id / "framework.toml").read_text(encoding="utf-8"))


def evidenced(framework_id):
    """Controls that some check is evidence for, each with the checks' names."""
    return read_framework(framework_id).evidence.groupby("control_id")["check_id"].agg(list).to_dict()


def test_the_two_frameworks_that_ship_are_found():
    assert {"soc2_2017", "iso_27001_2022"} <= set(IDS)


def test_an_unknown_framework_says_what_is_close():
    with pytest.raises(UnknownName, match=r"No framework is called 'soc2'\. Did you mean 'soc2_2017'\?"):
        read_framework("soc2")


def test_a_baseline_is_a_denominator_of_its_own():
    framework = read_framework("nist_800_53_r5")

    counts = {name: framework.profile(name).assessable for name in ("low", "moderate", "high", "privacy")}

    assert counts == {"low": 149, "moderate": 287, "high": 370, "privacy": 96}  # SP 800-53B
    assert framework.profile("").assessable == 1014
    assert framework.profile("moderate").edition.endswith(", moderate baseline")
    with pytest.raises(UnknownName, match=r"No baseline of nist_800_53_r5 is called 'medium'"):
        framework.profile("medium")


def test_fedramps_baselines_stand_beside_nists():
    framework = read_framework("nist_800_53_r5")
    sizes = {"fedramp_low": 156, "fedramp_moderate": 323, "fedramp_high": 410, "fedramp_li_saas": 156}
    profiles = {name: framework.profile(name) for name in sizes}
    members = {name: set(profile.controls["control_id"]) for name, profile in profiles.items()}

    assert {name: profile.assessable for name, profile in profiles.items()} == sizes
    assert set(framework.baseline_names) == set(sizes)
    assert profiles["fedramp_li_saas"].edition.endswith(", FedRAMP Rev. 5 LI-SaaS baseline")
    assert members["fedramp_low"] == members["fedramp_li_saas"]  # the same controls, fewer of them documented
    assert members["fedramp_low"] < members["fedramp_moderate"] < members["fedramp_high"]
    assert set(framework.profile("moderate").controls["control_id"]) <= members["fedramp_moderate"]


def test_an_enhancement_takes_what_it_does_not_say_from_its_control():
    controls = read_framework("nist_800_53_r5").controls.set_index("control_id")
    written = set(read("nist_800_53_r5", "responsibility.csv")["control_id"])
    silent = [c for c in controls.index if c not in written]

    assert len(silent) == 62
    parts = controls[["layers", "aws_part", "customer_part", "test_mode"]]
    assert parts.loc[silent].values.tolist() == parts.loc[controls.loc[silent, "parent_id"]].values.tolist()
    assert "-" not in set(controls.loc["PE-3(2)":, "customer_part"])


@frameworks
def test_it_keeps_to_the_rules_that_an_own_framework_is_held_to(framework_id):
    check_framework(FOLDER / framework_id)


@frameworks
def test_framework_toml_has_its_keys(framework_id):
    found = about(framework_id)

    assert found.keys() - {"baselines", "mandatory", "sections"} == KEYS
    assert all(isinstance(found[key], str) and found[key].strip() for key in KEYS - {"assessable"})
    assert found["source"].startswith("https://")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", found["retrieved"])


@frameworks
def test_the_denominator_is_the_publishers(framework_id):
    count = len(read_framework(framework_id).controls)

    assert count == about(framework_id)["assessable"]
    assert count == DENOMINATORS.get(framework_id, count)


@frameworks
def test_files_have_their_columns(framework_id):
    assert list(read(framework_id, "controls.csv").columns) == CONTROLS
    assert list(read(framework_id, "responsibility.csv").columns) == RESPONSIBILITY


@frameworks
def test_ids_are_unique_and_parents_come_first(framework_id):
    controls = read(framework_id, "controls.csv")
    before = set()
    for row in controls.itertuples():
        assert row.control_id not in before, f"{row.control_id} stands there twice"
        assert row.parent_id in {*before, ""}, f"{row.control_id}: its parent {row.parent_id!r} does not come before it"
        before.add(row.control_id)
    assert set(controls["assessable"]) <= {"true", "false"}
    assert controls["title"].str.strip().ne("").all()


@frameworks
def test_children_follow_their_parent_in_the_order_of_their_numbers(framework_id):
    controls = read(framework_id, "controls.csv")
    shape = controls["control_id"].str.replace(r"\d+", "#", regex=True)  # (b)(1) follows (a)(8)
    for (parent, _), children in controls.groupby(["parent_id", shape], sort=False):
        numbers = [[int(n) for n in re.findall(r"\d+", name)] for name in children["control_id"]]
        if parent and all(numbers):
            assert numbers == sorted(numbers), f"children of {parent}"


@frameworks
def test_responsibility_has_one_row_per_assessable_control_in_order(framework_id):
    controls = read(framework_id, "controls.csv").query("assessable == 'true' and status == 'active'")
    written = set(read(framework_id, "responsibility.csv")["control_id"])
    inherits = controls["parent_id"].isin(controls["control_id"])  # an enhancement may take all from its control

    assert set(controls.loc[~inherits, "control_id"]) <= written
    assert read(framework_id, "responsibility.csv")["control_id"].tolist() == [
        control for control in controls["control_id"] if control in written
    ]
    assert read_framework(framework_id).controls["control_id"].tolist() == controls["control_id"].tolist()


@frameworks
def test_vocabularies_are_known(framework_id):
    rows = read_framework(framework_id).controls  # with what an enhancement takes from its control
    known = set(layers()["layer"])

    for row in rows.itertuples():
        named = row.layers.split(" ")
        assert set(named) <= known, row.control_id
        assert len(named) == len(set(named)), row.control_id
        assert wrong_evidence(row.aws_evidence) == "", row.control_id
    assert set(rows["test_mode"]) <= set(TEST_MODES)
    assert set(rows["frequency"]) <= FREQUENCIES
    assert rows["source"].str.fullmatch(r"https://\S+|own reasoning").all()
    assert rows["owner_role"].str.strip().ne("").all()


@frameworks
@pytest.mark.parametrize("models", ESTATES, ids=lambda models: models[0] if len(models) < 8 else "all")
def test_each_side_that_answers_has_a_part(framework_id, models):
    """A part may wait unused where another service model makes the control AWS's; it may never be missing."""
    controls = read_framework(framework_id).controls
    rows = controls.merge(responsibility(controls, models), on="control_id")
    aws, customer = rows["responsibility"].ne("customer"), rows["responsibility"].ne("aws")

    assert rows.loc[aws & rows["aws_part"].eq(""), "control_id"].tolist() == []
    assert rows.loc[aws & rows["aws_evidence"].eq(""), "control_id"].tolist() == []
    assert rows.loc[customer & rows["customer_part"].eq(""), "control_id"].tolist() == []


@frameworks
def test_the_customers_own_controls_name_no_part_of_aws(framework_id):
    """Under all service models at once, nothing of AWS's can be left out."""
    controls = read_framework(framework_id).controls
    rows = controls.merge(responsibility(controls, SERVICE_MODELS), on="control_id")
    own = rows[rows["responsibility"].eq("customer")]

    for column in ("aws_part", "aws_evidence", "customer_condition"):
        assert own.loc[own[column].ne(""), "control_id"].tolist() == [], column


@frameworks
def test_inherited_means_aws_alone_under_every_model(framework_id):
    controls = read_framework(framework_id).controls
    split = responsibility(controls, SERVICE_MODELS)["responsibility"]

    inherited = set(controls.loc[controls["test_mode"].eq("inherited"), "control_id"])
    assert inherited == set(controls.loc[split.eq("aws").to_numpy(), "control_id"])


@frameworks
def test_conditions_keep_the_order_of_the_controls_and_name_no_check_that_is_evidence_already(framework_id):
    """A check that is evidence for a control makes it a gap anyway; a condition needs another one."""
    framework = read_framework(framework_id)
    order = {control: number for number, control in enumerate(framework.controls["control_id"])}
    ties = framework.conditions
    own = ties[ties["control_id"].isin(read(framework_id, "conditions.csv")["control_id"])] if len(ties) else ties

    assert own["control_id"].map(order).is_monotonic_increasing
    claimed = evidenced(framework_id)
    assert [row for row in ties.itertuples() if row.check_id in claimed.get(row.control_id, ())] == []


@frameworks
@pytest.mark.parametrize("column", ["customer_part", "rationale"])
def test_no_two_controls_say_the_same(framework_id, column):
    rows = read(framework_id, "responsibility.csv")
    said = rows.loc[~rows[column].isin(["", "-"]), [column, "control_id"]]

    assert said.loc[said[column].duplicated(keep=False), "control_id"].tolist() == []


@frameworks
@files
def test_reading_and_writing_gives_the_same_bytes(framework_id, name):
    content = (FOLDER / framework_id / name).read_bytes().decode("utf-8")
    lines = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(lines)

    assert again.getvalue() == content
    assert [cell for line in lines for cell in line if "\n" in cell or "\r" in cell or cell != cell.strip()] == []


@frameworks
def test_checks_name_controls_that_exist_and_are_not_aws_own(framework_id):
    controls = read_framework(framework_id).controls.set_index("control_id")
    split = responsibility(controls.reset_index(), SERVICE_MODELS).set_index("control_id")["responsibility"]

    for control, names in evidenced(framework_id).items():
        assert control in controls.index, f"{names} name {control}"
        assert split[control] != "aws", f"{names} test {control}, which is AWS's alone"


@frameworks
def test_a_control_is_tested_by_checks_if_and_only_if_its_mode_says_so(framework_id):
    controls = read_framework(framework_id).controls
    by_checks = set(controls.loc[controls["test_mode"].isin(["automated", "semi"]), "control_id"])

    assert by_checks == set(evidenced(framework_id))
