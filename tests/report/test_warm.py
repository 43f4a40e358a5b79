"""Kernels that a warm process forks: the same outputs as Jupyter's own, every way to stop, and nothing left behind."""

import os
import signal
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from toolkit.errors import ReportError, UnknownName
from toolkit.report import kernels
from toolkit.report.engine import NAME, STOPPED, Engine

pytestmark = pytest.mark.skipif(not kernels.FORKS, reason="needs forks")
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
SHOWING = (
    "limit = 3  # rows",
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')",
    "from IPython.display import *\nhandle = display(HTML('<b>1</b>'), display_id='x')\nlimit",
    "handle.update(HTML('<b>2</b>'))\nprint('gone')\nclear_output()\nprint('stays')",
    "class Shown:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'shown', 'application/json': {'a': [1, None]}}\nShown()",
    "import ipywidgets\nipywidgets.IntSlider(3)",
    "import pandas\npandas.DataFrame({'a': [limit, None]})",
    "!echo from a shell\nimport os\n_ = os.write(1, b'')",
    "__name__, sys.flags.isolated >= 0, sorted(k for k in globals() if k[0] != '_')",
)


@pytest.fixture
def started():
    """`started()` are the processes that were started since; others of this worker's tests may be there."""
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    return lambda: [child for child in psutil.Process().children(recursive=True) if child.pid not in before]


@pytest.fixture
def ran(tmp_path):
    """`ran("print(1)", engine_name="demarc")` is the notebook of these cells after it was run."""

    def run(*cells, **options):
        notebook = new_notebook(cells=[*map(new_code_cell, cells)], metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, tmp_path / "in.ipynb")
        out = tmp_path / "out.ipynb"
        return papermill.execute_notebook(tmp_path / "in.ipynb", out, progress_bar=False, **options)

    return run


def shown(notebook):
    """What a notebook shows, without the numbers that widgets take by chance."""
    found = []
    for cell in notebook.cells:
        for output in cell.outputs:
            plain = {**output, "data": {k: v for k, v in output.get("data", {}).items() if "widget" not in k}}
            found.append((cell.execution_count, plain, sorted(output.get("data", {}))))
    return found


def test_a_forked_kernel_shows_what_that_of_jupyter_shows(ran, started):
    forked, stock = shown(ran(*SHOWING, engine_name=NAME)), shown(ran(*SHOWING))

    assert len(forked) > len(SHOWING)
    assert forked == stock
    assert started() == []


def test_the_engine_is_what_papermill_finds_by_its_name():
    declared = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["entry-points"]["papermill.engine"]

    assert {name: EntryPoint(name, value, "papermill.engine").load() for name, value in declared.items()} == {
        NAME: Engine
    }


@pytest.mark.parametrize(
    ("cell", "name", "reason"),
    [
        ("import time; time.sleep(600)", STOPPED, "no answer in 1 seconds"),
        ("import os; os._exit(1)", STOPPED, "its kernel ended, killed or out of memory"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            STOPPED,
            "its kernel ended, killed or out of memory",
        ),
        (
            "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)",
            STOPPED,
            "its kernel ended, killed or out of memory",
        ),
        ("raise ValueError('bad')", "ValueError", "bad"),
    ],
    ids=["hangs", "exits", "is killed", "its parent is killed", "fails"],
)
def test_however_a_notebook_stops_its_cell_says_so_and_no_process_is_left(ran, started, tmp_path, cell, name, reason):
    seconds = 1 if reason.startswith("no answer") else 60
    with pytest.raises(PapermillExecutionError) as error:
        ran("print('before')", cell, "print('after')", engine_name=NAME, execution_timeout=seconds)

    assert (error.value.ename, error.value.cell_index) == (name, 1)
    assert error.value.evalue.startswith(reason)
    code = [cell for cell in nbformat.read(tmp_path / "out.ipynb", as_version=4).cells if cell.cell_type == "code"]
    assert [[output.output_type for output in cell.outputs] for cell in code] == [["stream"], ["error"], []]
    assert psutil.wait_procs(started(), timeout=20)[1] == []


def test_all_end_with_the_process_that_makes_the_report(tmp_path):
    """Whoever is killed can tidy up nothing."""
    told = tmp_path / "told"
    cell = (
        "import os, psutil, time\nmaker = psutil.Process().parent().parent()\n"
        f"open({str(told)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}')\nmaker.kill()\ntime.sleep(600)"
    )
    nbformat.write(new_notebook(cells=[new_code_cell(cell)], metadata={"kernelspec": KERNEL}), tmp_path / "in.ipynb")
    script = (
        "import papermill, sys\nfrom toolkit.report import engine\n"
        "papermill.execute_notebook(sys.argv[1], sys.argv[2], engine_name='demarc', progress_bar=False)"
    )

    run = subprocess.run([sys.executable, "-c", script, tmp_path / "in.ipynb", tmp_path / "out.ipynb"], check=False)

    assert run.returncode == -signal.SIGKILL
    left = [psutil.Process(pid) for pid in map(int, told.read_text().split()) if psutil.pid_exists(pid)]
    assert psutil.wait_procs(left, timeout=20)[1] == []


def test_what_forks_has_one_thread_and_refuses_what_the_audit_refuses(demo_inventory, started, tmp_path):
    values = {"framework_id": "soc2_2017", "inventory": str(demo_inventory)}
    with kernels.kernels() as where:
        made = where.assess(values, str(tmp_path / "assessment"))
        (helper,) = [child for child in started() if child.ppid() == os.getpid()]
        with pytest.raises(UnknownName, match=r"No account of the .* is called '999999999999'\. Known: 111111111111"):
            where.open({**values, "accounts": ["999999999999"]}, made)
        where.open(values, made)
        assert helper.num_threads() == 1
        assert len(helper.children()) == 1  # the one that waits for its notebook

    assert not helper.is_running()


def test_a_process_that_is_gone_is_one_sentence(started):
    with kernels.kernels() as where:
        (helper,) = [child for child in started() if child.ppid() == os.getpid()]
        os.kill(helper.pid, signal.SIGKILL)
        with pytest.raises(ReportError, match=r"^The process that starts the kernels ended: it was killed"):
            where.open()
