"""The files beside the seal of an assessment: two formats that say the same, safe to open, and never half written."""

from datetime import date

import pandas as pd
import pytest

from tests.engagements import AS_OF, register
from tests.inventories import MANIFEST, assessed, inventory, rows
from tests.inventory import small
from toolkit.errors import OutputError, ParameterError, UnknownName
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit, open_audit, write_gaps, write_observations
from toolkit.seal import verify
from toolkit.spreadsheets import read_rows, restored

NAMES = ["gaps_iso_27001_2022.csv", "gaps_iso_27001_2022.parquet", "gaps_soc2_2017.csv", "gaps_soc2_2017.parquet"]
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "\r=1", "vol\r=1", "vol\r\n=1"]
SAFE = ["'=cmd|' /C calc'!A0", "'+1+1", "'-2+3", "'@SUM(A1)", "'\t'=1", "'\n'=1", "'\n'=1", "vol\n'=1", "vol\n'=1"]


def estate(ids):
    volumes = rows("ec2_volume", encrypted=[False] * len(ids))
    return inventory({"ec2_volume": volumes.assign(resource_id=ids).astype(volumes.dtypes)})


def audits(ids=("vol-1",)):
    found = estate(list(ids))
    return [Audit(read_framework(name), assessed(found), register(), AS_OF) for name in ("soc2_2017", "iso_27001_2022")]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assessment") / "deep" / "er"
    made = audits(["vol-1", *FORMULAS])
    return made, folder, [*write_gaps(made, folder), write_observations(made[0], folder)]


def text(path):
    """What pandas reads, without the apostrophes in front of what a spreadsheet would change."""
    return pd.read_csv(path, dtype="string", keep_default_na=False).map(restored)


def test_each_frame_is_written_in_both_formats_and_nothing_else_is_left(written):
    _, folder, paths = written

    assert sorted(path.name for path in paths) == [*NAMES, "observations.csv"]
    assert sorted(folder.iterdir()) == sorted(paths)


def test_no_assessment_is_written_into_an_inventory(tmp_path, demarc):
    sealed = small.write(tmp_path / "sealed", ["111111111111"], ["eu-central-1"], ["ec2_volume"])
    for folder in (sealed, sealed / "a" / "b"):
        code, _, err = demarc("assess", sealed, "--out", folder)

        assert (code, f"the inventory {sealed}, whose seal it would break" in err) == (2, True)
    verify(sealed)


def test_parquet_keeps_the_frames_as_they_are(written):
    (soc2, iso), folder, _ = written

    for audit in (soc2, iso):
        whole = pd.read_parquet(folder / f"gaps_{audit.framework.id}.parquet")
        pd.testing.assert_frame_equal(whole[list(audit.gaps)], audit.gaps)
        assert whole.drop(columns=list(audit.gaps)).drop_duplicates().to_dict("records") == [
            {"as_of": str(AS_OF), "accounts_in_scope": "all", "regions_in_scope": "all"}
        ]


@pytest.mark.parametrize("name", ["gaps_soc2_2017", "gaps_iso_27001_2022"])
def test_both_formats_say_the_same(written, name):
    _, folder, _ = written
    whole = pd.read_parquet(folder / f"{name}.parquet").astype("string").fillna("")
    whole = whole.replace({r"\r\n?": "\n"}, regex=True)

    pd.testing.assert_frame_equal(text(folder / f"{name}.csv"), whole)
    ours = pd.DataFrame([row for _, row in read_rows(folder / f"{name}.csv", list(whole))], dtype="string")
    pd.testing.assert_frame_equal(ours, whole)


def test_no_cell_starts_like_a_formula(written):
    _, folder, _ = written
    mine = pd.read_csv(folder / "observations.csv", dtype="string").query("check_id == 'ec2_volume_encrypted'")

    assert mine["resource_id"].tolist() == ["vol-1", *SAFE]
    for path in folder.glob("*.csv"):
        assert b"\r" not in path.read_bytes(), path  # a reader would start a row there
        cells = pd.read_csv(path, dtype="string")
        assert not any(cells[column].str.match(r"[=+\-@\t\n]").any() for column in cells), path
        assert not any(cells[column].str.contains(r"[;|\t\n]\s*[=+\-@]").any() for column in cells), path


def test_a_spreadsheet_knows_the_encoding_and_keeps_account_ids(written):
    _, folder, _ = written

    for path in folder.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path
    seen = pd.read_csv(folder / "observations.csv")  # guesses as a spreadsheet does
    assert set(seen["account_id"]) == {"'111111111111"}
    clauses = pd.read_csv(folder / "gaps_iso_27001_2022.csv")["control_id"]
    assert {"'4.1", "'10.1", "A.5.1"} < set(clauses)


def test_a_file_is_replaced_in_one_step(tmp_path):
    write_observations(audits(["vol-1"])[0], tmp_path)
    before = (tmp_path / "observations.csv").read_bytes()

    with (tmp_path / "observations.csv").open("rb", buffering=0) as reader:
        start = reader.read(10)
        write_observations(audits(["vol-2"])[0], tmp_path)
        assert start + reader.read() == before  # whoever reads the old file reads it whole
    assert (tmp_path / "observations.csv").read_bytes() == before.replace(b"vol-1", b"vol-2")


def test_the_same_inventory_gives_the_same_bytes(tmp_path):
    for run in ("one", "two"):
        write_gaps(audits(["vol-1", "vol-2"]), tmp_path / run)

    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(OutputError, match=r"file cannot be written \(.*\)\. Name another folder\."):
        write_gaps(audits()[:1], tmp_path / "file")


def test_an_audit_is_of_the_day_of_collection_unless_another_is_named():
    assert open_audit("soc2_2017", estate(["vol-1"])).as_of == date(2026, 11, 24)
    assert open_audit("soc2_2017", estate(["vol-1"]), as_of="2026-12-31").as_of == date(2026, 12, 31)
    assert MANIFEST["started_at"].startswith("2026-11-24")


def test_an_audit_refuses_what_it_cannot_be_of():
    with pytest.raises(ParameterError, match=r"as_of is '31\.12\.2026'; write a day as YYYY-MM-DD\."):
        open_audit("soc2_2017", estate(["vol-1"]), as_of="31.12.2026")
    with pytest.raises(UnknownName, match="No account of the inventory is called '222222222222'"):
        open_audit("soc2_2017", estate(["vol-1"]), accounts=["222222222222"])
    with pytest.raises(UnknownName, match="No Region of the inventory is called 'eu-central-2'"):
        open_audit("soc2_2017", estate(["vol-1"]), regions=["eu-central-2"])
    with pytest.raises(UnknownName, match="No framework is called 'soc2'"):
        open_audit("soc2", estate(["vol-1"]))


def test_an_account_that_lost_its_zeros_is_looked_for_with_them():
    with pytest.raises(UnknownName, match="'000000000012'"):
        open_audit("soc2_2017", estate(["vol-1"]), accounts=[12])
