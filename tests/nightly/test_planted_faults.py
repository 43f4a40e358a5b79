"""Faults planted into a copy of the project, one at a time: the tests that are named beside each have to fail.

`faults/*.toml` has them by what goes wrong: `file`, the `text` that stands in it once, the `slip` that takes its place,
and the `tests` that notice, each a file or one test of it. Whoever changes such a text writes the fault anew.
"""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COPIED = ("toolkit", "data", "notebooks", "tests", "pyproject.toml")
FAULTS = {
    name: fault
    for path in sorted((Path(__file__).parent / "faults").glob("*.toml"))
    for name, fault in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
LEAST = 64
ONE_AT_A_TIME = pytest.mark.xdist_group("faults")


def test_there_are_faults_in_every_part():
    planted = {Path(fault["file"]).parts[1].removesuffix(".py") for fault in FAULTS.values()}
    parts = {path.name for path in (ROOT / "toolkit").iterdir() if path.is_dir() and path.name[0] not in "._"}

    assert len(FAULTS) >= LEAST
    # Tables are held against AWS's models, every path of them; the demo is no part of a verdict.
    assert parts - planted == {"demo", "tables"}


def test_every_fault_can_be_planted():
    """One whose text was changed is to be written anew."""
    assert [name for name, fault in FAULTS.items() if not can_be_planted(**fault)] == []


def can_be_planted(file, text, slip, tests):
    sound = (ROOT / file).read_text(encoding="utf-8")
    spoilt = sound.replace(text, slip)
    ast.parse(spoilt)  # a fault is one that somebody may overlook
    return sound.count(text) == 1 and spoilt != sound and all(map(is_there, tests))


def is_there(test):
    path, _, function = test.partition("::")
    return f"def {function}" in (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project, to be spoilt."""
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@contextmanager
def planted(copy, fault):
    path = copy / fault["file"]
    sound = path.read_text(encoding="utf-8")
    write(path, sound.replace(fault["text"], fault["slip"]))
    try:
        yield
    finally:
        write(path, sound)


def write(path, source):
    """Write a module, and forget what was compiled of it: a file of one second and size would pass for the same."""
    path.write_text(source, encoding="utf-8")
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
        compiled.unlink()


def python(copy, *arguments):
    """Run Python as if the copy was all there is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    own = {"PYTHONPATH": str(copy)}
    return subprocess.run([sys.executable, *arguments], cwd=copy, env=kept | own, capture_output=True, text=True)


def outcome_of(copy, tests):
    return python(copy, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests)


@pytest.mark.nightly
@ONE_AT_A_TIME
def test_the_copy_is_what_is_tested_and_it_is_sound(copy):
    where = python(copy, "-c", "import toolkit, toolkit.resources as r; print(toolkit.__file__, r.DATA)").stdout.split()
    assert where == [str(copy / "toolkit" / "__init__.py"), str(copy / "data")]
    run = outcome_of(copy, sorted({test for fault in FAULTS.values() for test in fault["tests"]}))
    assert run.returncode == 0, run.stdout


@pytest.mark.nightly
@ONE_AT_A_TIME
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_caught(name, copy):
    with planted(copy, FAULTS[name]):
        run = outcome_of(copy, FAULTS[name]["tests"])
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout + run.stderr
