"""Files: their owner's alone whatever the umask, and never stale beside an error."""

import os
import stat
from pathlib import Path

import pytest

from toolkit.errors import OutputError, ParameterError, ReportError
from toolkit.files import private_file, private_folder, put, set_aside, work_folder, writing

modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_to_all():
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


@modes
def test_files_and_folders_are_their_owners_alone(open_to_all, tmp_path):
    folder = private_folder(tmp_path / "a" / "b")
    (folder / "wide").touch(0o666)

    assert [mode(path) for path in (folder.parent, folder)] == [0o700, 0o700]
    assert [mode(path) for path in (private_file(folder / "wide"), put(folder / "put", "x"))] == [0o600, 0o600]
    assert sorted(os.listdir(folder)) == ["put", "wide"]


def test_a_file_that_is_filled_by_its_path_takes_the_place_of_a_link(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")

    private_file(tmp_path / "link").write_text("new")

    assert (tmp_path / "mine").read_text() == "mine"
    assert not (tmp_path / "link").is_symlink()


def test_no_link_is_written_through(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    put(tmp_path / "link", "new")

    assert (tmp_path / "mine").read_text() == "mine"
    assert (tmp_path / "link").read_text() == "new"


def test_what_fills_a_file_by_its_path_writes_it_in_one_step(tmp_path):
    put(tmp_path / "file", "old")

    def half(path):
        path.write_text("half")
        raise ReportError("It ended.")

    with pytest.raises(ReportError):
        put(tmp_path / "file", half)
    assert (tmp_path / "file").read_text() == "old"
    assert put(tmp_path / "file", lambda path: path.write_text("new")).read_text() == "new"
    assert os.listdir(tmp_path) == ["file"]


def test_what_cannot_be_written_is_one_sentence(tmp_path):
    said = r"^here cannot be written \(No such file or directory\)\. Make room\.$"
    with pytest.raises(OutputError, match=said), writing(Path("here"), "Make room."):
        (tmp_path / "gone" / "file").touch()


def test_a_run_that_fails_sets_the_earlier_result_aside_and_says_so(tmp_path):
    old, other = put(tmp_path / "a.html", "old"), tmp_path / "b.html"

    with pytest.raises(ReportError) as error, set_aside([old, other]):
        raise ReportError("A cell failed.")

    assert not old.exists()
    assert (tmp_path / "a.earlier.html").read_text() == "old"
    assert str(error.value) == f"A cell failed. What an earlier run made was set aside: {tmp_path / 'a.earlier.html'}."


def test_a_run_that_succeeds_replaces_what_it_makes_and_leaves_the_rest(tmp_path):
    old, rest = put(tmp_path / "a.html", "old"), put(tmp_path / "a.pdf", "rest")

    with set_aside([old, rest]):
        put(old, "new")

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.html": "new", "a.pdf": "rest"}


def test_a_run_that_is_refused_changes_nothing(tmp_path):
    old = put(tmp_path / "a.html", "old")

    with pytest.raises(ParameterError, match=r"^No\.$"), set_aside([old]):
        raise ParameterError("No.")

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.html": "old"}


def test_a_lack_of_temporary_space_is_named_as_that(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(OutputError, match=r"No folder for temporary files .* environment variable TMPDIR\."),
        work_folder(),
    ):
        pass
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(OutputError, match=r"Temporary files in .* TMPDIR\."), work_folder():
        raise OSError(28, "No space left on device")
