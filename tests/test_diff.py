"""`demarc diff`: two sealed assessments, compared in words, as JSON and in files."""

import json
import re

import pandas as pd
import pytest

from tests.inventory.small import write
from toolkit.assessment import write_assessment
from toolkit.seal import INVENTORY, seal, verify

CHECK = "s3_bucket_versioned"


def made(folder, *versioning, parameters=None):
    """An assessment of buckets with this versioning, of an inventory with no other table."""
    inventory = write(folder / "inventory", ["111111111111"], ["eu-central-1"], ["s3_bucket"], rows=len(versioning))
    path = inventory / "tables" / "s3_bucket.parquet"
    frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
    frame.assign(versioning=pd.array(versioning, "string")).to_parquet(path, index=False)
    manifest = json.loads((inventory / "manifest.json").read_text())
    about = {name: value for name, value in manifest.items() if name not in ("files", "root_sha256")}
    seal(inventory, INVENTORY, about)
    write_assessment(inventory, folder / "assessment", parameters)
    return folder / "assessment"


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Of two buckets, the second keeps versions no longer."""
    before = made(tmp_path_factory.mktemp("before"), "Enabled", "Enabled")
    return before, made(tmp_path_factory.mktemp("after"), "Enabled", "off")


def test_what_was_not_done_alike_is_said_first(demarc, pair, tmp_path):
    other = made(tmp_path, "off", "off", parameters={"iam_access_key_rotated": {"max_days": 60}})
    code, out, err = demarc("diff", pair[0], other)

    assert (code, err) == (0, "")
    assert out.index("parameter iam_access_key_rotated   none max_days=60") < out.index("2 changes: new failure 2.")
    assert demarc("diff", pair[0], other, "--framework", "soc2_2017")[2].startswith(
        f"Error: {other} was made with other parameters of iam_access_key_rotated than the engagement sets"
    )


def test_what_changed_is_said_by_check_and_control(demarc, pair):
    code, out, err = demarc("diff", *pair, "--framework", "soc2_2017")

    assert (code, err) == (0, "")
    assert "Not done alike" not in out
    assert re.search(rf"\n1 changes: new failure 1\.\n.*\n +low {CHECK} 111111111111 +True +1\n", out)
    assert re.search(r"\nsoc2_2017: controls that stand otherwise: [1-9].*\n.*\n +[A-Z0-9.]+ .* no_data +gap\n", out)


def test_the_same_is_no_change(demarc, pair):
    code, out, _ = demarc("diff", pair[0], pair[0], "--fail-on", "low", "--fail-on", "unknown")

    assert code == 0
    assert "\n0 changes.\n" in out


def test_json_and_files_hold_all_of_it(demarc, pair, tmp_path):
    code, out, _ = demarc("diff", *pair, "--framework", "soc2_2017", "--json", "--out", tmp_path / "out")
    said = json.loads(out)
    changes = pd.read_parquet(tmp_path / "out" / "changes.parquet")

    assert code == 0
    assert said["before"] == verify(pair[0])["root_sha256"]
    assert [(row["change"], row["after"]) for row in said["changes"]] == [("new_failure", "fail")]
    assert changes["change"].tolist() == ["new_failure"]
    assert {row["after"] for row in said["controls_soc2_2017"]} == {"gap"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{name}.{ending}"
        for name in ("changes", "controls_soc2_2017", "differences", "summary")
        for ending in ("csv", "parquet")
    }
    verify(pair[0])


@pytest.mark.parametrize(
    ("gates", "code", "said"),
    [
        (["low"], 3, "Error: --fail-on low: failures: 1 low.\n"),
        (["medium"], 0, ""),
        (["unknown"], 0, ""),
    ],
)
def test_a_gate_is_over_what_is_new(demarc, pair, gates, code, said):
    words = [word for gate in gates for word in ("--fail-on", gate)]

    assert demarc("diff", *pair, *words)[::2] == (code, said)


def test_a_gate_over_gaps_is_over_controls_that_are_so_only_now(demarc, pair):
    asked = "--framework", "soc2_2017", "--fail-on", "gap"
    code, _, err = demarc("diff", *pair, *asked)

    assert code == 3
    assert err.startswith("Error: --fail-on gap: ") and "(soc2_2017 " in err
    assert demarc("diff", pair[1], pair[1], *asked)[::2] == (0, "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("{inventory} {before}", "{inventory} is an inventory; name an assessment."),
        ("{before} {inventory}", "{inventory} is an inventory; name an assessment."),
        ("{before} {nothing}", "{nothing} is no assessment: it has no manifest.json."),
        ("{before} {after} --framework soc2", "No framework is called 'soc2'. Did you mean 'soc2_2017'"),
        ("{before} {after} --fail-on gap", "--fail-on gap asks for controls: name the framework with --framework."),
        ("{before} {after} --fail-on severe", "'severe' is not one of 'gap', 'unknown', 'critical'"),
        ("{before} {after} --out {before}", "{before} is the assessment {before}, whose seal it would break."),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(demarc, pair, tmp_path, arguments, sentence):
    paths = {"before": pair[0], "after": pair[1], "inventory": pair[0].parent / "inventory", "nothing": tmp_path / "no"}
    code, out, err = demarc("diff", *arguments.format(**paths).split())

    assert (code, out) == (2, "")
    assert sentence.format(**paths) in err
