"""Evidence files: copied into the engagement, hashed, and refused where they are missing or changed."""

import hashlib
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.engagement_files import GOOD, HEAD, TOML
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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_is_attached_is_its_owners_alone(engagement, minutes):
    before = os.umask(0)
    try:
        attach(engagement, [minutes])
    finally:
        os.umask(before)

    made = [engagement / ".attach.lock", *(engagement / "evidence").rglob("*")]
    assert {path.name: path.stat().st_mode & 0o777 for path in made} == dict.fromkeys(
        [".attach.lock", "minutes.txt", "SHA256SUMS"], 0o600
    )
    assert (engagement / "evidence").stat().st_mode & 0o777 == 0o700


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
    with pytest.raises(RegisterError, match=r"none\.txt' cannot be attached: there is no such file\."):
        attach(engagement, [tmp_path / "none.txt"])


def test_a_folder_that_is_no_engagement_is_refused(tmp_path, minutes):
    with pytest.raises(RegisterError, match="is no engagement"):
        attach(tmp_path, [minutes])


def everything(folder):
    """Every file and link of a folder: name and content, or where it leads; empty where there is no folder."""
    return {
        str(path.relative_to(folder)): os.readlink(path) if path.is_symlink() else path.is_file() and path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.name != ".attach.lock"
    }


def refused(engagement, *sources):
    """The sentence with which files are refused, and nothing is changed."""
    before = everything(engagement)
    with pytest.raises(RegisterError) as error:
        attach(engagement, sources)
    (engagement / "evidence").exists() and before.setdefault("evidence", False)
    assert everything(engagement) == before
    return str(error.value)


def put(path, content="Other."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_what_somebody_put_there_by_hand_is_not_overwritten(engagement, minutes):
    put(engagement / "evidence" / "minutes.txt", "By hand.")

    assert "minutes.txt is there with other content. Give the new file another name." in refused(engagement, minutes)


def test_what_lies_there_by_hand_and_is_equal_is_entered(engagement, minutes):
    put(engagement / "evidence" / "minutes.txt", "We met.")

    assert list(attach(engagement, [minutes])) == ["minutes.txt"]
    assert list(attach(engagement, [engagement / "evidence" / "minutes.txt"])) == ["minutes.txt"]
    assert read_register(engagement).attestations["files"].tolist() == ["minutes.txt"]


def test_a_changed_file_is_not_put_right_silently(engagement, minutes):
    attach(engagement, [minutes])
    (engagement / "evidence" / "minutes.txt").write_text("We met twice.")

    assert "is there with other content" in refused(engagement, minutes)


def test_a_file_that_was_removed_is_put_back(engagement, minutes):
    attach(engagement, [minutes])
    (engagement / "evidence" / "minutes.txt").unlink()

    attach(engagement, [minutes])

    assert len(read_register(engagement).attestations) == 1


def test_every_file_is_checked_before_one_is_copied(engagement, minutes, tmp_path):
    put(engagement / "evidence" / "b.txt", "By hand.")

    refused(engagement, minutes, put(tmp_path / "b.txt"))
    refused(engagement, minutes, tmp_path / "none.txt")
    refused(engagement, minutes, tmp_path)


def test_nothing_is_left_of_a_copy_that_failed(engagement, minutes, tmp_path, monkeypatch):
    copied = shutil.copyfile

    def full(source, target):
        copied(source, target)
        if source != minutes:
            raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OutputError, match=r"cannot be copied \(No space left on device\)"):
        attach(engagement, [minutes, put(tmp_path / "b.txt")])
    assert everything(engagement / "evidence") == {}
    assert not (engagement / ".attach").exists()


def test_what_a_killed_run_left_is_no_evidence_and_is_cleared_away(engagement, minutes):
    put(engagement / ".attach" / "0", "We m")

    attach(engagement, [minutes])

    assert sorted(everything(engagement / "evidence")) == ["SHA256SUMS", "minutes.txt"]
    assert not (engagement / ".attach").exists()


def test_a_file_that_changes_while_it_is_copied_is_refused(engagement, minutes, monkeypatch):
    copied = shutil.copyfile
    monkeypatch.setattr(
        shutil, "copyfile", lambda source, target: (source.write_text("Later."), copied(source, target))
    )

    with pytest.raises(RegisterError, match=r"minutes\.txt changed while it was copied"):
        attach(engagement, [minutes])
    assert everything(engagement / "evidence") == {}


LINKS = {
    "source": "link.txt",
    "file": "engagement/evidence/minutes.txt",
    "file to nothing": "engagement/evidence/minutes.txt",
    "hashes": "engagement/evidence/SHA256SUMS",
    "folder": "engagement/evidence",
    "folder of copies": "engagement/.attach",
}


