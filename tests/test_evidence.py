"""Evidence files: copied into the engagement, hashed, and refused where they are missing or changed."""

import hashlib

import pytest

from tests.test_register import GOOD, HEAD, TOML
from toolkit.errors import OutputError, RegisterError
from toolkit.register import attach, read_register


@pytest.fixture
def engagement(tmp_path):
    """An engagement whose one attestation names the file minutes.txt."""
    folder = tmp_path / "engagement"
    folder.mkdir()
    (folder / "engagement.toml").write_text(TOML)
    rows = f"{HEAD['attestations']},files\n{GOOD['attestations']},minutes.txt\n"
    (folder / "attestations.csv").write_text(rows)
    return folder


@pytest.fixture
def minutes(tmp_path):
    path = tmp_path / "minutes.txt"
    path.write_text("We met.")
    return path


def test_a_file_is_copied_in_and_its_hash_entered(engagement, minutes):
    digest = hashlib.sha256(b"We met.").hexdigest()

    assert attach(engagement, [minutes]) == {"minutes.txt": digest}

    assert (engagement / "evidence" / "minutes.txt").read_text() == "We met."
    assert (engagement / "evidence" / "SHA256SUMS").read_text() == f"{digest}  minutes.txt\n"
    assert read_register(engagement).attestations["files"].tolist() == ["minutes.txt"]


def test_attaching_twice_changes_nothing(engagement, minutes):
    assert attach(engagement, [minutes]) == attach(engagement, [minutes])


def test_other_content_of_the_same_name_is_refused(engagement, minutes):
    attach(engagement, [minutes])
    minutes.write_text("We did not meet.")

    with pytest.raises(RegisterError, match=r"minutes\.txt is there with other content"):
        attach(engagement, [minutes])
    assert (engagement / "evidence" / "minutes.txt").read_text() == "We met."


def test_a_file_that_was_never_attached_is_named_with_its_row(engagement):
    with pytest.raises(RegisterError, match=r"attestations\.csv, row 2, column files: 'minutes\.txt' is not attached"):
        read_register(engagement)


@pytest.mark.parametrize("change", ["written over", "removed"])
def test_a_file_that_changed_since_is_named_with_its_row(engagement, minutes, change):
    attach(engagement, [minutes])
    copy = engagement / "evidence" / "minutes.txt"
    copy.unlink() if change == "removed" else copy.write_text("We met twice.")

    with pytest.raises(RegisterError, match=r"row 2, column files: 'minutes\.txt' is missing or was changed"):
        read_register(engagement)


def test_a_file_that_is_not_there_cannot_be_attached(engagement, tmp_path):
    with pytest.raises(OutputError, match=r"none\.txt cannot be copied"):
        attach(engagement, [tmp_path / "none.txt"])


def test_a_folder_that_is_no_engagement_is_refused(tmp_path, minutes):
    with pytest.raises(RegisterError, match="is no engagement"):
        attach(tmp_path, [minutes])
