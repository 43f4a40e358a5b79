"""An assessment is made once, whole and sealed, the same however it is divided; and audits only read it."""

import json
import os
import re
import shutil

import pandas as pd
import pytest

from tests.inventory import small
from toolkit.assessment import Assessment, make_assessment, making, read_assessment, write_assessment
from toolkit.assessment.assessment import FRAMES
from toolkit.assessment.evidence import evidence_of
from toolkit.assessment.reperform import _difference as difference
from toolkit.assessment.reperform import reperform
from toolkit.errors import AssessmentError, InventoryError, NotSealed, OccupiedError, ParameterError
from toolkit.gaps import open_audit, write_gaps, write_observations
from toolkit.inventory import read_inventory
from toolkit.observe import observation
from toolkit.seal import read_manifest, seal, verify
from toolkit.show.enclosure import enclose
from toolkit.show.sections import cover
from toolkit.signature import Signature

ACCOUNTS = ["111111111111", "222222222222", "333333333333"]
ROTATED = {"iam_access_key_rotated": {"max_days": 30}}


@pytest.fixture(scope="module")
def inventory(tmp_path_factory):
    """An inventory of three accounts. Read it only."""
    tables = ["ec2_volume", "kms_key", "iam_user", "s3_bucket", "sts_caller_identity", "organizations_organization"]
    return small.write(tmp_path_factory.mktemp("assessed") / "inventory", ACCOUNTS, ["eu-central-1"], tables)


@pytest.fixture(scope="module")
def written(inventory, tmp_path_factory):
    """Its assessment. Read it only."""
    out = tmp_path_factory.mktemp("assessed") / "assessment"
    write_assessment(inventory, out)
    return out


def test_each_account_has_a_file_and_pandas_reads_them_as_one(written):
    files = sorted(path.name for path in (written / "observations.parquet").iterdir())
    frame = pd.read_parquet(written / "observations.parquet")

    assert files == [f"{account}.parquet" for account in ACCOUNTS]
    assert list(frame) == list(observation())
    assert sorted(frame["account_id"].unique()) == ACCOUNTS  # texts, with their zeros
    pd.testing.assert_frame_equal(read_assessment(written).observations.astype("string"), frame.astype("string"))


def test_the_same_inventory_gives_the_same_bytes_however_it_is_divided(inventory, written, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "ROWS", 1)  # one account at a time

    assert [len(accounts) for accounts in making.parts_of(inventory)] == [1, 1, 1]
    again = write_assessment(inventory, tmp_path / "again")
    assert again.manifest["files"] == read_manifest(written)["files"]
    assert again.manifest["root_sha256"] == read_manifest(written)["root_sha256"]


def test_no_time_and_no_path_is_in_it(inventory, written, tmp_path):
    moved = shutil.copytree(inventory, tmp_path / "elsewhere")

    assert write_assessment(moved, tmp_path / "out").manifest == read_manifest(written)