@pytest.mark.parametrize(("kind", "place"), LINKS.items(), ids=LINKS)
def test_no_link_is_followed(engagement, minutes, tmp_path, kind, place):
    outside = tmp_path / "outside"
    outside.mkdir()
    target = put(outside / "target", "" if kind == "hashes" else "We met.")
    if kind in ("file", "file to nothing", "hashes"):
        (engagement / "evidence").mkdir()
    (tmp_path / place).symlink_to(
        outside if kind.startswith("folder") else outside / "none" if kind == "file to nothing" else target
    )
    before = everything(outside)

    assert " is a link" in refused(engagement, tmp_path / "link.txt" if kind == "source" else minutes)
    assert everything(outside) == before


@pytest.mark.parametrize("kind", ["fifo", "folder"])
@pytest.mark.parametrize("where", ["source", "there", "hashes"])
def test_only_files_are_evidence(engagement, minutes, tmp_path, kind, where):
    folder = engagement / "evidence"
    folder.mkdir()
    place = {"source": tmp_path / "odd.txt", "there": folder / "minutes.txt", "hashes": folder / "SHA256SUMS"}[where]
    os.mkfifo(place) if kind == "fifo" else place.mkdir()

    assert " is no file. " in refused(engagement, place if where == "source" else minutes)
    assert where == "hashes" or " is no file. " in refused(engagement, "/dev/null")


