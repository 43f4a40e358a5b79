"""What the kernel of a report imports: this toolkit and this interpreter's packages, whatever lies elsewhere."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.manager import AsyncKernelManager

import toolkit
from toolkit.report.kernels import manager

MODULES = ("toolkit", "json", "ipykernel", "traitlets", "tornado", "sitecustomize", "usercustomize")


@pytest.fixture
def foreign(tmp_path):
    """A folder of modules that say so when they are imported, and where they say it."""
    folder, ran = tmp_path / "foreign", tmp_path / "ran"
    folder.mkdir()
    for name in MODULES:
        (folder / f"{name}.py").write_text(f"open({str(ran)!r}, 'a').write(__name__)")
    return folder, ran


@pytest.fixture
def told(monkeypatch, tmp_path):
    """The environment that Jupyter is given for the kernel."""
    given = {}

    async def start(self, **kwargs):
        given.update(kwargs)

    monkeypatch.setattr(AsyncKernelManager, "start_kernel", start)

    def environment():
        asyncio.run(manager(tmp_path)().start_kernel())
        return given["env"]

    return environment


def versions(tmp_path, folder, **environment):
    """Run the command of a kernel that only tells its version."""
    *command, _, _ = manager(tmp_path)().kernel_spec.argv
    return subprocess.run(
        [*command, "--version"], cwd=folder, env=dict(os.environ) | environment, capture_output=True, text=True
    )


def test_nothing_of_the_current_folder_is_imported(foreign, tmp_path):
    folder, ran = foreign

    run = versions(tmp_path, folder, PYTHONPATH=str(folder), HOME=str(folder))

    assert (run.returncode, run.stderr, ran.exists()) == (0, "", False)


def test_folders_of_this_process_come_after_those_of_the_interpreter(foreign, tmp_path, monkeypatch):
    """None of their modules can stand for one that an isolated interpreter has itself."""
    folder, ran = foreign
    monkeypatch.syspath_prepend(folder)

    run = versions(tmp_path, tmp_path)

    assert (run.returncode, run.stderr, ran.exists()) == (0, "", False)


def test_folders_that_hang_on_the_current_one_are_left_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", "packages", str(tmp_path), *sys.path])

    where, folders = json.loads(manager(tmp_path)().kernel_spec.argv[-4])

    assert where == str(Path(toolkit.__file__).parents[1])
    assert [folder for folder in folders if not os.path.isabs(folder) or folder == str(tmp_path)] == []


def test_no_variable_says_what_is_loaded(told, monkeypatch, tmp_path):
    for name in ("PYTHONPATH", "PYTHONSTARTUP", "IPYTHONDIR", "JUPYTER_PATH", "JPY_PARENT_PID", "VIRTUAL_ENV"):
        monkeypatch.setenv(name, "foreign")
    monkeypatch.setenv("TZ", "UTC")

    environment = told()

    assert [name for name, value in environment.items() if value == "foreign"] == []
    assert environment["TZ"] == "UTC"
    assert {value for name, value in environment.items() if name.startswith(("IPYTHON", "JUPYTER"))} == {
        str(tmp_path / "jupyter")
    }