def test_the_demo_estate_is_judged_alike_as_a_whole_and_by_account(demo_inventory, monkeypatch, tmp_path):
    whole = make_assessment(demo_inventory)
    monkeypatch.setattr(making, "ROWS", 1)
    by_account = write_assessment(demo_inventory, tmp_path / "by-account")

    for name in FRAMES:
        expected = whole.read(name).sort_values("account_id", kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(by_account.read(name), expected, check_dtype=False, check_categorical=False)


def test_processes_give_the_same_bytes(inventory, written, tmp_path):
    made = write_assessment(inventory, tmp_path / "out", executor="processes:1")

    assert made.manifest == read_manifest(written)


def test_what_is_written_is_what_is_made_in_memory(inventory, written):
    kept, made = read_assessment(written), make_assessment(read_inventory(inventory))

    for name in ("observations", "findings", "coverage", "usage", "completeness", "counters"):
        one, other = getattr(kept, name), getattr(made, name)
        if name == "usage":
            one, other = one.models, other.models
        keys = [column for column in ("account_id", "region", "check_id", "resource_id", "table") if column in one]
        one, other = (frame.astype("string").sort_values(keys, ignore_index=True) for frame in (one, other))
        pd.testing.assert_frame_equal(one, other, check_dtype=False)
    assert kept.about["root_sha256"] == made.about["root_sha256"] == read_manifest(inventory)["root_sha256"]


def test_findings_add_up_to_the_observations(written):
    found = read_assessment(written)
    counts = found.findings[["passed", "failed", "unknown"]].to_numpy().sum()

    assert counts == len(found.observations)
    volumes = found.findings[found.findings["check_id"].eq("ec2_volume_encrypted")]
    assert volumes["population"].tolist() == [1, 1, 1]


def test_audits_and_first_pages_of_an_assessment_ask_no_check(written, monkeypatch):
    def stopped(*_, **__):
        raise AssertionError("A check was asked.")

    monkeypatch.setattr("toolkit.assess.observe", stopped)
    monkeypatch.setattr("toolkit.inventory.read.Inventory.__getitem__", stopped)
    audit = open_audit("soc2_2017", written)

    assert len(audit.gaps) == audit.framework.assessable
    assert cover(audit)
    assert not {"Not attached"} & dict(enclose(audit).about["cover"]).keys()


def test_out_never_overwrites_another_seal(inventory, written, tmp_path):
    out = shutil.copytree(written, tmp_path / "out")
    before = read_manifest(out)

    with pytest.raises(OccupiedError, match=r"holds another assessment \(.*Name a new folder, so that none is over"):
        write_assessment(inventory, out, ROTATED)
    assert verify(out) == before
    assert write_assessment(inventory, out).manifest == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_anything_else_is_refused(inventory, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(OccupiedError, match="is not empty"):
        write_assessment(inventory, tmp_path)
    assert os.listdir(tmp_path) == ["notes.txt"]


def test_a_run_that_fails_leaves_nothing(inventory, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("toolkit.assessment.files.seal", full)
    with pytest.raises(Exception, match="No space left on device"):
        write_assessment(inventory, tmp_path / "out")
    assert os.listdir(tmp_path) == []


def test_gap_analyses_lie_beside_the_seal(written, tmp_path):
    out = shutil.copytree(written, tmp_path / "out")
    audits = [open_audit("nist_800_53_r5", out, baseline=name) for name in ("low", "high")]

    names = sorted(path.name for path in [*write_gaps(audits, out), write_observations(audits[0], out)])
    verify(out)
    assert names == [
        *(f"gaps_nist_800_53_r5_{name}.{ending}" for name in ("high", "low") for ending in ("csv", "parquet")),
        "observations.csv",
    ]
    (out / "notes.csv").touch()
    with pytest.raises(AssessmentError, match=r"notes\.csv was added"):
        verify(out)


def test_an_assessment_that_was_changed_is_not_opened(written, tmp_path):
    out = shutil.copytree(written, tmp_path / "out")
    path = out / "observations.parquet" / f"{ACCOUNTS[0]}.parquet"
    pd.read_parquet(path).assign(result="pass").to_parquet(path)

    with pytest.raises(
        AssessmentError, match=f"is not as it was assessed: observations.parquet/{ACCOUNTS[0]}.parquet was"
    ):
        open_audit("soc2_2017", out)


def test_a_link_to_a_folder_brings_no_rows_below_a_seal(written, tmp_path):
    out, more = shutil.copytree(written, tmp_path / "out"), tmp_path / "more"
    shutil.copytree(out / "observations.parquet", more)
    (out / "observations.parquet" / "more").symlink_to(more)

    with pytest.raises(AssessmentError, match=r"observations\.parquet/more is a link to what is not sealed"):
        read_assessment(out)


def test_one_kind_is_not_taken_for_another(inventory, written):
    with pytest.raises(NotSealed, match="is an inventory; name an assessment"):
        read_assessment(inventory)
    with pytest.raises(NotSealed, match="is an assessment; name an inventory"):
        write_assessment(written, written.parent / "more")


def test_an_engagement_with_other_parameters_asks_for_an_assessment_of_its_own(inventory, tmp_path, engagement):
    made = write_assessment(inventory, tmp_path / "made", ROTATED)

    assert made.parameters == ROTATED
    with pytest.raises(AssessmentError, match=r"made with other parameters of iam_access_key_rotated .*max_days"):
        open_audit("soc2_2017", made)
    with pytest.raises(ParameterError, match="takes no parameter 'days'"):
        write_assessment(inventory, tmp_path / "more", {"iam_access_key_rotated": {"days": 1}})


def test_an_assessment_made_with_other_checks_is_not_audited(written, tmp_path):
    out = shutil.copytree(written, tmp_path / "out")
    declared = pd.read_parquet(out / "declarations.parquet")
    declared[declared["name"].ne("kms_key_rotation_enabled")].to_parquet(out / "declarations.parquet")
    seal(out, "assessment", read_manifest(out))

    with pytest.raises(AssessmentError, match="made with other checks: kms_key_rotation_enabled \\(not in it\\)"):
        open_audit("soc2_2017", out)


def test_verdicts_come_out_again_of_the_inventory(inventory, written, demarc):
    code, out, _ = demarc("verify", written, "--against", inventory)

    assert (code, out.splitlines()[1]) == (0, f"Re-performed: every verdict comes out again of {inventory}.")


def test_a_verdict_that_does_not_come_out_again_is_named(inventory, written, tmp_path, demarc):
    out = shutil.copytree(written, tmp_path / "out")
    path = out / "observations.parquet" / f"{ACCOUNTS[0]}.parquet"
    frame = pd.read_parquet(path)
    frame["result"] = frame["result"].where(frame["check_id"].ne("ec2_volume_encrypted"), "pass")
    frame.to_parquet(path, index=False)
    seal(out, "assessment", read_manifest(out))  # whoever changes it can hash it anew

    code, _, err = demarc("verify", out, "--against", inventory)
    assert code == 1
    assert f"observations.parquet/{ACCOUNTS[0]}.parquet: 1 rows do not come out, and 1 others do (ec2_volume_en" in err


def test_what_its_manifest_misstates_of_the_collection_does_not_come_out_again(inventory, written, tmp_path):
    out, said = shutil.copytree(written, tmp_path / "out"), read_manifest(written)
    about = said["inventory"] | {"started_at": "2031-01-01T00:00:00+00:00"}
    seal(out, "assessment", said | {"inventory": about, "reviewed": "yes"})

    found = reperform(out, inventory).differences
    assert [words.partition(",")[0] for words in found] == [
        "its manifest says inventory.started_at '2031-01-01T00:00:00+00:00'",
        "its manifest says reviewed 'yes'",
    ]


@pytest.mark.parametrize(
    "lie",
    [
        {"parameters": [1]},
        {"parameters": {"kms_key_rotation_enabled": 1}},
        {"inventory": {"started_at": 5}},
        {"inventory": {"started_at": "then"}},
        {"inventory": {"clock_skew": "slow"}},
        {"inventory": {"tables": None}},
    ],
)
def test_a_manifest_that_says_nothing_that_can_be_read_is_refused(written, tmp_path, lie):
    out, said = shutil.copytree(written, tmp_path / "out"), read_manifest(written)
    seal(out, "assessment", said | lie | {"inventory": said["inventory"] | lie.get("inventory", {})})

    with pytest.raises(AssessmentError, match="does not say of what it was made"):
        read_assessment(out)


def test_a_result_that_is_none_is_refused_and_not_left_out(written, tmp_path):
    out = shutil.copytree(written, tmp_path / "out")
    path = out / "observations.parquet" / f"{ACCOUNTS[0]}.parquet"
    frame = pd.read_parquet(path)
    frame["result"] = "passed"
    frame.to_parquet(path, index=False)
    seal(out, "assessment", read_manifest(out))

    with pytest.raises(AssessmentError, match="a result is none of fail, unknown, pass"):
        _ = read_assessment(out).observations


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda frame: frame.fillna({"tags": ""}), r"tags\.parquet: 1 rows do not come out, and 1 others do"),
        (lambda frame: pd.concat([frame, frame.tail(1)]), r"tags\.parquet: 1 rows do not come out, and 0 others do"),
        (None, r"tags\.parquet cannot be read"),
    ],
)
def test_what_is_unread_or_repeated_or_damaged_is_other_than_what_comes_out(tmp_path, change, words):
    one, other = tmp_path / "one", tmp_path / "other"
    frame = pd.DataFrame({"resource_id": ["a", "b"], "tags": ["{}", None]}, dtype="string")
    for folder in (one, other):
        folder.mkdir()
        frame.to_parquet(folder / "tags.parquet", index=False)
    assert not difference(one, other, "tags.parquet")

    if change:
        change(frame).to_parquet(one / "tags.parquet", index=False)
    else:
        (one / "tags.parquet").write_bytes(b"PAR1")
    assert re.match(words, difference(one, other, "tags.parquet"))