NAMES = ["a\nb.txt", "a\tb.txt", "a;b.txt", " a.txt", "a.txt ", os.fsdecode(b"a\xff.txt"), "a\x7f.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_attestation_could_give_is_refused(engagement, tmp_path, name):
    assert "cannot be named in attestations.csv: " in refused(engagement, put(tmp_path / name))


@pytest.mark.parametrize("name", ["-rf.txt", "a\\b.txt", "a b, c.txt", "Zoë.txt", "*.txt", ".hidden", "n" * 255])
def test_any_other_name_is_attached_as_sha256sum_proves_it(engagement, tmp_path, name):
    attach(engagement, [put(tmp_path / name)])
    (engagement / "attestations.csv").write_text(f'{HEAD["attestations"]},files\n{GOOD["attestations"]},"{name}"\n')

    assert len(read_register(engagement).attestations) == 1
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
        assert subprocess.run(command, cwd=engagement / "evidence", capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", ["Minutes.txt", "MINUTES.TXT", "ｍinutes.txt", "SHA256SUMS", "sha256sums"])
def test_a_name_that_some_systems_take_for_another_is_refused(engagement, minutes, tmp_path, name):
    attach(engagement, [minutes])
    source = put(tmp_path / "other" / name, "We met.")

    assert "is called like " in refused(engagement, source)


def test_two_sources_of_one_name_have_to_be_equal(engagement, minutes, tmp_path):
    equal, other, upper = (put(tmp_path / c / n, t) for c, n, t in [
        *(("a", "minutes.txt", "We met."), ("b", "minutes.txt", "Other."), ("c", "Minutes.txt", "We met.")),
    ])  # fmt: skip

    assert "have one name and differ" in refused(engagement, minutes, other)
    assert "is called like " in refused(engagement, minutes, upper)
    assert list(attach(engagement, [minutes, equal])) == ["minutes.txt"]


def test_an_accent_encoded_otherwise_is_the_same_name(engagement, tmp_path):
    attach(engagement, [put(tmp_path / "Zoe\u0308.txt")])
    (engagement / "attestations.csv").write_text(
        f"{HEAD['attestations']},files\n{GOOD['attestations']},Zoe\u0308.txt\n"
    )

    assert sorted(everything(engagement / "evidence")) == ["SHA256SUMS", "Zo\u00eb.txt"]
    assert len(read_register(engagement).attestations) == 1


def test_runs_at_one_time_lose_no_line(engagement, tmp_path):
    sources = [put(tmp_path / f"{number}.txt") for number in range(8)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda source: attach(engagement, [source]), sources))

    assert len((engagement / "evidence" / "SHA256SUMS").read_text().splitlines()) == 8


DIGEST = hashlib.sha256(b"We met.").hexdigest()
OF_SHA256SUM = {
    "two blanks": f"{DIGEST}  minutes.txt\n",
    "binary": f"{DIGEST} *minutes.txt\n",
    "blank lines": f"\n{DIGEST}  minutes.txt\n\n  \n",
    "no line end": f"{DIGEST}  minutes.txt",
    "Windows": f"{DIGEST}  minutes.txt\r\n",
    "a mark": f"\ufeff{DIGEST}  minutes.txt\n",
    "capitals": f"{DIGEST.upper()}  minutes.txt\n",
    "with its folder": f"{DIGEST}  ./minutes.txt\n",
    "twice": f"{DIGEST}  minutes.txt\n" * 2,
    "escaped names beside it": f"\\{'a' * 64}  a\\\\b\\nc.txt\n{DIGEST}  minutes.txt\n",
}


@pytest.mark.parametrize("text", OF_SHA256SUM.values(), ids=OF_SHA256SUM)
def test_hashes_are_read_as_sha256sum_writes_them_and_stay_as_they_are(engagement, minutes, tmp_path, text):
    put(engagement / "evidence" / "minutes.txt", "We met.")
    sums = engagement / "evidence" / "SHA256SUMS"
    sums.write_bytes(text.encode())

    assert len(read_register(engagement).attestations) == 1
    attach(engagement, [minutes])
    assert sums.read_bytes() == text.encode()
    attach(engagement, [put(tmp_path / "b.txt", "We met.")])
    assert sums.read_bytes() == text.encode() + b"\n" * (text[-1] != "\n") + f"{DIGEST}  b.txt\n".encode()


NO_LINE = "it is no SHA-256, two blanks and a name, as `sha256sum` writes."
NOT_OF_SHA256SUM = {
    "no name": (f"{DIGEST}\n", f", line 1: {NO_LINE}"),
    "one blank": (f"\n{DIGEST} minutes.txt\n", f", line 2: {NO_LINE}"),
    "short": (f"{DIGEST[:-1]}  minutes.txt\n", f", line 1: {NO_LINE}"),
    "no hash": (f"{DIGEST}  a.txt\nhello\n", f", line 2: {NO_LINE}"),
    "BSD": (f"SHA256 (minutes.txt) = {DIGEST}\n", f", line 1: {NO_LINE}"),
    "two hashes": (
        f"{DIGEST}  minutes.txt\n{'a' * 64}  minutes.txt\n",
        ", line 2: 'minutes.txt' stands above with another SHA-256.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), NOT_OF_SHA256SUM.values(), ids=NOT_OF_SHA256SUM)
def test_another_line_is_named_by_its_number(engagement, minutes, text, sentence):
    put(engagement / "evidence" / "SHA256SUMS", text)

    for run in (lambda: attach(engagement, [minutes]), lambda: read_register(engagement)):
        with pytest.raises(RegisterError) as error:
            run()
        assert str(error.value) == f"{engagement / 'evidence' / 'SHA256SUMS'}{sentence}"


def test_hashes_in_another_encoding_are_refused(engagement):
    put(engagement / "evidence" / "SHA256SUMS").write_bytes(f"{DIGEST}  minutes.txt\n".encode("utf-16"))

    with pytest.raises(RegisterError, match=r"SHA256SUMS is not UTF-8\. Write it again with `sha256sum`\."):
        read_register(engagement)


@pytest.mark.parametrize("kind", ["file", "folder", "out of it", "whole"])
def test_evidence_that_is_a_link_is_refused_with_its_row(engagement, minutes, tmp_path, kind):
    evidence = engagement / "evidence"
    name = {"folder": "in/minutes.txt", "out of it": "../minutes.txt", "whole": str(minutes)}.get(kind, "minutes.txt")
    put(evidence / "SHA256SUMS", f"{DIGEST}  {name}\n")
    put(engagement / "minutes.txt", "We met.")
    if kind == "file":
        (evidence / name).symlink_to(minutes)
    if kind == "folder":
        (evidence / "in").symlink_to(tmp_path)
    row = f"{HEAD['attestations']},files\n,,,,,,,,,,,,,\n{GOOD['attestations']},{name}\n"
    (engagement / "attestations.csv").write_text(row)

    with pytest.raises(RegisterError) as error:
        read_register(engagement)
    assert str(error.value).endswith(
        f"attestations.csv, row 3, column files: {name!r} is a link, or leads out of the evidence folder. "
        "Attach the file itself."
    )


def test_evidence_in_a_folder_of_its_own_is_read(engagement):
    put(engagement / "evidence" / "2026" / "minutes.txt", "We met.")
    put(engagement / "evidence" / "SHA256SUMS", f"{DIGEST}  2026/minutes.txt\n")
    row = f"{HEAD['attestations']},files\n{GOOD['attestations']},2026/minutes.txt\n"
    (engagement / "attestations.csv").write_text(row)

    assert read_register(engagement).attestations["files"].tolist() == ["2026/minutes.txt"]