def test_an_assessment_of_another_inventory_is_said_to_be_one(written, tmp_path):
    other = small.write(tmp_path / "other", ACCOUNTS[:1], ["eu-central-1"], ["kms_key"])

    with pytest.raises(AssessmentError, match="was made of the inventory"):
        reperform(written, other)


def test_an_assessment_without_its_inventory_says_so_and_still_names_calls(written):
    found = read_assessment(written)
    resource = found.observations.query("check_id == 'ec2_volume_encrypted'")["resource_id"].iloc[0]

    with pytest.raises(AssessmentError, match="does not hold the inventory it was made of"):
        assert found.inventory
    assert isinstance(found, Assessment)
    assert all(call["answer"] is None for call in evidence_of(found, resource))
    with pytest.raises(ParameterError, match="judges no resource 'nothing'"):
        evidence_of(found, "nothing")


def test_signatures_of_the_inventory_go_along_and_are_no_part_of_the_seal(inventory, written, tmp_path):
    signed = shutil.copytree(inventory, tmp_path / "signed")
    (signed / "signatures").mkdir()
    (signed / "signatures" / "odd.json").write_text("{}")

    made = write_assessment(signed, tmp_path / "out")
    assert made.inventory_signatures == (
        Signature("inventory_signatures/odd.json", "it cannot be read as a signature"),
    )
    assert made.manifest == read_manifest(written)


def test_an_inventory_that_was_changed_is_not_assessed(inventory, tmp_path):
    changed = shutil.copytree(inventory, tmp_path / "changed")
    (changed / "ledger.parquet").write_bytes(b"")

    with pytest.raises(InventoryError, match=r"ledger\.parquet was changed"):
        write_assessment(changed, tmp_path / "out")
    assert json.loads((changed / "manifest.json").read_text())["kind"] == "inventory"
    assert not (tmp_path / "out").exists()
